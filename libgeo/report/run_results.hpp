// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "libgeo/core/table.hpp"
#include "libgeo/map/scene.hpp"

namespace geo {

/// A folder that `run` published, as every report reads it: no number of a report comes from
/// anywhere else.
struct RunResults {
    map::Scene scene; ///< the layers of results.gpkg
    Table coverage;   ///< cells as texts, as they stand in the CSV; so `problems`
    Table problems;
    nlohmann::ordered_json verdicts; ///< array of explanations (verdicts.json), in park order
    nlohmann::ordered_json manifest;
};

/// Throws InputError when the folder lacks a file of a run, or one of them cannot be read.
RunResults read_run_results(const std::string& folder);

} // namespace geo
