// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace geo {

/// The name as it is written, without what a typist decides: half-width, no blanks, one kind of
/// brackets, ASCII letters in lower case. Two names with the same written form are the same name.
std::string written_name(std::string_view name);

/// The written form in the words of the register: 街道办事处 is 街道, 镇人民政府 is 镇,
/// 化学工业园(区) and 化工园 are 化工园区, a province and a city in front are left out. Different
/// things may share it, so it is an alias and never an identity. 开发区 of different ranks stay
/// different.
std::string standard_name(std::string_view name);

/// The standard form without its kind (镇, 乡, 街道 …) and without brackets: what a rename from
/// township to sub-district keeps. Good for a proposal, never for a decision.
std::string name_stem(std::string_view name);

/// Pairs of neighbouring characters (code points) of a text, sorted; one that begins and one that
/// ends it included.
std::vector<std::uint64_t> letter_pairs(std::string_view text);

/// How alike two texts are, 0 to 1: twice the pairs they share over all their pairs (Dice).
double similarity(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

} // namespace geo
