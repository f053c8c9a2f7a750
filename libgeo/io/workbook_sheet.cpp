// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/workbook_sheet.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "libgeo/core/error.hpp"
#include "libgeo/core/utf8.hpp"
#include "libgeo/io/workbook_book.hpp"
#include "libgeo/io/workbook_text.hpp"

namespace geo {

namespace {

constexpr std::int64_t most_exact = 999'999'999'999'999; // 15 digits
constexpr std::size_t most_text_format = 255; // longer cells of format "text" are shown as ####
constexpr std::size_t narrowest = 6, widest = 60, rows_measured = 1'000;
constexpr double line_points = 15; // height of a line of a header
constexpr std::size_t most_list_units = 255, most_note_units = 2'000;
constexpr int first_year = 1900, first_month = 3; // before it, Excel's days are one off

lxw_row_t row_number(std::size_t row) {
    return static_cast<lxw_row_t>(row);
}
lxw_col_t column_number(std::size_t column) {
    return static_cast<lxw_col_t>(column);
}

std::string number_format(const Column& column) {
    if (column.type == ColumnType::text) return "@";
    if (column.type == ColumnType::whole) return "0";
    if (column.decimals == all_decimals) return "General";
    const std::string room = "_ "; // or the number touches the text in the next column
    return column.decimals > 0
               ? "#,##0." + std::string(static_cast<std::size_t>(column.decimals), '0') + room
               : "#,##0" + room;
}

lxw_conditional_criteria criterion_of(const std::string& op) {
    static const std::map<std::string, lxw_conditional_criteria, std::less<>> all{
        {"=", LXW_CONDITIONAL_CRITERIA_EQUAL_TO},
        {"<>", LXW_CONDITIONAL_CRITERIA_NOT_EQUAL_TO},
        {"<", LXW_CONDITIONAL_CRITERIA_LESS_THAN},
        {"<=", LXW_CONDITIONAL_CRITERIA_LESS_THAN_OR_EQUAL_TO},
        {">", LXW_CONDITIONAL_CRITERIA_GREATER_THAN},
        {">=", LXW_CONDITIONAL_CRITERIA_GREATER_THAN_OR_EQUAL_TO}};
    const auto found = all.find(op);
    if (found == all.end()) throw std::logic_error("a colour rule compares with '" + op + "'");
    return found->second;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

/// A text as a constant of a formula.
std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : workbook_text(text).text) {
        if (c == '"') result += '"';
        result += c;
    }
    return result + '"';
}

/// Writes one sheet.
class SheetWriter {
  public:
    SheetWriter(Workbook& book, const TableSheet& sheet, Problems& problems)
        : m_book(book), m_sheet(sheet), m_problems(problems), m_out(book.add_sheet(sheet.name)),
          m_looks(sheet.columns) {
        m_looks.resize(sheet.table.columns.size());
        m_header_row = sheet.heading.empty() ? 0 : sheet.heading.size() + 1;
        m_last_row = m_header_row + sheet.table.rows.size() + sheet.spare_rows;
    }

    void write() {
        for (std::size_t c = 0; c < m_looks.size(); ++c) set_column(c);
        write_heading();
        write_header();
        for (std::size_t r = 0; r < m_sheet.table.rows.size(); ++r)
            for (std::size_t c = 0; c < m_looks.size(); ++c)
                write_cell(m_header_row + 1 + r, c, m_sheet.table.rows[r][c]);
        set_page();
        if (!m_looks.empty()) set_ranges();
        protect();
    }

  private:
    void check(lxw_error error) const { m_book.check(error); }

    const Column& column(std::size_t c) const { return m_sheet.table.columns[c]; }

    std::string title_of(std::size_t c) const {
        const auto& look = m_looks[c];
        const auto& title = look.title.empty() ? column(c).name : look.title;
        return look.unit.empty() ? title : title + " (" + look.unit + ")";
    }

    std::size_t first_shown() const {
        std::size_t c = 0;
        while (c + 1 < m_looks.size() && m_looks[c].showing == Showing::hidden) ++c;
        return c;
    }

    /// Of a cell of the table.
    CellFormat format_of(std::size_t c) const {
        CellFormat format;
        format.number = m_looks[c].kind == CellKind::date ? "yyyy-mm-dd" : number_format(column(c));
        format.locked = m_looks[c].editing != Editing::allowed;
        return format;
    }

    /// Of all cells that hold nothing yet.
    CellFormat column_format(std::size_t c) const {
        auto format = format_of(c);
        format.locked = m_looks[c].editing == Editing::locked;
        return format;
    }

    void say(std::size_t row, const std::string& code, const Text& what) {
        Problem problem;
        problem.layer = m_sheet.name;
        problem.feature_id = std::to_string(row + 1);
        problem.code = code;
        problem.lon = problem.lat = no_place();
        problem.message = what;
        m_problems.push_back(std::move(problem));
    }

    std::string place(std::size_t row, std::size_t c) const {
        std::array<char, LXW_MAX_CELL_NAME_LENGTH> name{};
        lxw_rowcol_to_cell(name.data(), row_number(row), column_number(c));
        return m_sheet.name + "!" + name.data();
    }

    std::string cleaned(std::size_t row, std::size_t c, std::string_view text);
    double width_of(std::size_t c) const;
    void set_column(std::size_t c);
    void write_heading();
    void write_header();
    void write_cell(std::size_t row, std::size_t c, const Value& value);
    void write_text(std::size_t row, std::size_t c, const std::string& text);
    bool write_number(std::size_t row, std::size_t c, const Value& value);
    bool write_moment(std::size_t row, std::size_t c, const std::string& text);
    void set_page();
    void set_ranges();
    void set_choices(std::size_t c);
    void set_colour(std::size_t c, const ColourRule& rule);
    void protect();

    Workbook& m_book;
    const TableSheet& m_sheet;
    Problems& m_problems;
    lxw_worksheet* m_out;
    std::vector<SheetColumn> m_looks;
    std::size_t m_header_row = 0;
    std::size_t m_last_row = 0;
};

std::string SheetWriter::cleaned(std::size_t row, std::size_t c, std::string_view text) {
    const auto clean = workbook_text(text);
    if (clean.replaced > 0) {
        const auto n = std::to_string(clean.replaced);
        say(row, "workbook_characters",
            {place(row, c) + "：" + n + " 个字符是工作簿不能保存的，已换成 �。",
             place(row, c) + ": " + n + (clean.replaced == 1 ? " character" : " characters") +
                 " that a workbook cannot hold became �."});
    }
    if (clean.cut) {
        const auto n = std::to_string(clean.units);
        say(row, "workbook_cut",
            {place(row, c) + "：文字有 " + n + " 个字符，单元格最多 32767 个，已截断。",
             place(row, c) + ": the text has " + n +
                 " characters, a cell holds 32,767: it was cut."});
    }
    return clean.text;
}

double SheetWriter::width_of(std::size_t c) const {
    if (m_looks[c].width > 0) return m_looks[c].width;
    const bool is_real = column(c).type == ColumnType::real;
    std::size_t width = 0;
    const auto title = title_of(c);
    for (const auto line : lines_of(title))
        width = std::max(width, display_width(line) + 3); // room for the mark of the filter
    for (std::size_t r = 0; r < std::min(m_sheet.table.rows.size(), rows_measured); ++r) {
        const auto text = cell_text(column(c), m_sheet.table.rows[r][c]);
        const auto line = std::string_view(text).substr(0, text.find('\n'));
        if (is_utf8(line)) width = std::max(width, display_width(line) + (is_real ? 3 : 1));
    }
    return static_cast<double>(std::clamp(width, narrowest, widest));
}

void SheetWriter::set_column(std::size_t c) {
    lxw_row_col_options options{};
    options.hidden = m_looks[c].showing == Showing::hidden;
    check(worksheet_set_column_opt(m_out, column_number(c), column_number(c), width_of(c),
                                   m_book.format(column_format(c)), &options));
}

void SheetWriter::write_heading() {
    for (std::size_t r = 0; r < m_sheet.heading.size(); ++r)
        check(worksheet_write_string(m_out, row_number(r), column_number(first_shown()),
                                     cleaned(r, 0, m_sheet.heading[r]).c_str(),
                                     m_book.heading_format()));
}

void SheetWriter::write_header() {
    std::size_t lines = 1;
    for (std::size_t c = 0; c < m_looks.size(); ++c)
        lines = std::max(lines, lines_of(title_of(c)).size());
    if (lines > 1) // else as high as the program that opens it likes
        check(worksheet_set_row(m_out, row_number(m_header_row),
                                line_points * static_cast<double>(lines) + 4, nullptr));
    for (std::size_t c = 0; c < m_looks.size(); ++c) {
        check(worksheet_write_string(m_out, row_number(m_header_row), column_number(c),
                                     cleaned(m_header_row, c, title_of(c)).c_str(),
                                     m_book.header_format()));
        if (m_looks[c].note.empty()) continue;
        const auto note = cut_units(workbook_text(m_looks[c].note).text, most_note_units);
        std::string author = m_book.author();
        lxw_comment_options options{};
        options.author = author.data();
        options.width = 320;
        options.height = static_cast<std::uint16_t>(40 + 16 * (display_width(note) / 46 + 1));
        check(worksheet_write_comment_opt(m_out, row_number(m_header_row), column_number(c),
                                          note.c_str(), &options));
    }
}

void SheetWriter::write_text(std::size_t row, std::size_t c, const std::string& text) {
    auto format = format_of(c);
    format.number = utf16_units(text) > most_text_format ? "General" : "@";
    format.wrapped = display_width(text) > widest || text.find('\n') != std::string::npos;
    check(worksheet_write_string(m_out, row_number(row), column_number(c), text.c_str(),
                                 m_book.format(format)));
}

bool SheetWriter::write_number(std::size_t row, std::size_t c, const Value& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        if (*whole > most_exact || *whole < -most_exact) return false;
    // The very number of the CSV: rounded to the column's decimals.
    const auto number = parse_number(cell_text(column(c), value));
    if (!number) return false;
    check(worksheet_write_number(m_out, row_number(row), column_number(c), *number,
                                 m_book.format(format_of(c))));
    return true;
}

bool SheetWriter::write_moment(std::size_t row, std::size_t c, const std::string& text) {
    const auto moment = sheet_moment(text);
    if (!moment || std::pair(moment->year, moment->month) < std::pair(first_year, first_month))
        return false;
    auto format = format_of(c);
    if (moment->has_time) format.number = "yyyy-mm-dd hh:mm:ss";
    lxw_datetime datetime{moment->year, moment->month,  moment->day,
                          moment->hour, moment->minute, static_cast<double>(moment->second)};
    check(worksheet_write_datetime(m_out, row_number(row), column_number(c), &datetime,
                                   m_book.format(format)));
    return true;
}

void SheetWriter::write_cell(std::size_t row, std::size_t c, const Value& value) {
    const auto text = to_text(value);
    if (text.empty()) {
        check(worksheet_write_blank(m_out, row_number(row), column_number(c),
                                    m_book.format(format_of(c))));
        return;
    }
    const bool is_date = m_looks[c].kind == CellKind::date;
    const bool is_number = !is_date && column(c).type != ColumnType::text;
    if (is_date && write_moment(row, c, text)) return;
    if (is_number && write_number(row, c, value)) return;
    const auto clean = cleaned(row, c, text);
    if (is_date || is_number)
        say(row, "workbook_kind",
            {place(row, c) + "：'" + clean + "' 不能作为" + (is_date ? "日期" : "数字") +
                 "写入，保留为文字。",
             place(row, c) + ": '" + clean + "' cannot be written as a " +
                 (is_date ? "day" : "number") + " and stays a text."});
    write_text(row, c, clean);
}

void SheetWriter::set_page() {
    worksheet_freeze_panes(m_out, row_number(m_header_row + 1),
                           column_number(m_sheet.frozen_columns));
    worksheet_set_landscape(m_out);
    worksheet_set_paper(m_out, 9); // A4
    worksheet_fit_to_pages(m_out, 1, 0);
    check(worksheet_repeat_rows(m_out, row_number(m_header_row), row_number(m_header_row)));
    if (m_sheet.tab_rgb) worksheet_set_tab_color(m_out, *m_sheet.tab_rgb);
    if (m_sheet.showing == Showing::hidden) worksheet_hide(m_out);
}

void SheetWriter::set_ranges() {
    check(worksheet_autofilter(m_out, row_number(m_header_row), 0, row_number(m_last_row),
                               column_number(m_looks.size() - 1)));
    std::array<char, LXW_MAX_CELL_RANGE_LENGTH> all{};
    lxw_rowcol_to_range(all.data(), row_number(m_header_row), 0, row_number(m_last_row),
                        column_number(m_looks.size() - 1));
    check(worksheet_ignore_errors(m_out, LXW_IGNORE_NUMBER_STORED_AS_TEXT, all.data()));
    if (m_last_row == m_header_row) return;
    for (std::size_t c = 0; c < m_looks.size(); ++c) {
        if (!m_looks[c].choices.empty()) set_choices(c);
        for (const auto& rule : m_looks[c].colours) set_colour(c, rule);
    }
}

void SheetWriter::set_choices(std::size_t c) {
    std::vector<std::string> clean;
    bool has_comma = false;
    std::size_t units = 0;
    for (const auto& choice : m_looks[c].choices) {
        clean.push_back(workbook_text(choice).text);
        has_comma |= clean.back().find(',') != std::string::npos;
        units += utf16_units(clean.back()) + 1;
    }
    std::vector<char*> pointers;
    for (auto& choice : clean) pointers.push_back(choice.data());
    pointers.push_back(nullptr);
    std::string title = "parkline", message = "请从列表中选择。 Choose from the list.", formula;
    lxw_data_validation validation{};
    if (has_comma || units > most_list_units) {
        formula = m_book.place_of(clean);
        validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
        validation.value_formula = formula.data();
    } else {
        validation.validate = LXW_VALIDATION_TYPE_LIST;
        validation.value_list = pointers.data();
    }
    validation.error_title = title.data();
    validation.error_message = message.data();
    check(worksheet_data_validation_range(m_out, row_number(m_header_row + 1), column_number(c),
                                          row_number(m_last_row), column_number(c), &validation));
}

void SheetWriter::set_colour(std::size_t c, const ColourRule& rule) {
    std::string text;
    lxw_conditional_format condition{};
    condition.type = LXW_CONDITIONAL_TYPE_CELL;
    condition.criteria = static_cast<std::uint8_t>(criterion_of(rule.op));
    condition.stop_if_true = 1;
    condition.format = m_book.colour_format(rule.fill_rgb, rule.text_rgb);
    if (is_unknown(rule.value)) {
        condition.type = LXW_CONDITIONAL_TYPE_BLANKS;
    } else if (const auto* words = std::get_if<std::string>(&rule.value)) {
        text = quoted(*words);
        condition.value_string = text.data();
    } else {
        condition.value = *to_number(rule.value);
    }
    check(worksheet_conditional_format_range(m_out, row_number(m_header_row + 1), column_number(c),
                                             row_number(m_last_row), column_number(c), &condition));
}

void SheetWriter::protect() {
    if (std::none_of(m_looks.begin(), m_looks.end(),
                     [](const auto& look) { return look.editing != Editing::allowed; }))
        return;
    lxw_protection options{}; // what stays allowed
    options.format_cells = options.format_columns = options.format_rows = 1;
    options.sort = options.autofilter = 1;
    options.insert_rows = options.delete_rows = m_sheet.spare_rows > 0;
    worksheet_protect(m_out, nullptr, &options);
}

} // namespace

void write_sheet(Workbook& book, const TableSheet& sheet, Problems& problems) {
    SheetWriter(book, sheet, problems).write();
}

} // namespace geo
