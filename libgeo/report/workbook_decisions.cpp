// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/workbook_decisions.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "libgeo/core/error.hpp"
#include "libgeo/core/loose_number.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/io/workbook_cells.hpp"
#include "libgeo/report/decision_words.hpp"

namespace geo {

namespace {

/// A cell as it is compared: areas with the decimals of the CSV, which sheets do not show.
std::string compared(std::string_view column, const std::string& cell) {
    if (!column.ends_with("_m2")) return cell;
    const auto number = parse_loose_number(cell);
    return number ? fixed(*number, area_decimals) : cell;
}

/// The rows of the results by their ids, each with what decisions rest on.
using Grounds = std::map<std::vector<std::string>, std::vector<std::string>>;

Grounds grounds_of(const std::string& results, const DecisionList& list) {
    const auto path = (std::filesystem::path(results) / (std::string(list.name) + ".csv")).string();
    const auto table = table_from_csv(read_whole_file(path), path);
    const auto cells = [&](const auto& row, const auto& names) {
        std::vector<std::string> texts;
        for (const auto name : names)
            texts.push_back(compared(name, to_text(row[table_column(table, name, path)])));
        return texts;
    };
    Grounds grounds;
    for (const auto& row : table.rows)
        grounds.emplace(cells(row, list.ids), cells(row, list.grounds));
    return grounds;
}

/// One sheet of a workbook that was filled in.
class FilledSheet {
  public:
    FilledSheet(const std::string& path, const WorkbookSheet& sheet, const DecisionList& list,
                Language language)
        : m_path(path), m_sheet(sheet), m_list(list), m_language(language) {
        const auto wanted = header_of("decision", language);
        const auto& rows = sheet.grid.rows;
        const auto header = std::find_if(rows.begin(), rows.end(), [&](const auto& row) {
            return std::find(row.begin(), row.end(), wanted) != row.end();
        });
        if (header == rows.end()) refuse_column(wanted);
        m_header = static_cast<std::size_t>(header - rows.begin());
    }

    void read(const Grounds& now, std::vector<WorkbookDecision>& decisions) const {
        std::set<std::vector<std::string>> seen;
        for (std::size_t row = m_header + 1; row < m_sheet.grid.rows.size(); ++row) {
            auto d = decision_of(row);
            if (d.decision.empty() && d.remark.empty() && d.decided_by.empty() &&
                d.decided_on.empty())
                continue;
            require_complete(row, d);
            const auto ids = cells(row, m_list.ids);
            if (!seen.insert(ids).second)
                fail(row, {"与上面某一行说的是同一项。请只留一行。",
                           "another row above is about the same. Leave one."});
            judge(d, cells(row, m_list.grounds), now.find(ids), now);
            decisions.push_back(std::move(d));
        }
    }

  private:
    [[noreturn]] void fail(std::size_t row, const Text& why) const {
        const auto line = std::to_string(row + 1);
        throw ConfigError({m_path + "，表 '" + m_sheet.name + "'，第 " + line + " 行：" + why.zh,
                           m_path + ", sheet '" + m_sheet.name + "', row " + line + ": " + why.en});
    }

    [[noreturn]] void refuse_column(const std::string& header) const {
        throw InputError({m_path + "，表 '" + m_sheet.name + "'：缺少列 '" + header +
                              "'。请用 parkline report --xlsx 写出的工作簿。",
                          m_path + ", sheet '" + m_sheet.name + "': there is no column '" + header +
                              "'. Use the workbook that parkline report --xlsx writes."});
    }

    std::string cell(std::size_t row, std::string_view column) const {
        const auto& headers = m_sheet.grid.rows[m_header];
        const auto header = header_of(column, m_language);
        const auto at = static_cast<std::size_t>(std::find(headers.begin(), headers.end(), header) -
                                                 headers.begin());
        if (at == headers.size()) refuse_column(header);
        for (const auto& formula : m_sheet.grid.formulas)
            if (formula.row == row && formula.column == at)
                fail(row, {"列 '" + header + "' 是公式，其值不可靠。请填写文字。",
                           "column '" + header +
                               "' holds a formula, whose value is not relied "
                               "on. Write a text."});
        const auto& cells = m_sheet.grid.rows[row];
        return at < cells.size() ? std::string(trim(cells[at])) : std::string();
    }

    std::vector<std::string> cells(std::size_t row,
                                   const std::vector<std::string_view>& columns) const {
        std::vector<std::string> texts;
        for (const auto column : columns) texts.push_back(compared(column, cell(row, column)));
        return texts;
    }

    WorkbookDecision decision_of(std::size_t row) const {
        WorkbookDecision d;
        d.list = m_list.name;
        d.park_id = cell(row, "park_id");
        if (m_list.ids.size() > 1) d.zone_id = cell(row, "zone_id");
        d.decision = code_of(row, cell(row, "decision"));
        d.decided_by = cell(row, "decided_by");
        d.decided_on = cell(row, "decided_on");
        d.remark = cell(row, "remark");
        return d;
    }

    /// A choice may be written in either language, or as its code.
    std::string code_of(std::size_t row, const std::string& words) const {
        if (words.empty()) return {};
        std::string known;
        for (const auto& choice : m_list.choices) {
            if (words == choice.code || words == choice.title.zh || words == choice.title.en)
                return std::string(choice.code);
            known += (known.empty() ? "" : ", ") + in(choice.title, m_language);
        }
        fail(row, {"未知的决定 '" + words + "'。可用：" + known + "。",
                   "unknown decision '" + words + "'. There are: " + known + "."});
    }

    void require_complete(std::size_t row, WorkbookDecision& d) const {
        if (d.decision.empty() && !(d.decided_by.empty() && d.decided_on.empty()))
            fail(row, {"有决定人或决定日期，却没有决定。请选择决定，或清空这两格。",
                       "it is signed or dated, but nothing was decided. Choose a decision, or "
                       "empty both cells."});
        if (d.decision.empty()) return;
        const auto day = iso_date(d.decided_on);
        if (d.decided_by.empty() || !day)
            fail(row, {"没有写明由谁、在哪一天决定。请填写决定人和决定日期（如 2026-11-23）。",
                       "nobody signed it, or it has no day. Fill in who decided and when (like "
                       "2026-11-23)."});
        d.decided_on = *day;
    }

    static void judge(WorkbookDecision& d, const std::vector<std::string>& then,
                      Grounds::const_iterator now, const Grounds& all) {
        d.grounds_then = then.front();
        if (now == all.end()) {
            d.state = DecisionState::gone;
            return;
        }
        d.grounds_now = now->second.front();
        d.state = now->second == then ? DecisionState::holds : DecisionState::outdated;
    }

    const std::string& m_path;
    const WorkbookSheet& m_sheet;
    const DecisionList& m_list;
    Language m_language;
    std::size_t m_header = 0;
};

const WorkbookSheet* sheet_named(const std::vector<WorkbookSheet>& sheets,
                                 const std::string& name) {
    const auto found = std::find_if(sheets.begin(), sheets.end(),
                                    [&](const auto& sheet) { return sheet.name == name; });
    return found == sheets.end() ? nullptr : &*found;
}

/// The language of a workbook, by the names of its sheets.
Language language_of(const std::string& path, const std::vector<WorkbookSheet>& sheets) {
    const auto& lists = decision_lists();
    for (const auto language : {Language::zh, Language::en})
        if (std::all_of(lists.begin(), lists.end(), [&](const auto& list) {
                return sheet_named(sheets, in(list.sheet, language)) != nullptr;
            }))
            return language;
    throw InputError({path + "：没有园区和冲突两张表。请用 parkline report --xlsx 写出的工作簿。",
                      path + ": it has no sheets 'parks' and 'conflicts'. Use the workbook that "
                             "parkline report --xlsx writes."});
}

} // namespace

std::string_view name_of(DecisionState state) {
    switch (state) {
    case DecisionState::holds:
        return "holds";
    case DecisionState::outdated:
        return "outdated";
    case DecisionState::gone:
        break;
    }
    return "gone";
}

std::vector<WorkbookDecision> read_workbook_decisions(const std::string& workbook,
                                                      const std::string& results) {
    const auto sheets = read_workbook(workbook);
    const auto language = language_of(workbook, sheets);
    std::vector<WorkbookDecision> decisions;
    for (const auto& list : decision_lists())
        FilledSheet(workbook, *sheet_named(sheets, in(list.sheet, language)), list, language)
            .read(grounds_of(results, list), decisions);
    return decisions;
}

Table decision_table(const std::vector<WorkbookDecision>& decisions) {
    Table table;
    table.name = "decisions";
    for (const auto* name : {"list", "park_id", "zone_id", "decision", "decided_by", "decided_on",
                             "remark", "state", "grounds_then", "grounds_now"})
        table.columns.push_back(text_column(name));
    const auto text = [](const std::string& t) { return t.empty() ? Value() : Value(t); };
    for (const auto& d : decisions)
        table.rows.push_back({text(d.list), text(d.park_id), text(d.zone_id), text(d.decision),
                              text(d.decided_by), text(d.decided_on), text(d.remark),
                              std::string(name_of(d.state)), text(d.grounds_then),
                              text(d.grounds_now)});
    return table;
}

} // namespace geo
