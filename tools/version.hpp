// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace parkline {

/// "parkline 0.1.0" and a line each for GDAL, GEOS and PROJ.
std::string version_text();

} // namespace parkline
