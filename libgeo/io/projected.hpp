// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace geo {

/// True when the code or WKT names a projected CRS, whose coordinates are metres and no degrees;
/// false for an empty or unknown one. Internal to `io`.
bool is_projected(const std::string& crs);

} // namespace geo
