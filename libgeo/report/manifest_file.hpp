// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/problem.hpp"
#include "libgeo/core/project.hpp"
#include "libgeo/core/run_stage.hpp"

namespace geo {

/// What a folder of results says about itself: its manifest.json, read back.
struct ManifestFile {
    std::string project;
    std::string as_of;
    std::string dst_crs;
    std::string parkline; ///< version of the program that made the folder
    std::string gdal;
    std::string geos;
    std::string proj;
    std::string pack_id;
    std::string pack_version;
    std::vector<Conservation> layers;
    std::vector<FileHash> inputs;    ///< paths relative to the project file
    std::vector<FileHash> outputs;   ///< paths relative to the folder
    std::vector<StageRecord> stages; ///< empty: of a program that had none

    /// The record of a stage; one that is not asked for when there is none.
    StageRecord record(Stage stage) const;
};

/// Reads `folder`/manifest.json. Throws InputError when there is none (the results are not complete
/// or none at all), when it is no manifest, or when it is of a newer form than this program knows.
ManifestFile read_manifest(const std::string& folder);

} // namespace geo
