// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "libgeo/core/text.hpp"

namespace geo {

/// What a problem code means and what to do about it, in a line each.
struct ProblemCode {
    std::string_view code;
    Text title;
    Text remedy;
};

/// All codes that a Problem of the door may carry, sorted: the one list behind the findings of
/// `check` and the table of docs/formats.md.
std::span<const ProblemCode> problem_codes();

/// The entry of a code, or nothing.
const ProblemCode* problem_code(std::string_view code);

} // namespace geo
