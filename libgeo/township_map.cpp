// SPDX-License-Identifier: Apache-2.0
#include "libgeo/township_map.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "libgeo/core/error.hpp"
#include "libgeo/io/write_layers.hpp"
#include "libgeo/map/qgis_project.hpp"
#include "libgeo/township_records.hpp"

namespace geo {

namespace {

/// Whether the unit of a code was in force, and the one that took its ground over if not.
std::string unit_of_shape(const TownshipHistory& history, const std::vector<TownshipCode>& units,
                          std::string code, const std::string& as_of) {
    const auto is_unit = [&](const std::string& one) {
        return std::any_of(units.begin(), units.end(),
                           [&](const auto& unit) { return unit.code == one; });
    };
    std::vector<const LineageStep*> steps;
    for (const auto& step : history.lineage)
        if (step.date <= as_of) steps.push_back(&step);
    std::stable_sort(steps.begin(), steps.end(),
                     [](const auto* a, const auto* b) { return a->date < b->date; });
    for (const auto* step : steps)
        if (!is_unit(code) && step->old_code == code) code = step->new_code;
    return is_unit(code) ? code : "";
}

Table township_table(const Screening& s, const TownshipHistory& history, const std::string& title) {
    const auto& as_of = s.project.as_of;
    const auto units = units_on(history, as_of);
    const auto standing = standing_on(history, as_of, title);
    const auto& shapes = s.city.townships.features;
    Table table{"township_coverage",
                {text_column("id"), text_column("name"), text_column("county"), text_column("unit"),
                 text_column("title"), text_column("standing"), whole_column("synthetic")},
                {}};
    for (std::size_t t = 0; t < shapes.size(); ++t) {
        const auto code = unit_of_shape(history, units, shapes.ids[t], as_of);
        const auto unit = std::find_if(units.begin(), units.end(),
                                       [&](const auto& one) { return one.code == code; });
        const auto found = standing.find(code);
        table.rows.push_back({shapes.ids[t], unit == units.end() ? shapes.names[t] : unit->name,
                              to_text(shapes.attribute(t, "county")), code, title,
                              code.empty()              ? std::string("absent")
                              : found == standing.end() ? std::string("none")
                                                        : found->second,
                              std::int64_t{shapes.synthetic[t]}});
    }
    return table;
}

Value maybe(const std::optional<double>& value) {
    return value ? Value(*value) : Value();
}

/// The counties with the row of the title and the first denominator.
Table county_table(const Screening& s, const HistoryCoverage& coverage, const std::string& title) {
    const auto& counties = s.city.counties.features;
    Table table{"counties",
                {text_column("id"), text_column("name"), text_column("as_of"), text_column("title"),
                 text_column("denominator_kind"), whole_column("denominator"),
                 whole_column("named"), whole_column("announced"),
                 real_column("rate_count", share_decimals),
                 real_column("rate_area", share_decimals), whole_column("still_needed"),
                 whole_column("synthetic")},
                {}};
    for (std::size_t c = 0; c < counties.size(); ++c) {
        const auto row = std::find_if(coverage.rows.begin(), coverage.rows.end(), [&](auto& one) {
            return one.county_code == counties.ids[c] && one.title == title;
        });
        std::vector<Value> cells{counties.ids[c], counties.names[c], s.project.as_of, title};
        if (row != coverage.rows.end())
            for (const auto& value : std::vector<Value>{
                     std::string(name_of(row->denominator_kind)),
                     static_cast<std::int64_t>(row->denominator),
                     static_cast<std::int64_t>(row->named),
                     static_cast<std::int64_t>(row->announced), maybe(row->rate_count),
                     maybe(row->rate_area), static_cast<std::int64_t>(row->still_needed)})
                cells.push_back(value);
        cells.resize(11);
        cells.emplace_back(std::int64_t{counties.synthetic[c]});
        table.rows.push_back(std::move(cells));
    }
    return table;
}

/// What has figures and no ground to draw: counties and units without a shape.
Problems without_shape(const Screening& s, const TownshipHistory& history,
                       const HistoryCoverage& coverage, const std::string& title) {
    Problems problems;
    const auto say = [&](const std::string& id, const std::string& code, Text message) {
        problems.push_back(
            {"townships", id, code, Severity::warning, no_place(), no_place(), std::move(message)});
    };
    const auto& counties = s.city.counties.features.ids;
    const auto city = city_of(s.city).code;
    std::set<std::string> told;
    for (const auto& row : coverage.rows) {
        const auto& code = row.county_code;
        if (row.title != title || code == city || !told.insert(code).second ||
            std::find(counties.begin(), counties.end(), code) != counties.end())
            continue;
        const auto figures = std::to_string(row.named) + " / " + std::to_string(row.denominator);
        say(code, "county_without_shape",
            {row.county + "（" + code + "）没有图形，不在图和图上的表中：命名 " + figures +
                 "。请补充图层，或在图上注明。",
             row.county + " (" + code +
                 ") has no shape, so it is neither on the map nor in its "
                 "table: named " +
                 figures + ". Add it to the layer, or say so on the map."});
    }
    const auto units = units_on(history, s.project.as_of);
    std::set<std::string> drawn;
    for (const auto& id : s.city.townships.features.ids)
        drawn.insert(unit_of_shape(history, units, id, s.project.as_of));
    for (const auto& unit : units)
        if (!drawn.contains(unit.code) && counts_in(Denominator::real, unit))
            say(unit.code, "township_without_shape",
                {unit.name + "（" + unit.code + "）没有图形，不在图上。请补充图层。",
                 unit.name + " (" + unit.code +
                     ") has no shape, so it is not on the map. Add it to "
                     "the layer."});
    return problems;
}

} // namespace

Problems write_township_map(const Screening& s, const TownshipHistory& history,
                            const HistoryCoverage& coverage, const std::string& title,
                            const std::string& path, Overwrite overwrite) {
    const bool is_known = std::any_of(coverage.rows.begin(), coverage.rows.end(),
                                      [&](const auto& row) { return row.title == title; });
    if (!is_known)
        throw ConfigError({"没有称号 '" + title + "'。请用称号表中的一个。",
                           "there is no title '" + title + "'. Use one of the list of titles."});
    StagedFile file(path, overwrite);
    std::vector<OutputLayer> layers{{township_table(s, history, title), &s.city.townships.shapes},
                                    {county_table(s, coverage, title), &s.city.counties.shapes}};
    const auto name = std::filesystem::path(path).filename().string();
    const auto crs = result_crs(s.city.log, s.project.dst_crs);
    const auto qgis =
        map::qgis_tables(map::read_style_pack("parkline"), layers, crs, name, s.project.name);
    write_geopackage(file.temporary(), layers, crs, s.project.as_of, qgis);
    file.publish();
    return without_shape(s, history, coverage, title);
}

} // namespace geo
