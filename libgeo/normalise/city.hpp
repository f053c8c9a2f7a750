// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "libgeo/core/project.hpp"
#include "libgeo/normalise/layers.hpp"

namespace geo {

/// One layer of the role `control`; only the column that its file holds is filled.
struct ControlLayer {
    std::string subject;
    PolygonLayer areas;
    LineLayer lines;
    PointLayer points;
};

/// All layers of a project on the one grid, and what normalising found out. Roles that the project
/// does not name are empty.
struct CityLayers {
    PolygonLayer parks;
    PolygonLayer zones;
    PolygonLayer townships;
    PolygonLayer counties;
    PolygonLayer outline; ///< role "city"
    PolygonLayer control_units;
    PointLayer sites;
    LineLayer lines;         ///< class and the field or value `reference` say what is measured
    PointLayer residents;    ///< with `people`, else one a point
    PolygonLayer footprints; ///< what stood before
    TableLayer facts;        ///< about parks and enterprises, not sorted
    TableLayer awards;
    TableLayer township_codes;
    std::vector<ControlLayer> controls; ///< in the order of the project
    std::vector<DerivedFeature> derived;
    NormaliseLog log;
};

/// Told the name of each step before it starts, with done and total steps; may throw Interrupted.
using StepObserver = std::function<void(const Text& step, std::size_t done, std::size_t total)>;

/// Reads and normalises every layer of the project, then computes its derived features.
/// Problems and conservation counts of all layers are in `log`; errors as `read_layer` and
/// `normalise_polygons`. Cost: linear in the vertices. Fields::named keeps of the zones, which are
/// the big layers, only ids and shapes; quarantined ones have all their fields.
CityLayers normalise(const Project& project, const StepObserver& observer,
                     Fields zone_fields = Fields::all);

/// The CRS in which spatial results leave: `asked`, else that of the first input, else EPSG:4490.
std::string result_crs(const NormaliseLog& log, const std::string& asked);

} // namespace geo
