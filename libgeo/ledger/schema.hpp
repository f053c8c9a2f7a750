// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/ledger/sql.hpp"
#include "libgeo/ledger/state.hpp"

namespace geo::ledger {

/// Number of the newest migration that this program knows.
int newest_schema();

/// The schema of the store: the number of its last migration; 0 when it holds no ledger.
int schema_of(Sql& sql);

/// Runs the migrations after `schema_of`, each one once. Within the caller's transaction.
void run_migrations(Sql& sql);

/// Makes one state table, or all, empty and registered. Within the caller's transaction.
void make_state_table(Sql& sql, const StateTable& table);
void make_state_tables(Sql& sql);

/// The shape (`shape_of_tables`) that the state tables of the store were made by.
std::string stored_shape(Sql& sql);

/// Lists a table without geometry in gpkg_contents, so that QGIS and GDAL show it. A GeoPackage
/// only; `changed_at` is UTC.
void register_table(Sql& sql, const std::string& table, const std::string& title);

} // namespace geo::ledger
