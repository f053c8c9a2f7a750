// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "libgeo/normalise/layers.hpp"

namespace geo {

/// The columns of features and the report of a layer as bytes: what `read_layer_text` takes back,
/// to the bit.
std::string layer_text(const FeatureColumns& features, const LayerReport& report);

/// Takes back what `layer_text` wrote. Throws std::length_error on anything else.
void read_layer_text(std::string_view text, FeatureColumns& features, LayerReport& report);

} // namespace geo
