// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/decision_words.hpp"

#include <algorithm>

#include "libgeo/report/column_words.hpp"

namespace geo {

const std::vector<DecisionList>& decision_lists() {
    static const std::vector<DecisionList> lists{
        {"parks",
         {"园区", "parks"},
         {"park_id"},
         {"verdict", "vetoes", "failed", "unknown"},
         {{"agreed", {"同意", "agreed"}},
          {"not_agreed", {"不同意", "not agreed"}},
          {"more_data", {"补充资料", "more data"}},
          {"to_discuss", {"会商", "to discuss"}}}},
        {"conflicts",
         {"冲突", "conflicts"},
         {"park_id", "zone_id"},
         {"status", "area_m2"},
         {{"confirmed", {"属实", "confirmed"}},
          {"boundary_error", {"边界误差", "boundary error"}},
          {"rectified", {"已整改", "rectified"}},
          {"to_verify", {"待核实", "to verify"}}}}};
    return lists;
}

const DecisionList& decision_list(std::string_view name) {
    const auto& lists = decision_lists();
    return *std::find_if(lists.begin(), lists.end(), [&](const auto& l) { return l.name == name; });
}

const std::array<DecisionColumn, 4>& decision_columns() {
    static const std::array<DecisionColumn, 4> columns{{{"decision", {"人工决定", "decision"}},
                                                        {"decided_by", {"决定人", "decided by"}},
                                                        {"decided_on", {"决定日期", "decided on"}},
                                                        {"remark", {"备注", "remark"}}}};
    return columns;
}

std::string header_of(std::string_view column, Language language) {
    for (const auto& own : decision_columns())
        if (own.name == column) return in(own.title, language);
    const auto words = words_of(column);
    return in(words.title, language) +
           (words.unit.empty() ? "" : " (" + std::string(words.unit) + ")");
}

} // namespace geo
