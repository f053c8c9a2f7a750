// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/problem.hpp"
#include "libgeo/core/table.hpp"

namespace geo {

/// What the cells of a column are in a workbook. `of_table`: what the table's column says (a text
/// stays a text, however much it looks like a number). `date`: ISO texts become real days.
enum class CellKind { of_table, date };

/// Whether people may write into a column: everywhere, in the spare rows only, or nowhere. One
/// column that is not open everywhere protects its sheet, without password: against slips, not
/// against intent. Locked cells are grey.
enum class Editing { allowed, spare_rows, locked };

/// Whether a column or a sheet is seen when the workbook is opened.
enum class Showing { shown, hidden };

/// Cells that compare so with a value get a colour. The first rule that holds wins.
struct ColourRule {
    std::string op = "="; ///< one of = <> < <= > >=
    Value value;          ///< a text or a number; unknown means empty cells, with = only
    std::uint32_t fill_rgb = 0xFFFFFF;
    std::uint32_t text_rgb = 0x000000;
};

/// How a column of a table looks in a workbook. Everything may be left as it is.
struct SheetColumn {
    std::string title; ///< header, of one line or several; empty: the column's name
    std::string unit;  ///< stands in the header behind the title: "面积 (m²)"
    std::string note;  ///< appears beside the header when it is pointed at
    CellKind kind = CellKind::of_table;
    double width = 0;                 ///< in characters; 0: as wide as the content, within limits
    std::vector<std::string> choices; ///< when not empty, a drop-down list; others are refused
    std::vector<ColourRule> colours;
    Editing editing = Editing::allowed;
    Showing showing = Showing::shown;
};

/// One sheet: title lines, an empty row when there are any, the header, the rows of the table.
struct TableSheet {
    std::string name; ///< at most 31 characters without []:*?/\ , no two alike
    Table table;
    std::vector<SheetColumn> columns; ///< as many as the table has, or none: all as they are
    std::vector<std::string> heading; ///< lines above the header
    std::size_t frozen_columns = 0;   ///< columns at the left that stay in view
    std::size_t spare_rows = 0;       ///< rows below the last one that have its lists and colours
    std::optional<std::uint32_t> tab_rgb;
    Showing showing = Showing::shown; ///< the first sheet is always shown
};

/// What the file says about itself.
struct WorkbookProperties {
    std::string title, subject, author, company, keywords, comments;
    std::string created = "1980-01-01"; ///< ISO date, or date and time "2026-11-27T08:00:00Z"
};

/// Writes the sheets as .xlsx to `path`, which is replaced (give a staged path). The same input
/// gives the same bytes.
///
/// Every sheet has a bold header that stays in view and filters on its columns. Numbers are those
/// of the table's CSV, in its decimals, as numbers with at most 15 digits; whole numbers beyond
/// them stay texts. Texts are always texts: nothing is run as a formula, whatever it starts with.
/// Unknown is an empty cell. Line ends become LF.
///
/// What a sheet cannot hold is changed and said, one problem a cell (layer: sheet, feature id: row
/// of the sheet): characters that XML has not and malformed UTF-8 become U+FFFD
/// (`workbook_characters`); beyond 32,767 UTF-16 units a text is cut (`workbook_cut`); a text in a
/// column of numbers or days stays a text (`workbook_kind`).
///
/// Throws OutputError when the file cannot be written, when a sheet has more rows (1,048,576) or
/// columns (16,384) than a workbook can have, and for a name or a date that it may not have. More
/// than 250,000 cells in a sheet are written row by row in constant memory.
Problems write_workbook(const std::string& path, const std::vector<TableSheet>& sheets,
                        const WorkbookProperties& properties = {});

} // namespace geo
