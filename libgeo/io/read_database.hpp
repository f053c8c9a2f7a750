// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// Reads a table or view of a PostGIS database (see `is_database`), named `schema.table` by the
/// spec, or `schema.table(column)` when it has several geometries. One cursor in one transaction,
/// so the rows are those of one moment; they come in the order of the primary key, which also is a
/// field. A table without a primary key is said, because its rows have no lasting number.
///
/// Throws ConfigError for a password in the address, InputError when the server or the table cannot
/// be reached, for one beyond the limits, and as `read_layer`. Messages name the database without
/// user and parameters.
RawLayer read_database_layer(const LayerSpec& spec, Fields fields, const ReadLimits& limits);

} // namespace geo
