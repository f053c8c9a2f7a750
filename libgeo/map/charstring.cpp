// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/charstring.hpp"

namespace geo::map {

namespace {

// Operators of Type 2 charstrings.
constexpr char rlineto = 5;
constexpr char hlineto = 6;
constexpr char vlineto = 7;
constexpr char rrcurveto = 8;
constexpr char endchar = 14;
constexpr char rmoveto = 21;
constexpr char vhcurveto = 30;
constexpr char hvcurveto = 31;

constexpr std::size_t most_operands = 48; ///< that a reader has to hold

EmPoint operator-(EmPoint a, EmPoint b) {
    return {a.x - b.x, a.y - b.y};
}

/// A number of a charstring: one, two or three bytes.
void append_number(std::string& to, int value) {
    const auto byte = [&](int b) { to += static_cast<char>(static_cast<unsigned char>(b)); };
    if (value >= -107 && value <= 107) {
        byte(value + 139);
    } else if (value >= 108 && value <= 1131) {
        byte(247 + (value - 108) / 256);
        byte((value - 108) % 256);
    } else if (value >= -1131 && value <= -108) {
        byte(251 + (-value - 108) / 256);
        byte((-value - 108) % 256);
    } else {
        byte(28);
        byte(value >> 8 & 255);
        byte(value & 255);
    }
}

} // namespace

void CharstringWriter::number(int value) {
    append_number(m_code, value);
}

void CharstringWriter::move_to(EmPoint to) {
    end_contour();
    m_start = m_at = to;
    m_is_open = true;
}

void CharstringWriter::line_to(EmPoint to) {
    if (to == m_at) return;
    m_steps.push_back({false, to - m_at});
    m_at = to;
}

void CharstringWriter::curve_to(EmPoint first, EmPoint second, EmPoint to) {
    m_steps.push_back({true, first - m_at, second - first, to - second});
    m_at = to;
}

/// Lines up and down, left and right in turns: one number each.
std::size_t CharstringWriter::write_turning_lines(std::size_t from) {
    const bool starts_flat = m_steps[from].a.y == 0;
    std::size_t count = 0;
    for (bool flat = starts_flat; from + count < m_steps.size() && count < most_operands;
         ++count, flat = !flat) {
        const auto& step = m_steps[from + count];
        if (step.is_curve || (flat ? step.a.y : step.a.x) != 0) break;
        number(flat ? step.a.x : step.a.y);
    }
    m_code += starts_flat ? hlineto : vlineto;
    return from + count;
}

std::size_t CharstringWriter::write_lines(std::size_t from) {
    if (m_steps[from].a.x == 0 || m_steps[from].a.y == 0) return write_turning_lines(from);
    std::size_t count = 0;
    for (; from + count < m_steps.size() && 2 * count + 2 <= most_operands; ++count) {
        const auto& step = m_steps[from + count];
        if (step.is_curve || step.a.x == 0 || step.a.y == 0) break;
        number(step.a.x);
        number(step.a.y);
    }
    m_code += rlineto;
    return from + count;
}

/// Curves from flat to upright and from upright to flat in turns: four numbers each, as in round
/// letters.
std::size_t CharstringWriter::write_turning_curves(std::size_t from) {
    const bool starts_flat = m_steps[from].a.y == 0 && m_steps[from].c.x == 0;
    std::size_t count = 0;
    for (bool flat = starts_flat; from + count < m_steps.size() && 4 * count + 4 <= most_operands;
         ++count, flat = !flat) {
        const auto& step = m_steps[from + count];
        if (!step.is_curve || (flat ? step.a.y : step.a.x) != 0 ||
            (flat ? step.c.x : step.c.y) != 0)
            break;
        number(flat ? step.a.x : step.a.y);
        number(step.b.x);
        number(step.b.y);
        number(flat ? step.c.y : step.c.x);
    }
    m_code += starts_flat ? hvcurveto : vhcurveto;
    return from + count;
}

std::size_t CharstringWriter::write_curves(std::size_t from) {
    const auto turns = [&](const Step& step) {
        return (step.a.y == 0 && step.c.x == 0) || (step.a.x == 0 && step.c.y == 0);
    };
    if (turns(m_steps[from])) return write_turning_curves(from);
    std::size_t count = 0;
    for (; from + count < m_steps.size() && 6 * count + 6 <= most_operands; ++count) {
        const auto& step = m_steps[from + count];
        if (!step.is_curve || turns(step)) break;
        for (const auto part : {step.a, step.b, step.c}) {
            number(part.x);
            number(part.y);
        }
    }
    m_code += rrcurveto;
    return from + count;
}

void CharstringWriter::end_contour() {
    if (m_is_open && m_at == m_start && !m_steps.empty() && !m_steps.back().is_curve) {
        m_at = m_at - m_steps.back().a; // the reader closes it itself
        m_steps.pop_back();
    }
    if (!m_steps.empty()) {
        number(m_start.x - m_end.x);
        number(m_start.y - m_end.y);
        m_code += rmoveto;
        for (std::size_t s = 0; s < m_steps.size();)
            s = m_steps[s].is_curve ? write_curves(s) : write_lines(s);
        m_end = m_at;
    }
    m_steps.clear();
    m_is_open = false;
}

std::string CharstringWriter::finish(int width) {
    end_contour();
    std::string whole;
    if (width != charstring_default_width) append_number(whole, width); // before the first operator
    return whole + m_code + endchar;
}

} // namespace geo::map
