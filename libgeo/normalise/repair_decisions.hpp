// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/normalise/layers.hpp"

namespace geo {

/// Reads a list of repair decisions (docs/formats.md): layer, feature_id, geometry_sha256,
/// decision (`structure`, `linework` or `keep_out`), decided_by, decided_on. Rows without a
/// decision are left out. Throws ConfigError for a missing column, another word, a decision that
/// nobody signed or dated, and two decisions on one feature.
std::vector<RepairDecision> read_repair_decisions(const std::string& path);

/// What happens to an invalid feature: as decided, else as the layer says. Throws InputError when
/// the decision was made on other coordinates.
Repairs repair_for(const LayerSpec& spec, const std::string& layer, const std::string& feature_id,
                   const std::string& geometry_sha256);

/// A warning for each decision on a feature that is not invalid or not there.
Problems unused_decisions(const std::vector<RepairDecision>& decisions,
                          const std::vector<Quarantined>& quarantine);

} // namespace geo
