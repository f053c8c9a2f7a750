// SPDX-License-Identifier: Apache-2.0
#include "libgeo/datum_detective.hpp"

#include <cmath>
#include <map>

#include "libgeo/core/text.hpp"
#include "libgeo/crs/geodesic.hpp"
#include "libgeo/crs/web_map_datum.hpp"
#include "libgeo/overlay/locate.hpp"
#include "libgeo/overlay/nearest.hpp"

namespace geo {

namespace {

constexpr double own_tolerance_m = 50;
constexpr double road_tolerance_m = 200; // a plant lies beside its road, not on it
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

/// Places that sites say they are in or at, and the fields that say it. One of the three columns.
struct Control {
    Text name;
    const FeatureColumns* features = nullptr;
    Fields code_fields;
    Fields name_fields;
    const Polygons* areas = nullptr;
    const Lines* lines = nullptr;
    const std::vector<GridPoint>* points = nullptr;
    double tolerance_m = own_tolerance_m;
};

const Fields county_codes{"county_code", "XZQDM", "行政区代码", "县区代码", "adcode"};
const Fields county_names{"county",  "XZQMC", "县区",     "区县", "所属县区", "所在县区",
                          "address", "地址",  "详细地址", "DZ",   "name"};

/// Control layers of the project: outlines as counties are, roads named in addresses, and known
/// points such as a park's gate, found by their own name or code.
Control control_of(const ControlLayer& layer) {
    Control control;
    control.name = {"控制图层 " + layer.subject, "the control layer " + layer.subject};
    if (layer.areas.features.size() > 0) {
        control.features = &layer.areas.features;
        control.areas = &layer.areas.shapes;
        control.code_fields = county_codes;
        control.name_fields = county_names;
    } else if (layer.lines.features.size() > 0) {
        control.features = &layer.lines.features;
        control.lines = &layer.lines.shapes;
        control.code_fields = {"road_id", "路线编号"};
        control.name_fields = {"road", "道路", "路名",     "所在道路", "address",
                               "地址", "DZ",   "详细地址", "name"};
        control.tolerance_m = road_tolerance_m;
    } else {
        control.features = &layer.points.features;
        control.points = &layer.points.points;
        control.code_fields = {"control_id", "控制点编号"};
        control.name_fields = {"control", "控制点", "name", "QYMC", "企业名称", "名称"};
    }
    return control;
}

std::vector<Control> controls_of(const CityLayers& city) {
    std::vector<Control> controls(2);
    controls[0].name = {"县界", "the counties"};
    controls[0].features = &city.counties.features;
    controls[0].areas = &city.counties.shapes;
    controls[0].code_fields = county_codes;
    controls[0].name_fields = county_names;
    controls[1].name = {"园区界", "the parks"};
    controls[1].features = &city.parks.features;
    controls[1].areas = &city.parks.shapes;
    controls[1].code_fields = {"park_id", "YQBM", "园区编码", "所在园区编码"};
    controls[1].name_fields = {"park", "SZYQ", "所在园区", "园区", "园区名称"};
    for (const auto& layer : city.controls) controls.push_back(control_of(layer));
    return controls;
}

/// Finds the polygon that a site says it is in: by code, by name, or by a name in a longer text.
class PlaceFinder {
  public:
    PlaceFinder(const CityLayers& city, const Control& control)
        : m_sites(city.sites.features), m_control(control) {
        for (std::size_t c = 0; c < control.features->size(); ++c) {
            m_by_code[control.features->ids[c]] = c;
            const auto& name = control.features->names[c];
            if (!name.empty()) m_by_name[name].push_back(c);
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
        for (const auto& [name, places] : m_by_name) {
            if (text.find(name) == std::string::npos) continue;
            // two places in one address, or a name that two places have
            if (found != none || places.size() > 1) return none;
            found = places[0];
        }
        return found;
    }

    const FeatureColumns& m_sites;
    const Control& m_control;
    std::map<std::string, std::size_t> m_by_code;
    std::map<std::string, std::vector<std::size_t>> m_by_name;
};

/// The sites of one layer that say where they are.
struct Located {
    std::vector<std::size_t> sites;
    std::vector<std::size_t> places; ///< polygons of the control
};

/// The sites as they would lie under one hypothesis.
std::vector<GridPoint> moved(const PointLayer& sites, const Located& located, Datum declared,
                             Datum datum) {
    std::vector<GridPoint> points;
    for (const auto site : located.sites)
        points.push_back(
            on_grid(true_place(as_in_file(degrees(sites.points[site]), declared), datum)));
    return points;
}

/// How far each point lies from the known point that it is.
std::vector<double> residuals(const std::vector<GridPoint>& points,
                              const std::vector<GridPoint>& known, const Located& located) {
    std::vector<double> metres;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto a = degrees(points[i]);
        const auto b = degrees(known[located.places[i]]);
        metres.push_back(geodesic_distance_m(a.lon, a.lat, b.lon, b.lat));
    }
    return metres;
}

/// How far each point lies outside of its polygon, 0 inside, or from its line.
std::vector<double> residuals(const std::vector<GridPoint>& all, const EdgeIndex& index,
                              std::size_t features, const Located& located) {
    std::map<std::size_t, std::vector<std::size_t>> of_place;
    for (std::size_t i = 0; i < located.sites.size(); ++i) of_place[located.places[i]].push_back(i);
    std::vector<double> metres(located.sites.size());
    for (const auto& [place, members] : of_place) {
        std::vector<GridPoint> points;
        for (const auto i : members) points.push_back(all[i]);
        std::vector<std::uint8_t> only(features);
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

DatumTest tested(const CityLayers& city, const Control& control, const EdgeIndex* index,
                 std::uint32_t report, const Located& located) {
    const auto& layer = city.log.reports[report];
    DatumTest test;
    test.report = report;
    test.control = control.name;
    test.declared = datum_from(layer.datum).value_or(Datum::cgcs2000);
    test.points = located.sites.size();
    double outlines_m = 0;
    for (const double m : control.features->accuracy_m) outlines_m = std::max(outlines_m, m);
    test.tolerance_m = control.tolerance_m + layer.accuracy_m + outlines_m;
    std::array<std::vector<double>, 3> metres;
    for (std::size_t h = 0; h < candidates.size(); ++h) {
        const auto points = moved(city.sites, located, test.declared, candidates[h]);
        metres[h] = index ? residuals(points, *index, control.features->size(), located)
                          : residuals(points, *control.points, located);
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

/// Somebody gave a control layer and must not take silence for a test that was passed.
Problem not_tested(const std::string& control) {
    return {control,
            "",
            "datum_not_tested",
            Severity::warning,
            no_place(),
            no_place(),
            {"没有一个点的字段写明该对照图层中的县区、道路或园区，坐标框架没有检验。",
             "no site names a county, road or park of this control layer, so the frame of the "
             "sites was not tested."}};
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
    if (control.features->size() == 0) return;
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
    std::optional<EdgeIndex> index;
    if (control.areas) index.emplace(*control.areas);
    if (control.lines) index.emplace(*control.lines);
    for (const auto& [report, located] : layers)
        if (!located.sites.empty())
            tests.push_back(tested(city, control, index ? &*index : nullptr, report, located));
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
    if (tests.empty() && !city.controls.empty() && !city.sites.points.empty())
        problems.push_back(not_tested(city.controls.front().subject));
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
