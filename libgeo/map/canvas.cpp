// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/canvas.hpp"

#include <algorithm>
#include <numbers>

namespace geo::map {

void Paths::end() {
    if (points.size() < begin.back() + 2U)
        points.resize(begin.back());
    else
        begin.push_back(static_cast<std::uint32_t>(points.size()));
}

void Paths::add_path(std::span<const Place> path) {
    points.insert(points.end(), path.begin(), path.end());
    end();
}

Paths line(Place from, Place to) {
    return {{from, to}, {0, 2}, false};
}

Paths rectangle(const Frame& f) {
    return {
        {{f.x, f.y}, {f.right(), f.y}, {f.right(), f.bottom()}, {f.x, f.bottom()}}, {0, 4}, true};
}

Paths circle(Place centre, double radius) {
    Paths paths;
    const int corners = radius < 3 ? 24 : 120;
    for (int i = 0; i < corners; ++i) {
        const double turn = 2 * std::numbers::pi * i / corners;
        paths.add({centre.x + radius * std::cos(turn), centre.y + radius * std::sin(turn)});
    }
    paths.end();
    paths.closed = true;
    return paths;
}

Frame frame_of(std::span<const Place> points) {
    if (points.empty()) return {};
    Place low = points[0];
    Place high = points[0];
    for (const auto p : points) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    return {low.x, low.y, high.x - low.x, high.y - low.y};
}

double width_of(const Lettering& text, const LetterInk& ink) {
    const auto gaps = text.clusters.empty() ? 0 : text.clusters.size() - 1;
    return text.advance * ink.size + ink.spacing * static_cast<double>(gaps);
}

} // namespace geo::map
