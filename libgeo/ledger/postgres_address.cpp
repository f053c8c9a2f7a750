// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/postgres_address.hpp"

#include <string_view>

#include "libgeo/core/error.hpp"

namespace geo::ledger {

namespace {

[[noreturn]] void refuse_address(const std::string& address) {
    const auto shown = without_password(address);
    throw ConfigError(
        {shown + "：地址不对。请写成 postgresql://用户@主机:端口/数据库。",
         shown + ": the address is wrong. Write it like postgresql://user@host:port/database."});
}

/// Takes what stands before `mark` off the front, the mark too; empty when it does not occur.
std::string_view take_before(std::string_view& rest, char mark) {
    const auto end = rest.find(mark);
    if (end == std::string_view::npos) return {};
    const auto taken = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return taken;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// "name=value " with the value's %XX undone; nothing when it is empty.
std::string word(const std::string& address, std::string_view name, std::string_view value) {
    if (value.empty()) return {};
    std::string plain;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] != '%') {
            plain += value[i];
            continue;
        }
        const int high = i + 2 < value.size() ? hex_digit(value[i + 1]) : -1;
        const int low = i + 2 < value.size() ? hex_digit(value[i + 2]) : -1;
        if (high < 0 || low < 0) refuse_address(address);
        plain += static_cast<char>(high * 16 + low);
        i += 2;
    }
    if (plain.find_first_of(" \t\n'\\") != std::string::npos) refuse_address(address);
    return std::string(name) + "=" + plain + " ";
}

/// Host and port, of which the host may stand in brackets.
std::string host_words(const std::string& address, std::string_view host) {
    std::string_view port;
    if (const auto colon = host.rfind(':');
        colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos) {
        port = host.substr(colon + 1);
        host = host.substr(0, colon);
    }
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    return word(address, "host", host) + word(address, "port", port);
}

} // namespace

bool is_postgres(const std::string& location) {
    return location.starts_with("postgresql://") || location.starts_with("postgres://");
}

std::string libpq_words(const std::string& address) {
    std::string_view rest = std::string_view(address).substr(address.find("://") + 3);
    std::string_view options;
    if (const auto mark = rest.find('?'); mark != std::string_view::npos) {
        options = rest.substr(mark + 1);
        rest = rest.substr(0, mark);
    }
    std::string_view database;
    if (const auto slash = rest.find('/'); slash != std::string_view::npos) {
        database = rest.substr(slash + 1);
        rest = rest.substr(0, slash);
    }
    auto user = take_before(rest, '@');
    const auto name = user.substr(0, user.find(':'));
    const auto password = name.size() < user.size() ? user.substr(name.size() + 1) : "";
    std::string words = word(address, "user", name) + word(address, "password", password) +
                        host_words(address, rest) + word(address, "dbname", database);
    while (!options.empty()) {
        auto option = options.substr(0, options.find('&'));
        options.remove_prefix(std::min(options.size(), option.size() + 1));
        const auto key = take_before(option, '=');
        if (key.empty()) refuse_address(address);
        words += word(address, key, option);
    }
    if (words.empty()) return "connect_timeout=10";
    words.pop_back();
    return words;
}

std::string without_password(const std::string& address) {
    auto shown = address;
    const auto start = shown.find("://");
    if (start == std::string::npos) return shown;
    const auto at = shown.find('@', start);
    const auto colon = shown.find(':', start + 3);
    if (at != std::string::npos && colon < at) shown.replace(colon + 1, at - colon - 1, "***");
    if (const auto word = shown.find("password="); word != std::string::npos) {
        const auto end = std::min(shown.find('&', word), shown.size());
        shown.replace(word + 9, end - word - 9, "***");
    }
    return shown;
}

} // namespace geo::ledger
