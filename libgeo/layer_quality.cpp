// SPDX-License-Identifier: Apache-2.0
#include "libgeo/layer_quality.hpp"

#include <algorithm>
#include <iterator>

#include "libgeo/geom/equal_shapes.hpp"
#include "libgeo/overlay/coverage_defects.hpp"
#include "libgeo/overlay/outline_defects.hpp"

namespace geo {

namespace {

double degrees(std::int64_t units) {
    return static_cast<double>(units) / units_per_degree;
}

std::string count(std::size_t n) {
    return std::to_string(n);
}

/// What is said about one layer of polygons.
class LayerDoubts {
  public:
    LayerDoubts(const PolygonLayer& layer, const NormaliseLog& log, const DoubtLimits& limits,
                Problems& problems)
        : m_layer(layer), m_log(log), m_limits(limits), m_problems(problems) {}

    void say_outlines() {
        for (const auto& found : all_outline_defects(m_layer.shapes, m_limits))
            say(found.feature, found.defect);
    }

    void say_copies() {
        for (const auto& pair : equal_features(m_layer.shapes)) {
            const auto& first = m_layer.features.ids[pair.first];
            say(pair.copy, "duplicate_geometry", Severity::warning,
                m_layer.shapes.ring(m_layer.shapes.first_ring(pair.copy))[0],
                {"形状与要素 " + first + " 完全相同。",
                 "its shape is the very same as that of feature " + first + "."});
        }
    }

    void say_coverage() {
        say_overlaps();
        say_gaps();
    }

  private:
    void say_overlaps() {
        Small small;
        for (const auto& d : coverage_overlaps(m_layer.shapes)) {
            if (small.takes(d, m_limits.overlap_m2)) continue;
            const auto& other = m_layer.features.ids[d.b];
            say(d.a, "coverage_overlap", Severity::warning, d.place,
                {"与 " + other + " 重叠 " + fixed(d.area.m2, 4) + " m²，平均宽度 " +
                     fixed(d.width_m, 3) + " 米。",
                 "it overlaps " + other + " by " + fixed(d.area.m2, 4) + " m², " +
                     fixed(d.width_m, 3) + " m wide in the mean."});
        }
        say_small(small, "coverage_overlap", {"重叠", "overlap"},
                  "overlap_m2 = " + shortest(m_limits.overlap_m2));
    }

    void say_gaps() {
        Small small;
        for (const auto& d : coverage_gaps(m_layer.shapes)) {
            if (small.takes(d, m_limits.gap_m2)) continue;
            const auto& other = m_layer.features.ids[d.b];
            const bool is_own = d.a == d.b;
            say(d.a, "coverage_gap", Severity::warning, d.place,
                {(is_own ? "内部" : "与 " + other + " 之间") + std::string("有缝隙 ") +
                     fixed(d.area.m2, 4) + " m²，平均宽度 " + fixed(d.width_m, 3) + " 米。",
                 "there is a gap of " + fixed(d.area.m2, 4) + " m² " +
                     (is_own ? "in its inside" : "to " + other) + ", " + fixed(d.width_m, 3) +
                     " m wide in the mean."});
        }
        say_small(small, "coverage_gap", {"缝隙", "gap"}, "gap_m2 = " + shortest(m_limits.gap_m2));
    }

    /// Defects of a coverage below the limit of the project: counted, not listed.
    struct Small {
        std::size_t n = 0;
        double m2 = 0;
        std::size_t first = 0; ///< the unit of the first of them

        bool takes(const CoverageDefect& d, double least_m2) {
            if (d.area.m2 >= least_m2) return false;
            if (n++ == 0) first = d.a;
            m2 += d.area.m2;
            return true;
        }
    };

    void say_small(const Small& small, const std::string& code, const Text& kind,
                   const std::string& limit) {
        if (small.n == 0) return;
        const auto n = count(small.n);
        const auto m2 = fixed(small.m2, 4);
        m_problems.push_back(
            {subject_of(small.first),
             "",
             code,
             Severity::note,
             no_place(),
             no_place(),
             {"另有 " + n + " 处" + kind.zh + "小于界限 " + limit + "，共 " + m2 +
                  " m²，未逐一列出。",
              n + " more " + kind.en + "(s), " + m2 + " m² together, are below the limit " + limit +
                  " and not listed one by one."}});
    }

    /// The limit that a doubt is beyond, so that a reader knows what to set.
    static Text beyond(const std::string& name, double limit) {
        const auto text = name + " = " + shortest(limit);
        return {"（界限 " + text + "）", " (the limit: " + text + ")"};
    }

    double teeth() const { return static_cast<double>(m_limits.teeth); }

    void say(std::size_t feature, const OutlineDefect& d) {
        const auto n = count(d.count);
        switch (d.kind) {
        case OutlineDefectKind::spike:
            return say(feature, "spike", Severity::warning, d.place,
                       {"边界有 " + n + " 处尖刺，最尖的夹角 " + fixed(d.worst, 2) + "°" +
                            beyond("spike_deg", m_limits.spike_deg).zh + "。",
                        "the outline has " + n + " spike(s); the sharpest angle is " +
                            fixed(d.worst, 2) + "°" + beyond("spike_deg", m_limits.spike_deg).en +
                            "."});
        case OutlineDefectKind::narrow_neck:
            return say(feature, "narrow_neck", Severity::warning, d.place,
                       {"内部最窄处宽 " + fixed(d.worst, 3) + " 米" +
                            beyond("neck_m", m_limits.neck_m).zh + "。",
                        "at its narrowest the inside is " + fixed(d.worst, 3) + " m wide" +
                            beyond("neck_m", m_limits.neck_m).en + "."});
        case OutlineDefectKind::saw_tooth:
            return say(feature, "saw_tooth", Severity::note, d.place,
                       {"边界有 " + n + " 段锯齿，最长的一段 " + fixed(d.worst, 0) +
                            " 个顶点左右交替转折" + beyond("teeth", teeth()).zh + "。",
                        "the outline has " + n + " saw-tooth run(s); the longest has " +
                            fixed(d.worst, 0) + " vertices" + beyond("teeth", teeth()).en + "."});
        case OutlineDefectKind::sliver:
            return say(feature, "sliver", Severity::warning, d.place,
                       {"有 " + n + " 个部分是碎片，最窄的平均宽度（2A/P）" + fixed(d.worst, 3) +
                            " 米" + beyond("sliver_m", m_limits.sliver_m).zh + "。",
                        n + " part(s) are slivers; the mean width (2A/P) of the narrowest is " +
                            fixed(d.worst, 3) + " m" + beyond("sliver_m", m_limits.sliver_m).en +
                            "."});
        }
    }

    std::string subject_of(std::size_t feature) const {
        const auto report = m_layer.reports[feature];
        return report < m_log.reports.size() ? m_log.reports[report].subject : "derive";
    }

    void say(std::size_t feature, const std::string& code, Severity severity, GridPoint place,
             const Text& text) {
        m_problems.push_back({subject_of(feature), m_layer.features.ids[feature], code, severity,
                              degrees(place.x), degrees(place.y), text});
    }

    const PolygonLayer& m_layer;
    const NormaliseLog& m_log;
    const DoubtLimits& m_limits;
    Problems& m_problems;
};

} // namespace

Problems look_closer(const CityLayers& city, const DoubtLimits& limits) {
    Problems problems;
    for (const auto* layer :
         {&city.parks, &city.zones, &city.townships, &city.counties, &city.outline}) {
        LayerDoubts doubts(*layer, city.log, limits, problems);
        doubts.say_outlines();
        doubts.say_copies();
        if (layer == &city.townships || layer == &city.counties) doubts.say_coverage();
    }
    return problems;
}

} // namespace geo
