// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/text.hpp"
#include "libgeo/core/value.hpp"
#include "libgeo/core/verdict.hpp"
#include "libgeo/rules/citation.hpp"

namespace geo {

/// What a cell of a decision table asks of its input: anything, an interval, or one of some texts.
struct Cell {
    std::string text; ///< as it stands in the pack: "*", "< 60", "[60, 70)", "A|B"
    bool is_any = false;
    std::optional<double> low; ///< nothing: open below
    std::optional<double> high;
    bool has_low = true; ///< whether the end itself belongs
    bool has_high = true;
    std::vector<std::string> members; ///< texts; empty for numbers

    bool holds(const Value& value) const; ///< for a known value of the input's type
};

/// An input of a decision table: a fact, a parameter, a rank, an earlier table, or an expression.
struct TableInput {
    std::string fact; ///< its name, or the expression in brackets
    std::string unit;
    std::optional<double> low; ///< closed ends of what can occur; outside of them it is unknown
    std::optional<double> high;
    bool is_whole = false;           ///< whole numbers only
    std::vector<std::string> values; ///< the texts that can occur; empty: any
};

/// One row: when all its cells hold, the table says `then`.
struct TableRow {
    std::vector<Cell> when;
    Value then;
    Text text;                      ///< the result in words; may be empty
    std::optional<Outcome> outcome; ///< what follows, where the table is the result of its pack
};

/// A decision table (决策表): for every combination of its inputs exactly one row holds, which is
/// shown by analysis when the pack is read. Expressions use its result by its id, like a fact.
struct DecisionTable {
    std::string id;
    Text title;
    std::string unit; ///< of the result
    std::vector<TableInput> inputs;
    std::vector<TableRow> rows;
    Citation source;
    Citation basis;
    std::string mark;
    bool verified = false;
    bool enabled = true; ///< false: its result is unknown
    Text note;
};

/// A cell from its text, or nothing when it cannot be understood. Numbers: "*", "5", "< 5", "<= 5",
/// "> 5", ">= 5", "[1, 2]" with either bracket round for an open end. Texts: "*", "A", "A|B".
std::optional<Cell> parse_cell(std::string_view text, bool is_text);

/// What is wrong with the rows of a table, in words with an example; nothing when exactly one row
/// holds for everything the inputs can be. Exact: every combination of the pieces into which the
/// cells cut the inputs is looked at, up to 200,000; more is refused.
std::optional<Text> find_flaw(const DecisionTable& table);

/// The table as one SQL expression over its inputs. Unknown where an input is unknown and the row
/// hangs on it, and where an input lies outside its range.
std::string to_sql(const DecisionTable& table);

/// The same, giving the number of the row that holds, from 0.
std::string to_row_sql(const DecisionTable& table);

/// `sql` with the ids of `tables` replaced by the tables' expressions, outside of quotes. A table
/// that is switched off is NULL.
std::string with_tables(std::string_view sql, const std::vector<DecisionTable>& tables);

} // namespace geo
