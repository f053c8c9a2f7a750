// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rule_workbook.hpp"

#include <fstream>
#include <iterator>

#include "libgeo/core/error.hpp"
#include "libgeo/io/list_workbook.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/io/workbook_text.hpp"
#include "libgeo/rules/pack_rows.hpp"
#include "libgeo/rules/units.hpp"

namespace geo {

namespace {

constexpr std::size_t most_name_units = 31;
constexpr const char* pack_sheet = "pack";

std::string sheet_name(const DecisionTable& table) {
    return cut_units(table.id, most_name_units);
}

Table facts_about(const Pack& pack) {
    const auto& file = pack.files.front();
    return {pack_sheet,
            {text_column("key"), text_column("value")},
            {{std::string("pack"), pack.id},
             {std::string("version"), pack.version},
             {std::string("sha256"), sha256_of_file(file)},
             {std::string("title"), pack.title.zh + " / " + pack.title.en},
             {std::string("document"), pack.document}}};
}

std::string input_note(const TableInput& input) {
    std::string text = "单位 unit: " + input.unit;
    if (!input.values.empty()) {
        text += "\n可取 values: ";
        for (const auto& value : input.values) text += value + " ";
    }
    if (input.low || input.high)
        text += "\n范围 range: [" + (input.low ? shortest(*input.low) : "-inf") + ", " +
                (input.high ? shortest(*input.high) : "inf") + "]";
    if (input.is_whole) text += "\n整数 whole numbers only";
    return text + (is_text_unit(input.unit) ? "\n单元格 cell: * | A | A|B"
                                            : "\n单元格 cell: * | 5 | < 5 | >= 5 | [1, 5)");
}

TableSheet sheet_of(const DecisionTable& table) {
    TableSheet sheet;
    sheet.name = sheet_name(table);
    sheet.heading = {
        table.title.zh + " / " + table.title.en,
        "来源 source: " + to_text(table.source) + " [" + table.mark + "]",
        "每种情形恰有一行成立。编辑后运行 parkline rules compile。 Exactly one row has to "
        "hold for every case. Then run parkline rules compile."};
    const auto add = [&](const std::string& name, const std::string& note) {
        sheet.table.columns.push_back(text_column(name));
        sheet.columns.emplace_back();
        sheet.columns.back().note = note;
    };
    for (const auto& input : table.inputs) add(input.fact, input_note(input));
    add("then", "结果 result; 单位 unit: " + table.unit);
    add("text_zh", "结果的说明（中文）");
    add("text_en", "the result in words");
    add("outcome", "结论（可空） what follows; may be empty");
    sheet.columns.back().choices = outcome_names();
    sheet.spare_rows = 20;
    sheet.table.name = table.id;
    for (const auto& row : table.rows) {
        std::vector<Value> cells;
        for (const auto& cell : row.when) cells.emplace_back(cell.text);
        cells.insert(cells.end(),
                     {Value(to_text(row.then)), Value(row.text.zh), Value(row.text.en),
                      Value(row.outcome ? std::string(name_of(*row.outcome)) : std::string())});
        sheet.table.rows.push_back(std::move(cells));
    }
    return sheet;
}

ListGrid cells_of(const std::string& path, const std::string& sheet) {
    LayerSpec spec;
    spec.path = path;
    spec.layer = sheet;
    return read_workbook_sheet(spec).grid;
}

std::string column_letters(std::size_t column) {
    std::string letters;
    for (auto n = column + 1; n > 0; n = (n - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (n - 1) % 26));
    return letters;
}

/// Reads the rows of one table from its sheet; flaws are collected.
class RowReader {
  public:
    RowReader(const DecisionTable& table, const std::string& path, std::vector<Text>& flaws)
        : m_table(table), m_path(path), m_flaws(flaws), m_grid(cells_of(path, sheet_name(table))) {}

    std::vector<TableRow> read() {
        if (!find_header()) return {};
        std::vector<TableRow> rows;
        std::size_t empty = 0;
        const auto before = m_flaws.size();
        for (auto r = m_header + 1; r < m_grid.rows.size(); ++r) {
            if (is_empty(r)) {
                empty = empty ? empty : r;
                continue;
            }
            if (empty)
                say(empty, 0, {"空行。请删去。", "an empty row stands before others. Remove it."});
            empty = 0;
            rows.push_back(read_row(r));
        }
        if (m_flaws.size() == before) look_at_all(rows);
        return rows;
    }

  private:
    std::string cell(std::size_t row, std::size_t column) const {
        const auto& cells = m_grid.rows[row];
        return column < cells.size() ? cells[column] : std::string();
    }

    bool is_empty(std::size_t row) const {
        const auto& cells = m_grid.rows[row];
        return std::all_of(cells.begin(), cells.end(), [](const auto& c) { return c.empty(); });
    }

    void say(std::size_t row, std::size_t column, const Text& what) {
        const auto at = column_letters(column) + std::to_string(m_grid.line[row]);
        m_flaws.push_back({m_path + "，工作表 " + sheet_name(m_table) + "，" + at + "：" + what.zh,
                           m_path + ", sheet " + sheet_name(m_table) + ", " + at + ": " + what.en});
    }

    std::vector<std::string> wanted_columns() const {
        std::vector<std::string> names;
        for (const auto& input : m_table.inputs) names.push_back(input.fact);
        for (const char* name : {"then", "text_zh", "text_en", "outcome"}) names.emplace_back(name);
        return names;
    }

    /// The header is the row that begins with the first input's name; all others stand in it.
    bool find_header() {
        const auto names = wanted_columns();
        for (std::size_t r = 0; r < m_grid.rows.size(); ++r) {
            const auto& cells = m_grid.rows[r];
            if (std::find(cells.begin(), cells.end(), names.front()) == cells.end()) continue;
            m_header = r;
            for (const auto& name : names) {
                const auto found = std::find(cells.begin(), cells.end(), name);
                if (found == cells.end())
                    return say(r, 0,
                               {"没有列 '" + name + "'。请从导出的表开始编辑。",
                                "there is no column '" + name +
                                    "'. Begin with the exported sheet."}),
                           false;
                m_columns.push_back(static_cast<std::size_t>(found - cells.begin()));
            }
            return true;
        }
        m_flaws.push_back({m_path + "，工作表 " + sheet_name(m_table) + "：没有表头（列 '" +
                               names.front() + "'）。请从导出的表开始编辑。",
                           m_path + ", sheet " + sheet_name(m_table) +
                               ": there is no header (column '" + names.front() +
                               "'). Begin with the exported sheet."});
        return false;
    }

    TableRow read_row(std::size_t r) {
        TableRow row;
        for (std::size_t i = 0; i < m_table.inputs.size(); ++i)
            row.when.push_back(read_cell(r, m_columns[i], m_table.inputs[i]));
        const auto* column = m_columns.data() + m_table.inputs.size();
        read_then(r, column[0], row);
        row.text = {cell(r, column[1]), cell(r, column[2])};
        if (row.text.zh.empty() != row.text.en.empty())
            say(r, row.text.zh.empty() ? column[1] : column[2],
                {"中英文说明须同时填写或同时留空。请补上。",
                 "give the words in both languages or in none. Add it."});
        const auto outcome = cell(r, column[3]);
        row.outcome = outcome_named(outcome);
        if (!outcome.empty() && !row.outcome)
            say(r, column[3],
                {"没有结论 '" + outcome + "'。请从列表中选择。",
                 "there is no outcome '" + outcome + "'. Choose from the list."});
        return row;
    }

    Cell read_cell(std::size_t r, std::size_t column, const TableInput& input) {
        const auto text = cell(r, column);
        const auto parsed = parse_cell(text, is_text_unit(input.unit));
        if (!parsed) {
            say(r, column,
                text.empty()
                    ? Text{"空单元格。任意值请写 *。", "the cell is empty. Write * for anything."}
                    : Text{"'" + text + "' 不能理解。数写 < 60、[60, 70) 或 *，文本写 A|B 或 *。",
                           "'" + text +
                               "' cannot be understood. Write numbers as < 60, [60, 70) or "
                               "*, texts as A|B or *."});
            return {};
        }
        for (const auto& member : parsed->members)
            if (!input.values.empty() &&
                std::find(input.values.begin(), input.values.end(), member) == input.values.end())
                say(r, column,
                    {"'" + member + "' 不在输入 " + input.fact + " 的取值中。请改正。",
                     "'" + member + "' is not among the values of the input " + input.fact +
                         ". Correct it."});
        return *parsed;
    }

    void read_then(std::size_t r, std::size_t column, TableRow& row) {
        const auto text = cell(r, column);
        row.then = text;
        if (text.empty())
            return say(r, column, {"没有结果。请填写。", "there is no result. Fill it in."});
        if (is_text_unit(m_table.unit)) return;
        const auto number = parse_number(text);
        if (!number)
            return say(r, column,
                       {"'" + text + "' 不是数（单位 " + m_table.unit + "）。请改正。",
                        "'" + text + "' is no number (unit " + m_table.unit + "). Correct it."});
        row.then = *number;
        if (*number == std::floor(*number)) row.then = static_cast<std::int64_t>(*number);
    }

    /// What only all rows together can say.
    void look_at_all(const std::vector<TableRow>& rows) {
        auto table = m_table;
        table.rows = rows;
        const auto flaw = rows.empty() ? Text{"没有一行。请补上。", "there is no row. Add one."}
                                       : find_flaw(table).value_or(Text{});
        if (flaw.en.empty()) return;
        const auto first = std::to_string(m_grid.line[m_header] + 1);
        say(m_header, 0,
            {flaw.zh + "（决策表第 1 行是工作表第 " + first + " 行。）",
             flaw.en + " (Row 1 of the table is row " + first + " of the sheet.)"});
    }

    const DecisionTable& m_table;
    const std::string& m_path;
    std::vector<Text>& m_flaws;
    ListGrid m_grid;
    std::size_t m_header = 0;
    std::vector<std::size_t> m_columns;
};

void require_same_pack(const Pack& pack, const std::string& workbook) {
    const auto wanted = facts_about(pack);
    const auto grid = cells_of(workbook, pack_sheet);
    const auto value_of = [&](std::string_view key) {
        for (const auto& row : grid.rows)
            if (row.size() > 1 && row[0] == key) return row[1];
        return std::string();
    };
    for (const auto& row : wanted.rows) {
        const auto key = to_text(row[0]), value = to_text(row[1]);
        if (key == "title" || key == "document" || value_of(key) == value) continue;
        throw ConfigError({workbook + "：" + key + " 为 '" + value_of(key) + "'，而规则包 " +
                               pack.files.front() + " 为 '" + value +
                               "'：不是同一状态的规则包。请重新导出再编辑。",
                           workbook + ": its " + key + " is '" + value_of(key) + "', that of " +
                               pack.files.front() + " is '" + value +
                               "': not the same state of the pack. Export again, then edit."});
    }
}

[[noreturn]] void throw_all(const std::vector<Text>& flaws) {
    Text all;
    for (const auto& flaw : flaws) {
        all.zh += (all.zh.empty() ? "" : "\n") + flaw.zh;
        all.en += (all.en.empty() ? "" : "\n") + flaw.en;
    }
    throw ConfigError(all);
}

} // namespace

std::vector<TableSheet> decision_table_sheets(const Pack& pack) {
    if (pack.tables.empty())
        throw ConfigError(
            {"规则包 " + pack.id + " 没有决策表，无可导出。请换一个规则包。",
             "the pack " + pack.id + " has no decision table to export. Choose another pack."});
    std::vector<TableSheet> sheets(1);
    sheets.front().name = pack_sheet;
    sheets.front().table = facts_about(pack);
    for (const auto& table : pack.tables) sheets.push_back(sheet_of(table));
    return sheets;
}

std::string compiled_pack(const std::string& pack_path, const std::string& workbook_path) {
    const auto pack = read_pack(pack_path);
    require_same_pack(pack, workbook_path);
    std::ifstream file(pack_path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    std::vector<Text> flaws;
    for (const auto& table : pack.tables) {
        const auto rows = RowReader(table, workbook_path, flaws).read();
        if (flaws.empty() && !are_equal(rows, table.rows))
            text = with_rows(text, pack_path, table.id, rows);
    }
    if (!flaws.empty()) throw_all(flaws);
    parse_pack(text, pack_path); // whatever else may not fit: units, expressions, other tables
    return text;
}

} // namespace geo
