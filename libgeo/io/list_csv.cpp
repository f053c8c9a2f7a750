// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "libgeo/core/error.hpp"
#include "libgeo/core/text.hpp"
#include "libgeo/io/list_grid.hpp"

namespace geo {

namespace {

/// The separator that the first lines outside of quotes have most of; comma when there is none.
char separator_of(std::string_view text) {
    constexpr std::array<char, 3> candidates{',', '\t', ';'};
    std::array<std::size_t, 3> counts{};
    bool quoted = false;
    std::size_t lines = 0;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' && ++lines == 20) break;
        for (std::size_t k = 0; k < candidates.size(); ++k)
            if (c == candidates[k]) ++counts[k];
    }
    const auto best = std::max_element(counts.begin(), counts.end()) - counts.begin();
    return candidates[static_cast<std::size_t>(best)];
}

class Splitter {
  public:
    Splitter(std::string_view text, const std::string& subject)
        : m_text(text), m_subject(subject), m_separator(separator_of(text)) {}

    ListGrid run() {
        while (m_at < m_text.size()) {
            m_grid.line.push_back(m_line);
            m_grid.rows.emplace_back();
            row();
        }
        return std::move(m_grid);
    }

  private:
    [[noreturn]] void fail(std::size_t line, const std::string& zh, const std::string& en) const {
        const auto n = std::to_string(line);
        throw InputError(
            {m_subject + " 第 " + n + " 行：" + zh, m_subject + ", line " + n + ": " + en});
    }

    bool at_line_end() const {
        return m_at >= m_text.size() || m_text[m_at] == '\n' || m_text[m_at] == '\r';
    }

    void end_line() {
        if (m_at < m_text.size() && m_text[m_at] == '\r') ++m_at;
        if (m_at < m_text.size() && m_text[m_at] == '\n') ++m_at;
        ++m_line;
    }

    void row() {
        while (true) {
            m_grid.rows.back().push_back(cell());
            if (at_line_end()) return end_line();
            ++m_at; // the separator
        }
    }

    std::string cell() {
        if (m_at < m_text.size() && m_text[m_at] == '"') return quoted();
        const auto begin = m_at;
        while (!at_line_end() && m_text[m_at] != m_separator) ++m_at;
        return std::string(trim(m_text.substr(begin, m_at - begin)));
    }

    std::string quoted() {
        const auto first_line = m_line;
        std::string value;
        for (++m_at;; ++m_at) {
            if (m_at >= m_text.size())
                fail(first_line, "引号没有闭合，其后的内容无法分列。请补上引号。",
                     "a quote is never closed, so what follows cannot be split. Close the quote.");
            const char c = m_text[m_at];
            if (c == '\n') ++m_line;
            if (c != '"') {
                value += c;
                continue;
            }
            if (m_at + 1 < m_text.size() && m_text[m_at + 1] == '"') {
                value += '"';
                ++m_at;
                continue;
            }
            break;
        }
        ++m_at;
        while (m_at < m_text.size() && m_text[m_at] == ' ') ++m_at;
        if (!at_line_end() && m_text[m_at] != m_separator)
            fail(m_line, "引号之后还有文字，无法分列。请把整个单元格放进引号，内部引号写两次。",
                 "there is text after a closing quote. Put the whole cell in quotes and double "
                 "the quotes inside it.");
        return std::string(trim(value));
    }

    std::string_view m_text;
    const std::string& m_subject;
    char m_separator;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
    ListGrid m_grid;
};

} // namespace

ListGrid split_csv(std::string_view text, const std::string& subject) {
    return Splitter(text, subject).run();
}

} // namespace geo
