// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// Reads a list (CSV, workbook) that stands in no project file.
RawLayer read_list_file(const std::string& path);

/// Index of the column of that name. Throws InputError when the list has none.
std::size_t column_named(const RawLayer& list, const std::string& name);

} // namespace geo
