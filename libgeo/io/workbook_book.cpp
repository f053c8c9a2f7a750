// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/workbook_book.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "libgeo/core/error.hpp"
#include "libgeo/io/gdal_session.hpp"
#include "libgeo/io/workbook_text.hpp"
#include "libgeo/io/xlsx_parts.hpp"

namespace geo {

namespace {

constexpr const char* lists_name = "_lists";
constexpr std::size_t most_property_units = 255;
constexpr lxw_color_t locked_rgb = 0xF0F0F0;

/// A text of the file's properties in the library's form.
class Property {
  public:
    explicit Property(const std::string& text)
        : m_text(cut_units(workbook_text(text).text, most_property_units)) {}
    char* get() { return m_text.empty() ? nullptr : m_text.data(); }

  private:
    std::string m_text;
};

std::string folder_of(const std::string& path) {
    const auto folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

} // namespace

Workbook::Workbook(const std::string& path, Memory memory)
    : m_path(path), m_folder(folder_of(path)) {
    lxw_workbook_options options{};
    options.constant_memory = memory == Memory::constant;
    options.tmpdir = m_folder.data();
    options.use_zip64 = memory == Memory::constant;
    // The library would say it on stderr.
    std::ofstream trial(path, std::ios::binary);
    if (!trial) check(LXW_ERROR_CREATING_XLSX_FILE);
    m_book = workbook_new_opt(path.c_str(), &options);
    if (!m_book) check(LXW_ERROR_MEMORY_MALLOC_FAILED);
}

Workbook::~Workbook() {
    if (m_book) lxw_workbook_free(m_book);
}

void Workbook::set_properties(const WorkbookProperties& given, std::int64_t created_unix_s) {
    Property title(given.title), subject(given.subject), author(given.author);
    Property company(given.company), keywords(given.keywords), comments(given.comments);
    lxw_doc_properties properties{};
    properties.title = title.get();
    properties.subject = subject.get();
    properties.author = author.get();
    properties.company = company.get();
    properties.keywords = keywords.get();
    properties.comments = comments.get();
    // To the library 0 means now.
    properties.created = created_unix_s == 0 ? 1 : created_unix_s;
    check(workbook_set_properties(m_book, &properties));
    m_author = author.get() ? author.get() : "";
}

lxw_worksheet* Workbook::add_sheet(const std::string& name) {
    auto* sheet = workbook_add_worksheet(m_book, name.c_str());
    if (!sheet) check(LXW_ERROR_MEMORY_MALLOC_FAILED);
    ++m_sheets;
    return sheet;
}

lxw_format* Workbook::format(const CellFormat& wanted) {
    auto& format = m_formats[wanted];
    if (format) return format;
    format = workbook_add_format(m_book);
    format_set_num_format(format, wanted.number.c_str());
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (wanted.locked)
        format_set_bg_color(format, locked_rgb);
    else
        format_set_unlocked(format);
    if (wanted.wrapped) format_set_text_wrap(format);
    return format;
}

lxw_format* Workbook::header_format() {
    if (m_header) return m_header;
    m_header = workbook_add_format(m_book);
    format_set_bold(m_header);
    format_set_bg_color(m_header, 0xDDE6F0);
    format_set_bottom(m_header, LXW_BORDER_THIN);
    format_set_text_wrap(m_header);
    format_set_align(m_header, LXW_ALIGN_VERTICAL_CENTER);
    return m_header;
}

lxw_format* Workbook::heading_format() {
    if (m_heading) return m_heading;
    m_heading = workbook_add_format(m_book);
    format_set_bold(m_heading);
    return m_heading;
}

lxw_format* Workbook::colour_format(std::uint32_t fill_rgb, std::uint32_t text_rgb) {
    auto& format = m_colours[{fill_rgb, text_rgb}];
    if (format) return format;
    format = workbook_add_format(m_book);
    format_set_bg_color(format, fill_rgb);
    format_set_font_color(format, text_rgb == 0 ? lxw_color_t{LXW_COLOR_BLACK} : text_rgb);
    return format;
}

std::string Workbook::place_of(const std::vector<std::string>& choices) {
    auto found = std::find(m_lists.begin(), m_lists.end(), choices);
    if (found == m_lists.end()) found = m_lists.insert(m_lists.end(), choices);
    const auto column = static_cast<lxw_col_t>(found - m_lists.begin());
    std::array<char, LXW_MAX_FORMULA_RANGE_LENGTH> range{};
    lxw_rowcol_to_formula_abs(range.data(), lists_name, 0, column,
                              static_cast<lxw_row_t>(choices.size() - 1), column);
    return "=" + std::string(range.data());
}

void Workbook::write_lists() {
    if (m_lists.empty()) return;
    auto* sheet = add_sheet(lists_name);
    std::size_t longest = 0;
    for (const auto& list : m_lists) longest = std::max(longest, list.size());
    for (std::size_t row = 0; row < longest; ++row)
        for (std::size_t c = 0; c < m_lists.size(); ++c)
            if (row < m_lists[c].size())
                check(worksheet_write_string(sheet, static_cast<lxw_row_t>(row),
                                             static_cast<lxw_col_t>(c), m_lists[c][row].c_str(),
                                             nullptr));
    worksheet_hide(sheet);
}

void Workbook::close() {
    write_lists();
    auto* book = m_book;
    m_book = nullptr; // the library frees it, also when it fails
    check(workbook_close(book));
    require_whole();
}

void Workbook::require_whole() const {
    open_gdal_session();
    const GdalMessages unsaid;
    bool is_whole = xlsx_part_ends_with(m_path, "xl/workbook.xml", "</workbook>") &&
                    xlsx_part_ends_with(m_path, "xl/styles.xml", "</styleSheet>");
    for (std::size_t sheet = 1; is_whole && sheet <= m_sheets; ++sheet)
        is_whole = xlsx_part_ends_with(
            m_path, "xl/worksheets/sheet" + std::to_string(sheet) + ".xml", "</worksheet>");
    if (!is_whole) check(LXW_ERROR_ZIP_CLOSE);
}

void Workbook::check(lxw_error error) const {
    if (error == LXW_NO_ERROR) return;
    const std::string why = lxw_strerror(error);
    throw OutputError({m_path + "：工作簿无法写入（" + why + "）。请检查磁盘空间和权限。",
                       m_path + ": the workbook cannot be written (" + why +
                           "). Look at the space on the disk and the permissions."});
}

} // namespace geo
