// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <ogrsf_frmts.h>

#include "libgeo/io/raw_layer.hpp"

namespace geo {

// From a RawLayer to features of GDAL. Internal to `io`.

/// A name for a column of the format's own, which no field of the layer has.
std::string free_name(const RawLayer& raw, std::string wanted);

/// How many bits the format has for whole numbers.
enum class WholeNumbers { bits_64, bits_32 };

/// The type of each column in the file: the narrowest that holds every value. Whole numbers that 32
/// bits do not hold become reals, or texts where a real would not hold them.
std::vector<OGRFieldType> types_of(const RawLayer& raw, WholeNumbers whole = WholeNumbers::bits_64);

/// Whether features get the numbers that they had.
enum class KeepIds { no, yes };

/// Attributes of feature i, without its shape. Unknown is null and not "unset": GeoJSON would lose
/// a field that no feature sets.
OGRFeatureUniquePtr feature_without_shape(const RawLayer& raw, std::size_t i,
                                          const std::vector<OGRFieldType>& types,
                                          OGRFeatureDefn& definition, KeepIds keep_ids);

/// The same with its shape; nothing when GDAL does not take the shape.
OGRFeatureUniquePtr feature_of(const RawLayer& raw, std::size_t i,
                               const std::vector<OGRFieldType>& types, OGRFeatureDefn& definition,
                               KeepIds keep_ids);

} // namespace geo
