// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "libgeo/core/project.hpp"
#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// The two columns of a list that hold its places: x east or longitude, y north or latitude.
struct PlaceColumns {
    std::size_t x = 0;
    std::size_t y = 0;
};

/// Finds them as `placed_list` says; guesses are said in `notes`. Throws ConfigError.
PlaceColumns find_place_columns(const RawLayer& list, const LayerSpec& spec, Problems& notes);

} // namespace geo
