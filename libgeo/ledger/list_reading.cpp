// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/list_reading.hpp"

#include <algorithm>
#include <set>

#include "libgeo/core/error.hpp"
#include "libgeo/core/loose_number.hpp"
#include "libgeo/io/list_workbook.hpp"
#include "libgeo/ledger/list_workbook.hpp"
#include "libgeo/ledger/tables.hpp"

namespace geo::ledger {

namespace {

constexpr std::size_t rows_before_header = 20;

/// The name in the last brackets of a header: "责任人 (assignee)".
std::string name_in(std::string_view header) {
    const auto open = header.rfind('(');
    if (open == std::string_view::npos || !header.ends_with(')')) return {};
    return std::string(header.substr(open + 1, header.size() - open - 2));
}

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
        for (const auto& place : sheet.grid.formulas)
            if (place.column < m_names.size() && !m_names[place.column].empty())
                m_formulas[place.row].insert(m_names[place.column]);
    }

    const std::vector<std::string>& names() const { return m_names; }
    std::size_t first_row() const { return m_header + 1; }
    std::size_t end() const {
        const auto rows = m_sheet.grid.rows.size();
        return m_formulas.empty() ? rows : std::max(rows, m_formulas.rbegin()->first + 1);
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

    /// Columns of a row whose cells are formulas.
    std::set<std::string> formulas(std::size_t row) const {
        const auto found = m_formulas.find(row);
        return found == m_formulas.end() ? std::set<std::string>{} : found->second;
    }

    [[noreturn]] void refuse(const Text& why) const {
        throw InputError({m_path + "：工作表 '" + m_sheet.name + "'：" + why.zh,
                          m_path + ": sheet '" + m_sheet.name + "': " + why.en});
    }

  private:
    bool is_header() const {
        const auto& row = m_sheet.grid.rows[m_header];
        return std::any_of(row.begin(), row.end(),
                           [](const auto& cell) { return name_in(cell) == "row_key"; });
    }

    void name_columns() {
        std::set<std::string> seen;
        for (const auto& cell : m_sheet.grid.rows[m_header]) {
            const auto name = name_in(cell);
            if (!name.empty() && !seen.insert(name).second)
                refuse({"列 (" + name + ") 出现两次。请删去其一。",
                        "the column (" + name + ") stands twice. Remove one."});
            m_names.push_back(name);
        }
    }

    const WorkbookSheet& m_sheet;
    const std::string& m_path;
    std::size_t m_header = 0;
    std::map<std::size_t, std::set<std::string>> m_formulas; ///< by row
    std::vector<std::string> m_names; ///< by position; empty: no name in brackets
};

void say(Problems& notes, const std::string& list, const std::string& code, Text text) {
    notes.push_back({list, "", code, Severity::warning, no_place(), no_place(), std::move(text)});
}

void say_foreign_columns(const ListSheet& sheet, const ListForm& form, Problems& notes) {
    for (const auto& name : sheet.names())
        if (!name.empty() && name != "refusal" && form.column(name) == nullptr)
            say(notes, form.table->name, "list_column_foreign",
                {"清单没有列 (" + name + ")，其内容没有读取。",
                 "the list has no column (" + name + "); its cells were not read."});
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
        auto formulas = sheet.formulas(r);
        if (cells.empty() && formulas.empty()) continue;
        ReturnedRow row{r + 1, cell_of(cells, "row_key"), std::move(cells), std::move(formulas),
                        nullptr};
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

std::vector<ReturnedList> read_lists(const std::string& path, Problems& notes) {
    const auto sheets = read_workbook_sheets(path);
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
        auto& list = lists.emplace_back();
        list.form = list_form(*table);
        const ListSheet kept(*exported, path);
        for (auto r = kept.first_row(); r < kept.end(); ++r)
            if (auto cells = kept.cells(r); !cells.empty())
                list.exported[cell_of(cells, "row_key")] = std::move(cells);
        take_rows(sheet, list);
        say_foreign_columns(sheet, list.form, notes);
        say_missing_rows(list, notes);
    }
    if (lists.empty())
        throw InputError(
            {path + "：其中没有账本的清单。请用 parkline ledger export --list 导出后填写。",
             path + ": holds no list of the ledger. Fill in one that parkline ledger export --list "
                    "wrote."});
    return lists;
}

} // namespace geo::ledger
