// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/geos_pieces.hpp"

#include "libgeo/geom/shapes.hpp"
#include "libgeo/overlay/overlay.hpp"

namespace geo {

namespace {

Polygons rest(const Polygons& own, std::uint32_t feature, const Polygons& other) {
    const auto one = single(own, feature);
    const auto box = box_of(one, 0);
    Polygons near;
    for (std::size_t f = 0; f < other.features(); ++f)
        if (box_of(other, f).meets(box)) append_feature(near, other, f);
    return near.features() == 0 ? one : shape_difference(one, shape_union(near));
}

} // namespace

Polygons geos_piece(const Polygons& a, const Polygons& b, std::uint32_t feature_a,
                    std::uint32_t feature_b) {
    if (feature_b == no_feature) return rest(a, feature_a, b);
    if (feature_a == no_feature) return rest(b, feature_b, a);
    return shape_intersection(single(a, feature_a), single(b, feature_b));
}

} // namespace geo
