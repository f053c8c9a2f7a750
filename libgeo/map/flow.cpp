// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/flow.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "libgeo/map/flow_lines.hpp"

namespace geo::map {

namespace {

/// Sizes of headings, and the space before and after them, in millimetres.
struct HeadingLook {
    double size;
    double before;
    double after;
};
constexpr std::array<HeadingLook, 3> headings{{{6.4, 6, 3.2}, {4.9, 5, 2.4}, {4.0, 3.6, 1.8}}};

const HeadingLook& look_of(int level) {
    return headings.at(static_cast<std::size_t>(std::clamp(level, 1, 3) - 1));
}

TextStyle style_of(int level) {
    return {{"hei", Weight::bold}, look_of(level).size};
}

} // namespace

Flow::Flow(Typesetter& typesetter, FlowPaper paper) : m_typesetter(typesetter), m_paper(paper) {
    start_page();
}

void Flow::start_page() {
    m_pages.emplace_back();
    page().begin_page({m_paper.width, m_paper.height, ""});
    m_y = m_paper.top;
}

void Flow::new_page() {
    write_headings();
    if (!is_at_top()) start_page();
}

void Flow::need(double mm) {
    double wanted = mm;
    for (const auto& [text, level] : m_headings) {
        const auto& look = look_of(level);
        const auto lines = flow_lines(painter(), text, m_paper.column(), style_of(level)).size();
        wanted += look.before + look.size * line_step * static_cast<double>(lines) + look.after;
    }
    if (room() < wanted && !is_at_top()) start_page();
    write_headings();
}

void Flow::space(double mm) {
    if (m_headings.empty() && !is_at_top()) m_y += std::min(mm, std::max(0.0, room()));
}

void Flow::heading(const std::string& text, int level) {
    m_headings.push_back({text, level});
}

void Flow::write_headings() {
    for (const auto& [text, level] : std::exchange(m_headings, {})) {
        const auto& look = look_of(level);
        space(look.before);
        if (page().page().title.empty()) {
            auto info = page().page();
            info.title = text;
            page().begin_page(info);
        }
        for (const auto& one : flow_lines(painter(), text, m_paper.column(), style_of(level))) {
            painter().line(one, {m_paper.left, m_y + look.size * cap_height}, style_of(level));
            m_y += look.size * line_step;
        }
        space(look.after);
    }
}

void Flow::write_line(const std::string& text, const FlowText& look, double indent, bool is_last) {
    const auto lettering = m_typesetter.set(text, look.style.face);
    const double width = lettering->advance * look.style.size;
    const double slack = m_paper.column() - indent - width;
    LetterInk ink{look.style.size, look.style.ink, {}, 0, 0};
    const auto gaps = lettering->clusters.size();
    double x = m_paper.left + indent;
    if (look.align != Align::left)
        x += look.align == Align::right ? slack : slack / 2;
    else if (look.justified && !is_last && gaps > 1 && slack < 3 * look.style.size)
        ink.spacing = slack / static_cast<double>(gaps - 1);
    const double baseline = m_y + look.style.size * ((look.leading - 1) / 2 + cap_height);
    if (!text.empty()) page().write(lettering, {{x, baseline}, 0}, ink);
    m_y += look.style.size * look.leading;
}

void Flow::paragraph(const std::string& text, const FlowText& look) {
    const auto lines = flow_lines(painter(), text, m_paper.column(), look.style, look.indent);
    const double step = look.style.size * look.leading;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto left = lines.size() - i;
        // Two lines at least stand together, at the foot of a page and at the head of the next.
        const bool is_pair = (i == 0 && left >= 2) || left == 2;
        need(step * (is_pair ? (left == 3 && i == 0 ? 3 : 2) : 1));
        write_line(lines[i], look, i == 0 ? look.indent : 0, left == 1);
    }
    space(look.space_after);
}

void Flow::figure(double height, const std::function<void(Canvas&, const Frame&)>& draw) {
    need(height);
    draw(page(), {m_paper.left, m_y, m_paper.column(), height});
    m_y += height;
}

std::vector<Picture> Flow::finish(const Furniture& furniture) {
    write_headings();
    auto pages = std::move(m_pages);
    for (std::size_t p = 0; p < pages.size(); ++p)
        if (furniture) furniture({pages[p], m_typesetter}, p + 1, pages.size(), m_paper);
    m_pages.clear();
    start_page();
    return pages;
}

void play(const std::vector<Picture>& pages, Canvas& canvas) {
    for (const auto& page : pages) page.play(canvas);
}

} // namespace geo::map
