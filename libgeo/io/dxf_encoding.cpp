// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/dxf_encoding.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <cpl_conv.h>

#include "libgeo/core/error.hpp"
#include "libgeo/io/encoding.hpp"

namespace geo {

namespace {

/// The value of a header variable of a drawing; empty when it has none.
std::string header_variable(std::string_view text, std::string_view name) {
    const auto at = text.find(name);
    if (at == std::string_view::npos) return {};
    std::size_t line = text.find('\n', at); // end of the name's line, then the group code's
    if (line != std::string_view::npos) line = text.find('\n', line + 1);
    if (line == std::string_view::npos) return {};
    const auto end = std::min(text.find('\n', line + 1), text.size());
    return std::string(trim(text.substr(line + 1, end - line - 1)));
}

/// The encoding that the head of the drawing names, of those that Chinese texts can be in.
std::string declared_encoding(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string head(65536, '\0');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(file.gcount()));
    if (header_variable(head, "$ACADVER") >= "AC1021") return "UTF-8";
    const auto page = ascii_lower(header_variable(head, "$DWGCODEPAGE"));
    return page == "ansi_936" || page == "gb2312" ? "GB18030" : "";
}

/// Characters up to U+00FF are bytes that GDAL took for Latin-1; calls `take_bytes` with each run
/// of them and `take_rest` with what stands between (characters that were escaped as \U+XXXX).
template <typename TakeBytes, typename TakeRest>
void each_run(std::string_view text, TakeBytes take_bytes, TakeRest take_rest) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t n = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        const bool latin = lead < 0x80 || (lead >= 0xC2 && lead <= 0xC3 && i + 1 < text.size());
        if (latin) {
            bytes += lead < 0x80 ? text[i]
                                 : static_cast<char>((lead & 3U) << 6U |
                                                     (static_cast<unsigned>(text[i + 1]) & 0x3FU));
        } else {
            take_bytes(bytes);
            bytes.clear();
            take_rest(text.substr(i, n));
        }
        i += n;
    }
    take_bytes(bytes);
}

template <typename Take> void each_text(RawLayer& drawing, Take take) {
    for (auto& column : drawing.attributes.columns)
        for (auto& value : column)
            if (auto* text = std::get_if<std::string>(&value)) take(*text);
}

/// The texts' encoding by their bytes; empty when all are ASCII.
std::string encoding_by_bytes(RawLayer& drawing) {
    bool all_utf8 = true;
    bool all_ascii = true;
    const auto look = [&](const std::string& bytes) {
        all_utf8 = all_utf8 && is_utf8(bytes);
        all_ascii =
            all_ascii && std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= 0; });
    };
    each_text(drawing, [&](const std::string& text) { each_run(text, look, [](auto) {}); });
    if (all_ascii) return {};
    return all_utf8 ? "UTF-8" : "GB18030";
}

std::string decoded(std::string_view text, bool is_gb18030, const RawLayer& drawing) {
    std::string out;
    const auto take_bytes = [&](const std::string& bytes) {
        const auto plain = is_gb18030 ? from_gb18030(bytes) : bytes;
        if (!plain)
            throw InputError(
                {drawing.subject + "：文字既不是 UTF-8 也不是 GB18030。请另存为新版本的 DXF。",
                 drawing.subject + ": the texts are neither UTF-8 nor GB18030. Save "
                                   "the drawing as a newer version of DXF."});
        out += *plain;
    };
    each_run(text, take_bytes, [&](std::string_view rest) { out += rest; });
    return out;
}

} // namespace

DxfTexts::DxfTexts(const std::string& path) {
    if (ascii_lower(std::filesystem::path(path).extension().string()) != ".dxf") return;
    m_path = path;
    CPLSetThreadLocalConfigOption("DXF_ENCODING", "ISO-8859-1");
}

DxfTexts::~DxfTexts() {
    if (!m_path.empty()) CPLSetThreadLocalConfigOption("DXF_ENCODING", nullptr);
}

void DxfTexts::decode(RawLayer& drawing) const {
    if (m_path.empty()) return;
    const auto found = encoding_by_bytes(drawing);
    if (found.empty()) return;
    each_text(drawing,
              [&](std::string& text) { text = decoded(text, found == "GB18030", drawing); });
    if (found == declared_encoding(m_path)) return;
    drawing.notes.push_back(
        {drawing.subject,
         "",
         "encoding_found",
         Severity::note,
         no_place(),
         no_place(),
         {"文件没有写明正确的编码；按字节判定为 " + found + "。",
          "The file does not say its encoding rightly; by its bytes it is " + found + "."}});
}

} // namespace geo
