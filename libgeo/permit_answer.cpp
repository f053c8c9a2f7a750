// SPDX-License-Identifier: Apache-2.0
#include "libgeo/permit_answer.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include <nlohmann/json.hpp>

#include "libgeo/core/utf8.hpp"
#include "libgeo/io/write_layers.hpp"
#include "libgeo/map/qgis_project.hpp"
#include "libgeo/overlay/accuracy_bands.hpp"
#include "libgeo/project_rules.hpp"
#include "libgeo/report/tables.hpp"

namespace geo {

namespace {

using Json = nlohmann::ordered_json;

constexpr double farthest_latitude_deg = 89;

Value maybe(const std::optional<double>& value) {
    return value ? Value(*value) : Value();
}

Value share(double part, double whole) {
    return whole > 0 ? Value(part / whole) : Value();
}

std::string joined(const std::vector<Text>& texts, Language language) {
    std::string all;
    for (const auto& text : texts)
        all += (all.empty() ? "" : language == Language::zh ? "；" : "; ") + in(text, language);
    return all;
}

/// What kind of place a target is: its class, else the kind of its layer.
const std::string& target_class(const PointLayer& sites, std::size_t site) {
    const auto& own = sites.features.classes[site];
    return own.empty() ? sites.kinds[site] : own;
}

std::string unit_ids(const PermitScreening& s, const FootprintAnswer& answer) {
    std::string ids;
    for (const auto& hit : answer.units)
        ids += (ids.empty() ? "" : ";") + s.city.control_units.features.ids[hit.unit];
    return ids;
}

std::vector<Column> permit_columns() {
    return {text_column("project_id"),
            text_column("name"),
            real_column("area_m2", area_decimals),
            text_column("outcome"),
            text_column("eia_class"),
            whole_column("eia_settled"),
            real_column("conflict_m2", area_decimals),
            real_column("certain_m2", area_decimals),
            real_column("possible_m2", area_decimals),
            real_column("share", share_decimals),
            text_column("unit_ids"),
            text_column("nearest_zone_id"),
            real_column("distance_m", distance_decimals),
            real_column("sensitive_1_m2", area_decimals),
            real_column("sensitive_2_m2", area_decimals),
            real_column("sensitive_3_m2", area_decimals),
            text_column("reasons_zh"),
            text_column("reasons_en"),
            text_column("eia_reason_zh"),
            text_column("eia_reason_en"),
            text_column("screened_on"),
            real_column("bound_m2", area_decimals),
            whole_column("synthetic"),
            text_column("rules")};
}

std::vector<Value> permit_row(const PermitScreening& s, const FootprintAnswer& answer) {
    const auto& footprints = s.city.parks.features;
    const auto f = answer.footprint;
    const auto& forbidden = s.conflicts.forbidden[f];
    const bool has_zone = !answer.zones.empty();
    const bool is_known = !answer.eia.eia_class.empty();
    return {footprints.ids[f],
            footprints.names[f],
            answer.area.m2,
            std::string(name_of(answer.outcome)),
            answer.eia.eia_class,
            is_known ? Value(std::int64_t{answer.eia.is_settled}) : Value(),
            forbidden.measured.m2,
            forbidden.certain_m2,
            forbidden.possible_m2,
            share(forbidden.measured.m2, answer.area.m2),
            unit_ids(s, answer),
            has_zone ? Value(s.city.zones.features.ids[answer.zones[0].zone]) : Value(),
            has_zone ? Value(answer.zones[0].distance_m) : Value(),
            maybe(answer.ground[0].measured_m2),
            maybe(answer.ground[1].measured_m2),
            maybe(answer.ground[2].measured_m2),
            joined(answer.reasons, Language::zh),
            joined(answer.reasons, Language::en),
            answer.eia.reason.zh,
            answer.eia.reason.en,
            s.project.as_of,
            answer.area.bound_m2,
            std::int64_t{footprints.synthetic[f]},
            rules_text(s.rules, f)};
}

/// Footprints that are no valid polygons: nothing is decided, and that is said.
std::vector<std::vector<Value>> undecided_rows(const PermitScreening& s) {
    std::vector<std::vector<Value>> rows;
    for (const auto& one : s.city.log.quarantine) {
        if (one.role != name_of(Role::parks) || one.accepted) continue;
        std::vector<Value> row(permit_columns().size());
        row[0] = one.id;
        row[1] = one.features.names.empty() ? Value() : Value(one.features.names.front());
        row[3] = std::string(name_of(SitingOutcome::review));
        row[16] =
            "用地图形无效（" + one.reason + "），未判断。请改正图形，或用 --repairs 采用一种修复";
        row[17] = "the footprint is invalid (" + one.reason +
                  "), so nothing is decided. Correct it, or accept a repair with --repairs";
        row[20] = s.project.as_of;
        rows.push_back(std::move(row));
    }
    return rows;
}

Polygons shapes_of(const Conflicts& conflicts) {
    Polygons shapes;
    for (const auto& c : conflicts.list)
        if (c.shape.features() == 0)
            shapes.end_feature();
        else
            append_feature(shapes, c.shape, 0);
    return shapes;
}

/// Those features of a layer whose boxes come within reach of a footprint.
struct Nearby {
    Table table;
    Polygons shapes;
};

enum class Which { near, all };

Nearby nearby(const PermitScreening& s, const PolygonLayer& layer, const std::string& name,
              Which which = Which::near) {
    Nearby found{
        {name,
         {text_column("id"), text_column("name"), text_column("class"), whole_column("synthetic")},
         {}},
        {}};
    GridBox reach;
    reach.add(box_of(s.city.parks.shapes.points));
    if (!reach.empty()) reach = reach.grown(generous_units(s.reach_m, farthest_latitude_deg));
    for (std::size_t f = 0; f < layer.shapes.features(); ++f) {
        if (which == Which::near && !reach.meets(box_of(layer.shapes, f))) continue;
        found.table.rows.push_back({layer.features.ids[f], layer.features.names[f],
                                    layer.features.classes[f],
                                    std::int64_t{layer.features.synthetic[f]}});
        append_feature(found.shapes, layer.shapes, f);
    }
    return found;
}

Json json_of(const Text& text) {
    return {{"zh", text.zh}, {"en", text.en}};
}

Json number(const std::optional<double>& value, int decimals) {
    return value ? Json(parse_number(fixed(*value, decimals)).value_or(0)) : Json();
}

Json json_of(const EiaAnswer& eia) {
    Json json;
    json["class"] = eia.eia_class.empty() ? Json() : Json(eia.eia_class);
    json["title"] = json_of(eia.title);
    json["settled"] = eia.is_settled;
    json["reason"] = json_of(eia.reason);
    json["industries"] = Json::array();
    for (const auto& one : eia.industries)
        json["industries"].push_back(
            {{"industry", one.industry},
             {"class", one.eia_class.empty() ? Json() : Json(one.eia_class)},
             {"missing", one.missing}});
    return json;
}

Json conflict_json(const PermitScreening& s, const Conflict& c) {
    const auto& zones = s.city.zones.features;
    return {{"zone_id", zones.ids[c.zone]},
            {"zone_name", zones.names[c.zone]},
            {"zone_class", zones.classes[c.zone]},
            {"area_m2", number(c.area.m2, area_decimals)},
            {"bound_m2", number(c.area.bound_m2, area_decimals)},
            {"certain_m2", number(c.certain_m2, area_decimals)},
            {"possible_m2", number(c.possible_m2, area_decimals)},
            {"status", name_of(c.status)}};
}

Json rows_json(const Table& table, const std::string& project_id) {
    Json rows = Json::array();
    for (const auto& row : table.rows) {
        if (to_text(row[0]) != project_id) continue;
        Json one;
        for (std::size_t c = 1; c < row.size(); ++c) {
            const auto& column = table.columns[c];
            if (is_unknown(row[c]))
                one[column.name] = nullptr;
            else if (column.type == ColumnType::text)
                one[column.name] = to_text(row[c]);
            else if (column.type == ColumnType::whole)
                one[column.name] = std::get<std::int64_t>(row[c]);
            else
                one[column.name] = number(to_number(row[c]), column.decimals);
        }
        rows.push_back(std::move(one));
    }
    return rows;
}

Json answer_json(const PermitScreening& s, const FootprintAnswer& answer, const Table& units,
                 const Table& near) {
    const auto& id = s.city.parks.features.ids[answer.footprint];
    Json json;
    json["project_id"] = id;
    json["name"] = s.city.parks.features.names[answer.footprint];
    json["area_m2"] = number(answer.area.m2, area_decimals);
    json["bound_m2"] = number(answer.area.bound_m2, area_decimals);
    json["outcome"] = name_of(answer.outcome);
    json["outcome_title"] = json_of(title_of(answer.outcome));
    json["reasons"] = Json::array();
    for (const auto& reason : answer.reasons) json["reasons"].push_back(json_of(reason));
    json["eia"] = json_of(answer.eia);
    json["sensitive_m2"] = Json::array();
    for (const auto& set : answer.ground)
        json["sensitive_m2"].push_back(number(set.measured_m2, area_decimals));
    json["conflicts"] = Json::array();
    for (const auto c : answer.conflicts)
        json["conflicts"].push_back(conflict_json(s, s.conflicts.list[c]));
    json["rules"] = Json::array();
    for (const auto& one : s.rules) {
        const auto& verdict = one.verdicts[answer.footprint];
        json["rules"].push_back({{"pack", one.pack.id},
                                 {"pack_version", one.pack.version},
                                 {"outcome", name_of(verdict.outcome)},
                                 {"result", verdict.result.empty() ? Json() : Json(verdict.result)},
                                 {"reason", json_of(verdict.reason)},
                                 {"least_change", json_of(verdict.least_change)}});
    }
    json["control_units"] = rows_json(units, id);
    json["nearby"] = rows_json(near, id);
    return json;
}

/// The page of one answer.
class Page {
  public:
    Page(const PermitScreening& s, const FootprintAnswer& answer, Language language)
        : m_s(s), m_answer(answer), m_language(language) {}

    std::string text() {
        const auto& f = m_s.city.parks.features;
        m_text = f.ids[m_answer.footprint] + " " + f.names[m_answer.footprint] + "\n";
        line({"结论", "outcome"}, say(title_of(m_answer.outcome)));
        for (const auto& reason : m_answer.reasons) more(say(reason));
        line({"用地", "footprint"},
             fixed(m_answer.area.m2, 1) + " m² ± " + fixed(m_answer.area.bound_m2, 1));
        line({"环评类别", "EIA class"},
             say(m_answer.eia.title) +
                 (m_answer.eia.is_settled ? "" : say({"（未定准）", " (not settled)"})));
        more(say(m_answer.eia.reason));
        rules();
        ground();
        units();
        near();
        return m_text;
    }

  private:
    std::string say(const Text& text) const { return in(text, m_language); }

    void line(const Text& title, const std::string& words) {
        m_text += "  " + padded(say(title)) + words + "\n";
    }
    void more(const std::string& words) {
        if (!words.empty()) m_text += "  " + padded("") + words + "\n";
    }
    static std::string padded(const std::string& text) {
        constexpr std::size_t columns = 18;
        const auto width = display_width(text);
        return text + std::string(width < columns ? columns - width : 1, ' ');
    }

    void rules() {
        for (const auto& one : m_s.rules) {
            const auto& verdict = one.verdicts[m_answer.footprint];
            line({"规则包", "rules"}, say(one.pack.title) + " (" + one.pack.id + ")");
            more(say(title_of(verdict.outcome)) +
                 (verdict.result.empty() ? std::string() : " [" + verdict.result + "]"));
            more(say(verdict.reason));
            more(say(verdict.least_change));
        }
    }

    void ground() {
        std::string sets;
        for (std::size_t set = 0; set < m_answer.ground.size(); ++set) {
            const auto& m2 = m_answer.ground[set].measured_m2;
            sets += (set == 0 ? "(" : "  (") + std::to_string(set + 1) + ") " +
                    (m2 ? fixed(*m2, 1) + " m²" : say({"无图层，未知", "unknown, no layer"}));
        }
        line({"敏感区（第三条）", "sensitive (art. 3)"}, sets);
    }

    void units() {
        const auto& units = m_s.city.control_units.features;
        if (units.size() == 0)
            return line({"管控单元", "control units"}, say({"无图层，未知", "unknown, no layer"}));
        if (m_answer.units.empty()) line({"管控单元", "control units"}, say({"无", "none"}));
        bool is_first = true;
        for (const auto& hit : m_answer.units) {
            const auto words = units.ids[hit.unit] + " " + units.names[hit.unit] + " " +
                               units.classes[hit.unit] + " " + fixed(hit.area.m2, 1) + " m² (" +
                               fixed(100 * hit.area.m2 / m_answer.area.m2, 1) + " %)";
            is_first ? line({"管控单元", "control units"}, words) : more(words);
            is_first = false;
        }
    }

    void near() {
        constexpr std::size_t most = 5;
        const auto list = [&](const Text& title, const std::vector<std::string>& rows) {
            if (rows.empty())
                line(title, say({"无（", "none within "}) + shortest(m_s.reach_m) +
                                say({" m 之内）", " m"}));
            for (std::size_t i = 0; i < std::min(rows.size(), most); ++i)
                i == 0 ? line(title, rows[i]) : more(rows[i]);
            if (rows.size() > most)
                more(say({"另有 ", "and "}) + std::to_string(rows.size() - most) +
                     say({" 个", " more"}));
        };
        std::vector<std::string> rows;
        const auto& zones = m_s.city.zones.features;
        for (const auto& near : m_answer.zones)
            rows.push_back(fixed(near.distance_m, 1) + " m  " + zones.ids[near.zone] + " " +
                           zones.names[near.zone] + " " + zones.classes[near.zone]);
        list({"最近管控区", "nearest zones"}, rows);
        rows.clear();
        for (const auto& hit : m_answer.strips) {
            const auto& lines = m_s.city.lines.features;
            rows.push_back(fixed(hit.distance_m, 1) + " m  " + lines.ids[hit.line] + " " +
                           lines.names[hit.line] + " " + std::string(name_of(hit.status)));
        }
        if (m_s.city.lines.features.size() > 0) list({"岸线", "bank lines"}, rows);
        rows.clear();
        const auto& sites = m_s.city.sites;
        for (const auto& near : m_answer.targets)
            rows.push_back(fixed(near.distance_m, 1) + " m  " + sites.features.ids[near.site] +
                           " " + sites.features.names[near.site] + " " +
                           target_class(sites, near.site));
        if (!sites.points.empty()) list({"敏感目标", "targets"}, rows);
    }

    const PermitScreening& m_s;
    const FootprintAnswer& m_answer;
    Language m_language;
    std::string m_text;
};

} // namespace

Table permits_table(const PermitScreening& s) {
    Table table{"footprints", permit_columns(), {}};
    for (const auto& answer : s.answers) table.rows.push_back(permit_row(s, answer));
    for (auto& row : undecided_rows(s)) table.rows.push_back(std::move(row));
    std::stable_sort(table.rows.begin(), table.rows.end(), [](const auto& a, const auto& b) {
        return id_less(to_text(a[0]), to_text(b[0]));
    });
    return table;
}

Table permit_units_table(const PermitScreening& s) {
    Table table{"permit_units",
                {text_column("project_id"), text_column("unit_id"), text_column("unit_name"),
                 text_column("unit_class"), real_column("area_m2", area_decimals),
                 real_column("bound_m2", area_decimals),
                 real_column("share_of_footprint", share_decimals)},
                {}};
    const auto& units = s.city.control_units.features;
    for (const auto& answer : s.answers)
        for (const auto& hit : answer.units)
            table.rows.push_back({s.city.parks.features.ids[answer.footprint], units.ids[hit.unit],
                                  units.names[hit.unit], units.classes[hit.unit], hit.area.m2,
                                  hit.area.bound_m2, share(hit.area.m2, answer.area.m2)});
    return table;
}

Table permit_nearby_table(const PermitScreening& s) {
    Table table{"permit_nearby",
                {text_column("project_id"), text_column("what"), text_column("id"),
                 text_column("name"), text_column("class"),
                 real_column("distance_m", distance_decimals), text_column("sensitive_set"),
                 real_column("strip_m", distance_decimals), text_column("strip_status")},
                {}};
    for (const auto& answer : s.answers) {
        const auto& id = s.city.parks.features.ids[answer.footprint];
        const auto& zones = s.city.zones.features;
        for (const auto& near : answer.zones)
            table.rows.push_back({id, "zone", zones.ids[near.zone], zones.names[near.zone],
                                  zones.classes[near.zone], near.distance_m, near.sensitive_set,
                                  Value(), Value()});
        for (const auto& hit : answer.strips) {
            const auto& lines = s.city.lines.features;
            table.rows.push_back({id, "line", lines.ids[hit.line], lines.names[hit.line],
                                  lines.classes[hit.line], hit.distance_m, Value(),
                                  maybe(hit.strip_m), std::string(name_of(hit.status))});
        }
        const auto& sites = s.city.sites;
        for (const auto& near : answer.targets)
            table.rows.push_back({id, "target", sites.features.ids[near.site],
                                  sites.features.names[near.site], target_class(sites, near.site),
                                  near.distance_m, Value(), Value(), Value()});
    }
    return table;
}

std::string permit_text(const PermitScreening& s, Language language) {
    std::string text;
    for (const auto& answer : s.answers)
        text += (text.empty() ? "" : "\n") + Page(s, answer, language).text();
    for (const auto& row : undecided_rows(s))
        text += (text.empty() ? "" : "\n") + to_text(row[0]) + "\n  " +
                to_text(row[language == Language::zh ? 16 : 17]) + "\n";
    return text;
}

std::string permit_json(const PermitScreening& s) {
    const auto units = permit_units_table(s);
    const auto near = permit_nearby_table(s);
    Json json;
    json["schema_version"] = 1;
    json["project"] = s.project.name;
    json["as_of"] = s.project.as_of;
    json["eia_pack"] = s.eia_pack;
    json["reach_m"] = number(s.reach_m, distance_decimals);
    json["answers"] = Json::array();
    for (const auto& answer : s.answers)
        json["answers"].push_back(answer_json(s, answer, units, near));
    json["undecided"] = Json::array();
    for (const auto& row : undecided_rows(s))
        json["undecided"].push_back(
            {{"project_id", to_text(row[0])},
             {"reason", json_of(Text{to_text(row[16]), to_text(row[17])})}});
    return json.dump(1) + "\n";
}

void write_permit_layers(const PermitScreening& s, const std::string& path, Overwrite overwrite) {
    StagedFile file(path, overwrite);
    const Polygons conflicts = shapes_of(s.conflicts);
    const auto zones = nearby(s, s.city.zones, "zones");
    const auto units = nearby(s, s.city.control_units, "control_units");
    auto footprints = permits_table(s);
    std::erase_if(footprints.rows, [](const auto& row) { return is_unknown(row[2]); });
    const auto counties = nearby(s, s.city.counties, "counties", Which::all);
    const auto townships = nearby(s, s.city.townships, "townships");
    std::vector<OutputLayer> layers{{std::move(footprints), &s.city.parks.shapes},
                                    {zones.table, &zones.shapes},
                                    {units.table, &units.shapes},
                                    {conflicts_table(s.city, s.conflicts), &conflicts},
                                    {townships.table, &townships.shapes},
                                    {counties.table, &counties.shapes}};
    const auto name = std::filesystem::path(path).filename().string();
    const auto crs = result_crs(s.city.log, s.project.dst_crs);
    const auto qgis =
        map::qgis_tables(map::read_style_pack("parkline"), layers, crs, name, s.project.name);
    write_geopackage(file.temporary(), layers, crs, s.project.as_of, qgis);
    file.publish();
}

} // namespace geo
