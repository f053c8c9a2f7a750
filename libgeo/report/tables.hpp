// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "libgeo/core/table.hpp"
#include "libgeo/core/verdict.hpp"
#include "libgeo/normalise/city.hpp"
#include "libgeo/overlay/conflicts.hpp"
#include "libgeo/overlay/sites.hpp"
#include "libgeo/overlay/townships.hpp"
#include "libgeo/rules/coverage.hpp"

namespace geo {

/// The published tables; names and columns are the contract of docs/formats.md. Rows are in id
/// order.

Table conflicts_table(const CityLayers& city, const Conflicts& conflicts);
Table sites_table(const CityLayers& city, const std::vector<SitePlacement>& sites);

/// One row a park. Without verdicts (no pack) the columns from `verdict` on are unknown.
Table parks_table(const CityLayers& city, const Conflicts& conflicts,
                  const std::vector<Verdict>& verdicts);

/// One row a township that has a shape; several awards of one township are joined with ';'.
Table townships_table(const CityLayers& city, const std::vector<TownshipOverlap>& overlaps);

/// By title, denominator and county; the row of the whole city last.
Table coverage_table(const Coverage& coverage);

/// The trace of one verdict, one row a criterion of the pack, in pack order.
Table trace_table(const Verdict& verdict);

/// Sorted by layer, feature id, code.
Table problems_table(const Problems& problems);

/// One row an input layer: read = used + repaired + rejected + review, CRS and accuracy.
Table layers_table(const std::vector<LayerReport>& reports);

} // namespace geo
