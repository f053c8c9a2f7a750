// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/render.hpp"

#include <nlohmann/json.hpp>
#include <tbb/parallel_for.h>

#include "libgeo/core/hidden_characters.hpp"
#include "libgeo/core/text.hpp"
#include "libgeo/core/utf8.hpp"

namespace geo {

std::optional<Format> format_from(std::string_view name) {
    if (name == "text") return Format::text;
    if (name == "csv") return Format::csv;
    if (name == "json") return Format::json;
    return {};
}

namespace {

constexpr std::size_t widest_cell = 40;

std::string cut(std::string_view text) {
    if (display_width(text) <= widest_cell) return std::string(text);
    std::string kept;
    std::size_t columns = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto glyph = glyph_at(text, i);
        if (columns + glyph.columns > widest_cell - 1) break;
        kept += text.substr(i, glyph.bytes);
        columns += glyph.columns;
        i += glyph.bytes;
    }
    return kept + "…";
}

std::string padded(const std::string& text, std::size_t width, bool to_right) {
    const std::string blanks(width - std::min(width, display_width(text)), ' ');
    return to_right ? blanks + text : text + blanks;
}

std::string to_text_table(const Table& table) {
    std::vector<std::vector<std::string>> cells(1);
    for (const auto& column : table.columns) cells[0].push_back(column.name);
    for (const auto& row : table.rows) {
        cells.emplace_back();
        for (std::size_t c = 0; c < row.size(); ++c)
            cells.back().push_back(cut(with_controls_shown(cell_text(table.columns[c], row[c]))));
    }
    std::vector<std::size_t> widths(table.columns.size());
    for (const auto& row : cells)
        for (std::size_t c = 0; c < row.size(); ++c)
            widths[c] = std::max(widths[c], display_width(row[c]));
    std::string text;
    for (const auto& row : cells) {
        std::string line;
        for (std::size_t c = 0; c < row.size(); ++c)
            line += (c ? "  " : "") +
                    padded(row[c], widths[c], table.columns[c].type != ColumnType::text);
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

nlohmann::ordered_json json_cell(const Column& column, const Value& value) {
    if (is_unknown(value)) return nullptr;
    if (column.type == ColumnType::text) return to_text(value);
    const auto number = to_number(value);
    if (!number) return nullptr;
    if (column.type == ColumnType::whole) return static_cast<std::int64_t>(*number);
    return *parse_number(fixed(*number, column.decimals));
}

std::string to_json(const Table& table) {
    auto rows = nlohmann::ordered_json::array();
    for (const auto& row : table.rows) {
        nlohmann::ordered_json object;
        for (std::size_t c = 0; c < row.size(); ++c)
            object[table.columns[c].name] = json_cell(table.columns[c], row[c]);
        rows.push_back(std::move(object));
    }
    return rows.dump(1) + "\n";
}

constexpr std::size_t rows_of_piece = 4096;

/// Pieces of the rows, made on all cores by piece(first, last) and put together in their order.
template <typename Piece>
std::string csv_in_pieces(std::string header, std::size_t rows, const Piece& piece) {
    std::vector<std::string> pieces((rows + rows_of_piece - 1) / rows_of_piece);
    tbb::parallel_for(std::size_t{0}, pieces.size(), [&](std::size_t i) {
        pieces[i] = piece(i * rows_of_piece, std::min((i + 1) * rows_of_piece, rows));
    });
    std::size_t size = header.size();
    for (const auto& text : pieces) size += text.size();
    auto csv = std::move(header);
    csv.reserve(size);
    for (auto& text : pieces) csv += std::exchange(text, {});
    return csv;
}

/// Rows [first, last) of a source.
Table part_of(const RowSource& source, std::size_t first, std::size_t last) {
    Table table{source.name, source.columns, {}};
    table.rows.reserve(last - first);
    for (auto row = first; row < last; ++row) table.rows.push_back(source.row(row));
    return table;
}

} // namespace

std::string render(const Table& table, Format format) {
    if (format == Format::csv)
        return csv_in_pieces(csv_header(table), table.rows.size(), [&](auto first, auto last) {
            std::string csv;
            append_csv_rows(csv, table, first, last);
            return csv;
        });
    return format == Format::json ? to_json(table) : to_text_table(table);
}

Table to_table(const RowSource& source) {
    return part_of(source, 0, source.rows);
}

std::string render(const RowSource& source, Format format) {
    if (format != Format::csv) return render(to_table(source), format);
    const auto header = csv_header({source.name, source.columns, {}});
    return csv_in_pieces(header, source.rows, [&](auto first, auto last) {
        const auto table = part_of(source, first, last);
        std::string csv;
        append_csv_rows(csv, table, 0, table.rows.size());
        return csv;
    });
}

} // namespace geo
