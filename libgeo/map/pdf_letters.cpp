// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/pdf_letters.hpp"

#include <algorithm>
#include <cmath>

#include "libgeo/map/pdf_syntax.hpp"

namespace geo::map {

namespace {

constexpr double em = 1000;

std::string_view text_of(const Lettering& text, std::size_t cluster) {
    const auto& c = text.clusters[cluster];
    return std::string_view(text.text).substr(c.first_byte, c.bytes);
}

bool has_halo(const LetterInk& ink) {
    return ink.halo_width > 0 && ink.halo.opacity > 0;
}

} // namespace

std::size_t PdfLetters::number_of(const std::shared_ptr<const FontFace>& font) {
    const auto found = std::find_if(m_fonts.begin(), m_fonts.end(), [&](const FontUse& use) {
        return use.font == font && use.is_rim == m_is_rim;
    });
    if (found != m_fonts.end()) return static_cast<std::size_t>(found - m_fonts.begin());
    m_fonts.push_back({font, m_is_rim});
    return m_fonts.size() - 1;
}

/// True when a reader finds the cluster's text without being told, since its one glyph stands for
/// it on this page, as it does from now on when it stood for none.
bool PdfLetters::says_itself(const Lettering& text, std::size_t cluster) {
    const auto& shape = shapes_of(text).clusters[cluster];
    if (m_is_rim || shape.glyphs.empty()) return true;
    if (shape.glyphs.size() > 1) return false;
    const auto glyph = static_cast<std::uint16_t>(shape.glyphs[0].index);
    auto& known = m_fonts[number_of(shapes_of(text).faces[shape.face].font)].texts[glyph];
    const auto said = text_of(text, cluster);
    if (known.empty()) known = said;
    return known == said;
}

void PdfLetters::begin_span(std::string_view text) {
    close_array();
    m_content.out() += "/Span<</ActualText" + utf16_string(text) + ">>BDC\n";
}

void PdfLetters::end_span() {
    close_array();
    m_content.out() += "EMC\n";
}

void PdfLetters::close_string() {
    if (m_in_string) m_content.out() += '>';
    m_in_string = false;
}

void PdfLetters::close_array() {
    close_string();
    if (m_in_array) m_content.out() += "]TJ\n";
    m_in_array = false;
}

void PdfLetters::open_string() {
    if (!m_in_array) m_content.out() += '[';
    if (!m_in_string) m_content.out() += '<';
    m_in_array = m_in_string = true;
}

/// Moves along the baseline to `place`, when that is another one than the font leads to.
void PdfLetters::go_to(double place) {
    const auto back = std::llround((m_pen - place) * 10);
    if (std::abs(back) < 5) return; // half a thousandth of the em
    close_string();
    if (!m_in_array) m_content.out() += '[';
    m_in_array = true;
    append_decimal(m_content.out(), back, 1);
    m_pen -= static_cast<double>(back) / 10;
}

void PdfLetters::show_cluster(const Lettering& text, std::size_t cluster, const LetterInk& ink) {
    const auto& shape = shapes_of(text).clusters[cluster];
    const auto& font = shapes_of(text).faces[shape.face].font;
    auto& use = m_fonts[number_of(font)];
    const double start =
        text.clusters[cluster].x * em + ink.spacing * static_cast<double>(cluster) * em / ink.size;
    for (const auto& glyph : shape.glyphs) {
        const auto number = static_cast<std::uint16_t>(glyph.index);
        if (glyph.y != 0) {
            close_array();
            m_content.set_rise(-glyph.y * ink.size);
        }
        go_to(start + glyph.x * em);
        open_string();
        append_hex16(m_content.out(), number);
        m_pen += font->advance(number);
        if (glyph.y != 0) {
            close_array();
            m_content.set_rise(0);
        }
        use.texts.try_emplace(number);
    }
}

void PdfLetters::show(const Lettering& text, Standing at, const LetterInk& ink,
                      bool says_clusters) {
    const auto& shapes = shapes_of(text);
    m_content.begin_text();
    m_content.stand_at(at);
    m_pen = 0;
    std::size_t font = SIZE_MAX;
    for (std::size_t c = 0; c < shapes.clusters.size(); ++c) {
        const auto next = number_of(shapes.faces[shapes.clusters[c].face].font);
        if (next != font) {
            close_array();
            m_content.set_font(font = next, ink.size);
        }
        const bool needs_span = !says_itself(text, c) && says_clusters;
        if (needs_span) begin_span(text_of(text, c));
        show_cluster(text, c, ink);
        if (needs_span) end_span();
    }
    close_array();
    m_content.end_text();
}

void PdfLetters::show_along(const Lettering& text, std::span<const Standing> places,
                            const LetterInk& ink) {
    const auto& shapes = shapes_of(text);
    m_content.begin_text();
    for (std::size_t c = 0; c < places.size(); ++c) {
        m_content.set_font(number_of(shapes.faces[shapes.clusters[c].face].font), ink.size);
        m_content.stand_at(places[c]);
        m_pen = text.clusters[c].x * em + ink.spacing * static_cast<double>(c) * em / ink.size;
        says_itself(text, c); // for readers that do not take the text of the whole
        show_cluster(text, c, ink);
        close_array();
    }
    m_content.end_text();
}

void PdfLetters::begin_rim(const LetterInk& ink) {
    m_content.stroke_letters(ink.halo, 2 * ink.halo_width);
    begin_span({});
    m_is_rim = true;
}

void PdfLetters::end_rim() {
    end_span();
    m_is_rim = false;
}

void PdfLetters::write(const Lettering& text, Standing at, const LetterInk& ink) {
    if (has_halo(ink)) {
        begin_rim(ink);
        show(text, at, ink, false);
        end_rim();
    }
    m_content.fill_letters(ink.ink);
    const bool is_spaced = ink.spacing > 0;
    if (is_spaced) begin_span(text.text);
    show(text, at, ink, !is_spaced);
    if (is_spaced) end_span();
}

void PdfLetters::write_along(const Lettering& text, std::span<const Standing> places,
                             const LetterInk& ink) {
    if (has_halo(ink)) {
        begin_rim(ink);
        show_along(text, places, ink);
        end_rim();
    }
    m_content.fill_letters(ink.ink);
    begin_span(text.text);
    show_along(text, places, ink);
    end_span();
}

} // namespace geo::map
