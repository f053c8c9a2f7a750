// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/workbook_writer.hpp"

#include <chrono>
#include <filesystem>
#include <set>

#include "libgeo/core/error.hpp"
#include "libgeo/io/workbook_book.hpp"
#include "libgeo/io/workbook_sheet.hpp"
#include "libgeo/io/workbook_text.hpp"

namespace geo {

namespace {

constexpr std::size_t most_cells_in_memory = 250'000;
constexpr std::size_t most_rows = 1'048'576;
constexpr std::size_t most_columns = 16'384;
constexpr std::size_t most_name_units = 31;

[[noreturn]] void refuse(const Text& what) {
    throw OutputError(what);
}

void check_name(const std::string& name, std::set<std::string>& taken) {
    const bool fits = !name.empty() && is_utf8(name) && utf16_units(name) <= most_name_units &&
                      name.find_first_of("[]:*?/\\") == std::string::npos &&
                      workbook_text(name).replaced == 0 && name.front() != '\'' &&
                      name.back() != '\'' && ascii_lower(name) != "history";
    if (!fits)
        refuse(
            {"工作表名 '" + name +
                 "'：须为 1 到 31 个字符，不含 []:*?/\\，首尾不是单引号，也不是 History。请改名。",
             "sheet name '" + name +
                 "': it needs 1 to 31 characters without []:*?/\\, no apostrophe at an end, and "
                 "is not History. Rename it."});
    if (!taken.insert(ascii_lower(name)).second)
        refuse({"工作表名 '" + name + "' 重复（不分大小写）。请改名。",
                "sheet name '" + name + "' occurs twice (case does not count). Rename one."});
}

void check_size(const TableSheet& sheet) {
    const auto rows = sheet.table.rows.size() + sheet.spare_rows + sheet.heading.size() + 2;
    if (rows <= most_rows && sheet.table.columns.size() <= most_columns) return;
    const auto size = std::to_string(rows) + " × " + std::to_string(sheet.table.columns.size());
    refuse({"工作表 '" + sheet.name + "'：" + size +
                " 超出 Excel 的上限 1048576 行、16384 列。请分表，或改用 CSV。",
            "sheet '" + sheet.name + "': " + size +
                " is more than the 1,048,576 rows and 16,384 columns of a sheet. Divide it, or "
                "write CSV."});
}

void check_columns(const TableSheet& sheet) {
    if (!sheet.columns.empty() && sheet.columns.size() != sheet.table.columns.size())
        throw std::logic_error("a sheet describes other columns than its table has");
    for (const auto& row : sheet.table.rows)
        if (row.size() != sheet.table.columns.size())
            throw std::logic_error("a row of a sheet is not as wide as its table");
}

std::int64_t seconds_of(const std::string& created) {
    const auto moment = sheet_moment(created);
    if (!moment)
        refuse({"工作簿的创建时间 '" + created + "' 不是 ISO 日期。例如 2026-11-27。",
                "the workbook's time of creation '" + created +
                    "' is no ISO date. For example 2026-11-27."});
    using namespace std::chrono;
    const auto days = sys_days(year(moment->year) / month(static_cast<unsigned>(moment->month)) /
                               day(static_cast<unsigned>(moment->day)));
    const auto whole = hours(moment->hour) + minutes(moment->minute) + seconds(moment->second);
    return duration_cast<seconds>(days.time_since_epoch()).count() + whole.count();
}

bool needs_constant_memory(const std::vector<TableSheet>& sheets) {
    return std::any_of(sheets.begin(), sheets.end(), [](const TableSheet& sheet) {
        return sheet.table.rows.size() * sheet.table.columns.size() > most_cells_in_memory;
    });
}

} // namespace

Problems write_workbook(const std::string& path, const std::vector<TableSheet>& sheets,
                        const WorkbookProperties& properties) {
    if (sheets.empty()) throw std::logic_error("a workbook needs a sheet");
    std::set<std::string> taken{"_lists"};
    for (const auto& sheet : sheets) {
        check_name(sheet.name, taken);
        check_size(sheet);
        check_columns(sheet);
    }
    const auto created = seconds_of(properties.created);
    Workbook book(path, needs_constant_memory(sheets) ? Memory::constant : Memory::whole);
    book.set_properties(properties, created);
    Problems problems;
    for (const auto& sheet : sheets) write_sheet(book, sheet, problems);
    book.close();
    return problems;
}

} // namespace geo
