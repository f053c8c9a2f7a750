// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/map/canvas.hpp"

namespace geo::map {

/// A name in lines of at most about `most` Chinese letters (Latin letters count half), broken
/// between phrases (before a bracket, after words such as 产业园区 or 保护区, at blanks) and as
/// even as possible. One line when `most` is 0 or the name is short enough.
std::vector<std::string> wrapped_name(const std::string& name, int most);

/// Places (bytes) where a running text may be broken: between Chinese letters, but not before
/// closing or after opening punctuation, and at blanks.
std::vector<std::size_t> break_places(const std::string& text);

} // namespace geo::map
