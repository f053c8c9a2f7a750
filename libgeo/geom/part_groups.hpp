// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/geom/polygons.hpp"

namespace geo {

/// Groups the parts of one feature so that parts of different groups have boxes without a common
/// point, hence cannot touch: each group can be checked and repaired by itself. Each group is a
/// column of one feature; groups and the parts in them keep the order of the parts. Cost: sorting
/// the parts, plus the pairs whose boxes share an interval in x.
std::vector<Polygons> part_groups(const Polygons& polygons, std::size_t feature);

} // namespace geo
