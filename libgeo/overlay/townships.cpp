// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/townships.hpp"

#include "libgeo/overlay/conflicts.hpp"
#include "libgeo/overlay/union_areas.hpp"

namespace geo {

std::vector<TownshipOverlap> overlay_townships(const PolygonLayer& townships,
                                               const PolygonLayer& zones) {
    std::vector<std::uint8_t> is_red_line(zones.shapes.features());
    for (std::size_t z = 0; z < is_red_line.size(); ++z)
        is_red_line[z] =
            zones.features.classes[z].starts_with("redline") && is_statutory(zones.features, z);
    const auto red_line = union_areas(townships.shapes, zones.shapes, is_red_line);
    std::vector<TownshipOverlap> overlaps;
    for (std::size_t t = 0; t < townships.shapes.features(); ++t)
        overlaps.push_back({area_of(townships.shapes, t), red_line[t]});
    return overlaps;
}

} // namespace geo
