// SPDX-License-Identifier: Apache-2.0
#include "libgeo/datum_detective.hpp"

#include <cmath>
#include <map>

#include "libgeo/core/text.hpp"
#include "libgeo/crs/web_map_datum.hpp"
#include "libgeo/overlay/locate.hpp"
#include "libgeo/overlay/nearest.hpp"

namespace geo {

namespace {

constexpr double own_tolerance_m = 50;
constexpr std::size_t most_points = 20000;
constexpr std::array<Datum, 3> candidates{Datum::cgcs2000, Datum::gcj02, Datum::bd09};

LonLat degrees(GridPoint p) {
    return {static_cast<double>(p.x) / units_per_degree,
            static_cast<double>(p.y) / units_per_degree};
}

GridPoint on_grid(LonLat p) {
    return {std::llround(p.lon * units_per_degree), std::llround(p.lat * units_per_degree)};
}

/// The coordinates as the file has them, from the true place that the declared datum gave.
LonLat as_in_file(LonLat place, Datum declared) {
    if (declared == Datum::gcj02) return to_gcj02(place);
    return declared == Datum::bd09 ? gcj02_to_bd09(to_gcj02(place)) : place;
}

LonLat true_place(LonLat in_file, Datum datum) {
    if (datum == Datum::gcj02) return from_gcj02(in_file);
    return datum == Datum::bd09 ? from_gcj02(bd09_to_gcj02(in_file)) : in_file;
}

using Fields = std::vector<const char*>;

/// Polygons that sites say they are in, and the fields that say it.
struct Control {
    Text name;
    const PolygonLayer* layer = nullptr;
    Fields code_fields;
    Fields name_fields;
};

std::vector<Control> controls_of(const CityLayers& city) {
    return {{{"县界", "the counties"},
             &city.counties,
             {"county_code", "XZQDM", "行政区代码", "县区代码", "adcode"},
             {"county", "XZQMC", "县区", "区县", "所属县区", "所在县区", "address", "地址",
              "详细地址", "DZ", "name"}},
            {{"园区界", "the parks"},
             &city.parks,
             {"park_id", "YQBM", "园区编码", "所在园区编码"},
             {"park", "SZYQ", "所在园区", "园区", "园区名称"}}};
}

/// Finds the polygon that a site says it is in: by code, by name, or by a name in a longer text.
class PlaceFinder {
  public:
    PlaceFinder(const CityLayers& city, const Control& control)
        : m_sites(city.sites.features), m_control(control) {
        for (std::size_t c = 0; c < control.layer->features.size(); ++c) {
            m_by_code[control.layer->features.ids[c]] = c;
            const auto& name = control.layer->features.names[c];
            if (!name.empty()) m_by_name[name] = c;
        }
    }

    std::size_t find(std::size_t site) const {
        for (const char* field : m_control.code_fields)
            if (const auto c = by_code(to_text(m_sites.attribute(site, field))); c != none)
                return c;
        for (const char* field : m_control.name_fields)
            if (const auto c = by_name(to_text(m_sites.attribute(site, field))); c != none)
                return c;
        return none;
    }

    static constexpr std::size_t none = SIZE_MAX;

  private:
    /// A longer code (of a township or village) begins with that of its county.
    std::size_t by_code(const std::string& text) const {
        auto found = m_by_code.find(text);
        if (found == m_by_code.end() && text.size() > 6) found = m_by_code.find(text.substr(0, 6));
        return found == m_by_code.end() ? none : found->second;
    }

    std::size_t by_name(const std::string& text) const {
        std::size_t found = none;
        for (const auto& [name, place] : m_by_name) {
            if (text.find(name) == std::string::npos) continue;
            if (found != none) return none; // two places in one address
            found = place;
        }
        return found;
    }

    const FeatureColumns& m_sites;
    const Control& m_control;
    std::map<std::string, std::size_t> m_by_code;
    std::map<std::string, std::size_t> m_by_name;
};

/// The sites of one layer that say where they are.
struct Located {
    std::vector<std::size_t> sites;
    std::vector<std::size_t> places; ///< polygons of the control
};

/// How far each point lies outside of its polygon under one hypothesis; 0 inside.
std::vector<double> residuals(const PointLayer& sites, const EdgeIndex& index, std::size_t polygons,
                              const Located& located, Datum declared, Datum datum) {
    std::map<std::size_t, std::vector<std::size_t>> of_place;
    for (std::size_t i = 0; i < located.sites.size(); ++i) of_place[located.places[i]].push_back(i);
    std::vector<double> metres(located.sites.size());
    for (const auto& [place, members] : of_place) {
        std::vector<GridPoint> points;
        for (const auto i : members)
            points.push_back(on_grid(
                true_place(as_in_file(degrees(sites.points[located.sites[i]]), declared), datum)));
        std::vector<std::uint8_t> only(polygons);
        only[place] = 1;
        NearestOptions options;
        options.features = only;
        const auto found = nearest(points, index, options);
        for (std::size_t k = 0; k < members.size(); ++k)
            metres[members[k]] =
                found[k].feature == no_feature ? options.reach_m : found[k].distance_m;
    }
    return metres;
}

DatumHypothesis summed(Datum datum, const std::vector<double>& metres, double tolerance) {
    DatumHypothesis h{datum};
    double sum = 0;
    for (const double m : metres) {
        if (m <= tolerance) continue;
        ++h.outside;
        sum += m;
        h.worst_m = std::max(h.worst_m, m);
    }
    h.mean_m = h.outside > 0 ? sum / static_cast<double>(h.outside) : 0;
    return h;
}

bool fits_better(const DatumHypothesis& a, const DatumHypothesis& b) {
    if (a.outside != b.outside) return a.outside < b.outside;
    return a.mean_m < b.mean_m;
}

Datum unshifted(Datum datum) {
    return datum == Datum::wgs84 ? Datum::cgcs2000 : datum;
}

void judge(DatumTest& test) {
    const auto of = [&](Datum datum) -> const DatumHypothesis& {
        for (const auto& h : test.hypotheses)
            if (h.datum == datum) return h;
        return test.hypotheses[0];
    };
    // What is declared stands unless another fits better.
    const auto* best = &of(unshifted(test.declared));
    for (const auto& h : test.hypotheses)
        if (fits_better(h, *best)) best = &h;
    test.best = best->datum;
    const auto outside = of(unshifted(test.declared)).outside;
    test.contradicted = outside >= best->outside + 2 && outside >= 2 * best->outside;
}

DatumTest tested(const CityLayers& city, const Control& control, const EdgeIndex& index,
                 std::uint32_t report, const Located& located) {
    const auto& layer = city.log.reports[report];
    DatumTest test;
    test.report = report;
    test.control = control.name;
    test.declared = datum_from(layer.datum).value_or(Datum::cgcs2000);
    test.points = located.sites.size();
    double outlines_m = 0;
    for (const double m : control.layer->features.accuracy_m) outlines_m = std::max(outlines_m, m);
    test.tolerance_m = own_tolerance_m + layer.accuracy_m + outlines_m;
    std::array<std::vector<double>, 3> metres;
    for (std::size_t h = 0; h < candidates.size(); ++h) {
        metres[h] = residuals(city.sites, index, control.layer->features.size(), located,
                              test.declared, candidates[h]);
        test.hypotheses[h] = summed(candidates[h], metres[h], test.tolerance_m);
    }
    for (std::size_t i = 0; i < test.points; ++i) {
        const auto out = [&](std::size_t h) { return metres[h][i] > test.tolerance_m; };
        if (out(0) != out(1) || out(1) != out(2)) ++test.telling;
    }
    judge(test);
    return test;
}

std::string shown_name(Datum datum) {
    if (datum == Datum::gcj02) return "GCJ-02";
    return datum == Datum::bd09 ? "BD-09" : "CGCS2000";
}

Text residual_table(const DatumTest& test) {
    Text text;
    for (const auto& h : test.hypotheses) {
        const auto n = std::to_string(h.outside);
        const auto mean = fixed(h.mean_m, 0);
        const auto worst = fixed(h.worst_m, 0);
        text.zh += (text.zh.empty() ? "" : "；") + shown_name(h.datum) + " " + n +
                   " 个在外（平均 " + mean + " 米，最远 " + worst + " 米）";
        text.en += (text.en.empty() ? "" : "; ") + shown_name(h.datum) + " " + n +
                   " outside (mean " + mean + " m, farthest " + worst + " m)";
    }
    return text;
}

Problem problem_of(const DatumTest& test, const CityLayers& city) {
    const auto table = residual_table(test);
    const auto points = std::to_string(test.points);
    const auto tolerance = fixed(test.tolerance_m, 0);
    const auto declared = shown_name(unshifted(test.declared));
    const auto best = shown_name(test.best);
    Text text{"按" + test.control.zh + "检验 " + points + " 个点，容差 " + tolerance + " 米：" +
                  table.zh + "。",
              points + " points tested against " + test.control.en + ", tolerance " + tolerance +
                  " m: " + table.en + "."};
    if (test.contradicted) {
        text.zh += "坐标基准存疑：按 " + declared + " 读入，但 " + best +
                   " 明显更吻合；已停用距离规则。核对后请用 datum 声明。";
        text.en += " The frame is doubtful: it was read as " + declared + " but " + best +
                   " fits clearly better, so no rule uses these places. Check, and declare datum.";
    } else if (test.telling == 0) {
        text.zh += "没有一个点能区分，检验没有结论。";
        text.en += " No point tells them apart, so the test decides nothing.";
    } else {
        text.zh += "与 " + declared + " 不矛盾。";
        text.en += " Nothing speaks against " + declared + ".";
    }
    return {city.log.reports[test.report].subject,
            "",
            test.contradicted ? "doubtful_datum" : "datum_tested",
            test.contradicted ? Severity::error : Severity::note,
            no_place(),
            no_place(),
            text};
}

} // namespace

namespace {

void test_against(const Control& control, const CityLayers& city, std::vector<DatumTest>& tests) {
    if (control.layer->features.size() == 0) return;
    const PlaceFinder finder(city, control);
    std::map<std::uint32_t, Located> layers;
    for (std::size_t s = 0; s < city.sites.points.size(); ++s) {
        auto& located = layers[city.sites.reports[s]];
        if (located.sites.size() >= most_points) continue;
        const auto place = finder.find(s);
        if (place == PlaceFinder::none) continue;
        located.sites.push_back(s);
        located.places.push_back(place);
    }
    const EdgeIndex index(control.layer->shapes);
    for (const auto& [report, located] : layers)
        if (!located.sites.empty()) tests.push_back(tested(city, control, index, report, located));
}

} // namespace

std::vector<DatumTest> test_datums(const CityLayers& city) {
    std::vector<DatumTest> tests;
    if (city.sites.reports.size() != city.sites.points.size()) return tests;
    for (const auto& control : controls_of(city)) test_against(control, city, tests);
    return tests;
}

Problems problems_of(const std::vector<DatumTest>& tests, const CityLayers& city) {
    Problems problems;
    for (const auto& test : tests) problems.push_back(problem_of(test, city));
    return problems;
}

bool block_doubtful(const std::vector<DatumTest>& tests, const CityLayers& city,
                    std::vector<SitePlacement>& sites) {
    bool any = false;
    for (const auto& test : tests) {
        if (!test.contradicted) continue;
        any = true;
        for (std::size_t s = 0; s < sites.size(); ++s) {
            if (city.sites.reports[s] != test.report) continue;
            sites[s] = {};
            sites[s].status = SiteStatus::doubtful_datum;
        }
    }
    return any;
}

} // namespace geo
