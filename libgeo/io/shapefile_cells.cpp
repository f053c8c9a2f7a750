// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/shapefile_cells.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "libgeo/core/error.hpp"
#include "libgeo/core/text.hpp"
#include "libgeo/io/plain_dates.hpp"
#include "libgeo/io/shapefile_parts.hpp"

namespace geo {

namespace {

/// A field of the table: where its cell lies within a record.
struct CellField {
    char type = 'C'; ///< as the table states it: N and F numbers, D days
    std::size_t begin = 0;
    std::size_t width = 0;
};

std::size_t unsigned_at(std::string_view bytes, std::size_t at, std::size_t count) {
    std::size_t value = 0;
    for (std::size_t i = count; i-- > 0;)
        value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

/// The records of a .dbf, one after the other.
class DbfRecords {
  public:
    explicit DbfRecords(const std::string& path) : m_file(path, std::ios::binary) {
        std::string head(32, '\0');
        m_file.read(head.data(), 32);
        m_head_size = unsigned_at(head, 8, 2);
        m_record.resize(std::max<std::size_t>(unsigned_at(head, 10, 2), 1));
        read_fields();
        m_file.seekg(static_cast<std::streamoff>(m_head_size));
    }

    const std::vector<CellField>& fields() const { return m_fields; }

    /// False after the last record; its length was checked before.
    bool next() {
        m_file.read(m_record.data(), static_cast<std::streamsize>(m_record.size()));
        return m_file.gcount() == static_cast<std::streamsize>(m_record.size());
    }

    bool is_deleted() const { return m_record[0] == '*'; }

    /// The cell without the blanks and zero bytes around it.
    std::string_view cell(const CellField& field) const {
        constexpr std::string_view blank(" \0", 2);
        auto text = std::string_view(m_record).substr(field.begin, field.width);
        const auto first = text.find_first_not_of(blank);
        if (first == std::string_view::npos) return {};
        return text.substr(first, text.find_last_not_of(blank) - first + 1);
    }

  private:
    void read_fields() {
        std::string field(32, '\0');
        for (std::size_t begin = 1; m_file.read(field.data(), 32) && field[0] != '\r';) {
            const auto width = unsigned_at(field, 16, 1);
            if (begin + width > m_record.size()) return;
            m_fields.push_back({field[11], begin, width});
            begin += width;
            if (static_cast<std::size_t>(m_file.tellg()) + 1 >= m_head_size) return;
        }
        m_file.clear();
    }

    std::ifstream m_file;
    std::size_t m_head_size = 0;
    std::string m_record;
    std::vector<CellField> m_fields;
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_number(std::string_view cell) {
    if (cell.front() == '+') cell.remove_prefix(1);
    double number = 0;
    const auto* end = cell.data() + cell.size();
    const auto [stop, error] = std::from_chars(cell.data(), end, number);
    return error == std::errc() && stop == end && std::isfinite(number);
}

/// Days are eight digits; programs write nothing, noughts or one nought for none.
bool is_day(std::string_view cell) {
    if (cell.find_first_not_of('0') == std::string_view::npos) return true;
    if (cell.size() != 8 || !std::ranges::all_of(cell, is_digit)) return false;
    const std::string day(cell);
    return is_plain_date(day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6));
}

/// A whole number with more digits than a real number keeps.
bool is_long_number(std::string_view cell) {
    if (cell.front() == '-' || cell.front() == '+') cell.remove_prefix(1);
    return cell.size() >= 16 && std::ranges::all_of(cell, is_digit);
}

/// The number of 64 bits, else its digits.
Value digits_of(std::string_view cell) {
    if (cell.front() == '+') cell.remove_prefix(1);
    std::int64_t number = 0;
    const auto* end = cell.data() + cell.size();
    const auto [stop, error] = std::from_chars(cell.data(), end, number);
    if (error == std::errc() && stop == end) return number;
    return std::string(cell);
}

/// Goes over the table and the layer together.
class CellMender {
  public:
    CellMender(const std::string& table, RawLayer& raw) : m_records(table), m_raw(raw) {}

    void run() {
        const auto& fields = m_records.fields();
        for (std::int64_t number = 0; m_records.next(); ++number) {
            if (m_records.is_deleted()) {
                ++m_deleted;
                continue;
            }
            if (m_feature >= m_raw.features() ||
                m_raw.feature_id(m_feature) != std::to_string(number))
                continue; // left out by a filter
            for (std::size_t f = 0; f < fields.size() && f < m_raw.attributes.columns.size(); ++f)
                mend(fields[f], f);
            ++m_feature;
        }
        if (m_deleted > 0) say_deleted();
    }

  private:
    void mend(const CellField& field, std::size_t f) {
        auto& column = m_raw.attributes.columns[f];
        if (column.empty() || (field.type != 'N' && field.type != 'F' && field.type != 'D')) return;
        const auto cell = m_records.cell(field);
        if (cell.empty()) return;
        auto& value = column[m_feature];
        const bool is_good = field.type == 'D' ? is_day(cell) : is_number(cell);
        if (!is_good) {
            value = Value();
            return say_unreadable(f, cell);
        }
        if (field.type == 'D' || !is_long_number(cell)) return;
        if (!std::holds_alternative<double>(value)) return;
        value = digits_of(cell);
        if (std::holds_alternative<std::string>(value)) say_long(f, cell);
    }

    void say_unreadable(std::size_t f, std::string_view cell) {
        const auto name = m_raw.attributes.names[f];
        const auto text = shown(cell);
        const bool is_overflow = cell.find_first_not_of('*') == std::string_view::npos;
        note(m_raw.feature_id(m_feature), "unreadable_value", Severity::warning,
             {"字段 " + name + " 的值 '" + text + "'" +
                  (is_overflow ? "是写入时放不下而丢失的数" : "不是该类型的值") + "，按未知处理。",
              "the field " + name + " has '" + text + "', " +
                  (is_overflow ? "a number that was lost because it did not fit"
                               : "which is no value of its type") +
                  "; it counts as unknown."});
    }

    void say_long(std::size_t f, std::string_view cell) {
        const auto name = m_raw.attributes.names[f];
        const std::string text(cell);
        note(m_raw.feature_id(m_feature), "long_number", Severity::note,
             {"字段 " + name + " 的数 " + text + " 太长，按文字保留全部数字。",
              "the field " + name + " has the number " + text +
                  ", which is too long for a number; its digits are kept as a text."});
    }

    void say_deleted() {
        const auto n = std::to_string(m_deleted);
        note("", "deleted_records", Severity::note,
             {"表中有 " + n + " 条记录标为已删除，没有读取。",
              n + " record(s) of the table are marked as deleted and were left out."});
    }

    /// A cell that is no number may hold any bytes.
    static std::string shown(std::string_view cell) {
        std::string text(cell);
        for (char& c : text)
            if (c < ' ' || c > '~') c = '?';
        return text;
    }

    void note(const std::string& id, const std::string& code, Severity severity, const Text& text) {
        m_raw.notes.push_back({m_raw.subject, id, code, severity, no_place(), no_place(), text});
    }

    DbfRecords m_records;
    RawLayer& m_raw;
    std::size_t m_feature = 0;
    std::uint64_t m_deleted = 0;
};

} // namespace

void mend_shapefile_cells(const std::string& path, RawLayer& raw) {
    if (ascii_lower(std::filesystem::path(path).extension().string()) != ".shp") return;
    CellMender(shapefile_part(path, ".dbf"), raw).run();
}

} // namespace geo
