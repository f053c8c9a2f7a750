// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/table.hpp"

#include <array>

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

} // namespace geo
