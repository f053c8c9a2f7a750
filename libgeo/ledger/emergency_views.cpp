// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/emergency_views.hpp"

#include "libgeo/ledger/view_tables.hpp"

namespace geo::ledger {

namespace {

/// "declared" before the day from which it holds, then "in_force", then "lifted".
Value standing(const Table& state, std::size_t row, const std::string& as_of) {
    const auto status = text_cell(state, row, "status");
    const bool is_to_come = status == "in_force" && as_of < text_cell(state, row, "from_day");
    return is_to_come ? std::string("declared") : status;
}

Table warnings(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "emergency_warning", question);
    const std::vector<std::string> columns{"id",       "level",      "highest",   "declared_on",
                                           "from_day", "changed_on", "lifted_on", "document",
                                           "assigned", "confirmed"};
    auto table = shaped(state, "warnings", columns, {text_column("standing")});
    for (std::size_t row = 0; row < state.rows.size(); ++row) {
        table.rows.push_back(cells_of(state, row, columns));
        table.rows.back().push_back(standing(state, row, iso_date(question.as_of)));
    }
    return table;
}

/// "confirmed" or "not_done" once somebody looked, else "open"; a measure of another level than the
/// warning has now is "outdated".
Table assigned(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "emergency_task", question);
    const auto warnings = state_of(ledger, "emergency_warning", question);
    std::map<std::string, std::string> levels;
    for (std::size_t row = 0; row < warnings.rows.size(); ++row)
        levels[text_cell(warnings, row, "id")] = text_cell(warnings, row, "level");
    const std::vector<std::string> columns{"warning", "enterprise",  "level",       "measure",
                                           "percent", "clause",      "assigned_on", "confirmed_on",
                                           "note",    "confirmed_by"};
    auto table = shaped(state, "assigned", columns, {text_column("state")});
    for (std::size_t row = 0; row < state.rows.size(); ++row) {
        const bool is_old =
            levels[text_cell(state, row, "warning")] != text_cell(state, row, "level");
        const bool is_seen = !text_cell(state, row, "confirmed_on").empty();
        const bool is_done = whole_cell(state, row, "done") == 1;
        table.rows.push_back(cells_of(state, row, columns));
        table.rows.back().emplace_back(std::string(is_old     ? "outdated"
                                                   : !is_seen ? "open"
                                                   : is_done  ? "confirmed"
                                                              : "not_done"));
    }
    return table;
}

Table entries(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "emergency_entry", question);
    const std::vector<std::string> columns{"id",    "enterprise", "status",  "up_to",
                                           "since", "clause",     "document"};
    auto table = shaped(state, "entries", columns, {});
    for (std::size_t row = 0; row < state.rows.size(); ++row)
        table.rows.push_back(cells_of(state, row, columns));
    return table;
}

} // namespace

const std::vector<View>& emergency_views() {
    static const std::vector<View> all{
        {"warnings", {"预警及其级别", "warnings and their levels"}, {}, warnings},
        {"assigned",
         {"预警期间下达和核实的企业措施", "measures assigned under warnings and what was found"},
         {},
         assigned},
        {"entries",
         {"账本中的豁免名单条目", "entries of the exemption list on the ledger"},
         {},
         entries}};
    return all;
}

} // namespace geo::ledger
