// SPDX-License-Identifier: Apache-2.0
// Random pairs of every kind against the exact reference: campaign_overlay PAIRS SEED.
// Prints one line a kind and exits with 1 when anything differs. Each pair is also overlaid within
// two layers of other features, which moves the cells of the index; the result must not change.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include <tbb/parallel_for.h>

#include "libgeo/geom/area.hpp"
#include "libgeo/geom/shapes.hpp"
#include "libgeo/overlay/geos_pieces.hpp"
#include "libgeo/overlay/overlap_areas.hpp"
#include "libgeo/overlay/overlay_shapes.hpp"
#include "unit/geom/area_reference.hpp"
#include "unit/overlay/exact_reference.hpp"
#include "unit/overlay/generators.hpp"

using namespace geo;
using generators::Random;

namespace {

double extent(const Polygons& polygons) {
    const auto box = box_of(polygons, 0);
    return static_cast<double>(box.x_max - box.x_min) + static_cast<double>(box.y_max - box.y_min);
}

std::optional<double> engine_area(const Polygons& a, const Polygons& b) {
    for (const auto& pair : planar_overlap_areas(EdgeIndex(a), EdgeIndex(b)))
        if (pair.a == 0 && pair.b == 0) return pair.square_units;
    return {};
}

void add_others(Random& random, Polygons& layer, const GridBox& box) {
    const auto reach_x = std::max<std::int64_t>(2, (box.x_max - box.x_min) / 40);
    const auto reach_y = std::max<std::int64_t>(2, (box.y_max - box.y_min) / 40);
    for (auto n = random.between(5, 60); n > 0; --n) {
        const GridPoint p{random.between(box.x_min, box.x_max),
                          random.between(box.y_min, box.y_max)};
        const auto near = [&] {
            return GridPoint{p.x + random.between(-reach_x, reach_x),
                             p.y + random.between(-reach_y, reach_y)};
        };
        const generators::Ring ring{p, near(), near()};
        if (twice_signed_area(ring) != 0) shapes::add_feature(layer, {ring});
    }
}

double planar_area(const Polygons& shapes, std::size_t feature) {
    double twice = 0;
    for (auto r = shapes.first_ring(feature); r < shapes.last_ring(feature); ++r)
        twice += static_cast<double>(twice_signed_area(shapes.ring(r)));
    return twice / 2;
}

// Vertices move by up to half a unit, so an area moves by as much along the outlines.
double reach_of(const Polygons& a, const Polygons& b) {
    double reach = 4;
    for (const auto* layer : {&a, &b})
        for (std::size_t r = 0; r < layer->rings(); ++r) {
            const auto ring = layer->ring(r);
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const auto d = ring[(i + 1) % ring.size()] - ring[i];
                reach += std::hypot(static_cast<double>(d.x), static_cast<double>(d.y));
            }
        }
    return reach;
}

double planar_area(const Polygons& shape) {
    double area = 0;
    for (std::size_t f = 0; f < shape.features(); ++f) area += planar_area(shape, f);
    return area;
}

// What is wrong with the shapes of two layers of one feature each, or null.
const char* check_shapes(const Polygons& a, const Polygons& b, double overlap) {
    const auto all = overlay_shapes(a, b, OverlayMode::unite);
    if (all.fallbacks > 0) return "shape not closed";
    double sum[3] = {}; // pairs, rest of a, rest of b
    for (std::size_t i = 0; i < all.pieces.size(); ++i) {
        const auto& piece = all.pieces[i];
        sum[piece.b == no_feature   ? 1
            : piece.a == no_feature ? 2
                                    : 0] += planar_area(all.shapes, i);
        if (all.shapes.feature_begin[i] != all.shapes.feature_begin[i + 1] &&
            !check_validity(all.shapes, i).valid)
            return "invalid shape";
    }
    const auto reach = reach_of(a, b);
    // GEOS on the same grid: another algorithm, which rounds its crossings too.
    if (std::abs(planar_area(geos_piece(a, b, 0, 0)) - overlap) > reach) return "area by GEOS";
    const bool right = std::abs(sum[0] - overlap) <= reach &&
                       std::abs(sum[0] + sum[1] - planar_area(a, 0)) <= reach &&
                       std::abs(sum[0] + sum[2] - planar_area(b, 0)) <= reach;
    return right ? nullptr : "area of the shapes";
}

// What differs in one pair of a kind, or null.
const char* check(const generators::Kind& kind, Random& random) {
    auto [a, b] = kind.make(random);
    const auto exact = exact::overlap_area(a, 0, b, 0);
    const auto found = engine_area(a, b);
    if (found.has_value() != (exact > 0)) return "decision";
    const auto truth = exact.convert_to<double>();
    // Doubles hold the crossings: relative to the extents, not to a sliver.
    const auto tolerance = 1e-9 * truth + 1e-15 * extent(a) * extent(b) + 1e-5;
    if (found && std::abs(*found - truth) > tolerance) return "figure";
    if (const auto* wrong = check_shapes(a, b, truth)) return wrong;
    auto box = box_of(a, 0);
    box.add(box_of(b, 0));
    add_others(random, a, box);
    add_others(random, b, box);
    return engine_area(a, b) == found ? nullptr : "figure within layers";
}

bool run_pairs(const generators::Kind& kind, std::size_t pairs, std::uint64_t seed) {
    constexpr std::size_t chunk = 32;
    std::atomic<std::size_t> wrong = 0;
    tbb::parallel_for(std::size_t{0}, (pairs + chunk - 1) / chunk, [&](std::size_t k) {
        Random random(seed * 1'000'003 + k);
        for (auto n = k * chunk; n < std::min(pairs, (k + 1) * chunk); ++n)
            if (const auto* what = check(kind, random)) {
                ++wrong;
                std::printf("%s: %s differs in chunk %zu, pair %zu\n", kind.name.c_str(), what, k,
                            n - k * chunk);
            }
    });
    std::printf("%-28s %zu pairs, %zu wrong\n", kind.name.c_str(), pairs, wrong.load());
    std::fflush(stdout);
    return wrong == 0;
}

bool run_areas(std::size_t polygons, std::uint64_t seed) {
    std::atomic<std::size_t> wrong = 0;
    tbb::parallel_for(std::size_t{0}, polygons, [&](std::size_t n) {
        Random random(seed * 2'000'003 + n);
        const double radius = 3e4 * std::pow(10.0, 5.0 * random.real());
        const GridPoint shift{random.between(-179'000'000'000, 170'000'000'000),
                              random.between(-80'000'000'000, 70'000'000'000)};
        const auto ring = generators::star(random, random.between(3, 12), radius);
        const auto p = shapes::polygon({generators::scaled(ring, 1, shift)});
        const double area = area_of(p, 0).m2;
        const double closed = reference::closed_form_area(p, 0);
        const double geodesic = reference::geodesic_area(p, 0);
        if (std::abs(area - closed) > 1e-10 * closed + 1e-6 + 1e-8 * perimeter_of(p, 0) ||
            std::abs(area - geodesic) > 1e-9 * geodesic + 0.2) {
            ++wrong;
            std::printf("area %.12g, closed form %.12g, PROJ %.12g\n", area, closed, geodesic);
        }
    });
    std::printf("%-28s %zu polygons, %zu wrong\n", "ellipsoidal area", polygons, wrong.load());
    return wrong == 0;
}

} // namespace

int main(int argc, char** argv) {
    const auto number = [&](int i, std::uint64_t otherwise) {
        return argc > i ? std::strtoull(argv[i], nullptr, 10) : otherwise;
    };
    const std::size_t pairs = number(1, 1000);
    const auto seed = number(2, 1);
    const auto kinds = generators::kinds();
    bool right = run_areas(pairs / 10, seed);
    for (const auto& kind : kinds) {
        // The quadratic reference makes big polygons dear.
        const std::size_t share = kind.name == "big stars" ? 100 : 1;
        right = run_pairs(kind, pairs / (kinds.size() - 1) / share + 1, seed) && right;
    }
    return right ? 0 : 1;
}
