// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/measured_facts.hpp"

#include <algorithm>

#include "libgeo/geom/shapes.hpp"
#include "libgeo/overlay/accuracy_bands.hpp"
#include "libgeo/overlay/line_distance.hpp"
#include "libgeo/overlay/locate.hpp"
#include "libgeo/overlay/overlap_areas.hpp"
#include "libgeo/overlay/within.hpp"

namespace geo {

namespace {

constexpr double farthest_latitude_deg = 89;
constexpr std::size_t most_evidence = 20;

std::string listed(const std::vector<std::string>& ids) {
    std::string text;
    for (std::size_t i = 0; i < ids.size() && i < most_evidence; ++i)
        text += (i ? ";" : "") + ids[i];
    return ids.size() > most_evidence ? text + ";…" : text;
}

/// The lines that a measurement takes, and why there are none.
struct ChosenLines {
    std::vector<std::uint8_t> features;
    std::string why_none;
};

class Measurer {
  public:
    Measurer(const PolygonLayer& subjects, const MeasuredLayers& layers)
        : m_subjects(subjects), m_layers(layers), m_lines(layers.lines.shapes) {}

    Fact measure(std::size_t subject, const Measurement& wanted) const {
        Fact fact;
        fact.name = wanted.fact;
        fact.unit = wanted.unit;
        fact.method = describe(wanted).en;
        fact.version = versions_of(m_layers.versions,
                                   {"parks", wanted.unit == "count" ? "residents" : "lines"});
        std::string why;
        auto ground = ground_of(subject, wanted.footprint, why);
        if (ground && ground->parts() == 0) return without_ground(fact, wanted);
        if (ground && wanted.unit == "count") measure_people(*ground, wanted, fact, why);
        if (ground && wanted.unit != "count") measure_lines(*ground, wanted, fact, why);
        if (!why.empty()) fact.method += "; unknown: " + why;
        return fact;
    }

  private:
    /// Nothing new, or nothing that stood before: no area; no distance either.
    static Fact without_ground(Fact fact, const Measurement& wanted) {
        if (wanted.unit == "m2") fact.value = 0.0;
        if (wanted.unit == "count") fact.value = std::int64_t{0};
        return fact;
    }

    std::optional<Polygons> ground_of(std::size_t subject, Footprint footprint,
                                      std::string& why) const {
        auto whole = single(m_subjects.shapes, subject);
        if (footprint == Footprint::whole) return whole;
        Polygons nothing;
        nothing.end_feature();
        const auto stated = to_text(m_subjects.features.attribute(subject, "footprint"));
        if (stated == "new" || stated == "新增")
            return footprint == Footprint::added ? whole : nothing;
        if (stated == "existing" || stated == "现有")
            return footprint == Footprint::existing ? whole : nothing;
        const auto& ids = m_layers.footprints.features.ids;
        const auto& id = m_subjects.features.ids[subject];
        const auto found = std::find(ids.begin(), ids.end(), id);
        if (found == ids.end()) {
            why = "nobody says what stood before (attribute footprint, or role footprints)";
            return {};
        }
        const auto before =
            single(m_layers.footprints.shapes, static_cast<std::size_t>(found - ids.begin()));
        return footprint == Footprint::added ? shape_difference(whole, before)
                                             : shape_intersection(whole, before);
    }

    ChosenLines chosen(const Measurement& wanted) const {
        const auto& columns = m_layers.lines.features;
        ChosenLines lines{std::vector<std::uint8_t>(columns.size()), {}};
        std::string other;
        for (std::size_t f = 0; f < columns.size(); ++f) {
            const auto& list = wanted.from;
            if (std::find(list.begin(), list.end(), columns.classes[f]) == list.end()) continue;
            const auto reference = to_text(columns.attribute(f, "reference"));
            if (reference == name_of(wanted.line))
                lines.features[f] = 1;
            else
                other = reference.empty() ? "no reference line" : reference;
        }
        // One layer of a wrong line would leave the rest too far away without anyone noticing.
        if (!other.empty())
            lines.why_none = "a layer of these lines gives " + other + ", the rule wants " +
                             std::string(name_of(wanted.line));
        else if (std::find(lines.features.begin(), lines.features.end(), 1) == lines.features.end())
            lines.why_none = "the project has no such lines";
        return lines;
    }

    void measure_lines(const Polygons& ground, const Measurement& wanted, Fact& fact,
                       std::string& why) const {
        const auto lines = chosen(wanted);
        why = lines.why_none;
        if (!why.empty()) return;
        const auto best = nearest_line(ground, m_lines, lines.features);
        if (!best) {
            why = "no line within 1,000 km";
            return;
        }
        fact.evidence = m_layers.lines.features.ids[best->line];
        if (wanted.unit == "m")
            fact.value = best->distance_m;
        else if (best->distance_m > wanted.within_m)
            fact.value = 0.0, fact.bound = 0.0;
        else
            measure_strip(ground, wanted, lines, fact, why);
    }

    void measure_strip(const Polygons& ground, const Measurement& wanted, const ChosenLines& lines,
                       Fact& fact, std::string& why) const {
        const auto box = box_of(std::span<const GridPoint>(ground.points));
        const auto around = box.grown(generous_units(wanted.within_m, farthest_latitude_deg));
        const auto near = edges_near(m_layers.lines.shapes, lines.features, around);
        const auto strip =
            lines_grown(near, wanted.within_m,
                        static_cast<double>(box.y_min + box.y_max) / 2 / units_per_degree);
        const auto pairs = overlap_areas(ground, strip);
        if (pairs.empty()) {
            why = "too near the limit to tell";
            return;
        }
        fact.value = pairs.front().area.m2;
        fact.bound = pairs.front().area.bound_m2;
    }

    void measure_people(const Polygons& ground, const Measurement& wanted, Fact& fact,
                        std::string& why) const {
        const auto& layer = m_layers.residents;
        if (layer.points.empty()) {
            why = "the project has no residents";
            return;
        }
        const EdgeIndex index(ground);
        std::vector<std::uint8_t> counted(layer.points.size());
        if (wanted.within_m > 0) counted = within(layer.points, index, wanted.within_m);
        for (const auto& [point, polygon] : locate(layer.points, index))
            counted[point] = wanted.within_m > 0 ? 0 : 1;
        count(counted, fact, why);
    }

    void count(const std::vector<std::uint8_t>& counted, Fact& fact, std::string& why) const {
        const auto& columns = m_layers.residents.features;
        const bool has_people = columns.attributes.find("people").has_value();
        std::vector<std::string> ids;
        double people = 0;
        for (std::size_t i = 0; i < counted.size(); ++i) {
            if (!counted[i]) continue;
            ids.push_back(columns.ids[i]);
            const auto number = has_people ? to_number(columns.attribute(i, "people")) : 1;
            if (!number) why = "the number of people is missing at " + columns.ids[i];
            people += number.value_or(0);
        }
        if (why.empty() && people == 0 && !m_layers.unplaced.empty()) {
            ids = m_layers.unplaced;
            why = "residents without a place";
        }
        fact.evidence = listed(ids);
        if (!has_people) fact.method += "; places counted";
        if (why.empty()) fact.value = people;
    }

    const PolygonLayer& m_subjects;
    const MeasuredLayers& m_layers;
    EdgeIndex m_lines;
};

} // namespace

std::vector<std::vector<Fact>> measured_facts(const PolygonLayer& subjects,
                                              const MeasuredLayers& layers,
                                              std::span<const Measurement> wanted) {
    std::vector<std::vector<Fact>> all(subjects.shapes.features());
    if (wanted.empty()) return all;
    const Measurer measurer(subjects, layers);
    for (std::size_t s = 0; s < all.size(); ++s)
        for (const auto& one : wanted) all[s].push_back(measurer.measure(s, one));
    return all;
}

} // namespace geo
