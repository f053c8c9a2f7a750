// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include <locale.h>
#include <xlsxwriter.h>

#include "libgeo/io/workbook_writer.hpp"

namespace geo {

/// Whether the cells wait in memory or go to a temporary file row by row.
enum class Memory { whole, constant };

/// While it lives, numbers of this thread are written with a point: the library asks the locale.
class NumbersWithPoint {
  public:
    NumbersWithPoint()
        : m_locale(newlocale(LC_ALL_MASK, "C", nullptr)), m_before(uselocale(m_locale)) {}
    ~NumbersWithPoint() {
        uselocale(m_before);
        freelocale(m_locale);
    }
    NumbersWithPoint(const NumbersWithPoint&) = delete;
    NumbersWithPoint& operator=(const NumbersWithPoint&) = delete;

  private:
    locale_t m_locale;
    locale_t m_before;
};

/// What a cell format is made of.
struct CellFormat {
    std::string number = "General"; ///< Excel's number format
    bool locked = false;
    bool wrapped = false;
    auto operator<=>(const CellFormat&) const = default;
};

/// The library's workbook, closed or freed whatever happens, with its formats made once each.
class Workbook {
  public:
    /// Temporary files of the library go into the folder of `path`.
    Workbook(const std::string& path, Memory memory);
    ~Workbook();
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    void set_properties(const WorkbookProperties& properties, std::int64_t created_unix_s);
    lxw_worksheet* add_sheet(const std::string& name);
    lxw_format* format(const CellFormat& wanted);
    lxw_format* header_format();
    lxw_format* heading_format();
    lxw_format* colour_format(std::uint32_t fill_rgb, std::uint32_t text_rgb);
    const std::string& author() const { return m_author; }

    /// Where a long drop-down list will stand, as a formula; equal lists stand once.
    std::string place_of(const std::vector<std::string>& choices);

    /// Writes the file and looks whether all of it stands there: the library does not notice a
    /// temporary file that could not be filled. Throws OutputError.
    void close();

    /// Throws OutputError unless `error` is none.
    void check(lxw_error error) const;

  private:
    void write_lists();
    void require_whole() const;

    NumbersWithPoint m_numbers;
    std::string m_path, m_folder, m_author;
    std::size_t m_sheets = 0;
    lxw_workbook* m_book = nullptr;
    std::map<CellFormat, lxw_format*> m_formats;
    std::map<std::pair<std::uint32_t, std::uint32_t>, lxw_format*> m_colours;
    lxw_format* m_header = nullptr;
    lxw_format* m_heading = nullptr;
    std::vector<std::vector<std::string>> m_lists;
};

} // namespace geo
