// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/table.hpp"

#include <algorithm>
#include <array>

#include "libgeo/core/csv_guard.hpp"
#include "libgeo/core/error.hpp"
#include "libgeo/core/text.hpp"

namespace geo {

Column text_column(std::string name) {
    return {std::move(name), ColumnType::text, 0};
}
Column whole_column(std::string name) {
    return {std::move(name), ColumnType::whole, 0};
}
Column real_column(std::string name, int decimals) {
    return {std::move(name), ColumnType::real, decimals};
}

std::string cell_text(const Column& column, const Value& value) {
    if (column.type == ColumnType::real && column.decimals != all_decimals)
        if (const auto number = to_number(value)) return fixed(*number, column.decimals);
    return to_text(value);
}

namespace {

bool looks_like_formula(std::string_view text) {
    // Only these bytes begin one of the marks.
    if (text.empty() || (text[0] > '@' && static_cast<unsigned char>(text[0]) < 0x80) ||
        (text[0] >= '0' && text[0] <= '9'))
        return false;
    constexpr std::array<std::string_view, 10> starts{"=",  "+",  "-",  "@",  "\t",
                                                      "\r", "＝", "＋", "－", "＠"};
    for (const auto start : starts)
        if (text.starts_with(start)) return text.size() > start.size() && !parse_number(text);
    return false;
}

void append_csv_text(std::string& csv, std::string_view text) {
    if (text.find_first_of(",\"\n\r") == std::string_view::npos) {
        csv += text;
        return;
    }
    csv += '"';
    for (const char c : text) {
        if (c == '"') csv += '"';
        csv += c;
    }
    csv += '"';
}

void append_csv_cell(std::string& csv, const Column& column, const Value& value) {
    if (column.type == ColumnType::real)
        if (const auto* real = std::get_if<double>(&value))
            return append_fixed(csv, *real, column.decimals);
    if (column.type != ColumnType::text) return append_csv_text(csv, cell_text(column, value));
    const auto* stored = std::get_if<std::string>(&value);
    const std::string other = stored ? std::string() : to_text(value);
    const std::string& text = stored ? *stored : other;
    append_csv_text(csv, looks_like_formula(text) ? "'" + text : text);
}

void end_cell(std::string& csv, const Table& table, std::size_t column) {
    csv += column + 1 < table.columns.size() ? ',' : '\n';
}

} // namespace

std::string csv_header(const Table& table) {
    std::string csv = "\xEF\xBB\xBF";
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        csv += table.columns[c].name;
        end_cell(csv, table, c);
    }
    return csv;
}

void append_csv_rows(std::string& csv, const Table& table, std::size_t first, std::size_t last) {
    for (std::size_t r = first; r < last; ++r)
        for (std::size_t c = 0; c < table.rows[r].size(); ++c) {
            append_csv_cell(csv, table.columns[c], table.rows[r][c]);
            end_cell(csv, table, c);
        }
}

std::string to_csv(const Table& table) {
    std::string csv = csv_header(table);
    append_csv_rows(csv, table, 0, table.rows.size());
    return csv;
}

namespace {

/// Takes the cells of a CSV text one after the other.
class CsvReader {
  public:
    CsvReader(std::string_view csv, const std::string& subject) : m_csv(csv), m_subject(subject) {
        if (!m_csv.starts_with("\xEF\xBB\xBF")) fail();
        m_csv.remove_prefix(3);
    }

    bool at_end() const { return m_csv.empty(); }

    std::vector<std::string> line() {
        std::vector<std::string> cells;
        ++m_line;
        do cells.push_back(cell());
        while (take(','));
        if (!take('\n')) fail();
        return cells;
    }

    [[noreturn]] void fail() const {
        const auto n = std::to_string(m_line);
        throw InputError({m_subject + " 第 " + n + " 行：不是 parkline 写出的表。请重新运行 run。",
                          m_subject + ", line " + n +
                              ": this is no table that parkline wrote. Run `parkline run` again."});
    }

  private:
    bool take(char c) {
        if (m_csv.empty() || m_csv[0] != c) return false;
        m_csv.remove_prefix(1);
        return true;
    }

    std::string cell() {
        if (take('"')) return quoted();
        const auto end = std::min(m_csv.find_first_of(",\n\""), m_csv.size());
        std::string text(m_csv.substr(0, end));
        m_csv.remove_prefix(end);
        return text;
    }

    std::string quoted() {
        std::string text;
        while (true) {
            const auto end = m_csv.find('"');
            if (end == std::string_view::npos) fail();
            text += m_csv.substr(0, end);
            m_csv.remove_prefix(end + 1);
            if (!take('"')) return text;
            text += '"';
        }
    }

    std::string_view m_csv;
    const std::string& m_subject;
    std::size_t m_line = 0;
};

Value value_of_cell(std::string cell) {
    if (cell.empty()) return {};
    return without_guard(std::move(cell));
}

} // namespace

std::string without_guard(std::string cell) {
    if (cell.starts_with('\'') && looks_like_formula(std::string_view(cell).substr(1)))
        cell.erase(0, 1);
    return cell;
}

Table table_from_csv(std::string_view csv, const std::string& subject) {
    CsvReader reader(csv, subject);
    Table table;
    for (auto& name : reader.line()) table.columns.push_back(text_column(std::move(name)));
    while (!reader.at_end()) {
        auto cells = reader.line();
        if (cells.size() != table.columns.size()) reader.fail();
        auto& row = table.rows.emplace_back();
        for (auto& cell : cells) row.push_back(value_of_cell(std::move(cell)));
    }
    return table;
}

std::size_t table_column(const Table& table, std::string_view name, const std::string& subject) {
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].name == name) return i;
    const std::string column(name);
    throw InputError({subject + "：没有列 " + column + "，不是 run 写出的表。请重新运行项目。",
                      subject + ": there is no column " + column +
                          ", so this is no table of a run. Run the project again."});
}

} // namespace geo
