// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "libgeo/core/problem.hpp"

namespace geo {

/// A vertex of a coordinate text; degrees when the file counts in degrees.
struct TextVertex {
    double easting = 0;
    double northing = 0;
    friend bool operator==(const TextVertex&, const TextVertex&) = default;
};

/// One plot of a coordinate text as its lines give it.
struct TextPlot {
    std::string declared_points, area_ha, id, name, use;
    std::size_t line = 0;
    std::vector<std::vector<TextVertex>> rings; ///< in the order of their numbers
};

/// The parts of a coordinate text, before anyone asks for its coordinate system.
struct TextPlots {
    std::map<std::string, std::string> properties; ///< of [属性描述]
    std::vector<TextPlot> plots;
};

/// Reads the lines of a coordinate text. Breakages that leave no doubt about the coordinates are
/// accepted, each kind said once in `notes` with its first line: other separators, full-width
/// characters, missing sections, plot lines, labels or ring numbers, X and Y in the other order,
/// rings that close before their last line. Throws InputError with the line for a line with figures
/// that is no coordinate.
TextPlots parse_plots(const std::string& text, const std::string& subject, Problems& notes);

} // namespace geo
