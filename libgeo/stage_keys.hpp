// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/project.hpp"
#include "libgeo/core/run_stage.hpp"

namespace geo {

/// SHA-256 over everything that the outputs of a core stage depend on: what the project says about
/// the layers of the stage, the bytes of their files, the packs, the options, the versions of this
/// program and of its libraries. Paths are taken relative to the project file, so a moved project
/// has the same key. The project file's own bytes count for the last core stage only: the findings,
/// which come with it, state their hash.
/// `inputs` are those of `hash_inputs`. Empty when a layer comes from a database: nobody knows
/// whether it is still the same.
std::string core_key(Stage stage, const Project& project, const std::vector<FileHash>& inputs);

/// SHA-256 over the parts of a later stage, each with its length, and the program's version.
std::string later_key(Stage stage, const std::vector<std::string>& parts);

} // namespace geo
