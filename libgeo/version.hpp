// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace geo {

/// Versions that decide how results come out; they stand in every manifest.
struct Versions {
    std::string parkline;
    std::string gdal;
    std::string geos;
    std::string proj;
};
Versions versions();

} // namespace geo
