// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/list_workbook.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "libgeo/core/date.hpp"
#include "libgeo/ledger/column_titles.hpp"
#include "libgeo/ledger/list_guide.hpp"
#include "libgeo/ledger/views.hpp"

namespace geo::ledger {

namespace {

constexpr std::size_t spare_rows = 200;
constexpr double widest = 30; ///< characters
constexpr std::size_t hash_digits = 12;
constexpr std::uint32_t list_tab_rgb = 0x4F81BD;

Column column_of(const ListForm& form, const ListColumn& column) {
    for (const auto& of_state : form.table->columns)
        if (column.part == ListPart::state && of_state.name == column.name) return of_state;
    return column.type == FieldType::whole ? whole_column(column.name) : text_column(column.name);
}

bool is_day_column(const Table& rows, std::size_t c) {
    bool any = false;
    for (const auto& row : rows.rows) {
        if (is_unknown(row[c])) continue;
        if (!day_of_iso_date(to_text(row[c]))) return false;
        any = true;
    }
    return any;
}

SheetColumn look_of(const ListColumn& column, const Table& rows, std::size_t c) {
    SheetColumn look;
    look.title = column.title.zh;
    look.unit = column.name; // read back: the name in the last brackets of the header
    look.note = column.title.en;
    look.choices = column.choices;
    const bool is_text = column.part == ListPart::state && rows.columns[c].type == ColumnType::text;
    if (column.type == FieldType::day || (is_text && is_day_column(rows, c)))
        look.kind = CellKind::date;
    if (column.entry == Entry::never) look.editing = Editing::locked;
    if (column.entry == Entry::new_rows) look.editing = Editing::spare_rows;
    if (column.part == ListPart::row_key) look.showing = Showing::hidden;
    if (column.part == ListPart::field) look.width = widest / 2;
    return look;
}

/// The reason of refused rows stands before all other columns.
void put_reasons(const FilledList& list, TableSheet& sheet) {
    if (list.reasons.empty()) return;
    sheet.table.columns.insert(sheet.table.columns.begin(), text_column("refusal"));
    for (std::size_t r = 0; r < list.reasons.size(); ++r)
        sheet.table.rows[r].insert(sheet.table.rows[r].begin(), Value{list.reasons[r]});
    SheetColumn look;
    look.title = column_title("refusal").zh;
    look.unit = "refusal";
    look.note = column_title("refusal").en;
    look.width = widest * 2;
    look.editing = Editing::locked;
    sheet.columns.insert(sheet.columns.begin(), look);
    sheet.frozen_columns = 0;
    sheet.spare_rows = 0;
}

TableSheet sheet_of(const FilledList& list) {
    TableSheet sheet;
    sheet.name = list.form.table->name;
    sheet.table = list.rows;
    for (std::size_t c = 0; c < list.form.columns.size(); ++c)
        sheet.columns.push_back(look_of(list.form.columns[c], list.rows, c));
    const auto& title = list.form.table->title;
    sheet.heading = {title.zh + " " + title.en,
                     list.form.kinds.empty()
                         ? "只供查看：各列由账本计算。 To look at: the ledger computes all of it."
                         : "改白色单元格，或在右侧填写本次办理；一行一个事件。灰色列由账本计算。 "
                           "Change white cells or fill in the event at the right, one a row; the "
                           "ledger computes the grey ones."};
    sheet.frozen_columns = 2;
    sheet.spare_rows = list.form.takes_new_rows() ? spare_rows : 0;
    if (!list.form.kinds.empty()) sheet.tab_rgb = list_tab_rgb;
    put_reasons(list, sheet);
    return sheet;
}

TableSheet hidden_sheet_of(const FilledList& list) {
    TableSheet sheet;
    sheet.name = exported_sheet(*list.form.table);
    sheet.table = list.exported;
    sheet.columns.resize(list.exported.columns.size());
    for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
        sheet.columns[c] = look_of(list.form.columns[c], list.exported, c);
        sheet.columns[c].choices.clear();
        sheet.columns[c].note.clear();
        sheet.columns[c].editing = Editing::locked;
    }
    sheet.showing = Showing::hidden;
    return sheet;
}

} // namespace

std::string exported_sheet(const StateTable& table) {
    return "_" + table.name;
}

const StateTable& guard_of(const ListForm& form) {
    return form.table->case_column.empty() && form.owner != nullptr ? case_table() : *form.table;
}

std::string row_key(const std::string& id, std::int64_t event, const std::string& hash) {
    return id + "@" + std::to_string(event) + ":" + hash.substr(0, hash_digits);
}

std::optional<SeenRow> seen_by(const ListForm& form, const std::string& key) {
    const auto mark = key.rfind('@');
    const auto colon = key.rfind(':');
    if (mark == std::string::npos || colon == std::string::npos || colon < mark) return {};
    SeenRow seen{guard_of(form).name, key.substr(0, mark), 0, key.substr(colon + 1)};
    const auto* end = key.data() + colon;
    const auto [stop, error] = std::from_chars(key.data() + mark + 1, end, seen.event);
    if (error != std::errc() || stop != end || seen.event < 1) return {};
    if (seen.hash.size() != hash_digits) return {};
    return seen;
}

FilledList empty_list(const StateTable& table) {
    FilledList list{list_form(table), {table.name, {}, {}}, {table.name, {}, {}}};
    const auto width = static_cast<std::ptrdiff_t>(table.columns.size() + 2);
    for (const auto& column : list.form.columns)
        list.rows.columns.push_back(column_of(list.form, column));
    list.exported.columns.assign(list.rows.columns.begin(), list.rows.columns.begin() + width);
    return list;
}

FilledList filled_list(const Ledger& ledger, const StateTable& table,
                       const std::vector<std::string>& conditions) {
    auto list = empty_list(table);
    std::map<std::string, std::int64_t> events; // read before the rows: never newer than they
    const auto guards = ledger.state(guard_of(list.form).name);
    for (const auto& row : guards.rows)
        events[to_text(row[0])] = std::get<std::int64_t>(row.back());
    for (const auto& state : only(ledger.state(table.name), conditions).rows) {
        const auto id = to_text(state[0]);
        const auto event = events.find(id);
        if (event == events.end()) continue; // came just now
        std::vector<Value> cells{row_key(id, event->second, ledger.hash_of_event(event->second))};
        cells.insert(cells.end(), state.begin(), state.end() - 2);
        list.exported.rows.push_back(cells);
        cells.resize(list.form.columns.size());
        list.rows.rows.push_back(std::move(cells));
    }
    return list;
}

std::vector<TableSheet> list_sheets(const std::vector<FilledList>& lists) {
    std::vector<TableSheet> sheets;
    for (const auto& list : lists) sheets.push_back(sheet_of(list));
    if (auto guide = guide_of(lists); !guide.table.rows.empty()) sheets.push_back(std::move(guide));
    for (const auto& list : lists) sheets.push_back(hidden_sheet_of(list));
    return sheets;
}

} // namespace geo::ledger
