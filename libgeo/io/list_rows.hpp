// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/io/list_grid.hpp"
#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// How the features of a list are numbered when it has no column for that.
enum class RowIds { running, of_sheet };

/// Turns the cells into attributes and feature ids of `raw`, whose subject is set: header, merged
/// cells, rows that are no records. Throws InputError for a row with more cells than the header
/// names.
void take_rows(ListGrid grid, RowIds row_ids, RawLayer& raw);

} // namespace geo
