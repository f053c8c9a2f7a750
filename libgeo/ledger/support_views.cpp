// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/support_views.hpp"

#include <map>
#include <utility>

#include "libgeo/ledger/view_tables.hpp"

namespace geo::ledger {

namespace {

Table measures(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "support_measure", question);
    const std::vector<std::string> columns{
        "id",     "sort", "park_id",    "title",   "experts", "amount",     "amount_yuan",
        "status", "due",  "milestones", "reached", "result",  "finished_on"};
    return with_deadlines(state, "measures", columns, [&](std::size_t row) {
        return deadline(text_cell(state, row, "due"), text_cell(state, row, "finished_on"),
                        iso_date(question.as_of));
    });
}

Table milestones(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "support_milestone", question);
    const std::vector<std::string> columns{"measure", "park_id", "milestone", "due", "reached_on"};
    return with_deadlines(state, "milestones", columns, [&](std::size_t row) {
        return deadline(text_cell(state, row, "due"), text_cell(state, row, "reached_on"),
                        iso_date(question.as_of));
    });
}

/// The row that holds for each park and fact: the outcome of the latest day up to `as_of`, whatever
/// the order in which outcomes were recorded; of one day the one recorded last.
std::map<std::pair<std::string, std::string>, std::size_t> facts_on(const Table& state,
                                                                    const std::string& as_of) {
    const auto when = [&](std::size_t row) {
        return std::pair(text_cell(state, row, "stated_on"), whole_cell(state, row, "changed_by"));
    };
    std::map<std::pair<std::string, std::string>, std::size_t> held;
    for (std::size_t row = 0; row < state.rows.size(); ++row) {
        if (text_cell(state, row, "stated_on") > as_of) continue;
        const std::pair key(text_cell(state, row, "park_id"), text_cell(state, row, "fact"));
        const auto [found, is_new] = held.emplace(key, row);
        if (!is_new && when(found->second) < when(row)) found->second = row;
    }
    return held;
}

Table facts(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "support_fact", question);
    Table table{"facts",
                {text_column("id"), text_column("subject"), text_column("fact"),
                 text_column("value"), text_column("unit"), text_column("method"),
                 text_column("evidence")},
                {}};
    for (const auto& [key, row] : facts_on(state, iso_date(question.as_of)))
        table.rows.push_back(
            {cell(state, row, "park_id"), std::string("park"), cell(state, row, "fact"),
             cell(state, row, "value"), cell(state, row, "unit"), std::string("list"),
             text_cell(state, row, "measure") + " " + text_cell(state, row, "stated_on")});
    return table;
}

} // namespace

const std::vector<View>& support_views() {
    static const std::vector<View> all{
        {"measures", {"扶持措施及其期限", "support measures with deadlines"}, {}, measures},
        {"milestones", {"里程碑及其期限", "milestones with deadlines"}, {}, milestones},
        {"facts",
         {"成效形成的事实，可作项目的 facts 图层",
          "facts from outcomes, a layer of the role facts"},
         {},
         facts}};
    return all;
}

} // namespace geo::ledger
