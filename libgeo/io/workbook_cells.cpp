// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/workbook_cells.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>

#include "libgeo/core/error.hpp"

namespace geo {

namespace {

constexpr std::size_t fixed_fields = 4; // sheet, line, formulas, merged

/// What is known of a row besides its texts.
struct RowMarks {
    std::string formulas; ///< positions, a blank before each
    bool is_merged = false;
};

/// Rows that a merged range covers, below the sheet's last row left out.
std::vector<bool> merged_rows(const ListGrid& grid) {
    const auto rows = grid.rows.size();
    std::vector<int> begins(rows + 1, 0); // ranges that begin less those that ended
    for (const auto& cells : grid.merged) {
        if (cells.first_row >= rows || cells.last_row < cells.first_row) continue;
        ++begins[cells.first_row];
        --begins[std::min(cells.last_row + 1, rows)];
    }
    std::vector<bool> merged(rows, false);
    int open = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        open += begins[row];
        merged[row] = open > 0;
    }
    return merged;
}

std::map<std::size_t, RowMarks> marks_of(const ListGrid& grid) {
    std::map<std::size_t, RowMarks> marks;
    for (const auto& place : grid.formulas)
        marks[place.row].formulas += " " + std::to_string(place.column);
    const auto merged = merged_rows(grid);
    for (std::size_t row = 0; row < merged.size(); ++row)
        if (merged[row]) marks[row].is_merged = true;
    return marks;
}

Value known_text(const std::string& text) {
    return text.empty() ? Value{} : Value{text};
}

/// The layer under construction.
class CellRows {
  public:
    explicit CellRows(std::size_t width) {
        auto& names = m_raw.attributes.names;
        names = {"sheet", "line", "formulas", "merged"};
        for (std::size_t c = 0; c < width; ++c) names.push_back("c" + std::to_string(c));
        m_raw.attributes.columns.resize(names.size());
    }

    void add(const WorkbookSheet& sheet) {
        const auto marks = marks_of(sheet.grid);
        const auto& rows = sheet.grid.rows;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const auto mark = marks.find(row);
            const bool is_empty = std::all_of(rows[row].begin(), rows[row].end(),
                                              [](const auto& cell) { return cell.empty(); });
            if (mark != marks.end() || !is_empty)
                add(sheet.name, row, rows[row], mark == marks.end() ? RowMarks{} : mark->second);
        }
        for (auto mark = marks.lower_bound(rows.size()); mark != marks.end(); ++mark)
            add(sheet.name, mark->first, {}, mark->second);
    }

    RawLayer take() {
        m_raw.wkb_begin.assign(m_raw.feature_ids.size() + 1, 0);
        return std::move(m_raw);
    }

  private:
    void add(const std::string& sheet, std::size_t row, const std::vector<std::string>& cells,
             const RowMarks& marks) {
        auto& columns = m_raw.attributes.columns;
        columns[0].emplace_back(sheet);
        columns[1].emplace_back(static_cast<std::int64_t>(row));
        columns[2].push_back(known_text(marks.formulas));
        columns[3].push_back(known_text(marks.is_merged ? "1" : ""));
        for (auto c = fixed_fields; c < columns.size(); ++c)
            columns[c].push_back(
                c - fixed_fields < cells.size() ? known_text(cells[c - fixed_fields]) : Value{});
        m_raw.feature_ids.push_back(std::to_string(m_raw.feature_ids.size() + 1));
    }

    RawLayer m_raw;
};

std::size_t width_of(const std::vector<WorkbookSheet>& sheets) {
    std::size_t width = 0;
    for (const auto& sheet : sheets)
        for (const auto& row : sheet.grid.rows) width = std::max(width, row.size());
    return width;
}

} // namespace

RawLayer read_workbook_cells(const LayerSpec& spec) {
    const auto sheets = read_workbook_sheets(spec);
    CellRows rows(width_of(sheets));
    for (const auto& sheet : sheets) rows.add(sheet);
    auto raw = rows.take();
    raw.subject = std::filesystem::path(spec.path).filename().string();
    raw.format = sheets.empty() ? "XLSX" : sheets.front().format;
    raw.fields = Fields::cells;
    return raw;
}

namespace {

void take_marks(const RawLayer& raw, std::size_t feature, std::size_t row, ListGrid& grid) {
    const auto& columns = raw.attributes.columns;
    if (!is_unknown(columns[3][feature])) grid.merged.push_back({row, 0, row, 0});
    const auto text = to_text(columns[2][feature]);
    const auto* at = text.data();
    const auto* const end = text.data() + text.size();
    while (at != end) {
        std::size_t column = 0;
        const auto [stop, error] = std::from_chars(at + 1, end, column);
        if (error != std::errc()) return;
        grid.formulas.push_back({row, column});
        at = stop;
    }
}

std::vector<std::string> texts_of(const RawLayer& raw, std::size_t feature) {
    std::vector<std::string> texts;
    const auto& columns = raw.attributes.columns;
    for (auto c = fixed_fields; c < columns.size(); ++c)
        texts.push_back(to_text(columns[c][feature]));
    while (!texts.empty() && texts.back().empty()) texts.pop_back();
    return texts;
}

} // namespace

namespace {

/// Row of the sheet. The answer of a confined process may say anything.
std::size_t row_of(const RawLayer& raw, std::size_t feature) {
    constexpr std::int64_t most_rows = 2'000'000;
    const auto* line = std::get_if<std::int64_t>(&raw.attributes.columns[1][feature]);
    if (line == nullptr || *line < 0 || *line >= most_rows)
        throw InputError({raw.subject + "：行号不对，文件可能已损坏。请重新另存。",
                          raw.subject + ": a row has no place in its sheet, the file may be "
                                        "damaged. Save it again."});
    return static_cast<std::size_t>(*line);
}

} // namespace

std::vector<WorkbookSheet> read_workbook(const std::string& path) {
    LayerSpec spec;
    spec.path = path;
    const auto raw = read_layer(spec, Fields::cells);
    const auto& columns = raw.attributes.columns;
    const auto is_short = [&](const auto& column) { return column.size() != raw.features(); };
    if (columns.size() < fixed_fields || std::any_of(columns.begin(), columns.end(), is_short))
        throw InputError({raw.subject + "：内容读取不全。请重新另存。",
                          raw.subject + ": was not read whole. Save it again."});
    std::vector<WorkbookSheet> sheets;
    for (std::size_t i = 0; i < raw.features(); ++i) {
        const auto name = to_text(raw.attributes.columns[0][i]);
        if (sheets.empty() || sheets.back().name != name) sheets.push_back({name, raw.format, {}});
        auto& grid = sheets.back().grid;
        const auto row = row_of(raw, i);
        while (grid.rows.size() <= row) {
            grid.rows.emplace_back();
            grid.line.push_back(grid.rows.size());
        }
        grid.rows[row] = texts_of(raw, i);
        take_marks(raw, i, row, grid);
    }
    return sheets;
}

} // namespace geo
