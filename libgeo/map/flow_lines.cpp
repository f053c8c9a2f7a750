// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/flow_lines.hpp"

#include "libgeo/core/text.hpp"
#include "libgeo/map/wrap.hpp"

namespace geo::map {

namespace {

/// The pieces of a line of text between which it may be broken; each keeps its trailing blank.
std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    std::size_t from = 0;
    auto places = break_places(text);
    places.push_back(text.size());
    for (const auto place : places) {
        if (place > from) words.push_back(text.substr(from, place - from));
        from = place;
    }
    return words;
}

std::vector<std::string> letters_of(const std::string& word) {
    std::vector<std::string> letters;
    for (std::size_t i = 0; i < word.size();) {
        const auto c = static_cast<unsigned char>(word[i]);
        const std::size_t bytes = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        letters.push_back(word.substr(i, bytes));
        i += bytes;
    }
    return letters;
}

/// Fills lines one after the other.
class LineFiller {
  public:
    LineFiller(const TextPainter& painter, const TextStyle& style, double width, double indent)
        : m_painter(painter), m_style(style), m_width(width), m_room(width - indent) {}

    void add(const std::string& word) {
        const double needed = m_painter.width(std::string(trim(word)), m_style);
        if (m_used + needed > m_room + 1e-9 && !m_line.empty()) end();
        if (needed > m_room) return add_letters(word);
        m_line += word;
        m_used += word.ends_with(' ') ? m_painter.width(word, m_style) : needed;
    }

    void end() {
        m_lines.emplace_back(trim(m_line));
        m_line.clear();
        m_used = 0;
        m_room = m_width;
    }

    std::vector<std::string> take() { return std::move(m_lines); }

  private:
    /// A word that no line can hold.
    void add_letters(const std::string& word) {
        for (const auto& letter : letters_of(word)) {
            const double needed = m_painter.width(letter, m_style);
            if (m_used + needed > m_room && !m_line.empty()) end();
            m_line += letter;
            m_used += needed;
        }
    }

    const TextPainter& m_painter;
    const TextStyle& m_style;
    double m_width;
    double m_room;
    double m_used = 0;
    std::string m_line;
    std::vector<std::string> m_lines;
};

} // namespace

std::vector<std::string> flow_lines(const TextPainter& painter, const std::string& text,
                                    double width, const TextStyle& style, double indent) {
    LineFiller filler(painter, style, width, indent);
    for (std::size_t from = 0; from <= text.size();) {
        const auto to = std::min(text.find('\n', from), text.size());
        for (const auto& word : words_of(text.substr(from, to - from))) filler.add(word);
        filler.end();
        from = to + 1;
    }
    return filler.take();
}

} // namespace geo::map
