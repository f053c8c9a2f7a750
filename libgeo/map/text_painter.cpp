// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/text_painter.hpp"

#include <algorithm>

#include "libgeo/core/text.hpp"
#include "libgeo/map/wrap.hpp"

namespace geo::map {

namespace {

LetterInk plain(const TextStyle& style) {
    return {style.size, style.ink, {}, 0, 0};
}

double shift(Align align, double width) {
    if (align == Align::left) return 0;
    return align == Align::right ? width : width / 2;
}

} // namespace

double TextPainter::width(const std::string& text, const TextStyle& style) const {
    return m_typesetter.set(text, style.face)->advance * style.size;
}

void TextPainter::line(const std::string& text, Place at, const TextStyle& style,
                       Align align) const {
    turned(text, at, 0, style, align);
}

void TextPainter::turned(const std::string& text, Place at, double angle, const TextStyle& style,
                         Align align) const {
    if (text.empty()) return;
    const auto lettering = m_typesetter.set(text, style.face);
    const double back = shift(align, lettering->advance * style.size);
    at = at - Place{back * std::cos(angle), back * std::sin(angle)};
    m_canvas.write(lettering, {at, angle}, plain(style));
}

std::vector<std::string> TextPainter::wrapped(const std::string& text, double most,
                                              const TextStyle& style) const {
    std::vector<std::string> lines;
    auto places = break_places(text);
    places.push_back(text.size());
    std::size_t from = 0;
    std::size_t fits = 0; // end of what still fits
    for (const auto place : places) {
        const auto piece = std::string(trim(std::string_view(text).substr(from, place - from)));
        if (width(piece, style) > most && fits > from) {
            lines.emplace_back(trim(std::string_view(text).substr(from, fits - from)));
            from = fits;
        }
        fits = place;
    }
    if (from < text.size()) lines.emplace_back(trim(std::string_view(text).substr(from)));
    return lines;
}

std::string TextPainter::cut(const std::string& text, double most, const TextStyle& style) const {
    if (width(text, style) <= most) return text;
    std::string out = text;
    while (!out.empty()) {
        do out.pop_back();
        while (!out.empty() && !is_utf8(out));
        if (width(out + "…", style) <= most) return out + "…";
    }
    return out;
}

double TextPainter::in_frame(const std::string& text, const Frame& frame, TextStyle style,
                             Align align, int lines) const {
    const double smallest = style.size * 0.6;
    auto parts = wrapped(text, frame.width, style);
    const auto fits = [&] {
        const bool is_wide = std::any_of(parts.begin(), parts.end(), [&](const auto& part) {
            return width(part, style) > frame.width;
        });
        return !is_wide && static_cast<int>(parts.size()) <= lines;
    };
    while (!fits() && style.size > smallest) {
        style.size *= 0.97;
        parts = wrapped(text, frame.width, style);
    }
    double y = frame.y + style.size * cap_height;
    const double x = frame.x + shift(align, frame.width);
    for (std::size_t i = 0; i < parts.size() && i < static_cast<std::size_t>(lines); ++i) {
        line(cut(parts[i], frame.width + 0.01, style), {x, y}, style, align);
        y += style.size * line_step;
    }
    return y;
}

} // namespace geo::map
