// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/area_places.hpp"

#include <algorithm>
#include <array>
#include <numbers>
#include <queue>

#include "libgeo/map/thinning.hpp"

namespace geo::map {

namespace {

template <typename Use> void for_edges(const Paths& areas, Use use) {
    for (std::size_t p = 0; p < areas.size(); ++p) {
        const auto path = areas.path(p);
        for (std::size_t i = 0; i < path.size(); ++i)
            use(path[i], path[i + 1 == path.size() ? 0 : i + 1]);
    }
}

/// Distance to the outline, negative outside.
double depth(const Paths& areas, Place p) {
    double least = 1e300;
    bool inside = false;
    for_edges(areas, [&](Place a, Place b) {
        least = std::min(least, distance_to(p, a, b));
        if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y))
            inside = !inside;
    });
    return inside ? least : -least;
}

/// How far a place lies beyond each side of a frame.
std::array<double, 4> beyond(Place p, const Frame& frame) {
    return {frame.x - p.x, p.x - frame.right(), frame.y - p.y, p.y - frame.bottom()};
}

/// A square with the depth of its centre and the greatest depth that may be in it.
struct Cell {
    Place centre;
    double half;
    double depth;
    double bound() const { return depth + half * std::numbers::sqrt2; }
    friend bool operator<(const Cell& a, const Cell& b) { return a.bound() < b.bound(); }
};

bool segment_meets(Place a, Place b, const Frame& box) {
    if (std::max(a.x, b.x) < box.x || std::min(a.x, b.x) > box.right() ||
        std::max(a.y, b.y) < box.y || std::min(a.y, b.y) > box.bottom())
        return false;
    const auto side = [&](Place p) {
        return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) > 0;
    };
    const bool first = side({box.x, box.y});
    return side({box.right(), box.y}) != first || side({box.x, box.bottom()}) != first ||
           side({box.right(), box.bottom()}) != first;
}

} // namespace

bool is_inside(const Paths& areas, Place p) {
    return depth(areas, p) > 0;
}

bool is_box_inside(const Paths& areas, const Frame& box) {
    bool crossed = false;
    for_edges(areas, [&](Place a, Place b) { crossed = crossed || segment_meets(a, b, box); });
    return !crossed && is_inside(areas, box.centre());
}

Pole pole_of(const Paths& areas) {
    constexpr double precision = 0.5;
    const auto box = frame_of(areas.points);
    const double side = std::max(std::min(box.width, box.height), 1.0);
    std::priority_queue<Cell> cells;
    const auto push = [&](Place centre, double half) {
        cells.push({centre, half, depth(areas, centre)});
    };
    for (double x = box.x; x < box.right(); x += side)
        for (double y = box.y; y < box.bottom(); y += side)
            push({x + side / 2, y + side / 2}, side / 2);
    Pole best{box.centre(), depth(areas, box.centre())};
    while (!cells.empty() && cells.top().bound() > best.distance + precision) {
        const auto cell = cells.top();
        cells.pop();
        if (cell.depth > best.distance) best = {cell.centre, cell.depth};
        const double half = cell.half / 2;
        if (half * 4 < precision) continue;
        for (const double dx : {-half, half})
            for (const double dy : {-half, half})
                push({cell.centre.x + dx, cell.centre.y + dy}, half);
    }
    return best;
}

std::vector<Place> clipped_ring(std::vector<Place> ring, const Frame& frame) {
    for (std::size_t side = 0; side < 4 && !ring.empty(); ++side) {
        std::vector<Place> kept;
        kept.reserve(ring.size());
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto a = ring[i];
            const auto b = ring[i + 1 == ring.size() ? 0 : i + 1];
            const double da = beyond(a, frame)[side];
            const double db = beyond(b, frame)[side];
            if (da <= 0) kept.push_back(a);
            if ((da <= 0) != (db <= 0)) kept.push_back(a + (b - a) * (da / (da - db)));
        }
        ring = std::move(kept);
    }
    return ring;
}

Paths clipped(const Paths& areas, const Frame& frame) {
    Paths out;
    out.closed = true;
    for (std::size_t p = 0; p < areas.size(); ++p) {
        const auto path = areas.path(p);
        const auto ring = clipped_ring({path.begin(), path.end()}, frame);
        if (ring.size() >= 3) out.add_path(ring);
    }
    return out;
}

} // namespace geo::map
