// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/coordinate_text.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "libgeo/core/error.hpp"
#include "libgeo/io/encoding.hpp"
#include "libgeo/io/wkb_writer.hpp"

namespace geo {

std::string gauss_kruger_code(int degrees, int zone, bool prefixed) {
    if (degrees == 3 && zone >= 25 && zone <= 45)
        return "EPSG:" + std::to_string((prefixed ? 4513 : 4534) + zone - 25);
    if (degrees == 6 && zone >= 13 && zone <= 23)
        return "EPSG:" + std::to_string((prefixed ? 4491 : 4502) + zone - 13);
    return {};
}

namespace {

struct Vertex {
    double easting = 0;
    double northing = 0;
};

struct Plot {
    std::string declared_points, area_ha, id, name, use;
    std::size_t line = 0;
    std::map<int, std::vector<Vertex>> rings; ///< by ring number; 1 is the shell
};

/// Reads the file line by line into plots.
class Reader {
  public:
    explicit Reader(const std::string& path)
        : m_subject(std::filesystem::path(path).filename().string()) {
        raw.subject = m_subject;
        raw.format = "coordinate text";
        read(path);
    }

    RawLayer finish(CrsHeader crs_header) {
        if (crs_header == CrsHeader::required || names_cgcs2000()) raw.crs = crs();
        raw.attributes.names = {"id", "name", "area_ha", "use"};
        raw.attributes.columns.resize(4);
        for (const auto& plot : m_plots) add(plot);
        raw.has_geometry = !m_plots.empty();
        return std::move(raw);
    }

  private:
    [[noreturn]] void fail(std::size_t line, const std::string& zh, const std::string& en) const {
        const auto n = std::to_string(line);
        throw InputError(
            {m_subject + " 第 " + n + " 行：" + zh, m_subject + ", line " + n + ": " + en});
    }

    void warn(std::size_t line, const std::string& code, const std::string& zh,
              const std::string& en) {
        const auto n = std::to_string(line);
        raw.notes.push_back({m_subject,
                             "",
                             code,
                             Severity::warning,
                             no_place(),
                             no_place(),
                             {"第 " + n + " 行：" + zh, "line " + n + ": " + en}});
    }

    static void replace_all(std::string& text, std::string_view from, std::string_view to) {
        for (auto at = text.find(from); at != std::string::npos;
             at = text.find(from, at + to.size()))
            text.replace(at, from.size(), to);
    }

    std::string ascii_punctuation(std::string line, std::size_t number) {
        const std::string before = line;
        for (const auto& [wide, plain] : {std::pair{"，", ","},
                                          {"＝", "="},
                                          {"＠", "@"},
                                          {"．", "."},
                                          {"［", "["},
                                          {"］", "]"}})
            replace_all(line, wide, plain);
        if (line != before && !m_warned_punctuation) {
            m_warned_punctuation = true;
            warn(number, "full_width_punctuation", "全角标点已按半角读取。",
                 "full-width punctuation was read as ASCII.");
        }
        return line;
    }

    void read(const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file),
                                std::istreambuf_iterator<char>()};
        bool gb18030 = false;
        auto text = to_utf8(bytes, gb18030);
        if (!text)
            throw InputError(
                {m_subject + "：既不是 UTF-8 也不是 GB18030 文本。请另存为其中一种编码。",
                 m_subject + ": the text is neither UTF-8 nor GB18030. Save it in one of these."});
        const std::string found = gb18030 ? "GB18030" : "UTF-8";
        raw.notes.push_back(
            {m_subject,
             "",
             "encoding_found",
             Severity::note,
             no_place(),
             no_place(),
             {"按字节判定编码为 " + found + "。", "By its bytes the encoding is " + found + "."}});
        std::size_t number = 0;
        for (std::size_t begin = 0; begin < text->size();) {
            const auto end = std::min(text->find('\n', begin), text->size());
            ++number;
            const auto line = trim(std::string_view(*text).substr(begin, end - begin));
            take(ascii_punctuation(std::string(line), number), number);
            begin = end + 1;
        }
    }

    void take(const std::string& line, std::size_t number) {
        if (line.empty()) return;
        if (line.front() == '[') {
            m_in_plots = line.find("地块坐标") != std::string::npos;
            return;
        }
        if (m_in_plots) return take_plot_line(line, number);
        if (const auto equals = line.find('='); equals != std::string::npos)
            m_properties[std::string(trim(line.substr(0, equals)))] =
                std::string(trim(line.substr(equals + 1)));
    }

    static std::vector<std::string> fields_of(const std::string& line) {
        std::vector<std::string> fields;
        for (std::size_t begin = 0;;) {
            const auto comma = std::min(line.find(',', begin), line.size());
            fields.emplace_back(trim(std::string_view(line).substr(begin, comma - begin)));
            if (comma == line.size()) return fields;
            begin = comma + 1;
        }
    }

    void take_plot_line(const std::string& line, std::size_t number) {
        auto fields = fields_of(line);
        if (line.back() == '@') {
            fields.resize(std::max<std::size_t>(fields.size(), 8));
            m_plots.push_back({fields[0], fields[1], fields[2], fields[3], fields[6], number, {}});
            return;
        }
        if (m_plots.empty())
            fail(number, "坐标之前没有地块行（以 @ 结尾）。请补上地块行。",
                 "coordinates before any plot line (ending in @). Add the plot line.");
        if (fields.size() < 4)
            fail(number, "应为“点号,圈号,X,Y”四项。请补全该行。",
                 "expected four fields 'J1,ring,X,Y'. Complete the line.");
        const auto ring = parse_number(fields[1]);
        const auto northing = parse_number(fields[2]);
        const auto easting = parse_number(fields[3]);
        const bool is_ring = ring && *ring >= 1 && *ring <= 1e6 && *ring == std::floor(*ring);
        if (!is_ring || !northing || !easting)
            fail(number, "圈号（从 1 起的整数）或坐标不是数字：'" + line + "'。请改正。",
                 "the ring number (whole, from 1 on) or a coordinate is not a number: '" + line +
                     "'. Correct it.");
        m_plots.back().rings[static_cast<int>(*ring)].push_back({*easting, *northing});
    }

    int number_of(const std::string& key, int fallback) const {
        const auto found = m_properties.find(key);
        const auto value = found == m_properties.end() ? std::nullopt : parse_number(found->second);
        return value ? static_cast<int>(*value) : fallback;
    }

    bool names_cgcs2000() const {
        const auto system = m_properties.find("坐标系");
        return system != m_properties.end() && system->second.find("2000") != std::string::npos;
    }

    std::string crs() const {
        const auto system = m_properties.find("坐标系");
        if (!names_cgcs2000())
            fail(1,
                 "坐标系不是 2000 国家大地坐标系（写的是 '" +
                     (system == m_properties.end() ? "" : system->second) +
                     "'）。请先转换，或用 --src-crs 指定。",
                 "the coordinate system is not CGCS2000 (it says '" +
                     (system == m_properties.end() ? "" : system->second) +
                     "'). Transform it first, or give --src-crs.");
        const int degrees = number_of("几度分带", 3);
        const int zone = number_of("带号", 0);
        const double easting = first_easting();
        const bool prefixed = easting >= 1e6;
        if (prefixed && static_cast<int>(easting / 1e6) != zone)
            fail(1,
                 "带号写的是 " + std::to_string(zone) + "，但 Y 坐标的前缀是 " +
                     std::to_string(static_cast<int>(easting / 1e6)) + "。请核对。",
                 "the zone is given as " + std::to_string(zone) +
                     " but eastings carry the prefix " +
                     std::to_string(static_cast<int>(easting / 1e6)) + ". Check which is right.");
        auto code = gauss_kruger_code(degrees, zone, prefixed);
        if (code.empty())
            fail(1,
                 "没有这样的高斯带（几度分带=" + std::to_string(degrees) +
                     "，带号=" + std::to_string(zone) + "）。请改正。",
                 "there is no such zone (几度分带=" + std::to_string(degrees) +
                     ", 带号=" + std::to_string(zone) + "). Correct it.");
        return code;
    }

    double first_easting() const {
        for (const auto& plot : m_plots)
            for (const auto& [number, ring] : plot.rings)
                if (!ring.empty()) return ring.front().easting;
        return 0;
    }

    void add_ring(WkbWriter& wkb, const Plot& plot, std::vector<Vertex> ring) {
        const bool closed = ring.size() > 1 && ring.front().easting == ring.back().easting &&
                            ring.front().northing == ring.back().northing;
        if (!closed) {
            warn(plot.line, "ring_not_closed", "地块 '" + plot.name + "' 的界址圈未闭合，已闭合。",
                 "a ring of plot '" + plot.name + "' was not closed; it was closed.");
            ring.push_back(ring.front());
        }
        wkb.count(static_cast<std::uint32_t>(ring.size()));
        for (const auto& v : ring) wkb.point(v.easting, v.northing);
    }

    void add(const Plot& plot) {
        std::size_t points = 0;
        for (const auto& [number, ring] : plot.rings) points += ring.size();
        if (const auto declared = parse_number(plot.declared_points);
            !declared || *declared != static_cast<double>(points))
            warn(plot.line, "point_count_differs",
                 "地块 '" + plot.name + "' 写明 " + plot.declared_points + " 点，实有 " +
                     std::to_string(points) + " 点。",
                 "plot '" + plot.name + "' states " + plot.declared_points + " points and has " +
                     std::to_string(points) + ".");
        WkbWriter wkb(raw.wkb);
        wkb.header(wkb::polygon);
        wkb.count(static_cast<std::uint32_t>(plot.rings.size()));
        for (const auto& [number, ring] : plot.rings) add_ring(wkb, plot, ring);
        raw.wkb_begin.push_back(raw.wkb.size());
        raw.feature_ids.push_back(std::to_string(raw.feature_ids.size() + 1));
        const auto area = parse_number(plot.area_ha);
        raw.attributes.columns[0].emplace_back(plot.id);
        raw.attributes.columns[1].emplace_back(plot.name);
        raw.attributes.columns[2].push_back(area ? Value(*area) : Value());
        raw.attributes.columns[3].emplace_back(plot.use);
    }

    std::string m_subject;
    RawLayer raw;
    std::map<std::string, std::string> m_properties;
    std::vector<Plot> m_plots;
    bool m_in_plots = false;
    bool m_warned_punctuation = false;
};

} // namespace

RawLayer read_coordinate_text(const std::string& path, CrsHeader crs_header) {
    return Reader(path).finish(crs_header);
}

} // namespace geo
