// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace geo {

/// What makes a valid outline doubtful (`check`). The limits are assumptions (owner: project); each
/// is set by its name in `[doubts]` of a project or by `--doubt NAME=VALUE`.
struct DoubtLimits {
    double spike_deg = 5;     ///< angle between two edges below which their vertex is a spike
    double neck_m = 1;        ///< width of the inside below which a place is a neck
    double sliver_m = 1;      ///< mean width 2A/P below which a part is a sliver
    std::size_t teeth = 8;    ///< vertices in a row that turn left and right by turns
    double tooth_deg = 30;    ///< least turn of each of them
    double tooth_lengths = 4; ///< most ratio of the longest to the shortest edge of such a run
    double overlap_m2 = 0;    ///< overlaps of a coverage below it are counted and not listed
    double gap_m2 = 0;        ///< gaps of a coverage below it are counted and not listed

    friend bool operator==(const DoubtLimits&, const DoubtLimits&) = default;
};

/// Sets a limit by its name. Throws ConfigError with the names there are, for a number below 0 or
/// not finite, and for `teeth` that is not whole.
void set_doubt(DoubtLimits& limits, std::string_view name, double value);

} // namespace geo
