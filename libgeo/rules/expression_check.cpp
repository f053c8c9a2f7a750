// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/expression_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace geo {

namespace {

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Just after the quoted text that starts at `i`, or npos when it never ends.
std::size_t end_of_quote(std::string_view sql, std::size_t i) {
    const char closing = sql[i] == '[' ? ']' : sql[i];
    for (std::size_t k = i + 1; k < sql.size(); ++k) {
        if (sql[k] != closing) continue;
        const bool is_doubled = closing != ']' && k + 1 < sql.size() && sql[k + 1] == closing;
        if (!is_doubled) return k + 1;
        ++k;
    }
    return std::string_view::npos;
}

std::optional<Text> refuse_word(std::string_view word) {
    constexpr std::array<std::string_view, 6> statements{"select",  "with",   "values",
                                                         "explain", "pragma", "attach"};
    const auto lower = ascii_lower(word);
    if (lower.starts_with("current_"))
        return Text{fmt::format("“{}”读取时钟；请用事实 as_of", word),
                    fmt::format("'{}' reads the clock; use the fact as_of", word)};
    if (std::find(statements.begin(), statements.end(), lower) != statements.end())
        return Text{
            fmt::format("不允许子查询或语句“{}”；请只用事实", word),
            fmt::format("a subselect or statement ('{}') is not allowed; use facts only", word)};
    return {};
}

std::optional<Text> refuse_quote(std::string_view quoted) {
    if (quoted.front() != '\'') return {};
    const auto inner = trim(quoted.substr(1, quoted.size() - 2));
    if (ascii_lower(inner) != "now") return {};
    return Text{"'now' 读取时钟；请用事实 as_of", "'now' reads the clock; use the fact as_of"};
}

std::optional<Text> refuse_mark(std::string_view rest) {
    if (rest.starts_with("--") || rest.starts_with("/*"))
        return Text{"不允许注释；请写入 note", "comments are not allowed; put them in 'note'"};
    switch (rest.front()) {
    case ';':
        return Text{"不允许分号：只能有一个表达式；请去掉",
                    "a semicolon is not allowed: one expression only; remove it"};
    case '?':
    case ':':
    case '@':
    case '$':
    case '#':
        return Text{"不允许参数；请用 [[parameter]] 的 id",
                    "placeholders are not allowed; use the id of a [[parameter]]"};
    case '\0':
        return Text{"不允许空字节；请去掉", "a zero byte is not allowed; remove it"};
    default:
        return {};
    }
}

Text unbalanced() {
    return {"括号不成对；请补上或去掉一个", "brackets do not match; add or remove one"};
}

} // namespace

void each_token(std::string_view sql, const std::function<void(std::string_view)>& visit) {
    for (std::size_t i = 0; i < sql.size();) {
        std::size_t next = i + 1;
        const char c = sql[i];
        if (c == '\'' || c == '"' || c == '`' || c == '[')
            next = std::min(end_of_quote(sql, i), sql.size());
        else if (is_word(c))
            while (next < sql.size() && is_word(sql[next])) ++next;
        visit(sql.substr(i, next - i));
        i = next;
    }
}

std::optional<Refusal> find_refusal(std::string_view sql) {
    if (trim(sql).empty())
        return Refusal{0,
                       {"表达式为空；请写上或去掉此键",
                        "the expression is empty; write one or leave the key out"}};
    if (!is_utf8(sql))
        return Refusal{0,
                       {"不是 UTF-8 文本；请存为 UTF-8", "it is not UTF-8 text; save it as UTF-8"}};
    std::size_t depth = 0;
    for (std::size_t i = 0; i < sql.size();) {
        const char c = sql[i];
        std::size_t next = i + 1;
        std::optional<Text> why;
        if (c == '\'' || c == '"' || c == '`' || c == '[') {
            next = end_of_quote(sql, i);
            if (next == std::string_view::npos)
                return Refusal{i, {"引号没有结束；请补上", "a quote is never closed; close it"}};
            why = refuse_quote(sql.substr(i, next - i));
        } else if (is_word(c)) {
            while (next < sql.size() && is_word(sql[next])) ++next;
            why = refuse_word(sql.substr(i, next - i));
        } else if (c == '(') {
            ++depth;
        } else if (c == ')') {
            if (depth == 0) return Refusal{i, unbalanced()};
            --depth;
        } else {
            why = refuse_mark(sql.substr(i));
        }
        if (why) return Refusal{i, *why};
        i = next;
    }
    if (depth > 0) return Refusal{sql.size(), unbalanced()};
    return {};
}

std::string shown_expression(std::string_view sql) {
    constexpr std::size_t most_bytes = 160;
    if (sql.size() <= most_bytes) return std::string(sql);
    std::size_t end = most_bytes;
    while (end > 0 && (static_cast<unsigned char>(sql[end]) & 0xC0U) == 0x80U) --end;
    return std::string(sql.substr(0, end)) + " ...";
}

} // namespace geo
