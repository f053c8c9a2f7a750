// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// The words that the readers of a role look for first; others are found by `likely_field` only.
std::vector<std::string> words_of(Role role);

/// The fields of a layer that are usually what one of our words means: YQMC, 园区名称 → name.
/// In the order of the layer. Sources: docs/glossary.md.
std::vector<std::size_t> usual_fields(const Attributes& attributes, Role role,
                                      const std::string& word);

/// The field that the spec maps to `word`, else the one called so, else the only usual one.
std::optional<std::size_t> likely_field(const RawLayer& raw, const LayerSpec& spec,
                                        const std::string& word);

/// One note that offers a field map for the words of the layer's role that nobody has mapped and
/// that exactly one usual field can be; nothing is taken without being written. None when there is
/// nothing to offer.
Problems proposed_fields(const RawLayer& raw, const LayerSpec& spec);

} // namespace geo
