// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/symbols.hpp"

#include <algorithm>
#include <array>
#include <numbers>

namespace geo::map {

namespace {

/// Where a scan line at `v` crosses the rotated areas, sorted.
void crossings(const Paths& turned, double v, std::vector<double>& u) {
    u.clear();
    for (std::size_t p = 0; p < turned.size(); ++p) {
        const auto path = turned.path(p);
        for (std::size_t i = 0; i < path.size(); ++i) {
            const auto a = path[i];
            const auto b = path[i + 1 == path.size() ? 0 : i + 1];
            if ((a.y > v) != (b.y > v)) u.push_back(a.x + (b.x - a.x) * (v - a.y) / (b.y - a.y));
        }
    }
    std::sort(u.begin(), u.end());
}

double signed_area(std::span<const Place> ring) {
    double sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto a = ring[i];
        const auto b = ring[(i + 1) % ring.size()];
        sum += a.x * b.y - b.x * a.y;
    }
    return sum / 2;
}

Place normal(Place a, Place b) {
    const auto d = b - a;
    const double size = length(d);
    return size == 0 ? Place{} : Place{-d.y / size, d.x / size};
}

/// True when the ring's inside is that of the areas: it lies in an even number of other rings.
bool is_shell(const Paths& areas, std::size_t ring) {
    const auto probe = areas.path(ring)[0];
    bool inside = false;
    for (std::size_t p = 0; p < areas.size(); ++p) {
        if (p == ring) continue;
        const auto path = areas.path(p);
        for (std::size_t i = 0; i < path.size(); ++i) {
            const auto a = path[i];
            const auto b = path[(i + 1) % path.size()];
            if ((a.y > probe.y) != (b.y > probe.y) &&
                a.x + (b.x - a.x) * (probe.y - a.y) / (b.y - a.y) > probe.x)
                inside = !inside;
        }
    }
    return !inside;
}

Paths polygon(std::span<const Place> corners) {
    Paths paths;
    paths.add_path(corners);
    paths.closed = true;
    return paths;
}

Paths star(Place at, double radius) {
    std::array<Place, 10> corners;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const double turn = std::numbers::pi * static_cast<double>(i) / 5;
        const double r = i % 2 == 0 ? radius : radius * 0.45;
        corners[i] = {at.x + r * std::sin(turn), at.y - r * std::cos(turn)};
    }
    return polygon(corners);
}

Paths outline_of(Place at, const Marker& marker) {
    const double r = marker.size / 2;
    switch (marker.shape) {
    case MarkerShape::square:
        return rectangle({at.x - r, at.y - r, 2 * r, 2 * r});
    case MarkerShape::triangle:
        return polygon(std::array<Place, 3>{
            {{at.x, at.y - r}, {at.x + r, at.y + r * 0.8}, {at.x - r, at.y + r * 0.8}}});
    case MarkerShape::diamond:
        return polygon(std::array<Place, 4>{
            {{at.x, at.y - r}, {at.x + r, at.y}, {at.x, at.y + r}, {at.x - r, at.y}}});
    case MarkerShape::star:
        return star(at, r);
    default:
        return circle(at, r);
    }
}

} // namespace

Paths hatch_lines(const Paths& areas, const Hatch& hatch) {
    const double turn = hatch.angle_deg * std::numbers::pi / 180;
    const double c = std::cos(turn);
    const double s = std::sin(turn);
    auto turned = areas; // y downwards: counter-clockwise on paper
    for (auto& p : turned.points) p = {p.x * c - p.y * s, p.x * s + p.y * c};
    const auto box = frame_of(turned.points);
    Paths out;
    std::vector<double> u;
    const double first = std::ceil(box.y / hatch.spacing) * hatch.spacing;
    for (double v = first; v < box.bottom(); v += hatch.spacing) {
        crossings(turned, v, u);
        for (std::size_t i = 0; i + 1 < u.size(); i += 2) {
            out.add({u[i] * c + v * s, -u[i] * s + v * c});
            out.add({u[i + 1] * c + v * s, -u[i + 1] * s + v * c});
            out.end();
        }
    }
    return out;
}

Paths moved_outlines(const Paths& areas, double mm) {
    Paths out;
    out.closed = true;
    for (std::size_t r = 0; r < areas.size(); ++r) {
        const auto ring = areas.path(r);
        const bool clockwise = signed_area(ring) > 0; // y downwards
        const double way = (clockwise == is_shell(areas, r)) ? mm : -mm;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const auto before = normal(ring[(i + ring.size() - 1) % ring.size()], ring[i]);
            const auto after = normal(ring[i], ring[(i + 1) % ring.size()]);
            const auto sum = before + after;
            const double square = std::max(sum.x * sum.x + sum.y * sum.y, 1.0);
            out.add(ring[i] + sum * (2 * way / square));
        }
        out.end();
    }
    return out;
}

void draw_shape(Canvas& canvas, const Paths& shape, const Rule& rule) {
    if (shape.closed && rule.fill) canvas.fill(shape, *rule.fill);
    if (shape.closed)
        for (const auto& hatch : rule.hatches)
            canvas.stroke(hatch_lines(shape, hatch), {hatch.ink, hatch.width, {}, false});
    for (const auto& edging : rule.edgings)
        canvas.stroke(shape.closed && edging.offset != 0 ? moved_outlines(shape, edging.offset)
                                                         : shape,
                      {edging.ink, edging.width, edging.dash, true});
}

void draw_marker(Canvas& canvas, Place at, const Marker& marker) {
    const Pen pen{marker.edging.ink, marker.edging.width, {}, true};
    if (marker.shape == MarkerShape::cross) {
        const double r = marker.size / 2;
        canvas.stroke(line({at.x - r, at.y}, {at.x + r, at.y}), pen);
        canvas.stroke(line({at.x, at.y - r}, {at.x, at.y + r}), pen);
        return;
    }
    const auto outline = outline_of(at, marker);
    canvas.fill(outline, marker.ink);
    if (pen.width > 0) canvas.stroke(outline, pen);
}

} // namespace geo::map
