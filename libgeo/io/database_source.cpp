// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/database_source.hpp"

#include <array>
#include <cctype>
#include <filesystem>

#include "libgeo/core/error.hpp"
#include "libgeo/core/text.hpp"

namespace geo {

namespace {

bool is_uri(std::string_view path) {
    return path.starts_with("postgresql://") || path.starts_with("postgres://");
}

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The text with %41 as A, in lower case and without blanks.
std::string plain(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
            c = static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
            i += 2;
        }
        if (c != ' ' && c != '\t') out += c;
    }
    return ascii_lower(out);
}

/// What stands between "//" and the name of the database.
std::string_view authority(std::string_view uri) {
    const auto begin = uri.find("//") + 2;
    return uri.substr(begin, uri.find_first_of("/?", begin) - begin);
}

std::string shown_uri(std::string_view uri) {
    auto host = authority(uri);
    const auto rest = uri.substr(static_cast<std::size_t>(host.data() - uri.data()) + host.size());
    if (const auto at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
    return "postgresql://" + std::string(host) + std::string(rest.substr(0, rest.find('?')));
}

std::string shown_keywords(std::string_view words) {
    std::string shown;
    while (!words.empty()) {
        const auto word = words.substr(0, words.find(' '));
        for (const std::string_view key : {"service=", "host=", "port=", "dbname="})
            if (word.starts_with(key)) shown += (shown.empty() ? "" : " ") + std::string(word);
        words.remove_prefix(std::min(words.size(), word.size() + 1));
    }
    return "pg:" + shown;
}

} // namespace

bool is_database(std::string_view path) {
    return is_uri(path) || path.starts_with("pg:");
}

SourceName split_source(const std::string& text) {
    const auto colon = text.rfind(':');
    if (colon == std::string::npos) return {text, ""};
    if (!is_database(text)) {
        if (std::filesystem::exists(text)) return {text, ""};
        return {text.substr(0, colon), text.substr(colon + 1)};
    }
    const auto from = is_uri(text) ? text.find("//") + 2 + authority(text).size() : 3;
    if (colon < from) return {text, ""};
    return {text.substr(0, colon), text.substr(colon + 1)};
}

void refuse_password(const std::string& address) {
    if (!is_database(address)) return;
    bool found = plain(address).find("password=") != std::string::npos;
    if (is_uri(address)) {
        const auto user = authority(address);
        const auto at = user.rfind('@');
        found = found || (at != std::string_view::npos && user.substr(0, at).find(':') < at);
    }
    if (!found) return;
    const auto shown = shown_address(address);
    throw ConfigError(
        {shown + "：连接中不能写密码（命令行和项目文件会被他人看到）。请写入 ~/.pgpass、环境变量 "
                 "PGPASSWORD 或 pg_service.conf。",
         shown + ": a password must not stand in an address, because others read command lines "
                 "and project files. Put it into ~/.pgpass, PGPASSWORD or pg_service.conf."});
}

std::string shown_address(const std::string& address) {
    return is_uri(address) ? shown_uri(address)
                           : shown_keywords(std::string_view(address).substr(3));
}

std::string gdal_address(const std::string& address) {
    if (!is_uri(address)) return "PG:" + address.substr(3);
    return "postgresql" + address.substr(address.find(':')); // GDAL does not know the short form
}

} // namespace geo
