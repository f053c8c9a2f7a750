// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libgeo/rules/pack.hpp"
#include "libgeo/rules/toml_table.hpp"

namespace geo {

/// The steps of reading a pack, shared by its source files only.

/// The TOML text with everything it extends merged in; appends each file read to `files`. Throws
/// ConfigError on syntax errors, a circle, a missing file, or an override without `basis`.
toml::table read_merged(std::string_view text, const std::string& name,
                        std::vector<std::string>& files);

/// One [[criterion]] table.
Criterion read_criterion(const toml::table& table);

/// One [[table]]. `names`: the facts, parameters and earlier tables that it may read, each with its
/// unit. Throws when a row is missing, two overlap, or one can never hold.
DecisionTable read_decision_table(const toml::table& table, const std::vector<FactSpec>& names);

/// `values = ["a", "b"]` of a fact or of a table's input; empty without one.
std::vector<std::string> read_values(TomlTable& table);

/// `measured = { from, line, within_m, footprint }` of a fact.
Measurement read_measurement(const toml::table& table, const FactSpec& fact, const Text& subject);

/// A required or optional `{ document, article }`.
Citation read_citation(TomlTable& parent, std::string_view key);
Citation read_citation_or(TomlTable& parent, std::string_view key);

/// `status` and `mark`: whether the source was read. Throws on M (memory) with "verified".
bool read_verified(TomlTable& table);

/// An expression with its place; empty when the key is absent.
Expression read_expression(TomlTable& parent, std::string_view key);

/// What expressions of the pack may read: facts, parameters, ranks and tables, each with its unit.
std::vector<FactSpec> readable_names(const Pack& pack);

/// Throws when the expressions of the pack, or their units, do not fit the facts it declares (if it
/// declares any) or are refused by the sandbox.
void check_expressions(const Pack& pack);

} // namespace geo
