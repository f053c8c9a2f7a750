// SPDX-License-Identifier: Apache-2.0
#include "tools/version.hpp"

#include "libgeo/version.hpp"

namespace parkline {

std::string version_text() {
    const auto v = geo::versions();
    return "parkline " + v.parkline + "\nGDAL " + v.gdal + "\nGEOS " + v.geos + "\nPROJ " + v.proj +
           "\n";
}

} // namespace parkline
