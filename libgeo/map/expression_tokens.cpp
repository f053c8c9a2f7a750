// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/expression_tokens.hpp"

#include "libgeo/core/text.hpp"

namespace geo::map {

namespace {

using Kind = ExpressionToken::Kind;

bool is_digit(char c) {
    return (c >= '0' && c <= '9') || c == '.';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// What stands between quotes; a doubled quote is one.
std::string quoted(const std::string& text, std::size_t& at) {
    const char quote = text[at++];
    std::string out;
    for (; at < text.size(); ++at) {
        if (text[at] == quote) {
            if (at + 1 >= text.size() || text[at + 1] != quote) break;
            ++at;
        }
        out += text[at];
    }
    ++at;
    return out;
}

template <typename Test>
std::string run_of(const std::string& text, std::size_t& at, Test belongs) {
    const auto from = at;
    while (at < text.size() && belongs(text[at])) ++at;
    return text.substr(from, at - from);
}

} // namespace

std::vector<ExpressionToken> tokens_of(const std::string& expression) {
    std::vector<ExpressionToken> tokens;
    for (std::size_t at = 0; at < expression.size();) {
        const char c = expression[at];
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r')
            ++at;
        else if (c == '"' || c == '\'')
            tokens.push_back({c == '"' ? Kind::field : Kind::text, quoted(expression, at)});
        else if (is_digit(c))
            tokens.push_back({Kind::number, run_of(expression, at, is_digit)});
        else if (is_letter(c))
            tokens.push_back({Kind::word, ascii_lower(run_of(expression, at, [](char one) {
                                  return is_letter(one) || is_digit(one);
                              }))});
        else if (expression.compare(at, 2, "||") == 0) {
            tokens.push_back({Kind::sign, "||"});
            at += 2;
        } else
            tokens.push_back({Kind::sign, std::string(1, expression[at++])});
    }
    tokens.push_back({});
    return tokens;
}

} // namespace geo::map
