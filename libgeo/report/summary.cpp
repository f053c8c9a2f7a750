// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/summary.hpp"

#include <numeric>

#include <nlohmann/json.hpp>

#include "libgeo/core/table.hpp"
#include "libgeo/report/render.hpp"

namespace geo {

namespace {

using Json = nlohmann::ordered_json;

/// Counts by name, in the order of `names`.
template <typename Items, typename NameOf>
Json counts(const std::vector<std::string>& names, const Items& items, NameOf name_of_item) {
    Json json = Json::object();
    for (const auto& name : names) json[name] = 0;
    for (const auto& item : items) {
        auto& count = json[std::string(name_of_item(item))];
        count = count.template get<int>() + 1;
    }
    return json;
}

Json problem_counts(const Problems& problems) {
    return counts({"error", "warning", "note"}, problems,
                  [](const Problem& p) { return name_of(p.severity); });
}

double rounded(double value, int decimals) {
    return parse_number(fixed(value, decimals)).value_or(0);
}

} // namespace

std::string summary_json(const Project& project, const CityLayers& city, const Conflicts& conflicts,
                         const std::vector<SitePlacement>& sites,
                         const std::vector<Verdict>& verdicts) {
    double conflict_m2 = 0;
    double certain_m2 = 0;
    for (const auto& park : conflicts.forbidden) {
        conflict_m2 += park.measured.m2;
        certain_m2 += park.certain_m2;
    }
    Json json;
    json["schema_version"] = 1;
    json["project"] = project.name;
    json["as_of"] = project.as_of;
    json["parks"] = city.parks.features.size();
    json["zones"] = city.zones.features.size();
    json["sites"] = city.sites.features.size();
    json["townships"] = city.townships.features.size();
    json["conflicts"] = counts({"violation", "review", "sliver", "below_minimum", "finding"},
                               conflicts.list, [](const Conflict& c) { return name_of(c.status); });
    json["conflict_m2"] = rounded(conflict_m2, area_decimals);
    json["certain_m2"] = rounded(certain_m2, area_decimals);
    json["site_status"] = counts({"inside", "near", "clear", "doubtful_datum"}, sites,
                                 [](const SitePlacement& s) { return name_of(s.status); });
    json["verdicts"] =
        counts(outcome_names(), verdicts, [](const Verdict& v) { return name_of(v.outcome); });
    json["problems"] = problem_counts(city.log.problems);
    json["has_synthetic_data"] =
        std::any_of(city.parks.features.synthetic.begin(), city.parks.features.synthetic.end(),
                    [](char s) { return s != 0; }) ||
        std::any_of(city.zones.features.synthetic.begin(), city.zones.features.synthetic.end(),
                    [](char s) { return s != 0; });
    return json.dump(1) + "\n";
}

namespace {

/// Writes the summary for a person, one paragraph a topic.
/// The distance at which a class such as "500-1000" or ">5000" begins.
double lower_limit(std::string_view distance_class) {
    if (distance_class.starts_with('>')) distance_class.remove_prefix(1);
    return parse_number(distance_class.substr(0, distance_class.find('-'))).value_or(0);
}

class SummaryWriter {
  public:
    SummaryWriter(const CityLayers& city, Language language) : m_city(city), m_language(language) {}

    void title(const char* zh, const char* en) {
        m_text += "\n" + in(Text{zh, en}, m_language) + "\n";
    }
    void line(const std::string& text) { m_text += "  " + text + "\n"; }
    std::string word(const char* zh, const char* en) const { return in(Text{zh, en}, m_language); }

    void verdicts(const std::vector<Verdict>& list) {
        if (list.empty()) return;
        title("园区结论", "Verdicts on parks");
        for (const auto& name : outcome_names()) {
            const Outcome outcome = *outcome_named(name);
            for (const auto& v : list)
                if (v.outcome == outcome)
                    line(in(title_of(outcome), m_language) + "  " + v.subject_id + " " +
                         v.subject_name + (v.score ? "  " + fixed(*v.score, 1) : "") + "  " +
                         in(v.reason, m_language));
        }
    }

    void conflicts(const Conflicts& conflicts) {
        if (m_city.parks.features.size() == 0) return;
        title("面积最大的冲突（平方米；确定 / 量得 / 可能）",
              "Largest conflicts (m²; certain / measured / possible)");
        std::vector<std::size_t> order(conflicts.list.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
            return conflicts.list[a].area.m2 > conflicts.list[b].area.m2;
        });
        std::size_t shown = 0;
        for (const auto i : order) {
            const auto& c = conflicts.list[i];
            if (!is_statutory(m_city.zones.features, c.zone)) continue;
            if (++shown > 8) break;
            line(m_city.parks.features.ids[c.park] + " × " + m_city.zones.features.ids[c.zone] +
                 " " + m_city.zones.features.names[c.zone] + "  " + fixed(c.certain_m2, 1) + " / " +
                 fixed(c.area.m2, 1) + " ± " + fixed(c.area.bound_m2, 1) + " / " +
                 fixed(c.possible_m2, 1) + "  " + in(title_of(c.status), m_language));
        }
    }

    void sites(const std::vector<SitePlacement>& sites) {
        if (sites.empty()) return;
        // In the order of the distances: inside first, then as the classes rise.
        std::map<double, std::pair<std::string, int>> by_distance;
        for (const auto& s : sites) {
            const bool is_inside = s.status == SiteStatus::inside;
            auto& [name, count] = by_distance[is_inside ? -1 : lower_limit(s.distance_class)];
            name = is_inside ? word("在管控区内", "inside a zone") : s.distance_class;
            ++count;
        }
        title("点位到最近管控区的距离（米）", "Sites by distance to the nearest zone (m)");
        for (const auto& [limit, entry] : by_distance)
            line(entry.first + ": " + std::to_string(entry.second));
    }

    void coverage(const Coverage& coverage) {
        bool first = true;
        for (const auto& row : coverage.rows) {
            if (m_city.outline.features.size() != 1 ||
                row.county_code != m_city.outline.features.ids[0])
                continue;
            if (first) title("生态乡镇创建（全市）", "Eco-township creation (whole city)");
            first = false;
            line((row.title == "national"     ? word("国家级", "national")
                  : row.title == "provincial" ? word("省级", "provincial")
                                              : row.title) +
                 ", " + denominator_title(row.denominator_kind) + ": " + std::to_string(row.named) +
                 " / " + std::to_string(row.denominator) +
                 (row.rate_count ? " = " + fixed(*row.rate_count * 100, 1) + " %" : "") +
                 (row.rate_area
                      ? ", " + word("面积", "area") + " " + fixed(*row.rate_area * 100, 1) + " %"
                      : ""));
        }
    }

    void derived() {
        for (const auto& d : m_city.derived) {
            title("推算的要素", "Derived features");
            line(d.id + " " + d.name + ": " + fixed(d.source_area_m2 / 1e6, 2) + " km² (" +
                 d.source_datum + ") → " + fixed(d.area_m2 / 1e6, 2) + " km² (CGCS2000)");
        }
    }

    std::string denominator_title(Denominator kind) const {
        if (kind == Denominator::all_codes) return word("全部代码", "all codes");
        if (kind == Denominator::real) return word("实有乡级单位", "real units");
        return word("仅镇", "towns only");
    }

    std::string finish() { return std::move(m_text); }

  private:
    const CityLayers& m_city;
    Language m_language;
    std::string m_text;
};

} // namespace

std::string summary_text(const CityLayers& city, const Conflicts& conflicts,
                         const std::vector<SitePlacement>& sites,
                         const std::vector<TownshipOverlap>&, const Coverage& coverage,
                         const std::vector<Verdict>& verdicts, Language language) {
    SummaryWriter writer(city, language);
    writer.verdicts(verdicts);
    writer.conflicts(conflicts);
    writer.sites(sites);
    writer.coverage(coverage);
    writer.derived();
    return writer.finish() + "\n";
}

} // namespace geo
