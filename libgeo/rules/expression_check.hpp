// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "libgeo/core/text.hpp"

namespace geo {

/// Something in an expression that the sandbox refuses before SQLite sees it.
struct Refusal {
    std::size_t offset = 0; ///< byte in the expression
    Text why;
};

/// The first thing in the expression that could leave the one pair of brackets it is wrapped in, or
/// that reads the clock: a comment, a semicolon, a parameter, a bracket too many, a subselect,
/// CURRENT_DATE and its like, the text 'now'; nothing when there is none. Quoted text is skipped.
std::optional<Refusal> find_refusal(std::string_view expression);

/// Calls `visit` with the pieces of an expression in order: words (names and numbers), quoted
/// texts, and each other character alone. Together they are the expression. A quote that is never
/// closed is one piece to the end.
void each_token(std::string_view expression, const std::function<void(std::string_view)>& visit);

/// The expression as messages show it: whole up to 160 bytes, else its beginning, cut between
/// characters, with " ..." behind it.
std::string shown_expression(std::string_view expression);

} // namespace geo
