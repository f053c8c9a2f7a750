// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/coordinate_plots.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "libgeo/core/angle.hpp"
#include "libgeo/core/error.hpp"
#include "libgeo/core/loose_number.hpp"

namespace geo {

namespace {

bool may_be_northing(double v) {
    return (v >= 1.5e6 && v <= 6.3e6) || (v >= 3 && v <= 54);
}
bool may_be_easting(double v) {
    return (v >= 1e5 && v < 1e6) || (v >= 13e6 && v < 46e6) || (v >= 73 && v <= 136);
}

/// Without a ring number only the values tell that two numbers are a place.
bool is_place(double a, double b) {
    return (may_be_northing(a) && may_be_easting(b)) || (may_be_easting(a) && may_be_northing(b));
}

/// A line "J1,1,X,Y" as numbers; the ring is 0 when the line has none.
struct VertexLine {
    int ring = 0;
    double x = 0;
    double y = 0;
    std::size_t line = 0;
};

class PlotParser {
  public:
    PlotParser(const std::string& subject, Problems& notes) : m_subject(subject), m_notes(notes) {}

    TextPlots run(const std::string& text) {
        std::size_t number = 0;
        for (std::size_t begin = 0; begin < text.size();) {
            auto end = std::min(text.find_first_of("\r\n", begin), text.size());
            ++number;
            take(ascii(text.substr(begin, end - begin), number), number);
            if (end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n') ++end;
            begin = end + 1;
        }
        end_plot();
        return std::move(m_found);
    }

  private:
    [[noreturn]] void fail(std::size_t line, const std::string& zh, const std::string& en) const {
        const auto n = std::to_string(line);
        throw InputError(
            {m_subject + " 第 " + n + " 行：" + zh, m_subject + ", line " + n + ": " + en});
    }

    /// Says a breakage the first time it is met.
    void warn(std::size_t line, const std::string& code, const std::string& zh,
              const std::string& en) {
        if (!m_said.insert(code).second) return;
        const auto n = std::to_string(line);
        m_notes.push_back({m_subject,
                           "",
                           code,
                           Severity::warning,
                           no_place(),
                           no_place(),
                           {"第 " + n + " 行：" + zh, "line " + n + ": " + en}});
    }

    std::string ascii(const std::string& line, std::size_t number) {
        auto plain = half_width(line);
        for (const std::string_view wide : {"、", "。"})
            for (auto at = plain.find(wide); at != std::string::npos; at = plain.find(wide))
                plain.replace(at, wide.size(), wide == "。" ? "." : ",");
        if (plain != line)
            warn(number, "full_width_punctuation", "全角字符已按半角读取。",
                 "full-width characters were read as ASCII.");
        return std::string(trim(plain));
    }

    std::vector<std::string> fields_of(const std::string& line, std::size_t number) {
        std::string separators = ",";
        if (line.find(',') == std::string::npos) {
            separators = " \t;";
            if (line.find_first_of(separators) != std::string::npos)
                warn(number, "other_separator",
                     "各项不是用逗号分隔；已按空格、制表符或分号分隔读取。",
                     "fields are not parted by commas; blanks, tabs or semicolons were taken.");
        }
        std::vector<std::string> fields;
        for (std::size_t begin = 0;;) {
            const auto end = std::min(line.find_first_of(separators, begin), line.size());
            const auto field = trim(std::string_view(line).substr(begin, end - begin));
            if (separators == "," || !field.empty()) fields.emplace_back(field);
            if (end == line.size()) return fields;
            begin = end + 1;
        }
    }

    void take(const std::string& line, std::size_t number) {
        if (line.empty()) return;
        if (line.front() == '[') {
            m_in_plots = line.find("坐标") != std::string::npos;
            return;
        }
        if (const auto equals = line.find('='); equals != std::string::npos && m_open.empty()) {
            m_found.properties[std::string(trim(line.substr(0, equals)))] =
                std::string(trim(line.substr(equals + 1)));
            return;
        }
        if (line.find_first_of("0123456789") == std::string::npos && line.back() != '@')
            return warn(number, "line_skipped", "不含数字的行已跳过：'" + line + "'。",
                        "a line without figures was skipped: '" + line + "'.");
        if (!m_in_plots)
            warn(number, "section_missing", "缺少 [地块坐标] 一行；已从此处按坐标读取。",
                 "there is no line [地块坐标]; coordinates were read from here on.");
        m_in_plots = true;
        take_plot_line(line, number);
    }

    void take_plot_line(const std::string& line, std::size_t number) {
        auto fields = fields_of(line, number);
        const bool has_mark = line.back() == '@';
        if (!has_mark && is_vertex(fields)) return add_vertex(fields, line, number);
        if (!has_mark && (fields.size() < 5 || looks_like_label(fields[0]))) refuse(line, number);
        if (!has_mark)
            warn(number, "plot_line_without_mark", "地块行没有以 @ 结尾；仍按地块行读取。",
                 "a plot line does not end in @; it was read as one all the same.");
        end_plot();
        fields.resize(std::max<std::size_t>(fields.size(), 8));
        m_found.plots.push_back(
            {fields[0], fields[1], fields[2], fields[3], fields[6], number, {}});
    }

    [[noreturn]] void refuse(const std::string& line, std::size_t number) const {
        fail(number,
             "既不是“点号,圈号,X,Y”，也不是地块行，圈号或坐标不是数字：'" + line + "'。请改正。",
             "it is neither 'J1,ring,X,Y' nor a plot line: the ring number or a coordinate is not "
             "a number: '" +
                 line + "'. Correct it.");
    }

    static bool looks_like_label(const std::string& field) {
        return field.size() > 1 && (field[0] == 'J' || field[0] == 'j') && field[1] >= '0' &&
               field[1] <= '9';
    }

    static std::optional<double> coordinate(const std::string& field) {
        const auto angle = parse_angle(field);
        return angle ? std::optional(angle->degrees) : std::nullopt;
    }

    /// Two coordinates, with a label, a ring number and a height where there are any.
    static bool is_vertex(std::vector<std::string>& fields) {
        while (fields.size() > 2 && fields.back().empty()) fields.pop_back();
        if (fields.size() < 2 || fields.size() > 5) return false;
        const auto first = fields.size() < 4 ? fields.size() - 2 : 2;
        if (!coordinate(fields[first]) || !coordinate(fields[first + 1])) return false;
        if (fields.size() < 4)
            return is_place(*coordinate(fields[first]), *coordinate(fields[first + 1]));
        const auto ring = parse_number(fields[1]);
        return ring && *ring >= 1 && *ring <= 1e6 && *ring == std::floor(*ring);
    }

    void add_vertex(const std::vector<std::string>& fields, const std::string& line,
                    std::size_t number) {
        if (m_found.plots.empty()) {
            warn(number, "plot_line_missing", "坐标之前没有地块行；已作为一个无名地块读取。",
                 "there is no plot line before the coordinates; they were read as a plot without "
                 "a name.");
            m_found.plots.push_back({"", "", "", "", "", number, {}});
        }
        const bool has_ring = fields.size() >= 4;
        if (!has_ring)
            warn(number, "ring_number_missing",
                 "该行没有点号或圈号：'" + line + "'；按出现顺序成圈。",
                 "the line has no label or ring number: '" + line +
                     "'; rings follow the order of "
                     "lines.");
        if (fields.size() == 5)
            warn(number, "height_dropped", "第五项（高程）未使用。",
                 "a fifth field (height) is not used.");
        const auto at = has_ring ? 2U : fields.size() - 2;
        const int ring = has_ring ? static_cast<int>(*parse_number(fields[1])) : 0;
        m_open.push_back({ring, *coordinate(fields[at]), *coordinate(fields[at + 1]), number});
    }

    /// Puts the lines of the plot that ends here into rings.
    void end_plot() {
        if (m_open.empty()) return;
        orient();
        std::map<int, std::vector<std::vector<TextVertex>>> rings;
        std::map<int, bool> open;
        for (const auto& v : m_open) {
            auto& of_number = rings[v.ring];
            if (!open[v.ring]) {
                if (!of_number.empty() && v.ring > 0)
                    warn(v.line, "ring_split", "同一圈号在闭合之后还有点，已另成一圈。",
                         "a ring number goes on after its ring was closed; the rest is a ring of "
                         "its own.");
                of_number.emplace_back();
                open[v.ring] = true;
            }
            auto& ring = of_number.back();
            ring.push_back({v.y, v.x});
            if (ring.size() > 3 && ring.front() == ring.back()) open[v.ring] = false;
        }
        for (auto& [number, of_number] : rings)
            for (auto& ring : of_number) m_found.plots.back().rings.push_back(std::move(ring));
        m_open.clear();
    }

    /// X is the northing. A plot of which every line has them the other way round is turned.
    void orient() {
        const bool plain = std::all_of(m_open.begin(), m_open.end(), [](const auto& v) {
            return may_be_northing(v.x) && may_be_easting(v.y);
        });
        const bool turned = std::all_of(m_open.begin(), m_open.end(), [](const auto& v) {
            return may_be_northing(v.y) && may_be_easting(v.x);
        });
        if (plain || !turned) return;
        warn(m_open.front().line, "xy_swapped", "X、Y 的顺序相反（X 应为北坐标）；已按数值对调。",
             "X and Y stand in the other order (X is the northing); they were exchanged by their "
             "values.");
        for (auto& v : m_open) std::swap(v.x, v.y);
    }

    const std::string& m_subject;
    Problems& m_notes;
    TextPlots m_found;
    std::vector<VertexLine> m_open; ///< lines of the plot being read
    std::set<std::string> m_said;
    bool m_in_plots = false;
};

} // namespace

TextPlots parse_plots(const std::string& text, const std::string& subject, Problems& notes) {
    return PlotParser(subject, notes).run(text);
}

} // namespace geo
