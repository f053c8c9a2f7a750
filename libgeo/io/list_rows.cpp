// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/list_rows.hpp"

#include <algorithm>
#include <array>

#include "libgeo/core/error.hpp"
#include "libgeo/core/loose_number.hpp"

namespace geo {

namespace {

Problem note(const std::string& subject, const std::string& code, Severity severity, Text text) {
    return {subject, "", code, severity, no_place(), no_place(), std::move(text)};
}

const std::string& cell_of(const std::vector<std::string>& row, std::size_t column) {
    static const std::string none;
    return column < row.size() ? row[column] : none;
}

/// The value of merged cells goes to every row that they cover, in the first column of them.
std::size_t fill_merged(ListGrid& grid, std::size_t first_data_row) {
    std::size_t filled = 0;
    for (const auto& m : grid.merged) {
        if (m.first_row < first_data_row || m.last_row >= grid.rows.size()) continue;
        const std::string value = cell_of(grid.rows[m.first_row], m.first_column);
        const bool number = !grid.is_number.empty() &&
                            m.first_column < grid.is_number[m.first_row].size() &&
                            grid.is_number[m.first_row][m.first_column];
        for (auto r = m.first_row + 1; r <= m.last_row; ++r) {
            auto& row = grid.rows[r];
            if (row.size() <= m.first_column) row.resize(m.first_column + 1);
            row[m.first_column] = value;
            if (!grid.is_number.empty()) {
                grid.is_number[r].resize(row.size());
                grid.is_number[r][m.first_column] = number;
            }
            ++filled;
        }
    }
    return filled;
}

bool is_empty(const std::vector<std::string>& row) {
    return std::all_of(row.begin(), row.end(), [](const auto& cell) { return cell.empty(); });
}

std::string without_blanks(std::string_view text) {
    std::string kept;
    for (const char c : half_width(text))
        if (c != ' ') kept += c;
    return kept;
}

/// A sum, or a remark below the list: known by its first words.
bool is_sum_or_remark(const std::vector<std::string>& row) {
    constexpr std::array<std::string_view, 5> sums{"合计", "总计", "小计", "Total", "TOTAL"};
    constexpr std::array<std::string_view, 9> remarks{
        "注:", "备注:", "说明:", "填表人", "制表人", "填报人", "审核人", "单位负责人", "制表:"};
    const auto first =
        std::find_if(row.begin(), row.end(), [](const auto& c) { return !c.empty(); });
    if (first == row.end()) return false;
    const auto text = without_blanks(*first);
    return std::find(sums.begin(), sums.end(), text) != sums.end() ||
           std::any_of(remarks.begin(), remarks.end(),
                       [&](std::string_view word) { return text.starts_with(word); });
}

std::string shown(const std::vector<std::string>& row) {
    std::string text;
    for (const auto& cell : row)
        if (!cell.empty()) text += (text.empty() ? "" : " | ") + cell;
    return text.size() <= 120 ? text : text.substr(0, text.find_last_of(" |", 120)) + " …";
}

/// Cells that no column name stands over: the row was split wrongly, so nothing in it can be
/// trusted.
void refuse_extra_cells(const std::vector<std::string>& row, std::size_t width, std::size_t line,
                        const std::string& subject) {
    for (std::size_t c = width; c < row.size(); ++c) {
        if (row[c].empty()) continue;
        const auto n = std::to_string(line);
        throw InputError(
            {subject + " 第 " + n + " 行：有 " + std::to_string(c + 1) + " 列，而表头只有 " +
                 std::to_string(width) + " 列，该行可能错位。请改正（含逗号的单元格要加引号）。",
             subject + ", row " + n + ": it has " + std::to_string(c + 1) +
                 " cells and the header names " + std::to_string(width) +
                 ", so the row may be shifted. Correct it (a cell with a comma needs quotes)."});
    }
}

Value value_of(const std::string& cell, bool is_number) {
    if (cell.empty()) return {};
    if (const auto date = iso_date(cell)) return *date;
    if (!is_number) return cell;
    const auto number = parse_number(cell);
    if (!number) return cell;
    if (std::abs(*number) < 1e15 && *number == std::floor(*number))
        return static_cast<std::int64_t>(*number);
    return *number;
}

void add_record(const ListGrid& grid, const ListHeader& header, std::size_t r, RawLayer& raw) {
    for (std::size_t c = 0; c < header.columns.size(); ++c) {
        const auto column = header.columns[c];
        const bool number = r < grid.is_number.size() && column < grid.is_number[r].size() &&
                            grid.is_number[r][column];
        raw.attributes.columns[c].push_back(value_of(cell_of(grid.rows[r], column), number));
    }
}

void say_merged(std::size_t filled, RawLayer& raw) {
    if (filled == 0) return;
    const auto n = std::to_string(filled);
    raw.notes.push_back(note(raw.subject, "merged_cells_filled", Severity::note,
                             {"合并单元格的值已填入其下 " + n + " 个单元格。",
                              "the value of merged cells was put into " + n + " cells below."}));
}

void say_left_out(const ListGrid& grid, std::size_t r, RawLayer& raw) {
    const auto n = std::to_string(grid.line[r]);
    raw.notes.push_back(
        note(raw.subject, "list_row_left_out", Severity::warning,
             {"第 " + n + " 行是合计或备注，不是记录：" + shown(grid.rows[r]),
              "row " + n + " is a sum or a remark and no record: " + shown(grid.rows[r])}));
}

} // namespace

void take_rows(ListGrid grid, RowIds row_ids, RawLayer& raw) {
    const auto header = find_header(grid, raw.subject, raw.notes);
    const auto filled = fill_merged(grid, header.first_data_row);
    say_merged(filled, raw);
    raw.attributes.names = header.names;
    raw.attributes.columns.resize(header.names.size());
    for (auto r = header.first_data_row; r < grid.rows.size(); ++r) {
        if (is_empty(grid.rows[r])) continue;
        if (is_sum_or_remark(grid.rows[r])) {
            say_left_out(grid, r, raw);
            continue;
        }
        // A sheet cannot shift; what stands beside its table is a column without a name.
        if (row_ids == RowIds::running)
            refuse_extra_cells(grid.rows[r], header.width, grid.line[r], raw.subject);
        add_record(grid, header, r, raw);
        raw.feature_ids.push_back(row_ids == RowIds::running
                                      ? std::to_string(raw.feature_ids.size() + 1)
                                      : std::to_string(grid.line[r]));
    }
}

} // namespace geo
