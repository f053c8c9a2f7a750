// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/pdf_page.hpp"

#include "libgeo/map/deflate.hpp"

namespace geo::map {

void PdfPageCanvas::begin_page(const PageInfo& page) {
    m_page.info = page;
    m_content = PdfContent(page.height);
    m_letters.forget();
}

void PdfPageCanvas::end_page() {
    m_page.content = deflated(m_content.out(), 5);
    m_page.fonts = m_letters.fonts();
    m_page.opacities = m_content.opacities();
}

} // namespace geo::map
