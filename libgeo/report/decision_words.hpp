// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/text.hpp"

namespace geo {

/// A list of the report workbook on which people decide. Internal to `report`.
struct DecisionList {
    std::string_view name; ///< of the published table: parks, conflicts
    Text sheet;
    std::vector<std::string_view> ids; ///< columns that name a row
    /// Columns that a decision rests on: when one of them is another, it has to be made anew.
    std::vector<std::string_view> grounds;
    struct Choice {
        std::string_view code;
        Text title;
    };
    std::vector<Choice> choices;
};

/// The lists with decisions, in the order of their sheets.
const std::vector<DecisionList>& decision_lists();

/// The list of a name; it has to be one of them.
const DecisionList& decision_list(std::string_view name);

/// A column that people fill in: decision, decided_by, decided_on, remark.
struct DecisionColumn {
    std::string_view name;
    Text title;
};
const std::array<DecisionColumn, 4>& decision_columns();

/// The header of a published column, as the workbook has it: "面积 (m²)".
std::string header_of(std::string_view column, Language language);

} // namespace geo
