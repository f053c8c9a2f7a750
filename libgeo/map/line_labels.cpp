// SPDX-License-Identifier: Apache-2.0
// Names along lines: letter by letter on the path, upright, where it does not bend too much.
#include <algorithm>
#include <array>
#include <numbers>

#include "libgeo/map/labels.hpp"

namespace geo::map {

namespace {

constexpr double most_bend = 0.45; ///< radians between two letters

double length_of(std::span<const Place> path) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) sum += length(path[i + 1] - path[i]);
    return sum;
}

/// The place `at` mm along the path.
Place along(std::span<const Place> path, double at) {
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const double step = length(path[i + 1] - path[i]);
        if (at <= step && step > 0) return path[i] + (path[i + 1] - path[i]) * (at / step);
        at -= step;
    }
    return path.back();
}

double turn_between(double a, double b) {
    return std::abs(std::remainder(a - b, 2 * std::numbers::pi));
}

/// The letters from `from` on, each turned as the path under it; empty when it bends too much.
std::vector<Standing> standings(const Lettering& text, const LetterInk& ink,
                                std::span<const Place> path, double from) {
    std::vector<Standing> places;
    double at = from;
    const double down = ink.size * 0.36; // the path runs through the middle of the letters
    for (const auto& cluster : text.clusters) {
        const double width = cluster.advance * ink.size;
        const auto a = along(path, at);
        const auto b = along(path, at + width);
        const double angle = std::atan2(b.y - a.y, b.x - a.x);
        if (!places.empty() && turn_between(angle, places.back().angle) > most_bend) return {};
        places.push_back({{a.x - std::sin(angle) * down, a.y + std::cos(angle) * down}, angle});
        at += width + ink.spacing;
    }
    return places;
}

/// Boxes that cover the letters.
std::vector<Frame> boxes_of(const Lettering& text, const LetterInk& ink,
                            const std::vector<Standing>& places) {
    std::vector<Frame> boxes;
    for (std::size_t c = 0; c < places.size(); ++c) {
        const double width = text.clusters[c].advance * ink.size;
        const double s = std::sin(places[c].angle);
        const double co = std::cos(places[c].angle);
        const auto corner = [&](double x, double y) {
            return places[c].at + Place{x * co - y * s, x * s + y * co};
        };
        const std::array<Place, 4> corners{
            corner(0, -0.86 * ink.size), corner(width, -0.86 * ink.size),
            corner(0, 0.14 * ink.size), corner(width, 0.14 * ink.size)};
        boxes.push_back(frame_of(corners));
    }
    return boxes;
}

} // namespace

bool LabelPlacer::try_stretch(const LabelWish& wish, const LetteringPtr& text, const LetterInk& ink,
                              std::span<const Place> path, double from) {
    const auto places = standings(*text, ink, path, from);
    if (places.empty()) return false;
    const auto boxes = boxes_of(*text, ink, places);
    if (!std::all_of(boxes.begin(), boxes.end(), [&](const auto& b) { return is_free(b); }))
        return false;
    for (const auto& box : boxes) m_taken.add(box);
    PlacedLabel label;
    label.lines.push_back({text, places, true});
    label.boxes = boxes;
    label.ink = ink;
    label.text = wish.text;
    m_placed.push_back(std::move(label));
    return true;
}

bool LabelPlacer::try_line(const LabelWish& wish) {
    const auto ink = ink_of(*wish.style);
    const auto text = m_typesetter.set(wish.text, wish.style->face);
    const double width = width_of(*text, ink);
    for (std::size_t p = 0; p < wish.shape.size(); ++p) {
        std::vector<Place> path(wish.shape.path(p).begin(), wish.shape.path(p).end());
        const double whole = length_of(path);
        if (whole < width + 4) continue;
        const double middle = (whole - width) / 2;
        // Read from the left: turn the path when it runs to the left there.
        if (along(path, middle + width).x < along(path, middle).x)
            std::reverse(path.begin(), path.end());
        for (double aside = 0; aside < middle; aside += 3)
            for (const double from : {middle + aside, middle - aside})
                if (try_stretch(wish, text, ink, path, from)) return true;
    }
    return false;
}

} // namespace geo::map
