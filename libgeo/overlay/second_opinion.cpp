// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/second_opinion.hpp"

#include <cmath>

#include <tbb/parallel_for.h>

#include "libgeo/geom/shapes.hpp"
#include "libgeo/overlay/geos_pieces.hpp"

namespace geo {

namespace {

double area_or_zero(const Polygons& one) {
    return one.parts() == 0 ? 0 : area_of(one, 0).m2;
}

double perimeter_or_zero(const Polygons& one) {
    return one.parts() == 0 ? 0 : perimeter_of(one, 0);
}

} // namespace

std::vector<Disagreement> second_opinion(const Polygons& a, const Polygons& b,
                                         std::span<const OverlayPiece> pieces,
                                         const Polygons& shapes) {
    constexpr double rounding_m = 1.2e-4;
    const auto n = pieces.size();
    std::vector<double> other(n);
    std::vector<char> agrees(n);
    tbb::parallel_for(std::size_t{0}, n, [&](std::size_t i) {
        const auto& piece = pieces[i];
        const auto geos = geos_piece(a, b, piece.a, piece.b);
        const auto own = single(shapes, i);
        other[i] = area_or_zero(geos);
        const auto outline = perimeter_or_zero(geos) + perimeter_or_zero(own);
        const auto tolerance = rounding_m * outline + piece.area.bound_m2;
        agrees[i] = std::abs(other[i] - piece.area.m2) <= tolerance &&
                    (own.parts() == 0 || check_validity(own, 0).valid);
    });
    std::vector<Disagreement> found;
    for (std::size_t i = 0; i < n; ++i)
        if (!agrees[i]) found.push_back({pieces[i], other[i]});
    return found;
}

} // namespace geo
