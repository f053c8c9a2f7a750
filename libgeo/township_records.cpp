// SPDX-License-Identifier: Apache-2.0
#include "libgeo/township_records.hpp"

#include "libgeo/core/error.hpp"

namespace geo {

std::vector<TownshipCode> code_records(const CityLayers& city,
                                       const std::vector<TownshipOverlap>& overlaps) {
    std::map<std::string, double> areas;
    for (std::size_t t = 0; t < overlaps.size(); ++t)
        areas[city.townships.features.ids[t]] = overlaps[t].area.m2;
    const auto& list = city.township_codes.features;
    std::vector<TownshipCode> records;
    for (std::size_t i = 0; i < list.size(); ++i) {
        TownshipCode record;
        record.code = list.ids[i];
        record.name = list.names[i];
        record.county_code = to_text(list.attribute(i, "county_code"));
        record.county = to_text(list.attribute(i, "county"));
        const auto kind = township_kind_named(to_text(list.attribute(i, "kind")));
        record.kind =
            kind ? *kind : township_kind_of_code(record.code).value_or(TownshipKind::pseudo);
        record.population = to_number(list.attribute(i, "population"));
        if (const auto flag = to_number(list.attribute(i, "agricultural")))
            record.is_agricultural = *flag != 0;
        if (const auto area = areas.find(record.code); area != areas.end())
            record.area_m2 = area->second;
        records.push_back(std::move(record));
    }
    return records;
}

std::vector<Award> award_records(const CityLayers& city) {
    const auto& awards = city.awards;
    std::vector<Award> records;
    for (std::size_t i = 0; i < awards.features.size(); ++i) {
        const auto text = [&](const char* field) {
            return to_text(awards.features.attribute(i, field));
        };
        const auto named_on = text("named_on"); // some formats know only days with a time
        records.push_back({awards.features.ids[i], text("title"), text("status"),
                           named_on.substr(0, named_on.find('T')), text("batch"),
                           "project, awards, record " + std::to_string(i + 1), text("document")});
    }
    return records;
}

std::vector<Denominator> denominators_of(const Project& project) {
    std::vector<Denominator> kinds;
    for (const auto& name : project.denominators) {
        const auto kind = denominator_named(name);
        if (!kind)
            throw ConfigError({project.path + "：未知的分母 '" + name +
                                   "'。可用：all_codes、real、towns_only、agricultural。",
                               project.path + ": unknown denominator '" + name +
                                   "'. Use all_codes, real, towns_only or agricultural."});
        kinds.push_back(*kind);
    }
    return kinds;
}

City city_of(const CityLayers& city) {
    const auto& outline = city.outline.features;
    return outline.size() == 1 ? City{outline.ids[0], outline.names[0]} : City{"city", ""};
}

Coverage coverage_of(const CityLayers& city, const std::vector<TownshipOverlap>& overlaps,
                     const Project& project) {
    if (city.township_codes.features.size() == 0) return {};
    return coverage_of(code_records(city, overlaps), award_records(city), project.as_of,
                       denominators_of(project), city_of(city));
}

} // namespace geo
