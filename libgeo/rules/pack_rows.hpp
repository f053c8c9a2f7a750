// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libgeo/rules/decision_table.hpp"

namespace geo {

/// The text of a pack with other rows in one of its decision tables. Everything else stays as it
/// is to the byte; remarks between the rows go. Throws ConfigError when the table is not written
/// in the text as [[table]] with [[table.row]] blocks.
std::string with_rows(std::string_view toml, const std::string& name, const std::string& table,
                      const std::vector<TableRow>& rows);

/// True when both lists of rows say the same, cell by cell as they are written.
bool are_equal(const std::vector<TableRow>& a, const std::vector<TableRow>& b);

} // namespace geo
