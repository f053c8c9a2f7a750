// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/workbook_text.hpp"

#include "libgeo/core/utf8.hpp"

namespace geo {

namespace {

constexpr std::size_t most_units = 32'767;
constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool is_no_xml(std::string_view character) {
    const auto lead = static_cast<unsigned char>(character[0]);
    return (lead < 0x20 && lead != '\t' && lead != '\n') || character == "\xEF\xBF\xBE" ||
           character == "\xEF\xBF\xBF";
}

/// Characters beyond the Basic Multilingual Plane take four bytes here and two units there.
std::size_t units_of(std::size_t bytes) {
    return bytes == 4 ? 2 : 1;
}

} // namespace

std::size_t utf16_units(std::string_view text) {
    std::size_t units = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto bytes = std::max<std::size_t>(utf8_length(text, i), 1);
        units += units_of(bytes);
        i += bytes;
    }
    return units;
}

std::string cut_units(std::string_view text, std::size_t most) {
    std::size_t i = 0;
    for (std::size_t units = 0; i < text.size();) {
        const auto bytes = std::max<std::size_t>(utf8_length(text, i), 1);
        units += units_of(bytes);
        if (units > most) break;
        i += bytes;
    }
    return std::string(text.substr(0, i));
}

WorkbookText workbook_text(std::string_view text) {
    WorkbookText result;
    result.text.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto bytes = utf8_length(text, i);
        const auto character = text.substr(i, std::max<std::size_t>(bytes, 1));
        i += character.size();
        if (character == "\r") {
            if (i >= text.size() || text[i] != '\n') result.text += '\n';
        } else if (bytes == 0 || is_no_xml(character)) {
            result.text += replacement;
            ++result.replaced;
        } else {
            result.text += character;
        }
    }
    result.units = utf16_units(result.text);
    result.cut = result.units > most_units;
    if (result.cut) result.text = cut_units(result.text, most_units - 1) + "…";
    return result;
}

} // namespace geo
