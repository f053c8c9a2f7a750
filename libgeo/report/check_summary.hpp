// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/normalise/layers.hpp"

namespace geo {

/// What `check` found, for a person: each kind of problem with what to do about it and its first
/// places, the worst first, and at the end a table of the layers, whose last column says what each
/// is good for. At most `most_places` places of a kind are listed and the others counted.
std::string check_summary(const NormaliseLog& log, Language language, std::size_t most_places = 10);

} // namespace geo
