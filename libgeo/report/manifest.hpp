// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/project.hpp"
#include "libgeo/core/run_stage.hpp"
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
    std::vector<StageRecord> stages; ///< one for each stage, in their order
};

/// The manifest as JSON, `schema_version` first (docs/schema/manifest.schema.json). Paths are
/// written relative to the project file, so a moved project gives the same bytes. No clock, no user
/// name, no machine name.
std::string manifest_json(const ManifestInput& input);

/// What changes in a manifest when a later stage is finished. Paths of inputs are as they can be
/// opened.
struct ManifestChange {
    std::vector<FileHash> inputs;
    std::vector<FileHash> programme_inputs; ///< files behind the programmes; none: left out
    std::vector<FileHash> outputs;
    std::vector<StageRecord> stages;
};

/// A manifest as it was written, with the change. The same content gives the bytes that
/// `manifest_json` gives. Throws InputError when `manifest` is none.
std::string manifest_with(const std::string& manifest, const Project& project,
                          const ManifestChange& change);

} // namespace geo
