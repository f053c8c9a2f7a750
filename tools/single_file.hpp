// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/project.hpp"
#include "tools/verb.hpp"

namespace parkline {

/// The options by which one data file stands for a whole project.
struct SingleFile {
    std::string role = "zones";
    std::string layer, src_crs, datum, where, id, lon, lat, repairs, control, extent, area_codes;

    /// How to read the file: role, layer, CRS, datum, filter, fields.
    std::vector<Option> input_options();
    /// These, and what is done with it: repairs, extent, control, area codes.
    std::vector<Option> options();

    /// A project of the file, and of the control layer when there is one. Throws ConfigError for a
    /// role that there is not and an extent that is none.
    geo::Project project(const std::string& path) const;
};

} // namespace parkline
