// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/fund_views.hpp"

#include <map>
#include <utility>

#include "libgeo/ledger/view_tables.hpp"

namespace geo::ledger {

namespace {

struct Sums {
    std::int64_t granted = 0;
    std::int64_t carried_in = 0;
    std::int64_t allocated = 0;
    std::int64_t carried_out = 0;
};

/// Sums by year and source; the source is empty in that of the whole year.
using YearSums = std::map<std::pair<std::int64_t, std::string>, Sums>;

YearSums year_sums(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "fund_year", question);
    YearSums all;
    for (std::size_t row = 0; row < state.rows.size(); ++row)
        for (const auto& source : {text_cell(state, row, "source"), std::string()}) {
            auto& sums = all[{whole_cell(state, row, "year"), source}];
            sums.granted += whole_cell(state, row, "granted_yuan");
            sums.carried_in += whole_cell(state, row, "carried_in_yuan");
            sums.allocated += whole_cell(state, row, "allocated_yuan");
            sums.carried_out += whole_cell(state, row, "carried_out_yuan");
        }
    return all;
}

/// Targets by year; a year with a target but no money is a row too.
std::map<std::int64_t, std::int64_t> targets_of(const Ledger& ledger,
                                                const ViewQuestion& question) {
    const auto state = state_of(ledger, "fund_target", question);
    std::map<std::int64_t, std::int64_t> targets;
    for (std::size_t row = 0; row < state.rows.size(); ++row)
        targets[whole_cell(state, row, "year")] = whole_cell(state, row, "amount_yuan");
    return targets;
}

Table years(const Ledger& ledger, const ViewQuestion& question) {
    auto sums = year_sums(ledger, question);
    const auto targets = targets_of(ledger, question);
    for (const auto& [year, target] : targets) sums[{year, {}}];
    Table table{"years",
                {whole_column("year"), text_column("source"), whole_column("granted_yuan"),
                 whole_column("carried_in_yuan"), whole_column("allocated_yuan"),
                 whole_column("carried_out_yuan"), whole_column("left_yuan"),
                 whole_column("target_yuan"), whole_column("difference_yuan"),
                 real_column("share_of_target", 4)},
                {}};
    for (const auto& [key, s] : sums) {
        const auto& [year, source] = key;
        std::vector<Value> cells{year,
                                 source.empty() ? std::string("all") : source,
                                 s.granted,
                                 s.carried_in,
                                 s.allocated,
                                 s.carried_out,
                                 s.granted + s.carried_in - s.allocated - s.carried_out,
                                 Value{},
                                 Value{},
                                 Value{}};
        if (const auto target = targets.find(year); source.empty() && target != targets.end()) {
            cells[7] = target->second;
            cells[8] = s.granted - target->second;
            cells[9] = static_cast<double>(s.granted) / static_cast<double>(target->second);
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

Table allocations(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "fund_allocation", question);
    Table table{"allocations",
                {text_column("grant_id"), text_column("project"), text_column("recipient"),
                 whole_column("year"), text_column("source"), text_column("amount"),
                 whole_column("allocated_yuan"), whole_column("paid_yuan"),
                 whole_column("returned_yuan"), whole_column("left_yuan")},
                {}};
    for (std::size_t row = 0; row < state.rows.size(); ++row) {
        std::vector<Value> cells;
        for (std::size_t c = 0; c + 1 < table.columns.size(); ++c)
            cells.push_back(cell(state, row, table.columns[c].name));
        cells.emplace_back(whole_cell(state, row, "allocated_yuan") -
                           whole_cell(state, row, "paid_yuan") -
                           whole_cell(state, row, "returned_yuan"));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

struct Received {
    std::int64_t projects = 0;
    std::int64_t allocated = 0;
    std::int64_t paid = 0;
    std::int64_t returned = 0;
};

Table recipients(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "fund_allocation", question);
    std::map<std::pair<std::string, std::int64_t>, Received> all;
    for (std::size_t row = 0; row < state.rows.size(); ++row) {
        auto& sums = all[{text_cell(state, row, "recipient"), whole_cell(state, row, "year")}];
        ++sums.projects;
        sums.allocated += whole_cell(state, row, "allocated_yuan");
        sums.paid += whole_cell(state, row, "paid_yuan");
        sums.returned += whole_cell(state, row, "returned_yuan");
    }
    Table table{"recipients",
                {text_column("recipient"), whole_column("year"), whole_column("allocations"),
                 whole_column("allocated_yuan"), whole_column("paid_yuan"),
                 whole_column("returned_yuan"), whole_column("left_yuan")},
                {}};
    for (const auto& [key, s] : all)
        table.rows.push_back({key.first, key.second, s.projects, s.allocated, s.paid, s.returned,
                              s.allocated - s.paid - s.returned});
    return table;
}

Table reconcile(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "fund_printed", question);
    const auto sums = year_sums(ledger, question);
    Table table{"reconcile",
                {text_column("id"), whole_column("year"), text_column("source"),
                 text_column("document"), text_column("amount"), whole_column("printed_yuan"),
                 whole_column("ledger_yuan"), whole_column("difference_yuan"),
                 text_column("state")},
                {}};
    for (std::size_t row = 0; row < state.rows.size(); ++row) {
        const auto printed = whole_cell(state, row, "amount_yuan");
        const auto source = text_cell(state, row, "source");
        const auto found = sums.find({whole_cell(state, row, "year"), source});
        const auto ours = found == sums.end() ? std::int64_t{0} : found->second.granted;
        table.rows.push_back({cell(state, row, "id"), cell(state, row, "year"),
                              source.empty() ? std::string("all") : source,
                              cell(state, row, "document"), cell(state, row, "amount"), printed,
                              ours, printed - ours,
                              std::string(printed == ours ? "reconciled" : "differs")});
    }
    return table;
}

} // namespace

const std::vector<View>& fund_views() {
    static const std::vector<View> all{
        {"years",
         {"分年分来源：新增、结转、分配、结余，与年度目标之差",
          "by year and source: new, carried, allocated, left, difference to the target"},
         {},
         years},
        {"allocations",
         {"分配到企业和项目", "allocations to enterprises and projects"},
         {},
         allocations},
        {"recipients", {"各企业分年所得", "what each enterprise got in each year"}, {}, recipients},
        {"reconcile",
         {"文件印出的合计与账本核对", "totals as printed against the ledger"},
         {},
         reconcile}};
    return all;
}

} // namespace geo::ledger
