// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/list_places.hpp"

#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "libgeo/core/angle.hpp"
#include "libgeo/core/loose_number.hpp"
#include "libgeo/crs/to_grid.hpp"
#include "libgeo/io/wkb_writer.hpp"
#include "libgeo/normalise/fields.hpp"
#include "libgeo/normalise/list_columns.hpp"

namespace geo {

namespace {

/// The frame that a text names; nothing when it names none.
std::optional<Datum> datum_in_words(const std::string& text) {
    const auto plain = ascii_lower(half_width(text));
    const auto has = [&](std::string_view word) { return plain.find(word) != std::string::npos; };
    for (const auto* word : {"gcj", "火星", "高德", "腾讯"})
        if (has(word)) return Datum::gcj02;
    for (const auto* word : {"bd09", "bd-09", "百度"})
        if (has(word)) return Datum::bd09;
    for (const auto* word : {"wgs", "gps"})
        if (has(word)) return Datum::wgs84;
    for (const auto* word : {"cgcs", "2000"})
        if (has(word)) return Datum::cgcs2000;
    return {};
}

/// The place in the true frame, and from there in another.
LonLat to_true(LonLat p, Datum from) {
    if (from == Datum::gcj02) return from_gcj02(p);
    return from == Datum::bd09 ? from_gcj02(bd09_to_gcj02(p)) : p;
}
LonLat from_true(LonLat p, Datum to) {
    if (to == Datum::gcj02) return to_gcj02(p);
    return to == Datum::bd09 ? gcj02_to_bd09(to_gcj02(p)) : p;
}

bool is_shifted(Datum datum) {
    return datum == Datum::gcj02 || datum == Datum::bd09;
}

/// One coordinate of a cell; `wrong_half` holds the letters that belong to the other axis.
std::optional<double> coordinate(const Value& value, std::string_view wrong_half) {
    if (const auto number = to_number(value)) return number;
    const auto* text = std::get_if<std::string>(&value);
    const auto angle = text ? parse_angle(*text) : std::nullopt;
    if (!angle || (angle->hemisphere && wrong_half.find(angle->hemisphere) != wrong_half.npos))
        return {};
    return angle->degrees;
}

class ListPlacer {
  public:
    ListPlacer(const RawLayer& list, const LayerSpec& spec)
        : m_spec(spec), m_ids(ids_of(list, spec)), m_placed(list),
          m_columns(find_place_columns(list, spec, m_placed.notes)), m_datum(datum_column()) {
        m_placed.wkb.clear();
        m_placed.wkb_begin = {0};
        m_placed.has_geometry = true;
    }

    RawLayer run() {
        for (std::size_t i = 0; i < m_ids.size(); ++i) {
            if (const auto place = place_of(i)) {
                WkbWriter wkb(m_placed.wkb);
                wkb.header(wkb::point);
                wkb.point(place->x, place->y);
            }
            m_placed.wkb_begin.push_back(m_placed.wkb.size());
        }
        say_rows_in_other_frames();
        add_area_columns(m_placed);
        return std::move(m_placed);
    }

  private:
    std::optional<std::size_t> datum_column() const {
        for (const auto* name : {"ZBX", "坐标系", "坐标系统", "坐标类型", "datum"})
            if (const auto column = m_placed.attributes.find(name)) return column;
        return {};
    }

    std::optional<SourcePoint> place_of(std::size_t row) {
        const auto& x_cell = m_placed.attributes.columns[m_columns.x][row];
        const auto& y_cell = m_placed.attributes.columns[m_columns.y][row];
        if (is_unknown(x_cell) || is_unknown(y_cell)) return {};
        const auto x = coordinate(x_cell, "NS");
        const auto y = coordinate(y_cell, "EW");
        if (!x || !y) {
            say_unreadable(row, to_text(x_cell), to_text(y_cell));
            return {};
        }
        if (*x == 0 && *y == 0) return {}; // what programs write when they know no place
        return in_frame_of_layer(row, {*x, *y});
    }

    SourcePoint in_frame_of_layer(std::size_t row, SourcePoint p) {
        if (!m_datum || std::abs(p.x) > 180 || std::abs(p.y) > 90) return p;
        const auto stated = datum_in_words(to_text(m_placed.attributes.columns[*m_datum][row]));
        if (!stated || *stated == m_spec.datum) return p;
        if (!is_shifted(*stated) && !is_shifted(m_spec.datum)) return p;
        ++m_in_other_frame;
        const auto moved = from_true(to_true({p.x, p.y}, *stated), m_spec.datum);
        return {moved.lon, moved.lat};
    }

    /// "119,0231": digits on both sides of the only comma.
    static bool has_decimal_comma(const std::string& text) {
        const auto comma = text.find(',');
        return comma != std::string::npos && text.find(',', comma + 1) == std::string::npos &&
               parse_number(text.substr(0, comma)) && parse_number(text.substr(comma + 1));
    }

    void say_unreadable(std::size_t row, const std::string& x, const std::string& y) {
        const bool is_comma = has_decimal_comma(x) || has_decimal_comma(y);
        m_placed.notes.push_back({m_placed.subject,
                                  m_ids[row],
                                  "unreadable_coordinates",
                                  Severity::note,
                                  no_place(),
                                  no_place(),
                                  {"坐标 '" + x + "'，'" + y + "' 无法读作数字或度分秒。" +
                                       (is_comma ? "小数请用点号书写。" : ""),
                                   "the coordinates '" + x + "', '" + y +
                                       "' are neither numbers nor degrees, minutes and seconds." +
                                       (is_comma ? " Write decimals with a point." : "")}});
    }

    void say_rows_in_other_frames() {
        if (m_in_other_frame == 0) return;
        const auto n = std::to_string(m_in_other_frame);
        const std::string layer(name_of(m_spec.datum));
        m_placed.notes.push_back(
            {m_placed.subject,
             "",
             "datum_by_row",
             Severity::warning,
             no_place(),
             no_place(),
             {n + " 行自己写明的坐标系与图层的 " + layer + " 不同，已按该行写明的换算。",
              n + " rows state another frame than the layer's " + layer +
                  "; they were converted from the one they state."}});
    }

    const LayerSpec& m_spec;
    std::vector<std::string> m_ids;
    RawLayer m_placed;
    PlaceColumns m_columns;
    std::optional<std::size_t> m_datum;
    std::size_t m_in_other_frame = 0;
};

} // namespace

RawLayer placed_list(const RawLayer& list, const LayerSpec& spec) {
    return ListPlacer(list, spec).run();
}

} // namespace geo
