// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/enforce_views.hpp"

#include <map>

#include "libgeo/ledger/enforce.hpp"
#include "libgeo/ledger/view_tables.hpp"

namespace geo::ledger {

namespace {

bool is_closed(const Table& state, std::size_t row) {
    return text_cell(state, row, "status") == "closed";
}

/// The deadline of a case: that of the correction once it is ordered, else that of the visit.
Value case_deadline(const Table& state, std::size_t row, const std::string& as_of) {
    const auto fixed = text_cell(state, row, "fixed_on");
    const auto closed = text_cell(state, row, "closed_on");
    return deadline(text_cell(state, row, "due"), fixed.empty() ? closed : fixed, as_of);
}

Table cases(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "enforce_case", question);
    const std::vector<std::string> columns{
        "id",          "sort",      "subject",   "matter",     "county",    "park_id",
        "status",      "inspector", "violation", "measure",    "fine",      "fine_yuan",
        "received_on", "due",       "fixed_on",  "replied_on", "closed_on", "helps"};
    return with_deadlines(state, "cases", columns, [&](std::size_t row) {
        return case_deadline(state, row, iso_date(question.as_of));
    });
}

/// "fix: action; reply: answer". Help is always possible and never needed; only petitions have an
/// answer.
std::string needs_by_step(const std::string& next, bool is_petition) {
    std::string needs;
    for (const auto& kind : enforce_programme().kinds) {
        if ((", " + next + ", ").find(", " + kind.name + ", ") == std::string::npos) continue;
        if (kind.name == "help" || (kind.name == "reply" && !is_petition)) continue;
        needs += (needs.empty() ? "" : "; ") + kind.name + ": " + needs_of(kind);
    }
    return needs;
}

Table steps(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "enforce_case", question);
    const std::vector<std::string> columns{"id", "sort", "subject", "status", "inspector", "due"};
    auto table = shaped(state, "steps", columns, {text_column("deadline"), text_column("needs")});
    for (std::size_t row = 0; row < state.rows.size(); ++row) {
        if (is_closed(state, row)) continue;
        auto cells = cells_of(state, row, columns);
        cells.push_back(case_deadline(state, row, iso_date(question.as_of)));
        cells.emplace_back(
            needs_by_step(next_steps(enforce_steps(), text_cell(state, row, "status")),
                          text_cell(state, row, "sort") == "petition"));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

struct Tally {
    std::int64_t cases = 0;
    std::int64_t closed = 0;
    std::int64_t overdue = 0;
    std::int64_t violations = 0;
    std::int64_t fines_yuan = 0;
    std::int64_t helps = 0;
    std::int64_t reopened = 0;
};

void count(Tally& tally, const Table& state, std::size_t row, const std::string& as_of) {
    ++tally.cases;
    if (is_closed(state, row)) ++tally.closed;
    if (to_text(case_deadline(state, row, as_of)) == "overdue") ++tally.overdue;
    tally.violations += whole_cell(state, row, "violation");
    tally.fines_yuan += whole_cell(state, row, "fine_yuan");
    tally.helps += whole_cell(state, row, "helps");
    if (whole_cell(state, row, "reopened") > 0) ++tally.reopened;
}

std::vector<Value> cells_of_tally(const Tally& t) {
    return {t.cases, t.closed,   t.cases - t.closed,      t.overdue, t.violations, t.fines_yuan,
            t.helps, t.reopened, share(t.closed, t.cases)};
}

Table summary(const Ledger& ledger, const ViewQuestion& question) {
    const auto state = state_of(ledger, "enforce_case", question);
    Table table{"summary",
                {text_column("by"), text_column("group"), whole_column("cases"),
                 whole_column("closed"), whole_column("open"), whole_column("overdue"),
                 whole_column("violations"), whole_column("fines_yuan"), whole_column("helps"),
                 whole_column("reopened"), real_column("closing_rate", 4)},
                {}};
    const auto as_of = iso_date(question.as_of);
    add_groups<Tally>(
        table, state, question,
        [&](Tally& tally, std::size_t row) { count(tally, state, row, as_of); }, cells_of_tally);
    return table;
}

} // namespace

const std::vector<View>& enforce_views() {
    static const std::vector<View> all{
        {"cases", {"信访和检查及其时限", "petitions and inspections with deadlines"}, {}, cases},
        {"steps",
         {"未办结的：可办的下一步及所需内容", "open ones: next steps and what they need"},
         {},
         steps},
        {"summary",
         {"汇总：办结、逾期、违法、罚款、帮扶（--by 分组）",
          "closed, overdue, violations, fines, help (--by groups them)"},
         {"sort", "county", "park", "subject", "measure", "channel", "inspector"},
         summary}};
    return all;
}

} // namespace geo::ledger
