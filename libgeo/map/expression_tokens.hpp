// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace geo::map {

/// A word of an expression of QGIS.
struct ExpressionToken {
    enum class Kind { field, text, number, word, sign, end };
    Kind kind = Kind::end;
    std::string value; ///< without quotes; words in lower case
};

/// The words of an expression, closed by one of kind `end`. An unclosed quote ends with the text.
std::vector<ExpressionToken> tokens_of(const std::string& expression);

/// Walks over the words.
class TokenReader {
  public:
    explicit TokenReader(const std::string& expression) : m_tokens(tokens_of(expression)) {}

    const ExpressionToken& now() const { return m_tokens[m_at]; }
    bool is(ExpressionToken::Kind kind) const { return now().kind == kind; }
    bool at_end() const { return is(ExpressionToken::Kind::end); }
    /// Steps over the word or sign when it comes next.
    bool take(ExpressionToken::Kind kind, const std::string& value) {
        if (!is(kind) || now().value != value) return false;
        ++m_at;
        return true;
    }
    bool take_sign(const std::string& value) { return take(ExpressionToken::Kind::sign, value); }
    bool take_word(const std::string& value) { return take(ExpressionToken::Kind::word, value); }
    /// The value of the next word; the reader steps on.
    std::string next() { return at_end() ? std::string() : m_tokens[m_at++].value; }

  private:
    std::vector<ExpressionToken> m_tokens;
    std::size_t m_at = 0;
};

} // namespace geo::map
