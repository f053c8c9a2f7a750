// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/permit_views.hpp"

#include <algorithm>
#include <map>

#include "libgeo/ledger/clock.hpp"
#include "libgeo/ledger/permit_limits.hpp"
#include "libgeo/ledger/steps.hpp"
#include "libgeo/ledger/view_tables.hpp"

namespace geo::ledger {

namespace {

/// Stops by application, in the order in which they began.
std::map<std::string, std::vector<ClockStop>> stops_of(const Ledger& ledger,
                                                       const ViewQuestion& question) {
    const auto state = state_of(ledger, "permit_stop", question);
    std::map<std::string, std::vector<ClockStop>> stops;
    for (std::size_t row = 0; row < state.rows.size(); ++row)
        stops[text_cell(state, row, "permit_id")].push_back(
            {*stop_reason_named(text_cell(state, row, "cause")),
             *day_of_iso_date(text_cell(state, row, "from_day")),
             day_of_iso_date(text_cell(state, row, "to_day")), text_cell(state, row, "notice")});
    return stops;
}

/// The applications and what is needed to read their clocks.
struct Applications {
    Applications(const Ledger& ledger, const ViewQuestion& asked)
        : question(asked), state(state_of(ledger, "permit_case", asked)),
          stops(stops_of(ledger, asked)) {}

    std::string text(std::size_t row, std::string_view column) const {
        return text_cell(state, row, column);
    }

    /// What a clock shows; nothing before the receipt, without a class, or after a withdrawal.
    std::optional<ClockReading> read(std::size_t row, const std::optional<int>& limit) const {
        const auto status = text(row, "status");
        const auto received = *day_of_iso_date(text(row, "received_on"));
        if (!limit || question.as_of < received) return {};
        if (status == "withdrawn" || status == "turned_away") return {};
        const auto found = stops.find(text(row, "id"));
        return read_clock(*question.calendar,
                          {received, limit,
                           found == stops.end() ? std::vector<ClockStop>{} : found->second,
                           day_of_iso_date(text(row, "decided_on"))},
                          question.as_of);
    }

    /// Whether a decision was, or by now would be, served too late; what is filed is not served.
    bool is_served_late(std::size_t row) const {
        const auto decided = day_of_iso_date(text(row, "decided_on"));
        if (!decided || text(row, "result") == "file") return false;
        const auto served = day_of_iso_date(text(row, "served_on")).value_or(question.as_of);
        return question.calendar->count(*decided, served) > service_days;
    }

    /// What went wrong with the times of an application, or keeps a due day unknown; unknown when
    /// nothing did. The second reading has the longer limit.
    Value flags(std::size_t row, const std::optional<ClockReading>& first,
                const std::optional<ClockReading>& second) const {
        std::vector<std::string> found;
        for (const auto* reading : {&first, &second})
            for (auto& flag : *reading ? flags_of(**reading) : std::vector<std::string>())
                if (std::find(found.begin(), found.end(), flag) == found.end())
                    found.push_back(std::move(flag));
        if (is_served_late(row)) found.emplace_back("late_service");
        return known(joined(found));
    }

    const ViewQuestion& question;
    Table state;
    std::map<std::string, std::vector<ClockStop>> stops;
};

const std::vector<std::string>& stages() {
    static const std::vector<std::string> all{"received", "correcting", "accepted",  "stopped",
                                              "decided",  "served",     "withdrawn", "turned_away"};
    return all;
}

std::vector<Value> clock_cells(const std::optional<ClockReading>& reading) {
    if (!reading) return {Value{}, Value{}, Value{}};
    return {reading->due ? Value{iso_date(reading->due->day)} : Value{},
            std::string(name_of(reading->state)),
            std::int64_t{reading->over > 0 ? -reading->over : reading->left}};
}

std::size_t stage_of(const std::vector<Value>& row) {
    const auto found = std::find(stages().begin(), stages().end(), to_text(row[0]));
    return static_cast<std::size_t>(found - stages().begin());
}

Table board(const Ledger& ledger, const ViewQuestion& question) {
    const Applications all(ledger, question);
    Table table{"board",
                {text_column("stage"), text_column("id"), text_column("name"),
                 text_column("outcome"), text_column("eia_class"), text_column("responsible"),
                 text_column("task"), text_column("received_on"), text_column("promise_due"),
                 text_column("promise"), whole_column("promise_left"), text_column("statutory_due"),
                 text_column("statutory"), whole_column("statutory_left"), text_column("result"),
                 text_column("ground"), text_column("flag")},
                {}};
    for (std::size_t row = 0; row < all.state.rows.size(); ++row) {
        std::vector<Value> cells;
        for (const char* column :
             {"status", "id", "name", "outcome", "eia_class", "responsible", "task", "received_on"})
            cells.push_back(cell(all.state, row, column));
        const auto* limit = permit_limit(all.text(row, "eia_class"));
        const auto promise =
            all.read(row, limit ? std::optional<int>(limit->promise_days) : std::nullopt);
        const auto statutory = all.read(row, limit ? limit->statutory_days : std::nullopt);
        for (const auto& reading : {promise, statutory})
            for (auto& value : clock_cells(reading)) cells.push_back(std::move(value));
        cells.push_back(cell(all.state, row, "result"));
        cells.push_back(cell(all.state, row, "ground"));
        cells.push_back(all.flags(row, promise, statutory));
        table.rows.push_back(std::move(cells));
    }
    std::stable_sort(table.rows.begin(), table.rows.end(), [](const auto& a, const auto& b) {
        return std::pair(stage_of(a), to_text(a[8])) < std::pair(stage_of(b), to_text(b[8]));
    });
    return table;
}

void add_clock(Table& table, const Applications& all, std::size_t row, const std::string& kind,
               const std::optional<int>& limit) {
    const auto reading = all.read(row, limit);
    if (!reading) return;
    table.rows.push_back({cell(all.state, row, "id"), cell(all.state, row, "eia_class"), kind,
                          std::int64_t{*limit}, cell(all.state, row, "received_on"),
                          reading->due ? Value{iso_date(reading->due->day)} : Value{},
                          reading->due ? Value{std::int64_t{reading->due->is_settled}} : Value{},
                          std::string(name_of(reading->state)), std::int64_t{reading->used},
                          std::int64_t{reading->left}, std::int64_t{reading->over},
                          cell(all.state, row, "decided_on"), all.flags(row, reading, {})});
}

Table clocks(const Ledger& ledger, const ViewQuestion& question) {
    const Applications all(ledger, question);
    Table table{"clocks",
                {text_column("id"), text_column("eia_class"), text_column("limit"),
                 whole_column("days"), text_column("received_on"), text_column("due"),
                 whole_column("settled"), text_column("state"), whole_column("used"),
                 whole_column("left"), whole_column("over"), text_column("decided_on"),
                 text_column("flag")},
                {}};
    for (std::size_t row = 0; row < all.state.rows.size(); ++row) {
        const auto* limit = permit_limit(all.text(row, "eia_class"));
        if (limit == nullptr) continue;
        add_clock(table, all, row, "promise", limit->promise_days);
        add_clock(table, all, row, "statutory", limit->statutory_days);
    }
    return table;
}

Table tasks(const Ledger& ledger, const ViewQuestion& question) {
    const Applications all(ledger, question);
    Table table{"tasks",
                {text_column("due"), text_column("id"), text_column("name"), text_column("task"),
                 text_column("responsible"), text_column("stage"), text_column("state")},
                {}};
    for (std::size_t row = 0; row < all.state.rows.size(); ++row) {
        const auto due = all.text(row, "due");
        if (due.empty() || !all.text(row, "decided_on").empty() ||
            all.text(row, "status") == "withdrawn" || all.text(row, "status") == "turned_away")
            continue;
        table.rows.push_back(
            {due, cell(all.state, row, "id"), cell(all.state, row, "name"),
             cell(all.state, row, "task"), cell(all.state, row, "responsible"),
             cell(all.state, row, "status"),
             std::string(iso_date(question.as_of) <= due ? "running" : "overdue")});
    }
    std::stable_sort(table.rows.begin(), table.rows.end(),
                     [](const auto& a, const auto& b) { return to_text(a[0]) < to_text(b[0]); });
    return table;
}

} // namespace

const std::vector<View>& permit_views() {
    static const std::vector<View> all{
        {"board",
         {"看板：各阶段的申请、承办人、任务、承诺和法定时限",
          "applications by stage, with person, task and both clocks"},
         {},
         board},
        {"clocks", {"承诺和法定时钟", "promised and statutory clocks"}, {}, clocks},
        {"tasks", {"未完成的任务", "open tasks by deadline"}, {}, tasks}};
    return all;
}

} // namespace geo::ledger
