// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libgeo/ledger/service_views.hpp"
#include "libgeo/ledger/view_tables.hpp"

namespace geo::ledger {

namespace {

/// What is counted in a group of problems.
struct Tally {
    std::int64_t collected = 0;
    std::int64_t dismissed = 0;
    std::int64_t closed = 0;
    std::int64_t on_time = 0;
    std::int64_t overdue = 0;
    std::int64_t ever_closed = 0;
    std::int64_t reopened = 0;
    std::vector<int> days; ///< working days of the closed ones
};

void count(Tally& tally, const Table& items, std::size_t row, const ViewQuestion& question) {
    const auto status = text_cell(items, row, "status");
    const auto due = text_cell(items, row, "due");
    const bool was_reopened = whole_cell(items, row, "reopened") > 0;
    ++tally.collected;
    if (was_reopened) ++tally.reopened;
    if (was_reopened || status == "closed") ++tally.ever_closed;
    if (status == "dismissed") {
        ++tally.dismissed;
    } else if (status == "closed") {
        const auto closed = text_cell(items, row, "closed_on");
        ++tally.closed;
        if (closed <= due) ++tally.on_time;
        tally.days.push_back(question.calendar->count(
            *day_of_iso_date(text_cell(items, row, "found_on")), *day_of_iso_date(closed)));
    } else if (!due.empty() && due < iso_date(question.as_of)) {
        ++tally.overdue;
    }
}

Value median(std::vector<int> days) {
    if (days.empty()) return {};
    std::sort(days.begin(), days.end());
    const auto half = days.size() / 2;
    if (days.size() % 2 == 1) return static_cast<double>(days[half]);
    return (days[half - 1] + days[half]) / 2.0;
}

std::vector<Value> cells_of_tally(const Tally& tally) {
    return {tally.collected,
            tally.dismissed,
            tally.closed,
            tally.collected - tally.dismissed - tally.closed,
            tally.overdue,
            share(tally.closed, tally.collected - tally.dismissed),
            tally.on_time,
            share(tally.on_time, tally.closed),
            median(tally.days),
            tally.reopened,
            share(tally.reopened, tally.ever_closed)};
}

} // namespace

Table service_indicators(const Ledger& ledger, const ViewQuestion& question) {
    const auto items = state_of(ledger, "service_item", question);
    Table table{"indicators",
                {text_column("by"), text_column("group"), whole_column("collected"),
                 whole_column("dismissed"), whole_column("closed"), whole_column("open"),
                 whole_column("overdue"), real_column("closing_rate", 4), whole_column("on_time"),
                 real_column("on_time_rate", 4), real_column("median_working_days", 1),
                 whole_column("reopened"), real_column("reopened_share", 4)},
                {}};
    add_groups<Tally>(
        table, items, question,
        [&](Tally& tally, std::size_t row) { count(tally, items, row, question); }, cells_of_tally);
    return table;
}

} // namespace geo::ledger
