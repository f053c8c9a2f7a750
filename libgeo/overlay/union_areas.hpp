// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/overlay/edge_index.hpp"
#include "libgeo/overlay/overlay.hpp"

namespace geo {

/// For each feature of `a` the area of it that lies in at least one feature of `b`: ground covered
/// by several counts once. One value a feature of `a`, 0 where nothing overlaps (exactly: touching
/// is nothing).
///
/// `features` holds one byte a feature of `b`, not 0 for those that take part (say, one class of
/// zones); empty when all do. Exact decisions, no shape is built; independent of order and threads
/// as `overlap_areas`. When no two features of `b` overlap, the values are the sums of the pairs.
std::vector<Area> union_areas(const EdgeIndex& a, const EdgeIndex& b,
                              std::span<const std::uint8_t> features = {});
std::vector<Area> union_areas(const Polygons& a, const Polygons& b,
                              std::span<const std::uint8_t> features = {});

/// The same in square grid units on the plane, for tests.
std::vector<double> planar_union_areas(const EdgeIndex& a, const EdgeIndex& b,
                                       std::span<const std::uint8_t> features = {});

} // namespace geo
