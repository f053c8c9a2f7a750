// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/core/table.hpp"

namespace geo {

/// How the results of a folder came about, as tables for people.
struct Provenance {
    std::string project;
    std::string as_of;
    std::string parkline;     ///< name and version of the program
    std::string data_version; ///< first 12 digits of the SHA-256 of results.gpkg
    Table overview;           ///< counts and sums of summary.json: name, figure
    Table traces;             ///< one row a park and criterion, from verdicts.json
    Table facts;              ///< one row a park and fact, from verdicts.json
    Table layers;             ///< one row an input layer: datum, CRS operation, conservation
    Table files;              ///< versions, pack, options, inputs and outputs with their SHA-256
};

/// Reads manifest.json, summary.json and verdicts.json of a folder of results. Throws InputError
/// when one of them is missing or damaged.
Provenance read_provenance(const std::string& folder);

} // namespace geo
