// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/problem.hpp"

namespace geo {

/// A cell of a sheet, counted from 0.
struct CellPlace {
    std::size_t row = 0;
    std::size_t column = 0;
};

/// Cells of a sheet that were merged into one, all ends inclusive, counted from 0.
struct MergedCells {
    std::size_t first_row = 0;
    std::size_t first_column = 0;
    std::size_t last_row = 0;
    std::size_t last_column = 0;
};

/// A list as a sheet of cells, before anyone knows which row is the header. Texts are UTF-8,
/// trimmed, otherwise as in the file.
struct ListGrid {
    std::vector<std::vector<std::string>> rows; ///< rows may differ in length
    std::vector<std::size_t> line; ///< where each row begins: line of the text, or row of the sheet
    std::vector<std::vector<bool>> is_number; ///< cell holds a number by its type; workbooks only
    std::vector<MergedCells> merged;
    std::vector<CellPlace> formulas; ///< cells that a formula fills; .xlsx only
};

/// Splits the text of a CSV (comma, semicolon or tab, whichever the first lines have most of)
/// into cells. Quotes as in RFC 4180. Throws InputError naming the line for a quote that is never
/// closed or text after a closing quote.
ListGrid split_csv(std::string_view text, const std::string& subject);

/// Where the header of a list stands and what the columns are called.
struct ListHeader {
    std::size_t first_row = 0;
    std::size_t first_data_row = 0;   ///< first_row when the list has no header
    std::size_t width = 0;            ///< one past the last column with a name
    std::vector<std::string> names;   ///< unique, one for each column that holds anything
    std::vector<std::size_t> columns; ///< their positions
};

/// Finds the header among the first rows: below titles and remarks, one row or two (then the upper
/// row stands over groups of columns). Names are cleaned of line breaks; columns without a name are
/// called field_N, names that occur twice get _2, _3. What was found out and is not plain goes to
/// `notes`.
ListHeader find_header(const ListGrid& grid, const std::string& subject, Problems& notes);

} // namespace geo
