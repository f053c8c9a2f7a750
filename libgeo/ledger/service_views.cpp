// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/service_views.hpp"

#include <map>

#include "libgeo/ledger/service.hpp"
#include "libgeo/ledger/steps.hpp"
#include "libgeo/ledger/view_tables.hpp"

namespace geo::ledger {

namespace {

bool is_settled(const std::string& status) {
    return status == "closed" || status == "dismissed";
}

/// Of a problem; a dismissed one has none.
Value deadline_state(const Table& items, std::size_t row, const std::string& as_of) {
    if (text_cell(items, row, "status") == "dismissed") return {};
    return deadline(text_cell(items, row, "due"), text_cell(items, row, "closed_on"), as_of);
}

Table enterprises(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "service_enterprise", question);
    Table table{"enterprises",
                {text_column("id"), text_column("name"), text_column("officer"),
                 text_column("county"), text_column("park_id"), whole_column("contact_days"),
                 text_column("last_contact"), text_column("next_due"), text_column("contact"),
                 whole_column("days_over"), whole_column("contacts"), whole_column("open_items")},
                {}};
    for (std::size_t row = 0; row < state.rows.size(); ++row) {
        const auto due = *day_of_iso_date(text_cell(state, row, "next_due"));
        const auto over = std::max<std::int64_t>(0, (question.as_of - due).count());
        std::vector<Value> cells;
        for (const char* column : {"id", "name", "officer", "county", "park_id", "contact_days",
                                   "last_contact", "next_due"})
            cells.push_back(cell(state, row, column));
        cells.emplace_back(std::string(over > 0 ? "overdue" : "running"));
        cells.emplace_back(over);
        cells.emplace_back(whole_cell(state, row, "contacts"));
        cells.emplace_back(whole_cell(state, row, "open_items"));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

Table problems(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "service_item", question);
    const std::vector<std::string> columns{
        "id",       "enterprise", "problem",   "category",  "status",       "found_on", "officer",
        "assignee", "due",        "solved_on", "closed_on", "satisfaction", "reopened"};
    return with_deadlines(state, "problems", columns, [&](std::size_t row) {
        return deadline_state(state, row, iso_date(question.as_of));
    });
}

/// Who looks after each enterprise on the day; problems keep the officer who looked after it then.
std::map<std::string, Value> officers_of(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "service_enterprise", question);
    std::map<std::string, Value> officers;
    for (std::size_t row = 0; row < state.rows.size(); ++row)
        officers[text_cell(state, row, "id")] = cell(state, row, "officer");
    return officers;
}

/// The step that follows a status.
std::string next_step(const std::string& status) {
    if (status == "assigned") return "solve";
    return status == "solved" ? "close" : "assign";
}

Table steps(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "service_item", question);
    const auto officers = officers_of(ledger, question);
    Table table{"steps",
                {text_column("id"), text_column("enterprise"), text_column("problem"),
                 text_column("status"), text_column("responsible"), text_column("due"),
                 text_column("deadline"), text_column("next"), text_column("needs"),
                 text_column("roles")},
                {}};
    const auto as_of = iso_date(question.as_of);
    for (std::size_t row = 0; row < state.rows.size(); ++row) {
        const auto status = text_cell(state, row, "status");
        if (is_settled(status)) continue;
        const auto& kind = *service_programme().kind(next_step(status));
        const auto officer = officers.find(text_cell(state, row, "enterprise"));
        table.rows.push_back({cell(state, row, "id"), cell(state, row, "enterprise"),
                              cell(state, row, "problem"), status,
                              kind.name == "solve"        ? cell(state, row, "assignee")
                              : officer == officers.end() ? Value{}
                                                          : officer->second,
                              cell(state, row, "due"), deadline_state(state, row, as_of), kind.name,
                              needs_of(kind), joined(kind.roles)});
    }
    return table;
}

} // namespace

const std::vector<View>& service_views() {
    static const std::vector<View> all{
        {"enterprises",
         {"企业：专员、联络周期、下次联络日", "enterprises: officer, contact period, next contact"},
         {},
         enterprises},
        {"problems", {"问题清单", "list of problems with their deadlines"}, {}, problems},
        {"steps",
         {"未办结的问题：下一步、所需内容、谁可以办",
          "open problems: next step, what it needs, who may"},
         {},
         steps},
        {"indicators",
         {"指标：办结率、按时率、工作日中位数、重开率（--by 分组）",
          "closing rate, on-time rate, median working days, reopened share (--by groups them)"},
         {"officer", "county", "park", "category"},
         service_indicators}};
    return all;
}

} // namespace geo::ledger
