// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace geo {

/// Longitude and latitude in degrees.
struct LonLat {
    double lon = 0;
    double lat = 0;
};

/// GCJ-02 ("Mars coordinates") of a true place. Source: the public algorithm of Chinese web maps
/// (Krasovsky ellipsoid, sine series about 105 E 35 N); there is no official text. Outside the box
/// 72.004–137.8347 E, 0.8293–55.8271 N the place is returned unchanged, as the maps do.
LonLat to_gcj02(LonLat true_place);

/// True place of a GCJ-02 position: the inverse of `to_gcj02` by iteration, to better than 1e-11
/// degree. Cost: about six forward evaluations.
LonLat from_gcj02(LonLat shifted);

/// BD-09 (Baidu) of a GCJ-02 position and back, the latter by iteration to better than 1e-11
/// degree.
LonLat gcj02_to_bd09(LonLat gcj02);
LonLat bd09_to_gcj02(LonLat bd09);

} // namespace geo
