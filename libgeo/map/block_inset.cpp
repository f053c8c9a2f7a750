// SPDX-License-Identifier: Apache-2.0
// The locator: where the map lies in the whole.
#include <algorithm>
#include <cmath>
#include <set>

#include "libgeo/map/sheet_parts.hpp"
#include "libgeo/map/symbols.hpp"

namespace geo::map {

namespace {

constexpr Ink land{238, 240, 238, 1};
constexpr Ink border{140, 150, 154, 1};
constexpr Ink mark{196, 60, 40, 1};

/// The whole layer in the frame.
View view_of_all(const Ground::Layer& layer, const Frame& frame) {
    GroundBox box;
    for (const auto& one : layer.boxes) box.add(one);
    const auto inner = frame.grown(-2);
    const double denominator =
        1000 * std::max({box.width() / inner.width, box.height() / inner.height, 1.0});
    return {frame, box.centre(), denominator};
}

/// A small square for every place of 0.5 mm in which there is a point.
Paths dots(const Ground::Layer& ground, const View& view) {
    constexpr double size = 0.5;
    std::set<std::pair<long, long>> cells;
    for (const auto& point : ground.points) {
        const auto p = view.to_paper(point);
        cells.emplace(std::lround(p.x / size), std::lround(p.y / size));
    }
    Paths paths;
    paths.closed = true;
    for (const auto& [x, y] : cells)
        paths.add_path(
            rectangle({static_cast<double>(x) * size, static_cast<double>(y) * size, size, size})
                .points);
    return paths;
}

void draw_marks(const SheetJob& job, const View& view) {
    const auto seen = job.view.box();
    const auto a = view.to_paper({seen.x_min, seen.y_max});
    const auto b = view.to_paper({seen.x_max, seen.y_min});
    const Frame where{a.x, a.y, b.x - a.x, b.y - a.y};
    auto tint = mark;
    tint.opacity = 0.2;
    job.picture.fill(rectangle(where), tint);
    job.picture.stroke(rectangle(where), {mark, 0.3, {}, false});
    // A map that is a speck in the whole gets a cross to be found by.
    if (std::max(where.width, where.height) > 4) return;
    for (const Place way : {Place{0, -1}, Place{0, 1}, Place{-1, 0}, Place{1, 0}})
        job.picture.stroke(line(where.centre() + way * 2.2, where.centre() + way * 4.2),
                           {mark, 0.25, {}, false});
}

} // namespace

void draw_inset(const SheetJob& job, const Block& block) {
    auto number = job.layer_number(block.source);
    const bool has_areas = number && !job.atlas.scene.layers[*number].places.empty();
    if (!has_areas && job.each != nullptr) number = job.layer_number(job.each->name);
    if (!number || job.atlas.scene.layers[*number].places.empty()) return;
    const auto& scene = job.atlas.scene.layers[*number];
    const auto& ground = job.ground.layers[*number];
    const auto view = view_of_all(ground, block.frame);
    job.picture.clip(block.frame);
    Rule rule;
    rule.fill = land;
    rule.edgings = {{border, 0.12, {}, 0}};
    if (scene.type == ShapeType::points)
        job.picture.fill(dots(ground, view), border);
    else
        for (std::size_t f = 0; f < scene.features(); ++f)
            draw_shape(job.picture, on_paper(scene, ground, f, view), rule);
    draw_marks(job, view);
    job.picture.unclip();
    job.picture.stroke(rectangle(block.frame), {border, 0.18, {}, false});
    if (const auto& title = job.in_language(block.text); !title.empty())
        job.painter().line(title, {block.frame.x + 1.2, block.frame.y + 3},
                           {{}, 2.1, {86, 96, 102, 1}});
}

} // namespace geo::map
