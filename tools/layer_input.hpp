// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/normalise/layers.hpp"
#include "tools/verb.hpp"

namespace parkline {

/// One input layer of the general tools, as the command line names it.
struct LayerInput {
    std::string path; ///< PATH or PATH:LAYER
    std::string id;   ///< field of the id; empty: "id" if there is one, else the format's own
    std::string where;
    std::string src_crs;
    std::string datum;
    std::string repairs = "quarantine";
    std::string lon; ///< fields of a list
    std::string lat;
    geo::Fields fields = geo::Fields::named; ///< most verbs need no more than ids
};

/// The options that all input layers of a verb share: --src-crs, --datum, --repairs.
std::vector<Option> shared_options(LayerInput& input);

/// The layer on the grid; conservation counts and problems go to `log`.
geo::PolygonLayer read_polygons(const LayerInput& input, geo::NormaliseLog& log);
/// Polygons or lines, whichever the layer holds; the other column is empty.
struct ShapeLayer {
    geo::FeatureColumns features;
    geo::Polygons polygons;
    geo::Lines lines;
};
ShapeLayer read_shapes(const LayerInput& input, geo::NormaliseLog& log);

geo::PointLayer read_points(const LayerInput& input, geo::NormaliseLog& log);

} // namespace parkline
