// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/pdf_book.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "libgeo/map/pdf_syntax.hpp"

namespace geo::map {

namespace {

/// Millimetres as points.
std::string points(double mm) {
    std::string out;
    append_decimal(out, std::llround(mm * 72 / 25.4 * 1e4), 4);
    return out;
}

/// "2026-11-23" as "(D:20261123000000)": midnight, since no hour is known, and no zone.
std::string date_string(const std::string& iso) {
    std::string digits;
    std::copy_if(iso.begin(), iso.end(), std::back_inserter(digits),
                 [](unsigned char c) { return std::isdigit(c) != 0; });
    return "(D:" + digits + "000000)";
}

} // namespace

PdfBook::PdfBook(const std::string& path, DocumentInfo info)
    : m_file(path), m_info(std::move(info)), m_catalog(m_file.reserve()), m_tree(m_file.reserve()) {
}

std::string PdfBook::resources_of(const PdfPage& page) {
    std::string out = "<<";
    if (!page.fonts.empty()) {
        out += "/Font<<";
        for (std::size_t f = 0; f < page.fonts.size(); ++f)
            out += "/F" + std::to_string(f) + " " + reference(m_fonts.add(page.fonts[f]));
        out += ">>";
    }
    if (!page.opacities.empty()) {
        out += "/ExtGState<<";
        for (const auto opacity : page.opacities) {
            std::string value;
            append_decimal(value, opacity, 3);
            out += "/O" + std::to_string(opacity) + "<</ca " + value + "/CA " + value + ">>";
        }
        out += ">>";
    }
    return out + ">>";
}

void PdfBook::add(const PackedPage& packed) {
    const auto& page = dynamic_cast<const PdfPage&>(packed);
    const int content = m_file.reserve();
    m_file.write_stream(content, page.content);
    const auto height = points(page.info.height);
    const char* const blended =
        page.opacities.empty() ? "" : "/Group<</S/Transparency/CS/DeviceRGB/I true>>";
    m_pages.push_back(m_file.add("<</Type/Page/Parent " + reference(m_tree) + "/MediaBox[0 0 " +
                                 points(page.info.width) + " " + height + "]/Resources" +
                                 resources_of(page) + blended + "/Contents " + reference(content) +
                                 ">>"));
    if (!page.info.title.empty()) m_bookmarks.push_back({page.info.title, m_pages.back(), height});
}

/// A list of bookmarks, one beside the other; 0 when there are none.
int PdfBook::write_bookmarks() {
    if (m_bookmarks.empty()) return 0;
    const int root = m_file.reserve();
    std::vector<int> numbers;
    for (std::size_t b = 0; b < m_bookmarks.size(); ++b) numbers.push_back(m_file.reserve());
    for (std::size_t b = 0; b < m_bookmarks.size(); ++b) {
        const auto& [title, page, top] = m_bookmarks[b];
        std::string item = "<</Title" + text_string(title) + "/Parent " + reference(root) +
                           "/Dest[" + reference(page) + "/XYZ 0 " + top + " null]";
        if (b > 0) item += "/Prev " + reference(numbers[b - 1]);
        if (b + 1 < numbers.size()) item += "/Next " + reference(numbers[b + 1]);
        m_file.write(numbers[b], item + ">>");
    }
    m_file.write(root, "<</Type/Outlines/First " + reference(numbers.front()) + "/Last " +
                           reference(numbers.back()) + "/Count " + std::to_string(numbers.size()) +
                           ">>");
    return root;
}

int PdfBook::write_info() {
    std::string out = "<<";
    const auto add = [&](const char* key, const std::string& text) {
        if (!text.empty()) out += key + text_string(text);
    };
    add("/Title", m_info.title);
    add("/Author", m_info.author);
    add("/Subject", m_info.subject);
    add("/Keywords", m_info.keywords);
    add("/Creator", "parkline");
    add("/Producer", "libgeo");
    const auto date = date_string(m_info.date);
    return m_file.add(out + "/CreationDate" + date + "/ModDate" + date + ">>");
}

void PdfBook::finish() {
    m_fonts.finish();
    std::string pages = "<</Type/Pages/Count " + std::to_string(m_pages.size()) + "/Kids[";
    for (std::size_t p = 0; p < m_pages.size(); ++p)
        pages += (p == 0 ? "" : " ") + reference(m_pages[p]);
    m_file.write(m_tree, pages + "]>>");
    const int bookmarks = write_bookmarks();
    std::string catalog = "<</Type/Catalog/Pages " + reference(m_tree);
    if (bookmarks != 0) catalog += "/Outlines " + reference(bookmarks);
    if (m_pages.size() > 1 && bookmarks != 0) catalog += "/PageMode/UseOutlines";
    m_file.write(m_catalog, catalog + "/ViewerPreferences<</DisplayDocTitle true>>>>");
    m_file.finish(m_catalog, write_info());
}

} // namespace geo::map
