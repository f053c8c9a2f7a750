// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/coordinate_text.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "libgeo/core/error.hpp"
#include "libgeo/core/loose_number.hpp"
#include "libgeo/io/encoding.hpp"
#include "libgeo/io/wkb_writer.hpp"

namespace geo {

namespace {

using Ring = std::vector<TextVertex>;

/// Reads a file into text, saying how it was encoded.
std::string decoded(const std::string& path, RawLayer& raw) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    bool gb18030 = false;
    const auto wide = from_utf16(bytes);
    auto text = wide ? wide : to_utf8(bytes, gb18030);
    if (!text || text->find('\0') != std::string::npos)
        throw InputError(
            {raw.subject + "：既不是 UTF-8 也不是 GB18030 文本。请另存为其中一种编码。",
             raw.subject + ": the text is neither UTF-8 nor GB18030. Save it in one of these."});
    const std::string found = wide ? "UTF-16" : gb18030 ? "GB18030" : "UTF-8";
    raw.notes.push_back(
        {raw.subject,
         "",
         "encoding_found",
         Severity::note,
         no_place(),
         no_place(),
         {"按字节判定编码为 " + found + "。", "By its bytes the encoding is " + found + "."}});
    return std::move(*text);
}

bool is_closed(const Ring& ring) {
    return ring.size() > 1 && ring.front() == ring.back();
}

/// Twice the signed area; the first point is the origin, so large coordinates cost no digits.
double twice_area(const Ring& ring) {
    double sum = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i)
        sum += (ring[i].easting - ring[0].easting) * (ring[i + 1].northing - ring[0].northing) -
               (ring[i + 1].easting - ring[0].easting) * (ring[i].northing - ring[0].northing);
    return sum;
}

bool holds(const Ring& ring, TextVertex p) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const auto &a = ring[i], &b = ring[j];
        if ((a.northing > p.northing) != (b.northing > p.northing) &&
            p.easting <
                (b.easting - a.easting) * (p.northing - a.northing) / (b.northing - a.northing) +
                    a.easting)
            inside = !inside;
    }
    return inside;
}

/// True when most vertices of `inner` lie inside `outer`.
bool lies_in(const Ring& inner, const Ring& outer) {
    std::size_t count = 0;
    for (const auto& p : inner) count += holds(outer, p) ? 1U : 0U;
    return count * 2 > inner.size();
}

class TextLayer {
  public:
    TextLayer(RawLayer raw, TextPlots text) : m_raw(std::move(raw)), m_text(std::move(text)) {}

    RawLayer finish(CrsHeader header) {
        if (header == CrsHeader::required || names_cgcs2000(m_text))
            m_raw.crs = crs_of_text(m_text, m_raw.subject, m_raw.notes);
        m_raw.attributes.names = {"id", "name", "area_ha", "use"};
        m_raw.attributes.columns.resize(4);
        for (auto& plot : m_text.plots) add(plot);
        m_raw.has_geometry = !m_text.plots.empty();
        return std::move(m_raw);
    }

  private:
    void warn(const TextPlot& plot, const std::string& code, const std::string& zh,
              const std::string& en) {
        const auto n = std::to_string(plot.line);
        m_raw.notes.push_back({m_raw.subject,
                               "",
                               code,
                               Severity::warning,
                               no_place(),
                               no_place(),
                               {"第 " + n + " 行：" + zh, "line " + n + ": " + en}});
    }

    /// The stated number of points may or may not count the repeated first point of each ring.
    void check_count(const TextPlot& plot) {
        std::size_t points = 0, closings = 0;
        for (const auto& ring : plot.rings) {
            points += ring.size();
            closings += is_closed(ring) ? 1U : 0U;
        }
        const auto declared = parse_number(plot.declared_points);
        if (declared && (*declared == static_cast<double>(points) ||
                         *declared == static_cast<double>(points - closings)))
            return;
        warn(plot, "point_count_differs",
             "地块 '" + plot.name + "' 写明 " + plot.declared_points + " 点，实有 " +
                 std::to_string(points) + " 点。",
             "plot '" + plot.name + "' states " + plot.declared_points + " points and has " +
                 std::to_string(points) + ".");
    }

    void close_rings(TextPlot& plot) {
        for (auto& ring : plot.rings) {
            if (is_closed(ring)) continue;
            warn(plot, "ring_not_closed", "地块 '" + plot.name + "' 的界址圈未闭合，已闭合。",
                 "a ring of plot '" + plot.name + "' was not closed; it was closed.");
            ring.push_back(ring.front());
        }
    }

    /// For each ring the one that it is a hole of, or itself.
    static std::vector<std::size_t> shells_of(const TextPlot& plot) {
        std::vector<std::size_t> shell(plot.rings.size());
        for (std::size_t i = 0; i < shell.size(); ++i) {
            shell[i] = i;
            for (std::size_t k = 0; k < shell.size() && shell[i] == i; ++k)
                if (k != i && lies_in(plot.rings[i], plot.rings[k])) shell[i] = k;
        }
        return shell;
    }

    void say_several_shells(const TextPlot& plot, std::size_t shells) {
        if (shells < 2) return;
        warn(plot, "several_shells",
             "地块 '" + plot.name + "' 有不在外圈之内的界址圈，按另一部分读取。",
             "plot '" + plot.name +
                 "' has rings outside of its first; they are parts of their "
                 "own.");
    }

    void put_ring(WkbWriter& wkb, const Ring& ring) const {
        wkb.count(static_cast<std::uint32_t>(ring.size()));
        for (const auto& v : ring) wkb.point(v.easting, v.northing);
    }

    void put_shape(const TextPlot& plot, const std::vector<std::size_t>& shell) {
        std::vector<std::size_t> shells;
        for (std::size_t i = 0; i < shell.size(); ++i)
            if (shell[i] == i) shells.push_back(i);
        say_several_shells(plot, shells.size());
        WkbWriter wkb(m_raw.wkb);
        wkb.header(wkb::multi_polygon);
        wkb.count(static_cast<std::uint32_t>(shells.size()));
        for (const auto s : shells) {
            wkb.header(wkb::polygon);
            wkb.count(static_cast<std::uint32_t>(std::count(shell.begin(), shell.end(), s)));
            put_ring(wkb, plot.rings[s]);
            for (std::size_t i = 0; i < shell.size(); ++i)
                if (shell[i] == s && i != s) put_ring(wkb, plot.rings[i]);
        }
    }

    /// The stated area in hectares against the plane area of the rings.
    void check_area(const TextPlot& plot, const std::vector<std::size_t>& shell,
                    std::optional<double> hectares) {
        if (!hectares || *hectares <= 0 || std::abs(plot.rings.front().front().easting) <= 180)
            return;
        double m2 = 0;
        for (std::size_t i = 0; i < shell.size(); ++i)
            m2 += (shell[i] == i ? 0.5 : -0.5) * std::abs(twice_area(plot.rings[i]));
        // Plane and ellipsoidal area differ by up to 0.15 %; stated areas are rounded.
        if (std::abs(m2 - *hectares * 1e4) <= 0.005 * m2 + 10) return;
        warn(plot, "area_differs",
             "地块 '" + plot.name + "' 写明 " + plot.area_ha + " 公顷，坐标围成 " +
                 fixed(m2 / 1e4, 4) + " 公顷。",
             "plot '" + plot.name + "' states " + plot.area_ha + " ha and its rings enclose " +
                 fixed(m2 / 1e4, 4) + " ha.");
    }

    void add(TextPlot& plot) {
        check_count(plot);
        close_rings(plot);
        const auto area = parse_loose_number(plot.area_ha);
        if (!plot.rings.empty()) {
            const auto shell = shells_of(plot);
            put_shape(plot, shell);
            check_area(plot, shell, area);
        }
        m_raw.wkb_begin.push_back(m_raw.wkb.size());
        m_raw.feature_ids.push_back(std::to_string(m_raw.feature_ids.size() + 1));
        m_raw.attributes.columns[0].emplace_back(plot.id);
        m_raw.attributes.columns[1].emplace_back(plot.name);
        m_raw.attributes.columns[2].push_back(area ? Value(*area) : Value());
        m_raw.attributes.columns[3].emplace_back(plot.use);
    }

    RawLayer m_raw;
    TextPlots m_text;
};

} // namespace

RawLayer read_coordinate_text(const std::string& path, CrsHeader crs_header) {
    RawLayer raw;
    raw.subject = std::filesystem::path(path).filename().string();
    raw.format = "coordinate text";
    auto plots = parse_plots(decoded(path, raw), raw.subject, raw.notes);
    return TextLayer(std::move(raw), std::move(plots)).finish(crs_header);
}

} // namespace geo
