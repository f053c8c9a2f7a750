// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "libgeo/core/problem.hpp"
#include "libgeo/core/project.hpp"
#include "libgeo/core/unfilled.hpp"
#include "libgeo/core/value.hpp"

namespace geo {

/// Which attributes a caller needs. `named` are those that LayerSpec::fields names, and `id`, `lon`
/// and `lat`: enough to tell features apart. The format may give more. `cells`: every cell of every
/// sheet of a workbook, no header taken.
enum class Fields { named, all, cells };

/// Bytes of geometries, written once.
using WkbBytes = UnfilledVector<std::byte>;

/// A layer as the file holds it: nothing is judged, moved or dropped yet.
struct RawLayer {
    std::string subject;                  ///< "file.gpkg, layer 'x'": how messages name it
    std::string format;                   ///< GDAL's driver name, or "coordinate text"
    std::string crs;                      ///< WKT or code; empty when the file has none
    Fields fields = Fields::all;          ///< what the caller asked for
    std::vector<std::string> feature_ids; ///< the format's own ids, as text
    /// The same where the format counts its features by numbers; then `feature_ids` is empty.
    std::vector<std::int64_t> feature_numbers;
    /// All fields by name; a column that nobody asked for may be empty (Fields::named).
    Attributes attributes;
    /// Geometries as little-endian WKB, one after the other; feature i is
    /// [wkb_begin[i], wkb_begin[i + 1]), empty when it has none. A table without geometry has
    /// only empty ones.
    WkbBytes wkb;
    std::vector<std::size_t> wkb_begin{0};
    bool has_geometry = false;
    Problems notes; ///< what reading itself found out (encoding, ...)

    std::size_t features() const { return wkb_begin.size() - 1; }
    std::string feature_id(std::size_t feature) const {
        return feature_numbers.empty() ? feature_ids[feature]
                                       : std::to_string(feature_numbers[feature]);
    }
    std::span<const std::byte> geometry(std::size_t feature) const {
        return {wkb.data() + wkb_begin[feature], wkb_begin[feature + 1] - wkb_begin[feature]};
    }
};

/// Reads one layer: any format of the allow-list, a coordinate text file (.txt), or a table of a
/// PostGIS database when the path is an address (`is_database`). The rows of a
/// plain GeoPackage are read on all cores; GDAL reads everything else, with the same result.
///
/// Throws InputError for a missing file or layer (listing those there are), an unreadable or
/// truncated file, any warning of GDAL during the read, a link or unknown name in a GeoJSON `crs`,
/// an unknown field in `where`, and a path that is neither a plain file (no /vsi, no connection
/// strings of other kinds) nor such an address.
RawLayer read_layer(const LayerSpec& spec, Fields fields = Fields::all);

/// Files that belong to `path`: itself and, for a shapefile, its companions that exist. Sorted.
/// A database has none.
std::vector<std::string> files_of(const std::string& path);

} // namespace geo
