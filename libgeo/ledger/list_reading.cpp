// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/list_reading.hpp"

#include <algorithm>
#include <set>

#include "libgeo/core/error.hpp"
#include "libgeo/core/header_name.hpp"
#include "libgeo/core/loose_number.hpp"
#include "libgeo/io/workbook_cells.hpp"
#include "libgeo/ledger/list_workbook.hpp"
#include "libgeo/ledger/tables.hpp"

namespace geo::ledger {

namespace {

constexpr std::size_t rows_before_header = 20;

/// A sheet with its header found.
class ListSheet {
  public:
    ListSheet(const WorkbookSheet& sheet, const std::string& path) : m_sheet(sheet), m_path(path) {
        const auto& rows = sheet.grid.rows;
        while (m_header < std::min(rows.size(), rows_before_header) && !is_header()) ++m_header;
        if (m_header == std::min(rows.size(), rows_before_header))
            refuse({"没有行标识列 (row_key)。请重新导出清单。",
                    "has no column of row keys (row_key). Export the list again."});
        name_columns();
        look_for_formulas();
        look_for_merged_cells();
    }

    const std::vector<std::string>& names() const { return m_names; }
    std::size_t first_row() const { return m_header + 1; }
    std::size_t end() const {
        const auto rows = m_sheet.grid.rows.size();
        return m_unclear.empty() ? rows : std::max(rows, m_unclear.rbegin()->first + 1);
    }

    /// Cells of a row; empty when it holds nothing.
    Cells cells(std::size_t row) const {
        static const std::vector<std::string> nothing;
        Cells cells;
        bool any = false;
        const auto& rows = m_sheet.grid.rows;
        const auto& texts = row < rows.size() ? rows[row] : nothing;
        for (std::size_t c = 0; c < m_names.size(); ++c) {
            if (m_names[c].empty()) continue;
            const auto text = c < texts.size() ? texts[c] : std::string();
            any = any || !text.empty();
            cells[m_names[c]] = text;
        }
        return any ? cells : Cells{};
    }

    /// Why the cells of a row cannot be relied on.
    std::optional<Text> unclear(std::size_t row) const {
        const auto found = m_unclear.find(row);
        if (found == m_unclear.end()) return {};
        return found->second;
    }

    [[noreturn]] void refuse(const Text& why) const {
        throw InputError({m_path + "：工作表 '" + m_sheet.name + "'：" + why.zh,
                          m_path + ": sheet '" + m_sheet.name + "': " + why.en});
    }

  private:
    bool is_header() const {
        const auto& row = m_sheet.grid.rows[m_header];
        return std::any_of(row.begin(), row.end(),
                           [](const auto& cell) { return name_in_brackets(cell) == "row_key"; });
    }

    void name_columns() {
        std::set<std::string> seen;
        for (const auto& cell : m_sheet.grid.rows[m_header]) {
            const auto name = name_in_brackets(cell);
            if (!name.empty() && !seen.insert(name).second)
                refuse({"列 (" + name + ") 出现两次。请删去其一。",
                        "the column (" + name + ") stands twice. Remove one."});
            m_names.push_back(name);
        }
    }

    void look_for_formulas() {
        for (const auto& place : m_sheet.grid.formulas) {
            if (place.row <= m_header || place.column >= m_names.size()) continue;
            const auto& name = m_names[place.column];
            if (name.empty()) continue;
            m_unclear.emplace(
                place.row,
                Text{"列 " + name + " 是公式，不知道它的值是哪一天算的。请改成值（选择性粘贴）。",
                     "the cell " + name +
                         " is a formula, and nobody knows when it was computed. "
                         "Paste its value."});
        }
    }

    void look_for_merged_cells() {
        for (const auto& cells : m_sheet.grid.merged)
            if (cells.first_row > m_header)
                m_unclear.emplace(cells.first_row,
                                  Text{"有合并的单元格，不知道它属于哪一行。请取消合并。",
                                       "it has merged cells, and nobody knows to which row "
                                       "they belong. Split them."});
    }

    const WorkbookSheet& m_sheet;
    const std::string& m_path;
    std::size_t m_header = 0;
    std::map<std::size_t, Text> m_unclear; ///< by row
    std::vector<std::string> m_names;      ///< by position; empty: no name in brackets
};

void say(Problems& notes, const std::string& list, const std::string& code, Text text) {
    notes.push_back({list, "", code, Severity::warning, no_place(), no_place(), std::move(text)});
}

void say_columns(const ListSheet& sheet, const ListForm& form, Problems& notes) {
    std::set<std::string> there(sheet.names().begin(), sheet.names().end());
    for (const auto& name : sheet.names())
        if (!name.empty() && name != "refusal" && form.column(name) == nullptr)
            say(notes, form.table->name, "list_column_foreign",
                {"清单没有列 (" + name + ")，其内容没有读取。",
                 "the list has no column (" + name + "); its cells were not read."});
    for (const auto& column : form.columns)
        if (!there.contains(column.name))
            say(notes, form.table->name, "list_column_missing",
                {"表头里没有列 (" + column.name + ")（被删或改名），其内容没有读取。",
                 "the header has no column (" + column.name +
                     "), which was removed or renamed; its cells were not read."});
}

void say_missing_rows(const ReturnedList& list, Problems& notes) {
    std::set<std::string> there;
    for (const auto& row : list.rows) there.insert(row.key);
    const auto missing = std::count_if(list.exported.begin(), list.exported.end(),
                                       [&](const auto& one) { return !there.contains(one.first); });
    const auto n = std::to_string(missing);
    if (missing > 0)
        say(notes, list.form.table->name, "list_rows_missing",
            {"表中少了导出的 " + n + " 行；账本里的记录不变。",
             n + " exported rows are not in the sheet; their records stay as they are."});
}

void take_rows(const ListSheet& sheet, ReturnedList& list) {
    for (auto r = sheet.first_row(); r < sheet.end(); ++r) {
        auto cells = sheet.cells(r);
        auto unclear = sheet.unclear(r);
        if (cells.empty() && !unclear) continue;
        auto key = cell_of(cells, "row_key");
        ReturnedRow row{r + 1, std::move(key), std::move(cells), std::move(unclear), nullptr, ""};
        const auto found = list.exported.find(row.key);
        if (!row.key.empty() && found != list.exported.end()) row.exported = &found->second;
        list.rows.push_back(std::move(row));
    }
}

const StateTable* table_called(const std::string& name) {
    const auto& all = state_tables();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto* one) { return one->name == name; });
    return found == all.end() ? nullptr : *found;
}

const WorkbookSheet* sheet_called(const std::vector<WorkbookSheet>& sheets,
                                  const std::string& name) {
    const auto found = std::find_if(sheets.begin(), sheets.end(),
                                    [&](const auto& one) { return one.name == name; });
    return found == sheets.end() ? nullptr : &*found;
}

} // namespace

std::string compared(std::string_view cell) {
    const auto text = trim(cell);
    if (auto day = iso_date(text)) return *day;
    return std::string(text);
}

const std::string& cell_of(const Cells& cells, const std::string& name) {
    static const std::string none;
    const auto found = cells.find(name);
    return found == cells.end() ? none : found->second;
}

namespace {

bool has_row_keys(const WorkbookSheet& sheet) {
    const auto& rows = sheet.grid.rows;
    return std::any_of(rows.begin(),
                       rows.begin() +
                           static_cast<std::ptrdiff_t>(std::min(rows.size(), rows_before_header)),
                       [](const auto& row) {
                           return std::any_of(row.begin(), row.end(), [](const auto& cell) {
                               return name_in_brackets(cell) == "row_key";
                           });
                       });
}

/// A list that was renamed or copied would be passed over; one that is gone is said.
void look_at_other_sheets(const std::vector<WorkbookSheet>& sheets, const std::string& path,
                          Problems& notes) {
    for (const auto& sheet : sheets) {
        const bool is_kept = sheet.name.starts_with("_");
        const auto name = is_kept ? sheet.name.substr(1) : sheet.name;
        const bool is_list = table_called(name) != nullptr;
        if (is_kept && is_list && sheet_called(sheets, name) == nullptr)
            say(notes, name, "list_sheet_missing",
                {"工作表 '" + name + "' 不在了，没有读取。",
                 "the sheet '" + name + "' is gone; nothing of it was read."});
        if (!is_list && has_row_keys(sheet))
            throw InputError({path + "：工作表 '" + sheet.name +
                                  "' 有行标识，但名称不是清单。请改回原名，或删去副本。",
                              path + ": the sheet '" + sheet.name +
                                  "' has row keys and is called after no list. Give it its name "
                                  "back, or remove the copy."});
    }
}

ReturnedList returned_list(const ListSheet& sheet, const ListSheet& kept, const StateTable& table) {
    ReturnedList list{list_form(table), {}, {}};
    for (auto r = kept.first_row(); r < kept.end(); ++r)
        if (auto cells = kept.cells(r); !cells.empty()) {
            auto key = cell_of(cells, "row_key");
            list.exported[std::move(key)] = std::move(cells);
        }
    take_rows(sheet, list);
    return list;
}

} // namespace

std::vector<ReturnedList> read_lists(const std::string& path, Problems& notes) {
    const auto sheets = read_workbook(path);
    look_at_other_sheets(sheets, path, notes);
    std::vector<ReturnedList> lists;
    lists.reserve(sheets.size()); // rows point into their list
    for (const auto& one : sheets) {
        const auto* table = table_called(one.name);
        if (table == nullptr) continue;
        const ListSheet sheet(one, path);
        const auto* exported = sheet_called(sheets, exported_sheet(*table));
        if (exported == nullptr)
            sheet.refuse(
                {"缺少保存导出内容的隐藏表 " + exported_sheet(*table) + "。请重新导出清单。",
                 "the hidden sheet " + exported_sheet(*table) +
                     " with the cells as exported is gone. Export the list again."});
        lists.push_back(returned_list(sheet, ListSheet(*exported, path), *table));
        say_columns(sheet, lists.back().form, notes);
        say_missing_rows(lists.back(), notes);
    }
    if (lists.empty())
        throw InputError(
            {path + "：其中没有账本的清单。请用 parkline ledger export --list 导出后填写。",
             path + ": holds no list of the ledger. Fill in one that parkline ledger export --list "
                    "wrote."});
    return lists;
}

} // namespace geo::ledger
