// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace geo {

/// An angle in degrees, and the letter of its half of the earth where the text has one.
struct Angle {
    double degrees = 0;  ///< negative for W, S, 西 and 南
    char hemisphere = 0; ///< 'E', 'W', 'N', 'S'; 0 when none is written
};

/// Reads an angle in any usual spelling: 119.02, 119.02°, 119°01′12″, 119°1'12.5"E,
/// 东经119度1分12秒, N33:36:00, 33 36 00, 33-36-00, 119d01m12s, full-width characters, typographic
/// quotes. Minutes and seconds must be below 60 and only the last number may have a fraction;
/// nothing is returned for anything else, also for two hemispheres or a sign beside one.
std::optional<Angle> parse_angle(std::string_view text);

} // namespace geo
