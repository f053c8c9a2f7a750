// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/core/project.hpp"
#include "libgeo/normalise/city.hpp"
#include "libgeo/report/sarif.hpp"

namespace geo {

/// All inputs of a project as they came through the door, with every problem in `city.log`.
struct CheckedInputs {
    CityLayers city;
    std::vector<FileHash> inputs; ///< SHA-256 of each file, the same before and after the reading
};

/// The whole check: hashes the inputs, reads and normalises them exactly as a run does, tests the
/// frames of the sites, looks closer at the outlines (`look_closer`), and hashes again. Decides
/// nothing. Throws InputError when a file changed meanwhile, and as `normalise`. Cost: two reads of
/// every file more than `normalise`.
CheckedInputs check_inputs(const Project& project, const StepObserver& observer);

/// The problems as findings for other programs, sorted by layer, feature and code, with the
/// conservation counts of all layers together.
FindingReport finding_report(const Project& project, const CheckedInputs& checked,
                             Language language);

} // namespace geo
