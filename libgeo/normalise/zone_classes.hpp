// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/problem.hpp"

namespace geo {

/// Zone classes with a meaning of their own (domain.md 1.9, 2.5; docs/formats.md). Policy packs ask
/// for their overlaps whether or not a project has them.
inline constexpr std::array<const char*, 7> known_zone_classes{
    "redline_national", "ecological_control", "permanent_farmland", "nature_reserve",
    "water_source_1",   "water_source_2",     "water_illustration"};

bool is_known_zone_class(std::string_view name);

/// The known class that `name` is probably a misspelling of (one or two letters off, or a red line
/// under another name); empty when it is a known class or a word of its own.
std::string_view probable_zone_class(std::string_view name);

/// One error for each class that is probably a known one misspelt (`zone_class_doubtful`): no rule
/// would read it. Whether or not such a zone meets a park.
Problems doubtful_classes(const std::string& layer, const std::vector<std::string>& classes);

} // namespace geo
