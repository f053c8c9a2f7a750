// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/picture.hpp"

namespace geo::map {

namespace {

/// Plays one step.
struct Player {
    Canvas& canvas;
    void operator()(const Picture::Fill& step) const { canvas.fill(step.paths, step.ink); }
    void operator()(const Picture::Stroke& step) const { canvas.stroke(step.paths, step.pen); }
    void operator()(const Picture::Clip& step) const { canvas.clip(step.frame); }
    void operator()(const Picture::Unclip&) const { canvas.unclip(); }
    void operator()(const Picture::Writing& step) const {
        if (step.along)
            canvas.write_along(step.text, step.places, step.ink);
        else
            canvas.write(step.text, step.places.front(), step.ink);
    }
};

} // namespace

void Picture::fill(const Paths& paths, const Ink& ink) {
    if (!paths.empty() && ink.opacity > 0) m_steps.emplace_back(Fill{paths, ink});
}

void Picture::stroke(const Paths& paths, const Pen& pen) {
    if (!paths.empty() && pen.ink.opacity > 0 && pen.width > 0)
        m_steps.emplace_back(Stroke{paths, pen});
}

void Picture::write(const LetteringPtr& text, Standing at, const LetterInk& ink) {
    if (!text->clusters.empty()) m_steps.emplace_back(Writing{text, {at}, ink, false});
}

void Picture::write_along(const LetteringPtr& text, std::span<const Standing> places,
                          const LetterInk& ink) {
    if (places.size() == text->clusters.size() && !places.empty())
        m_steps.emplace_back(Writing{text, {places.begin(), places.end()}, ink, true});
}

void Picture::play(Canvas& canvas) const {
    canvas.begin_page(m_page);
    for (const auto& step : m_steps) std::visit(Player{canvas}, step);
    canvas.end_page();
}

std::vector<std::string> Picture::texts() const {
    std::vector<std::string> all;
    for (const auto& step : m_steps)
        if (const auto* writing = std::get_if<Writing>(&step)) all.push_back(writing->text->text);
    return all;
}

} // namespace geo::map
