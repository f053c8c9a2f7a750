// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/encoding.hpp"

#include <iconv.h>

#include "libgeo/core/text.hpp"

namespace geo {

namespace {

std::optional<std::string> converted(std::string_view bytes, const char* encoding) {
    iconv_t converter = iconv_open("UTF-8", encoding);
    // iconv_open reports failure by the pointer value -1.
    if (reinterpret_cast<std::intptr_t>(converter) == -1) return {};
    std::string in(bytes);
    std::string out(bytes.size() * 4 + 4, '\0');
    char* from = in.data();
    char* to = out.data();
    std::size_t from_left = in.size();
    std::size_t to_left = out.size();
    const auto result = iconv(converter, &from, &from_left, &to, &to_left);
    iconv_close(converter);
    if (result == static_cast<std::size_t>(-1)) return {};
    out.resize(out.size() - to_left);
    return out;
}

} // namespace

std::optional<std::string> from_gb18030(std::string_view bytes) {
    return converted(bytes, "GB18030");
}

std::optional<std::string> from_utf16(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE")) return converted(bytes.substr(2), "UTF-16LE");
    if (bytes.starts_with("\xFE\xFF")) return converted(bytes.substr(2), "UTF-16BE");
    return {};
}

std::optional<std::string> to_utf8(std::string_view bytes, bool& was_gb18030) {
    was_gb18030 = false;
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (is_utf8(bytes)) return std::string(bytes);
    was_gb18030 = true;
    return from_gb18030(bytes);
}

} // namespace geo
