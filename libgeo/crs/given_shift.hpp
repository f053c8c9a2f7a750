// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace geo {

/// The datum shift that a PROJ text holds, "towgs84=…" or "nadgrids=…"; empty when it has neither.
std::string given_shift(const std::string& crs);

/// Grids that a PROJ text names, as they are written there.
std::vector<std::string> grids_of(const std::string& crs);

/// Parameters that are all 0, and grids that may be missing (@) or shift nothing (null), are the 0
/// m that nobody may get without a word. Throws InputError after `subject`.
void refuse_silent_shift(const std::string& crs, const std::string& subject);

} // namespace geo
