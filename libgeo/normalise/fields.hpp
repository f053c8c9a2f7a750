// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "libgeo/core/project.hpp"
#include "libgeo/io/raw_layer.hpp"
#include "libgeo/normalise/layers.hpp"

namespace geo {

/// Column of the field that the project maps to `word`, or of the field called `word` itself.
/// Throws ConfigError when the project names a field that the file does not have.
std::optional<std::size_t> mapped_field(const RawLayer& raw, const LayerSpec& spec,
                                        const std::string& word);

/// Builds the common columns of the features `kept` of a raw layer, in that order. `ids` are those
/// of all raw features. Of a layer that was read with Fields::named there are only ids.
FeatureColumns take_columns(const RawLayer& raw, const LayerSpec& spec,
                            std::vector<std::string> ids, const std::vector<std::size_t>& kept);

/// The same, with attributes that are moved and not copied.
FeatureColumns take_columns(RawLayer&& raw, const LayerSpec& spec, std::vector<std::string> ids,
                            const std::vector<std::size_t>& kept);

/// The same without ids. Cost: the kept features alone, whatever the layer has.
FeatureColumns columns_without_ids(const RawLayer& raw, const LayerSpec& spec,
                                   const std::vector<std::size_t>& kept);

/// Copies of the values of `rows`, in that order; of a column that was not read, none.
std::vector<Value> picked_values(const std::vector<Value>& values,
                                 const std::vector<std::size_t>& rows);

/// Ids of all raw features: the mapped field, else the field "id", else the format's own id.
std::vector<std::string> ids_of(const RawLayer& raw, const LayerSpec& spec);

/// Throws ConfigError when the project maps any word to a field that the file does not have: a fact
/// that was meant to be there must not become unknown by a slip.
void check_field_map(const RawLayer& raw, const LayerSpec& spec);

/// Throws InputError when two features of the whole raw layer have the same id. Cost: linear when
/// the ids are in order already.
void refuse_duplicate_ids(const RawLayer& raw, const std::vector<std::string>& ids);

/// The rows of `columns` in the order of `rows`.
FeatureColumns picked(FeatureColumns columns, const std::vector<std::size_t>& rows);

/// True when `rows` are 0, 1, 2, …
bool is_in_order(const std::vector<std::size_t>& rows);

/// Row numbers sorted by id.
std::vector<std::size_t> id_order(const FeatureColumns& columns);

/// Appends `more` to `to`; fields that only one of them has are unknown in the other.
void append(FeatureColumns& to, const FeatureColumns& more);

} // namespace geo
