// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/geojson_writer.hpp"

#include <charconv>
#include <fstream>

#include <nlohmann/json.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/io/row_windows.hpp"

namespace geo {

namespace {

std::string quoted(const std::string& text) {
    // Bytes that are no UTF-8 become U+FFFD: the file has to stay readable.
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void append_whole(std::string& to, std::int64_t number) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    to.append(digits.data(), end);
}

/// Grid units as degrees: "119.000000001", "119.0".
void append_degrees(std::string& to, std::int64_t units) {
    constexpr std::int64_t unit = 1'000'000'000;
    if (units < 0) to += '-';
    const auto all = units < 0 ? -units : units;
    append_whole(to, all / unit);
    std::array<char, 10> part{'.', '0', '0', '0', '0', '0', '0', '0', '0', '0'};
    auto rest = all % unit;
    for (std::size_t k = 9; k > 0; --k, rest /= 10) part[k] = static_cast<char>('0' + rest % 10);
    std::size_t size = part.size();
    while (size > 2 && part[size - 1] == '0') --size;
    to.append(part.data(), size);
}

void append_point(std::string& to, GridPoint p) {
    to += "[ ";
    append_degrees(to, p.x);
    to += ", ";
    append_degrees(to, p.y);
    to += " ]";
}

/// The members between brackets, each appended by append(member).
template <typename Append>
void append_list(std::string& to, std::size_t first, std::size_t last, Append&& append) {
    to += "[ ";
    for (auto i = first; i < last; ++i) {
        if (i > first) to += ", ";
        append(i);
    }
    to += " ]";
}

void append_ring(std::string& to, std::span<const GridPoint> ring) {
    append_list(to, 0, ring.size() + 1,
                [&](std::size_t i) { append_point(to, ring[i % ring.size()]); });
}

void append_shape(std::string& to, const Polygons& shapes, std::size_t feature) {
    const auto first = shapes.feature_begin[feature], last = shapes.feature_begin[feature + 1];
    if (first == last) {
        to += "null";
        return;
    }
    to += R"({ "type": "MultiPolygon", "coordinates": )";
    append_list(to, first, last, [&](std::size_t part) {
        append_list(to, shapes.part_begin[part], shapes.part_begin[part + 1],
                    [&](std::size_t r) { append_ring(to, shapes.ring(r)); });
    });
    to += " }";
}

/// A number with a point or an exponent, so that a reader sees that it is no whole one.
std::string real_text(const Column& column, double number) {
    auto text = column.decimals == all_decimals ? shortest(number) : fixed(number, column.decimals);
    if (text.empty()) return "null";
    if (const auto point = text.find('.'); point != text.npos && column.decimals != all_decimals)
        while (text.back() == '0' && text.size() > point + 2) text.pop_back();
    return text.find_first_of(".eE") == text.npos ? text + ".0" : text;
}

std::string value_text(const Column& column, const Value& value) {
    if (is_unknown(value)) return "null";
    if (column.type == ColumnType::text) return quoted(to_text(value));
    const auto number = to_number(value);
    if (!number) return "null";
    if (column.type == ColumnType::real) return real_text(column, *number);
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
    return std::to_string(static_cast<std::int64_t>(*number));
}

/// Makes the line of a feature.
class FeatureEncoder {
  public:
    explicit FeatureEncoder(const Table& table) : m_table(table) {
        for (const auto& column : table.columns) m_names.push_back(quoted(column.name) + ": ");
    }
    std::string operator()(std::size_t row, GridPoint point) const {
        auto line = begun(row);
        line += R"({ "type": "Point", "coordinates": )";
        append_point(line, point);
        return line + " } }";
    }
    std::string operator()(std::size_t row, const Polygons& shapes, std::size_t feature) const {
        auto line = begun(row);
        append_shape(line, shapes, feature);
        return line + " }";
    }

  private:
    std::string begun(std::size_t row) const {
        std::string line = R"({ "type": "Feature", "properties": { )";
        for (std::size_t c = 0; c < m_names.size(); ++c) {
            if (c > 0) line += ", ";
            line += m_names[c] + value_text(m_table.columns[c], m_table.rows[row][c]);
        }
        return line + R"( }, "geometry": )";
    }

    const Table& m_table;
    std::vector<std::string> m_names; ///< of the columns, quoted
};

} // namespace

void write_geojson(const std::string& path, const OutputLayer& layer) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << "{\n\"type\": \"FeatureCollection\",\n\"name\": " << quoted(layer.table.name)
         << ",\n\"crs\": { \"type\": \"name\", \"properties\": { \"name\": "
            "\"urn:ogc:def:crs:OGC:1.3:CRS84\" } },\n\"features\": [\n";
    FeatureEncoder encode(layer.table);
    RowWindows rows(layer, encode);
    std::vector<std::string> lines;
    for (bool is_first = true; file && rows.next(lines);)
        for (const auto& line : lines) {
            file << (is_first ? "" : ",\n") << line;
            is_first = false;
        }
    file << "\n]\n}\n";
    file.close();
    if (!file)
        throw OutputError({path + "：无法写入。请检查磁盘空间和权限。",
                           path + ": cannot be written. Check disk space and permissions."});
}

} // namespace geo
