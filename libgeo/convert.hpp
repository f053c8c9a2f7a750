// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "libgeo/core/problem.hpp"
#include "libgeo/core/project.hpp"
#include "libgeo/crs/to_grid.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/io/write_raw_layer.hpp"

namespace geo {

/// What a conversion did.
struct Conversion {
    std::size_t features = 0;
    std::map<std::string, std::string> aliases; ///< field -> its short name in a shapefile
    Problems notes;                             ///< what reading found out
    CrsOperation crs; ///< to CGCS2000 and on to `dst_crs`; empty when coordinates stay as they are
};

/// Writes a layer that `read_layer` reads in the format of the ending of `path`, or as a table of
/// PostGIS when it is an address with a table (`is_database`, `split_source`); attributes and
/// coordinates stay as they are. A list of sites becomes points.
///
/// With `dst_crs` every vertex is transformed as `normalise` does (datum undone, never a ballpark);
/// no vertex is added, so edges are straight in the new CRS, and Z and M are dropped and said.
/// The output is read back before it appears: the same number of features, every attribute the
/// same text, every shape the same number of vertices in the same place. Throws OutputError when
/// not (a table of the database then is as it was), InputError as `read_layer` and
/// `write_raw_layer`, ConfigError for an ending that is not written.
Conversion convert(const LayerSpec& spec, const std::string& path, const std::string& dst_crs,
                   Overwrite overwrite, TextEncoding encoding = TextEncoding::utf8);

} // namespace geo
