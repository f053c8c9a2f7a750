// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/normalise/layers.hpp"
#include "libgeo/overlay/index_file.hpp"
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

/// The option --cache DIR of verbs that use the index of a polygon layer.
Option cache_option(std::string& folder);

/// Throws ConfigError when there is a cache and `is_limited`, by a shard or by the memory: it keeps
/// whole layers.
void require_whole_layers(const std::string& cache, bool is_limited);

/// The layer on the grid; conservation counts and problems go to `log`.
geo::PolygonLayer read_polygons(const LayerInput& input, geo::NormaliseLog& log);

/// A polygon layer with its index: from the file in the folder `cache` when one was made of the
/// same bytes in the same way, else read, indexed and, when every feature is used as it is, kept
/// there. The result has the same bits either way. An empty name means no cache: then the index is
/// null, for the caller to build. Refuses a file that is damaged with a line in the log, and makes
/// it anew.
void read_indexed(const LayerInput& input, const std::string& cache, const Session& session,
                  geo::IndexedLayer& indexed, geo::NormaliseLog& log);
/// Polygons or lines, whichever the layer holds; the other column is empty. Only polygons are kept
/// in a cache.
struct ShapeLayer {
    geo::IndexedLayer polygons; ///< its features are those of the layer, of lines too
    geo::Lines lines;
};
void read_shapes(const LayerInput& input, const std::string& cache, const Session& session,
                 ShapeLayer& shapes, geo::NormaliseLog& log);

geo::PointLayer read_points(const LayerInput& input, geo::NormaliseLog& log);

} // namespace parkline
