// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/text.hpp"

namespace geo {

/// The line that a distance rule is measured from; it is part of the rule (domain.md 1.5).
enum class ReferenceLine {
    bank,       ///< 岸线: bank line
    water_edge, ///< 临水边界线: water-edge line
    management, ///< 河道管理范围边界: boundary of the river-management range
    park_edge   ///< 园区边界: edge of the park itself
};

/// Stable ASCII name, e.g. "water_edge", and back; nothing for an unknown name.
std::string_view name_of(ReferenceLine line);
std::optional<ReferenceLine> reference_line_from(std::string_view name);
/// All names, in the order of the enumeration.
const std::vector<std::string>& reference_line_names();
/// The line in words.
Text title_of(ReferenceLine line);

/// Which ground of a subject is measured.
enum class Footprint {
    whole,
    added,   ///< what is new: built or enlarged; "new" in packs
    existing ///< what stood before
};

/// How a fact is measured, as the pack that wants it says. The unit decides what comes out:
/// m the distance from the nearest line, m2 the area within `within_m` of the lines, count the
/// people inside the park (`within_m` 0) or outside of it within `within_m` of its edge.
struct Measurement {
    std::string fact;
    std::string unit;
    std::vector<std::string> from; ///< classes of line layers, or "residents"
    ReferenceLine line = ReferenceLine::bank;
    double within_m = 0;
    Footprint footprint = Footprint::whole;
};

/// "within 1000 m of the bank line (yangtze_main_stem), new footprint", in both languages.
Text describe(const Measurement& measurement);

} // namespace geo
