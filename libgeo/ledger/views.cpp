// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/views.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "libgeo/core/error.hpp"
#include "libgeo/ledger/canonical.hpp"
#include "libgeo/ledger/emergency_views.hpp"
#include "libgeo/ledger/enforce_views.hpp"
#include "libgeo/ledger/fund_views.hpp"
#include "libgeo/ledger/permit_views.hpp"
#include "libgeo/ledger/service_views.hpp"
#include "libgeo/ledger/support_views.hpp"
#include "libgeo/ledger/township_views.hpp"

namespace geo::ledger {

const std::vector<View>& views_of(std::string_view programme) {
    static const std::map<std::string, std::vector<View>, std::less<>> all{
        {"service", service_views()},    {"permit", permit_views()},
        {"enforce", enforce_views()},    {"fund", fund_views()},
        {"townships", township_views()}, {"emergency", emergency_views()},
        {"support", support_views()}};
    const auto found = all.find(programme);
    if (found == all.end()) throw std::logic_error("no views of this programme");
    return found->second;
}

const Value& cell(const Table& table, std::size_t row, std::string_view column) {
    const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                    [&](const Column& one) { return one.name == column; });
    if (found == table.columns.end()) throw std::logic_error("no column " + std::string(column));
    return table.rows[row][static_cast<std::size_t>(found - table.columns.begin())];
}

std::string text_cell(const Table& table, std::size_t row, std::string_view column) {
    return to_text(cell(table, row, column));
}

std::int64_t whole_cell(const Table& table, std::size_t row, std::string_view column) {
    const auto* whole = std::get_if<std::int64_t>(&cell(table, row, column));
    return whole == nullptr ? 0 : *whole;
}

Value known(const std::string& text) {
    return text.empty() ? Value{} : Value{text};
}

Day last_day(const Ledger& ledger, std::string_view programme) {
    const auto cases = ledger.state(case_table().name);
    std::string last = "1970-01-01";
    for (std::size_t row = 0; row < cases.rows.size(); ++row)
        if (text_cell(cases, row, "programme") == programme)
            last = std::max(last, text_cell(cases, row, "last_on"));
    return *day_of_iso_date(last);
}

namespace {

Value evidence_cell(const Event& event) {
    const auto& evidence = event.evidence;
    if (evidence.manifest_sha256.empty() && evidence.features.empty()) return {};
    return evidence_text(evidence);
}

} // namespace

Table event_list(const Ledger& ledger, const EventFilter& filter) {
    Table table{"events",
                {whole_column("number"), text_column("programme"), text_column("case_id"),
                 text_column("kind"), text_column("happened_on"), text_column("actor"),
                 text_column("role"), text_column("reason"), text_column("fields"),
                 text_column("evidence"), text_column("key"), text_column("at"),
                 text_column("hash")},
                {}};
    ledger.each_event(filter, [&](Event&& event) {
        table.rows.push_back({event.number, event.programme, event.case_id, event.kind,
                              event.happened_on, event.actor, event.role, known(event.reason),
                              payload_text(event.payload), evidence_cell(event), event.key,
                              event.at, event.hash});
    });
    return table;
}

Table history(const Ledger& ledger, const std::string& case_id) {
    Table table{"history",
                {whole_column("number"), text_column("happened_on"), text_column("kind"),
                 text_column("actor"), text_column("role"), text_column("reason"),
                 text_column("fields"), text_column("evidence"), text_column("at"),
                 text_column("hash")},
                {}};
    ledger.each_event({{}, case_id, {}, 0}, [&](Event&& event) {
        table.rows.push_back({event.number, event.happened_on, event.kind, event.actor, event.role,
                              known(event.reason), payload_text(event.payload),
                              evidence_cell(event), event.at, event.hash});
    });
    if (table.rows.empty())
        throw ConfigError(
            {"没有案件 '" + case_id + "'。用 parkline case list 查看有哪些。",
             "there is no case '" + case_id + "'. See which there are with parkline case list."});
    return table;
}

namespace {

/// Index of the column of a condition; its value is what follows the "=".
std::size_t conditioned(const Table& table, const std::string& condition) {
    const auto name = condition.substr(0, condition.find('='));
    std::string names;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (table.columns[c].name == name && name.size() < condition.size()) return c;
        names += (names.empty() ? "" : ", ") + table.columns[c].name;
    }
    throw ConfigError(
        {"--only '" + condition + "' 应为 列=值。列有：" + names + "。",
         "--only '" + condition + "' has to be COLUMN=VALUE. There are: " + names + "."});
}

} // namespace

Table only(const Table& table, const std::vector<std::string>& conditions) {
    Table kept{table.name, table.columns, table.rows};
    for (const auto& condition : conditions) {
        const auto column = conditioned(table, condition);
        const auto value = condition.substr(condition.find('=') + 1);
        std::erase_if(kept.rows, [&](const auto& row) {
            return cell_text(table.columns[column], row[column]) != value;
        });
    }
    return kept;
}

Table receipt(const std::vector<Recorded>& recorded) {
    Table table{"recorded",
                {whole_column("number"), text_column("case_id"), text_column("kind"),
                 text_column("happened_on"), text_column("recorded")},
                {}};
    for (const auto& [event, was_there] : recorded)
        table.rows.push_back({event.number, event.case_id, event.kind, event.happened_on,
                              std::string(was_there ? "before" : "now")});
    return table;
}

} // namespace geo::ledger
