// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "libgeo/crs/to_grid.hpp"
#include "libgeo/geom/polygons.hpp"

/// Generated layers of the size of scale S: 60 km x 60 km near 117° E, 33.3° N. The same in every
/// run; no file is read.
namespace geo::bench {

/// 1,000 rough stars of about 60 vertices, some hundred metres wide; they may overlap.
const Polygons& parks();

/// 14 x 14 rough stars of 2,500 vertices, up to 4 km wide, apart from each other.
const Polygons& zones();

/// 11 walks of 7,300 vertices, a vertex every 12 m or so.
const Lines& rivers();

/// 100,000 places, uniform.
const std::vector<GridPoint>& sites();

/// The vertices of all zones in EPSG:4527 as a file would give them.
const std::vector<SourcePoint>& projected_vertices();

/// Every zone as little-endian WKB in EPSG:4527.
const std::vector<std::vector<std::byte>>& zones_as_wkb();

/// Nanoseconds a unit as the counter "ns", and the label "WHAT / UNIT".
void report(benchmark::State& state, std::size_t units, const std::string& what,
            const std::string& unit);

} // namespace geo::bench
