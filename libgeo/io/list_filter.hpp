// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// Row numbers of a list that fulfil the filter, in OGR's own grammar (no subqueries). Throws
/// InputError when the filter is not valid or names an unknown field.
std::vector<std::size_t> rows_where(const Attributes& attributes, std::size_t rows,
                                    const std::string& where, const std::string& path);

} // namespace geo
