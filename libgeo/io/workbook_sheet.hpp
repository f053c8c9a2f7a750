// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "libgeo/io/workbook_writer.hpp"

namespace geo {

class Workbook;

/// A day, with its time when the text has one.
struct SheetMoment {
    int year = 0, month = 0, day = 0;
    int hour = 0, minute = 0, second = 0;
    bool has_time = false;
};

/// "2026-11-27", "2026-11-27T08:00", "2026-11-27 08:00:00", with or without Z; nothing for others.
std::optional<SheetMoment> sheet_moment(std::string_view text);

/// Adds the sheet to the book and what had to be changed to `problems`.
void write_sheet(Workbook& book, const TableSheet& sheet, Problems& problems);

} // namespace geo
