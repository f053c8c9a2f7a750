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

bool looks_like_formula(const std::string& text) {
    constexpr std::array<std::string_view, 10> starts{"=",  "+",  "-",  "@",  "\t",
                                                      "\r", "＝", "＋", "－", "＠"};
    for (const auto start : starts)
        if (text.starts_with(start)) return text.size() > start.size() && !parse_number(text);
    return false;
}

std::string csv_cell(const Column& column, const Value& value) {
    std::string text = cell_text(column, value);
    if (column.type == ColumnType::text && looks_like_formula(text)) text = "'" + text;
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

} // namespace

std::string to_csv(const Table& table) {
    std::string csv = "\xEF\xBB\xBF";
    const auto end_cell = [&](std::size_t c) { csv += c + 1 < table.columns.size() ? ',' : '\n'; };
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        csv += table.columns[c].name;
        end_cell(c);
    }
    for (const auto& row : table.rows)
        for (std::size_t c = 0; c < row.size(); ++c) {
            csv += csv_cell(table.columns[c], row[c]);
            end_cell(c);
        }
    return csv;
}

} // namespace geo
