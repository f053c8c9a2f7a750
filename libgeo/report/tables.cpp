// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/tables.hpp"

#include "libgeo/core/text.hpp"

namespace geo {

namespace {

std::int64_t flag(bool value) {
    return value ? 1 : 0;
}

/// A share of a whole that may be empty.
Value share(double part, double whole) {
    return whole > 0 ? Value(part / whole) : Value();
}

double degrees(std::int64_t units) {
    return static_cast<double>(units) / units_per_degree;
}

std::string joined(const std::vector<std::string>& items) {
    std::string text;
    for (const auto& item : items) text += (text.empty() ? "" : ";") + item;
    return text;
}

std::string joined_ids(const FeatureColumns& columns, const std::vector<std::size_t>& indices) {
    std::vector<std::string> ids;
    ids.reserve(indices.size());
    for (const auto i : indices) ids.push_back(columns.ids[i]);
    return joined(ids);
}

Value place(double degrees_or_nan) {
    return degrees_or_nan == degrees_or_nan ? Value(degrees_or_nan) : Value();
}

} // namespace

Table conflicts_table(const CityLayers& city, const Conflicts& conflicts) {
    Table table{
        "conflicts",
        {text_column("park_id"), text_column("park_name"), text_column("zone_id"),
         text_column("zone_name"), text_column("zone_class"), real_column("area_m2", area_decimals),
         real_column("bound_m2", area_decimals), real_column("certain_m2", area_decimals),
         real_column("possible_m2", area_decimals), real_column("share_of_park", share_decimals),
         real_column("share_of_zone", share_decimals), real_column("width_m", distance_decimals),
         text_column("status"), whole_column("additive"), whole_column("statutory"),
         whole_column("synthetic")},
        {}};
    const auto& parks = city.parks;
    const auto& zones = city.zones;
    for (const auto& c : conflicts.list) {
        const bool synthetic = parks.features.synthetic[c.park] || zones.features.synthetic[c.zone];
        table.rows.push_back({parks.features.ids[c.park], parks.features.names[c.park],
                              zones.features.ids[c.zone], zones.features.names[c.zone],
                              zones.features.classes[c.zone], c.area.m2, c.area.bound_m2,
                              c.certain_m2, c.possible_m2,
                              share(c.area.m2, area_of(parks.shapes, c.park).m2),
                              share(c.area.m2, area_of(zones.shapes, c.zone).m2), c.width_m,
                              std::string(name_of(c.status)), flag(c.additive),
                              flag(is_statutory(zones.features, c.zone)), flag(synthetic)});
    }
    return table;
}

Table sites_table(const CityLayers& city, const std::vector<SitePlacement>& sites) {
    Table table{"sites",
                {text_column("site_id"), text_column("name"), text_column("kind"),
                 real_column("lon", degree_decimals), real_column("lat", degree_decimals),
                 text_column("park_id"), text_column("zone_ids"), text_column("nearest_zone_id"),
                 real_column("distance_m", distance_decimals), text_column("distance_class"),
                 text_column("status"), whole_column("synthetic")},
                {}};
    const auto& layer = city.sites;
    for (std::size_t s = 0; s < sites.size(); ++s) {
        const auto& p = sites[s];
        const bool has_zone = p.nearest_zone != SIZE_MAX;
        table.rows.push_back({layer.features.ids[s], layer.features.names[s], layer.kinds[s],
                              degrees(layer.points[s].x), degrees(layer.points[s].y),
                              joined_ids(city.parks.features, p.parks),
                              joined_ids(city.zones.features, p.zones),
                              has_zone ? Value(city.zones.features.ids[p.nearest_zone]) : Value(),
                              has_zone ? Value(p.distance_m) : Value(), p.distance_class,
                              std::string(name_of(p.status)), flag(layer.features.synthetic[s])});
    }
    return table;
}

namespace {

std::vector<Value> verdict_cells(const Verdict& v) {
    return {std::string(name_of(v.outcome)),
            v.score ? Value(*v.score) : Value(),
            joined(v.vetoes),
            joined(v.failed),
            joined(v.unknown),
            v.least_change.zh,
            v.pack,
            v.pack_version,
            joined(v.review),
            v.reason.zh,
            v.reason.en,
            v.least_change.en};
}

} // namespace

Table parks_table(const CityLayers& city, const Conflicts& conflicts,
                  const std::vector<Verdict>& verdicts) {
    Table table{"parks",
                {text_column("park_id"),
                 text_column("name"),
                 real_column("area_m2", area_decimals),
                 real_column("conflict_m2", area_decimals),
                 real_column("certain_m2", area_decimals),
                 real_column("share", share_decimals),
                 text_column("verdict"),
                 real_column("score", 2),
                 text_column("vetoes"),
                 text_column("failed"),
                 text_column("unknown"),
                 text_column("least_change"),
                 text_column("pack"),
                 text_column("pack_version"),
                 text_column("review"),
                 text_column("reason_zh"),
                 text_column("reason_en"),
                 text_column("least_change_en"),
                 real_column("bound_m2", area_decimals),
                 real_column("possible_m2", area_decimals),
                 whole_column("synthetic"),
                 text_column("upgrades")},
                {}};
    const auto& parks = city.parks;
    for (std::size_t p = 0; p < parks.shapes.features(); ++p) {
        const auto area = area_of(parks.shapes, p);
        const auto& conflict = conflicts.forbidden[p];
        std::vector<Value> row{
            parks.features.ids[p], parks.features.names[p], area.m2,
            conflict.measured.m2,  conflict.certain_m2,     share(conflict.measured.m2, area.m2)};
        const auto cells = verdicts.empty() ? std::vector<Value>(12) : verdict_cells(verdicts[p]);
        row.insert(row.end(), cells.begin(), cells.end());
        row.insert(row.end(), {Value(area.bound_m2), Value(conflict.possible_m2),
                               Value(flag(parks.features.synthetic[p])),
                               verdicts.empty() ? Value() : Value(joined(verdicts[p].upgrades))});
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table townships_table(const CityLayers& city, const std::vector<TownshipOverlap>& overlaps) {
    Table table{"townships",
                {text_column("code"), text_column("name"), text_column("county_code"),
                 text_column("county"), text_column("title"), text_column("status"),
                 text_column("named_on"), real_column("area_m2", area_decimals),
                 real_column("redline_m2", area_decimals),
                 real_column("redline_share", share_decimals), whole_column("synthetic")},
                {}};
    const auto& townships = city.townships.features;
    const auto& awards = city.awards.features;
    for (std::size_t t = 0; t < overlaps.size(); ++t) {
        std::vector<std::string> titles, states, dates;
        for (std::size_t a = 0; a < awards.size(); ++a) {
            if (awards.ids[a] != townships.ids[t]) continue;
            titles.push_back(to_text(awards.attribute(a, "title")));
            states.push_back(to_text(awards.attribute(a, "status")));
            dates.push_back(to_text(awards.attribute(a, "named_on")));
        }
        const auto& o = overlaps[t];
        table.rows.push_back({townships.ids[t], townships.names[t],
                              to_text(townships.attribute(t, "county_code")),
                              to_text(townships.attribute(t, "county")), joined(titles),
                              joined(states), joined(dates), o.area.m2, o.red_line.m2,
                              share(o.red_line.m2, o.area.m2), flag(townships.synthetic[t])});
    }
    return table;
}

namespace {

Value maybe(const std::optional<double>& value) {
    return value ? Value(*value) : Value();
}

} // namespace

Table coverage_table(const Coverage& coverage) {
    Table table{"coverage",
                {text_column("county_code"), text_column("county"), text_column("as_of"),
                 text_column("title"), text_column("denominator_kind"), whole_column("denominator"),
                 whole_column("named"), real_column("rate_count", share_decimals),
                 real_column("area_m2", area_decimals), real_column("named_area_m2", area_decimals),
                 real_column("rate_area", share_decimals), whole_column("still_needed")},
                {}};
    for (const auto& row : coverage.rows)
        table.rows.push_back({row.county_code, row.county, row.as_of, row.title,
                              std::string(name_of(row.denominator_kind)),
                              static_cast<std::int64_t>(row.denominator),
                              static_cast<std::int64_t>(row.named), maybe(row.rate_count),
                              maybe(row.area_m2), maybe(row.named_area_m2), maybe(row.rate_area),
                              static_cast<std::int64_t>(row.still_needed)});
    return table;
}

namespace {

/// A number with at most six decimals and no trailing zeros, for people.
std::string brief(double value) {
    return shortest(*parse_number(fixed(value, 6)));
}

std::string brief(const Value& value) {
    const auto* real = std::get_if<double>(&value);
    return real ? brief(*real) : to_text(value);
}

} // namespace

Table trace_table(const Verdict& verdict) {
    Table table{"trace",
                {text_column("criterion"), text_column("title_zh"), text_column("title_en"),
                 text_column("kind"), text_column("status"), text_column("value"),
                 text_column("op"), text_column("limit"), text_column("unit"),
                 text_column("margin"), text_column("points"), text_column("weight"),
                 text_column("source"), text_column("mark"), whole_column("verified"),
                 text_column("missing"), text_column("evidence"), text_column("note_zh"),
                 text_column("note_en")},
                {}};
    for (const auto& c : verdict.trace)
        table.rows.push_back({c.id, c.title.zh, c.title.en, std::string(name_of(c.kind)),
                              std::string(name_of(c.status)), brief(c.value), c.op,
                              to_text(c.limit), c.unit, c.margin ? brief(*c.margin) : "",
                              c.points ? shortest(*c.points) : "", shortest(c.weight), c.source,
                              c.mark, flag(c.verified), joined(c.missing), joined(c.evidence),
                              c.note.zh, c.note.en});
    return table;
}

Table problems_table(const Problems& problems) {
    Table table{"problems",
                {text_column("layer"), text_column("feature_id"), text_column("code"),
                 text_column("severity"), real_column("lon", degree_decimals),
                 real_column("lat", degree_decimals), text_column("message_zh"),
                 text_column("message_en")},
                {}};
    for (const auto& p : sorted_problems(problems))
        table.rows.push_back({p.layer, p.feature_id, p.code, std::string(name_of(p.severity)),
                              place(p.lon), place(p.lat), p.message.zh, p.message.en});
    return table;
}

Table layers_table(const std::vector<LayerReport>& reports) {
    Table table{"layers",
                {text_column("role"), text_column("layer"), whole_column("read"),
                 whole_column("used"), whole_column("repaired"), whole_column("rejected"),
                 whole_column("review"), text_column("datum"), text_column("crs"),
                 text_column("operation"), text_column("policy"), real_column("accuracy_m", 3)},
                {}};
    const auto whole = [](std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); };
    for (const auto& r : reports)
        table.rows.push_back({r.role, r.subject, whole(r.counts.read), whole(r.counts.used),
                              whole(r.counts.repaired), whole(r.counts.rejected),
                              whole(r.counts.review), r.datum,
                              r.crs.code.empty() ? r.crs.source : r.crs.code, r.crs.operation,
                              r.crs.policy, r.accuracy_m > 0 ? Value(r.accuracy_m) : Value()});
    return table;
}

} // namespace geo
