// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/project.hpp"
#include "libgeo/normalise/layers.hpp"

namespace geo {

/// Everything that a run depends on and everything it made.
struct ManifestInput {
    const Project& project;
    const NormaliseLog& log;
    const std::vector<DerivedFeature>& derived;
    std::string pack_id;
    std::string pack_version;
    std::string parkline;
    std::string gdal;
    std::string geos;
    std::string proj;
    std::string result_crs;
    std::vector<FileHash> inputs;
    std::vector<FileHash> outputs;
};

/// The manifest as JSON, `schema_version` first (docs/schema/manifest.schema.json). Paths are
/// written relative to the project file, so a moved project gives the same bytes. No clock, no user
/// name, no machine name.
std::string manifest_json(const ManifestInput& input);

} // namespace geo
