// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "libgeo/core/problem.hpp"
#include "libgeo/core/project.hpp"
#include "libgeo/core/value.hpp"

namespace geo {

/// A layer as the file holds it: nothing is judged, moved or dropped yet.
struct RawLayer {
    std::string subject;                  ///< "file.gpkg, layer 'x'": how messages name it
    std::string format;                   ///< GDAL's driver name, or "coordinate text"
    std::string crs;                      ///< WKT or code; empty when the file has none
    std::vector<std::string> feature_ids; ///< the format's own ids, as text
    Attributes attributes;
    /// Geometries as little-endian WKB, one after the other; feature i is
    /// [wkb_begin[i], wkb_begin[i + 1]), empty when it has none. A table without geometry has
    /// only empty ones.
    std::vector<std::byte> wkb;
    std::vector<std::size_t> wkb_begin{0};
    bool has_geometry = false;
    Problems notes; ///< what reading itself found out (encoding, ...)

    std::size_t features() const { return wkb_begin.size() - 1; }
    std::span<const std::byte> geometry(std::size_t feature) const {
        return {wkb.data() + wkb_begin[feature], wkb_begin[feature + 1] - wkb_begin[feature]};
    }
};

/// Reads one layer: any format of the allow-list, or a coordinate text file (.txt).
///
/// Throws InputError for a missing file or layer (listing those there are), an unreadable or
/// truncated file, any warning of GDAL during the read, a link or unknown name in a GeoJSON `crs`,
/// an unknown field in `where`, and a path that is not a plain file (no /vsi, no connection
/// strings).
RawLayer read_layer(const LayerSpec& spec);

/// Files that belong to `path`: itself and, for a shapefile, its companions that exist. Sorted.
std::vector<std::string> files_of(const std::string& path);

} // namespace geo
