// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "libgeo/core/loose_number.hpp"
#include "libgeo/core/text.hpp"
#include "libgeo/io/list_grid.hpp"

namespace geo {

namespace {

constexpr std::size_t rows_that_may_be_header = 40;

/// What a row looks like to someone who looks for the header.
struct RowLook {
    std::size_t filled = 0;
    std::size_t numbers = 0;
    std::size_t distinct = 0;
};

bool is_figure(const std::string& cell) {
    return parse_loose_number(cell).has_value() || iso_date(cell).has_value();
}

RowLook look_at(const std::vector<std::string>& row) {
    RowLook look;
    std::set<std::string_view> texts;
    for (const auto& cell : row) {
        if (cell.empty()) continue;
        ++look.filled;
        if (is_figure(cell)) ++look.numbers;
        texts.insert(cell);
    }
    look.distinct = texts.size();
    return look;
}

/// The most cells that any of the next rows fills.
std::size_t filled_below(const ListGrid& grid, std::size_t row) {
    std::size_t most = 0;
    const auto end = std::min(grid.rows.size(), row + 11);
    for (auto r = row + 1; r < end; ++r) most = std::max(most, look_at(grid.rows[r]).filled);
    return most;
}

bool may_be_header(const ListGrid& grid, std::size_t row) {
    const auto look = look_at(grid.rows[row]);
    if (look.filled == 0 || look.numbers > 0) return false;
    const auto below = filled_below(grid, row);
    if (below <= 1) return row == 0 || look.filled > 1;
    // A title or a remark fills one or two cells over many columns.
    return look.distinct >= 2 && look.filled * 10 >= below * 6;
}

const std::string& cell_of(const ListGrid& grid, std::size_t row, std::size_t column) {
    static const std::string none;
    return column < grid.rows[row].size() ? grid.rows[row][column] : none;
}

std::size_t width_of(const ListGrid& grid) {
    std::size_t width = 0;
    for (const auto& row : grid.rows) width = std::max(width, row.size());
    return width;
}

/// True when the row below the header names the columns of groups: it has texts only under groups,
/// a group being a name with empty cells to its right.
bool has_second_row(const ListGrid& grid, std::size_t row) {
    if (row + 2 >= grid.rows.size()) return false;
    const auto look = look_at(grid.rows[row + 1]);
    if (look.filled < 2 || look.numbers > 0) return false;
    bool any_group = false;
    for (std::size_t c = 0; c < width_of(grid); ++c) {
        const bool below = !cell_of(grid, row + 1, c).empty();
        const bool starts_group = !cell_of(grid, row, c).empty() &&
                                  cell_of(grid, row, c + 1).empty() &&
                                  !cell_of(grid, row + 1, c + 1).empty();
        const bool in_group = cell_of(grid, row, c).empty() && c > 0;
        if (below && !starts_group && !in_group) return false;
        if (starts_group && below) any_group = true;
    }
    return any_group;
}

std::string clean_name(const std::string& cell) {
    std::string name;
    for (const char c : cell)
        if (c != '\n' && c != '\r' && c != '\t') name += c;
    return std::string(trim(name));
}

/// The name of a column: its own, or that of the lower row; under a group with a name that occurs
/// in two groups, both.
std::vector<std::string> raw_names(const ListGrid& grid, std::size_t row, bool two_rows) {
    const auto width = width_of(grid);
    std::vector<std::string> names(width);
    std::vector<std::string> groups(width);
    std::multiset<std::string> lower;
    for (std::size_t c = 0; c < width; ++c) {
        names[c] = clean_name(cell_of(grid, row, c));
        if (!two_rows) continue;
        const auto below = clean_name(cell_of(grid, row + 1, c));
        if (below.empty()) continue;
        for (auto k = c + 1; k-- > 0 && groups[c].empty();)
            groups[c] = clean_name(cell_of(grid, row, k));
        names[c] = below;
        lower.insert(below);
    }
    for (std::size_t c = 0; c < width; ++c)
        if (lower.count(names[c]) > 1 && !groups[c].empty()) names[c] = groups[c] + "_" + names[c];
    return names;
}

Problem note(const std::string& subject, const std::string& code, Severity severity, Text text) {
    return {subject, "", code, severity, no_place(), no_place(), std::move(text)};
}

bool column_is_empty(const ListGrid& grid, std::size_t first_row, std::size_t column) {
    for (auto r = first_row; r < grid.rows.size(); ++r)
        if (!cell_of(grid, r, column).empty()) return false;
    return true;
}

/// Unique names of the columns that hold anything.
void name_columns(const ListGrid& grid, const std::vector<std::string>& raw,
                  const std::string& subject, ListHeader& header, Problems& notes) {
    std::set<std::string> seen;
    for (std::size_t c = 0; c < raw.size(); ++c) {
        if (raw[c].empty() && column_is_empty(grid, header.first_data_row, c)) continue;
        std::string name = raw[c].empty() ? "field_" + std::to_string(c + 1) : raw[c];
        const std::string base = name;
        for (int k = 2; !seen.insert(name).second; ++k) name = base + "_" + std::to_string(k);
        if (name != base)
            notes.push_back(note(subject, "duplicate_field", Severity::warning,
                                 {"字段 '" + base + "' 出现多次，后一个读作 '" + name + "'。",
                                  "the field '" + base +
                                      "' occurs more than once; the later one "
                                      "is read as '" +
                                      name + "'."}));
        header.names.push_back(name);
        header.columns.push_back(c);
    }
}

} // namespace

ListHeader find_header(const ListGrid& grid, const std::string& subject, Problems& notes) {
    ListHeader header;
    const auto end = std::min(grid.rows.size(), rows_that_may_be_header);
    std::size_t row = 0;
    while (row < end && !may_be_header(grid, row)) ++row;
    if (row == end) {
        notes.push_back(
            note(subject, "no_header_row", Severity::warning,
                 {"没有找到表头行；各列按 field_1、field_2……命名。请核对，或在首行写上列名。",
                  "no header row was found; the columns are called field_1, field_2, "
                  "…. Check them, or write names into the first row."}));
        header.width = grid.rows.empty() ? 0 : grid.rows.front().size();
        name_columns(grid, std::vector<std::string>(width_of(grid)), subject, header, notes);
        return header;
    }
    const bool two_rows = has_second_row(grid, row);
    header.first_row = row;
    header.first_data_row = row + (two_rows ? 2 : 1);
    if (row > 0 || two_rows) {
        const auto where = std::to_string(grid.line[row]);
        notes.push_back(
            note(subject, "header_row_found", Severity::note,
                 {"表头在第 " + where + " 行" + (two_rows ? "起的两行" : "") + "。",
                  "the header stands in row " + where + (two_rows ? " and the next" : "") + "."}));
    }
    const auto names = raw_names(grid, row, two_rows);
    for (std::size_t c = 0; c < names.size(); ++c)
        if (!names[c].empty()) header.width = c + 1;
    name_columns(grid, names, subject, header, notes);
    return header;
}

} // namespace geo
