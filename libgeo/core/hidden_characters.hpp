// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace geo {

/// The bytes of the character at the start of a UTF-8 text when nobody sees it or when it turns
/// what stands beside it: control characters, line and paragraph separators, marks of direction,
/// blanks without width; 0 for every other character.
std::size_t hidden_character(std::string_view text);

/// Whether a text starts with U+200C or U+200D, which tie or part the characters beside them:
/// hidden, but part of some scripts and of many emoji.
bool is_joiner(std::string_view text);

/// The text for a terminal or a page of plain text: controls as their pictures (␛, ␊), other hidden
/// characters but joiners as �, so that a name can neither steer the terminal nor turn its line.
std::string with_controls_shown(std::string_view text);

} // namespace geo
