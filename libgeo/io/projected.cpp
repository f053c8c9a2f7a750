// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/projected.hpp"

#include <ogr_spatialref.h>

namespace geo {

bool is_projected(const std::string& crs) {
    OGRSpatialReference srs;
    return !crs.empty() && srs.SetFromUserInput(crs.c_str()) == OGRERR_NONE && srs.IsProjected();
}

} // namespace geo
