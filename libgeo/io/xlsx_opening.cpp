// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/xlsx_opening.hpp"

#include <atomic>

#include <cpl_vsi.h>

#include "libgeo/io/xlsx_parts.hpp"
#include "libgeo/io/zip_archive.hpp"

namespace geo {

namespace {

constexpr const char* types_part = "[Content_Types].xml";
constexpr std::string_view worksheet_type =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
constexpr std::size_t looked_at = 2047;

/// Whether GDAL's driver misses a worksheet that is there.
bool is_missed(const std::string& types) {
    const auto at = types.find(worksheet_type);
    return at != std::string::npos && at + worksheet_type.size() > looked_at;
}

/// Names a worksheet in a comment, behind the declaration of the XML.
void put_hint(std::string& types) {
    const auto declared = types.find("?>");
    const auto at = declared == std::string::npos ? 0 : declared + 2;
    types.insert(at, "<!--" + std::string(worksheet_type) + "-->");
}

} // namespace

XlsxOpening::XlsxOpening(const std::string& path) : m_path(path) {
    if (!is_missed(xlsx_part(path, types_part))) return;
    static std::atomic<std::size_t> number = 0;
    auto zip = read_zip(path);
    auto* types = zip.find(types_part);
    if (types == nullptr) return;
    put_hint(types->bytes);
    m_bytes = zip_of(zip);
    m_copy = "/vsimem/parkline-" + std::to_string(++number) + ".xlsx";
    VSIFCloseL(VSIFileFromMemBuffer(m_copy.c_str(), reinterpret_cast<GByte*>(m_bytes.data()),
                                    m_bytes.size(), FALSE));
}

XlsxOpening::~XlsxOpening() {
    if (!m_copy.empty()) VSIUnlink(m_copy.c_str());
}

} // namespace geo
