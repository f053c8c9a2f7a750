// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/pdf_content.hpp"

#include <algorithm>
#include <cmath>

#include "libgeo/map/pdf_syntax.hpp"

namespace geo::map {

namespace {

/// Where a place is in units. Nothing that can be seen lies further than 40 m from the page.
std::int64_t units(double mm) {
    constexpr double far = 8e6;
    return std::llround(std::clamp(mm * pdf_units_per_mm, -far, far));
}

std::int64_t thousandths(double value) {
    return std::llround(value * 1000);
}

/// Of widths and sizes a hundredth of a unit is enough.
std::int64_t hundredths_of_units(double mm) {
    return std::llround(mm * pdf_units_per_mm * 100);
}

/// "0.2 0.4 0 rg", or "0.5 g" when it is grey.
std::string ink_operator(const Ink& ink, const char* colour, const char* grey) {
    std::string out;
    const auto part = [&](std::uint8_t value) {
        append_decimal(out, thousandths(value / 255.0), 3);
        out += ' ';
    };
    part(ink.red);
    if (ink.red == ink.green && ink.green == ink.blue) return out + grey + '\n';
    part(ink.green);
    part(ink.blue);
    return out + colour + '\n';
}

} // namespace

PdfContent::PdfContent(double height) : m_height(height) {
    m_out = "0.0141732283 0 0 0.0141732283 0 0 cm\n"; // 72 / 25.4 / 200
}

std::int64_t PdfContent::across(double x) const {
    return units(x);
}

std::int64_t PdfContent::up(double y) const {
    return units(m_height - y);
}

void PdfContent::set_fill_ink(const Ink& ink) {
    auto wanted = ink_operator(ink, "rg", "g");
    if (wanted != m_now.fill_ink) m_out += m_now.fill_ink = std::move(wanted);
    set_opacity(ink.opacity);
}

void PdfContent::set_stroke_ink(const Ink& ink) {
    auto wanted = ink_operator(ink, "RG", "G");
    if (wanted != m_now.stroke_ink) m_out += m_now.stroke_ink = std::move(wanted);
    set_opacity(ink.opacity);
}

void PdfContent::set_opacity(double opacity) {
    const int wanted = static_cast<int>(thousandths(std::clamp(opacity, 0.0, 1.0)));
    if (wanted == m_now.opacity) return;
    m_now.opacity = wanted;
    m_opacities.insert(wanted);
    m_out += "/O";
    append_whole(m_out, wanted);
    m_out += " gs\n";
}

void PdfContent::set_width(double width) {
    const auto wanted = hundredths_of_units(width);
    if (wanted == m_now.width) return;
    m_now.width = wanted;
    append_decimal(m_out, wanted, 2);
    m_out += " w\n";
}

void PdfContent::set_ends(bool round_caps, bool round_joins) {
    if (m_now.cap != int{round_caps}) {
        m_now.cap = int{round_caps};
        m_out += round_caps ? "1 J\n" : "0 J\n";
    }
    if (m_now.join != int{round_joins}) {
        m_now.join = int{round_joins};
        m_out += round_joins ? "1 j\n" : "0 j\n";
    }
}

void PdfContent::set_dash(const std::vector<double>& dash) {
    std::string wanted = "[";
    for (const auto part : dash) {
        if (wanted.size() > 1) wanted += ' ';
        append_decimal(wanted, hundredths_of_units(part), 2);
    }
    wanted += ']';
    if (wanted == m_now.dash) return;
    m_out += wanted + " 0 d\n";
    m_now.dash = std::move(wanted);
}

void PdfContent::append_point(std::int64_t x, std::int64_t y, const char* operation) {
    append_whole(m_out, x);
    m_out += ' ';
    append_whole(m_out, y);
    m_out += operation;
}

bool PdfContent::is_upright_rectangle(std::span<const Place> p) const {
    return p.size() == 4 &&
           ((p[0].y == p[1].y && p[1].x == p[2].x && p[2].y == p[3].y && p[3].x == p[0].x) ||
            (p[0].x == p[1].x && p[1].y == p[2].y && p[2].x == p[3].x && p[3].y == p[0].y));
}

void PdfContent::trace(const Paths& paths, bool closed) {
    for (std::size_t p = 0; p < paths.size(); ++p) {
        const auto path = paths.path(p);
        auto x = across(path[0].x);
        auto y = up(path[0].y);
        if (closed && is_upright_rectangle(path)) {
            append_point(x, y, " ");
            append_point(across(path[2].x) - x, up(path[2].y) - y, " re\n");
            continue;
        }
        append_point(x, y, " m\n");
        bool is_point = true;
        for (const auto place : path.subspan(1)) {
            const auto next_x = across(place.x);
            const auto next_y = up(place.y);
            if (next_x == x && next_y == y) continue;
            append_point(x = next_x, y = next_y, " l\n");
            is_point = false;
        }
        if (closed)
            m_out += "h\n";
        else if (is_point)
            append_point(x, y, " l\n"); // a dot, when the caps are round
    }
}

void PdfContent::fill(const Paths& paths, const Ink& ink) {
    set_fill_ink(ink);
    m_fill_start = m_out.size();
    trace(paths, true);
    m_filled_path = m_out.substr(m_fill_start);
    m_out += "f*\n";
    m_fill_end = m_out.size();
}

void PdfContent::stroke(const Paths& paths, const Pen& pen) {
    const bool follows_fill =
        m_fill_end == m_out.size() && paths.closed && m_now.opacity == 1000 && pen.ink.opacity >= 1;
    set_stroke_ink(pen.ink);
    set_width(pen.width);
    set_ends(pen.round && pen.dash.empty(), pen.round);
    set_dash(pen.dash);
    const auto start = m_out.size();
    trace(paths, paths.closed);
    if (follows_fill && m_out.compare(start, std::string::npos, m_filled_path) == 0) {
        m_out.erase(m_fill_start, m_fill_end - m_fill_start);
        m_out += "B*\n";
    } else {
        m_out += "S\n";
    }
}

void PdfContent::clip(const Frame& frame) {
    m_saved.push_back(m_now);
    m_out += "q\n";
    append_point(across(frame.x), up(frame.bottom()), " ");
    append_point(across(frame.right()) - across(frame.x), up(frame.y) - up(frame.bottom()),
                 " re W n\n");
}

void PdfContent::unclip() {
    if (m_saved.empty()) return;
    m_now = std::move(m_saved.back());
    m_saved.pop_back();
    m_out += "Q\n";
}

void PdfContent::begin_text() {
    m_out += "BT\n";
}

void PdfContent::end_text() {
    m_out += "ET\n";
}

void PdfContent::set_letters(int mode) {
    if (m_now.letters == mode) return;
    m_now.letters = mode;
    append_whole(m_out, mode);
    m_out += " Tr\n";
}

void PdfContent::fill_letters(const Ink& ink) {
    set_fill_ink(ink);
    set_letters(0);
}

void PdfContent::stroke_letters(const Ink& ink, double width) {
    set_stroke_ink(ink);
    set_width(width);
    set_ends(m_now.cap == 1, true);
    set_dash({});
    set_letters(1);
}

void PdfContent::set_font(std::size_t font, double size) {
    const auto wanted = hundredths_of_units(size);
    if (font == m_now.font && wanted == m_now.size) return;
    m_now.font = font;
    m_now.size = wanted;
    m_out += "/F";
    append_whole(m_out, static_cast<std::int64_t>(font));
    m_out += ' ';
    append_decimal(m_out, wanted, 2);
    m_out += " Tf\n";
}

void PdfContent::set_rise(double rise) {
    const auto wanted = hundredths_of_units(rise);
    if (wanted == m_now.rise) return;
    m_now.rise = wanted;
    append_decimal(m_out, wanted, 2);
    m_out += " Ts\n";
}

void PdfContent::stand_at(Standing at) {
    if (at.angle == 0) {
        m_out += "1 0 0 1 ";
    } else {
        const auto part = [&](double value) { // five digits: an end of 300 mm is off by a unit
            append_decimal(m_out, std::llround(value * 1e5), 5);
            m_out += ' ';
        };
        part(std::cos(at.angle));
        part(-std::sin(at.angle));
        part(std::sin(at.angle));
        part(std::cos(at.angle));
    }
    append_point(across(at.at.x), up(at.at.y), " Tm\n");
}

} // namespace geo::map
