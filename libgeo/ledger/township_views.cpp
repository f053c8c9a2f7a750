// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/township_views.hpp"

#include "libgeo/ledger/steps.hpp"
#include "libgeo/ledger/townships.hpp"
#include "libgeo/ledger/view_tables.hpp"

namespace geo::ledger {

namespace {

Table titles(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "township_title", question);
    const std::vector<std::string> columns{"id",        "code",         "unit",     "title",
                                           "status",    "batch",        "document", "applied_on",
                                           "passed_on", "announced_on", "named_on", "ended_on"};
    auto table = shaped(state, "titles", columns, {text_column("next")});
    for (std::size_t row = 0; row < state.rows.size(); ++row) {
        table.rows.push_back(cells_of(state, row, columns));
        table.rows.back().push_back(
            known(next_steps(township_steps(), text_cell(state, row, "status"))));
    }
    return table;
}

/// A correction is settled by the next check, which takes its deadline away.
Table rechecks(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "township_title", question);
    const std::vector<std::string> columns{"id",     "code",         "unit",   "title",
                                           "status", "rechecked_on", "result", "fix_by"};
    auto table = with_deadlines(state, "rechecks", columns, [&](std::size_t row) {
        return deadline(text_cell(state, row, "fix_by"), text_cell(state, row, "ended_on"),
                        iso_date(question.as_of));
    });
    std::erase_if(table.rows, [](const auto& row) { return is_unknown(row[5]); });
    return table;
}

Table changes(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "township_change", question);
    const std::vector<std::string> columns{"id",        "change",       "changed_on",
                                           "old_codes", "old_names",    "new_codes",
                                           "new_names", "keeps_titles", "document"};
    auto table = shaped(state, "changes", columns, {});
    for (std::size_t row = 0; row < state.rows.size(); ++row)
        table.rows.push_back(cells_of(state, row, columns));
    return table;
}

} // namespace

const std::vector<View>& township_views() {
    static const std::vector<View> all{
        {"titles", {"各单位的称号和下一步", "titles of units and their next steps"}, {}, titles},
        {"rechecks",
         {"复查及整改期限", "checks of titles and deadlines of corrections"},
         {},
         rechecks},
        {"changes", {"代码变更", "changes of codes"}, {}, changes}};
    return all;
}

} // namespace geo::ledger
