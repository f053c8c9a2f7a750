// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/city.hpp"

#include <set>

#include "libgeo/core/error.hpp"
#include "libgeo/geom/area.hpp"
#include "libgeo/io/raw_layer.hpp"
#include "libgeo/normalise/code_checks.hpp"
#include "libgeo/normalise/field_words.hpp"
#include "libgeo/normalise/fields.hpp"
#include "libgeo/normalise/repair_decisions.hpp"
#include "libgeo/normalise/wkb.hpp"
#include "libgeo/normalise/zone_classes.hpp"
#include "libgeo/normalise/zone_parts.hpp"

namespace geo {

namespace {

/// Collects the inputs of each role until all are read.
struct Inputs {
    std::map<Role, std::vector<PolygonLayer>> polygons;
    std::vector<PointLayer> sites;
    std::vector<PointLayer> residents;
    std::vector<LineLayer> lines;
};

/// What codes are checked against.
struct CodeLists {
    std::optional<AreaCodes> areas;
    int year = 0;
};

bool is_polygon_role(Role role) {
    return role == Role::parks || role == Role::zones || role == Role::townships ||
           role == Role::counties || role == Role::city || role == Role::footprints ||
           role == Role::control_units;
}

TableLayer& list_of(CityLayers& city, Role role) {
    if (role == Role::awards) return city.awards;
    return role == Role::facts ? city.facts : city.township_codes;
}

ControlLayer control_of(RawLayer raw, const LayerSpec& spec, const Extent& extent,
                        NormaliseLog& log) {
    ControlLayer control;
    control.subject = raw.subject;
    const auto kind = first_kind(raw);
    if (kind == ShapeKind::areas)
        control.areas = normalise_polygons(std::move(raw), spec, extent, log);
    else if (kind == ShapeKind::lines)
        control.lines = normalise_lines(raw, spec, extent, log);
    else
        control.points = normalise_points(raw, spec, extent, log);
    return control;
}

/// Year of an ISO date; 0 without one.
int year_of(const std::string& as_of) {
    return static_cast<int>(parse_number(as_of.substr(0, 4)).value_or(0));
}

/// The classes that a layer of zones has, by constant or field.
std::vector<std::string> classes_of(const RawLayer& raw, const LayerSpec& spec) {
    if (const auto constant = spec.values.find("class"); constant != spec.values.end())
        return {constant->second};
    const auto field = mapped_field(raw, spec, "class");
    if (!field) return {};
    std::set<std::string> classes;
    for (const auto& value : raw.attributes.columns[*field]) classes.insert(to_text(value));
    return {classes.begin(), classes.end()};
}

/// The layer, with what its fields say about themselves and its industry codes in full.
RawLayer read(const LayerSpec& spec, const CodeLists& codes) {
    auto raw = read_layer(spec);
    if (spec.role == Role::control || spec.role == Role::city) return raw;
    for (auto& found : proposed_fields(raw, spec)) raw.notes.push_back(std::move(found));
    for (auto& found : check_codes(raw, spec, codes.areas ? &*codes.areas : nullptr, codes.year))
        raw.notes.push_back(std::move(found));
    if (spec.role == Role::zones)
        for (auto& found : doubtful_classes(raw.subject, classes_of(raw, spec)))
            raw.notes.push_back(std::move(found));
    add_industry_column(raw, spec);
    return raw;
}

void take(const LayerSpec& spec, const Extent& extent, const CodeLists& codes, Fields fields,
          Inputs& inputs, CityLayers& city) {
    RawLayer raw = read(spec, codes);
    if (spec.role == Role::control)
        city.controls.push_back(control_of(std::move(raw), spec, extent, city.log));
    else if (is_polygon_role(spec.role))
        for (auto& part : zone_parts(std::move(raw), spec))
            inputs.polygons[spec.role].push_back(
                normalise_polygons(std::move(part.raw), part.spec, extent, city.log, fields));
    else if (spec.role == Role::sites || spec.role == Role::residents)
        for (const auto& part : zone_parts(std::move(raw), spec))
            (spec.role == Role::sites ? inputs.sites : inputs.residents)
                .push_back(normalise_points(part.raw, part.spec, extent, city.log));
    else if (spec.role == Role::lines)
        for (const auto& part : zone_parts(std::move(raw), spec))
            inputs.lines.push_back(normalise_lines(part.raw, part.spec, extent, city.log));
    else
        append(list_of(city, spec.role).features, normalise_table(raw, spec, city.log).features);
}

PolygonLayer& layer_of(CityLayers& city, Role role) {
    if (role == Role::parks) return city.parks;
    if (role == Role::zones) return city.zones;
    if (role == Role::townships) return city.townships;
    if (role == Role::city) return city.outline;
    if (role == Role::footprints) return city.footprints;
    if (role == Role::control_units) return city.control_units;
    return city.counties;
}

/// All specs of a role with the datum taken as it stands in the files: for the report of what the
/// shift does to a derived area.
PolygonLayer as_in_files(const Project& project, Role role) {
    std::vector<PolygonLayer> layers;
    NormaliseLog ignored;
    for (const auto& spec : project.layers)
        if (spec.role == role) {
            LayerSpec unshifted = spec;
            unshifted.datum = Datum::cgcs2000;
            layers.push_back(
                normalise_polygons(read_layer(unshifted), unshifted, project.extent, ignored));
        }
    return merged(std::move(layers), std::string(name_of(role)));
}

Polygons remainder(const PolygonLayer& from, const PolygonLayer& minus) {
    return shape_difference(shape_union(from.shapes), shape_union(minus.shapes));
}

std::string datum_of_role(const Project& project, Role role) {
    for (const auto& spec : project.layers)
        if (spec.role == role) return std::string(name_of(spec.datum));
    return {};
}

void derive(const Project& project, const DeriveSpec& spec, CityLayers& city) {
    const Polygons shape = remainder(layer_of(city, spec.from), layer_of(city, spec.minus));
    if (shape.parts() == 0)
        throw InputError({"derive '" + spec.id + "'：相减后没有剩余面积。请检查 from 和 minus。",
                          "derive '" + spec.id +
                              "': nothing is left after the subtraction. Check from and minus."});
    const Polygons unshifted =
        remainder(as_in_files(project, spec.from), as_in_files(project, spec.minus));
    DerivedFeature derived{std::string(name_of(spec.role)),
                           spec.id,
                           spec.name,
                           area_of(shape, 0).m2,
                           area_of(unshifted, 0).m2,
                           shape.parts(),
                           datum_of_role(project, spec.from)};
    PolygonLayer one;
    one.features = {{spec.id}, {spec.name}, {""}, {0}, {0}, {}};
    one.shapes = shape;
    one.reports = {derived_report};
    auto& target = layer_of(city, spec.role);
    if (!target.features.accuracy_m.empty())
        one.features.accuracy_m = {target.features.accuracy_m.front()};
    const auto km2 = [](double m2) { return fixed(m2 / 1e6, 4); };
    city.log.problems.push_back(
        {"derive",
         spec.id,
         "derived_feature",
         Severity::note,
         no_place(),
         no_place(),
         {spec.name + " 由 " + std::string(name_of(spec.from)) + " 减去 " +
              std::string(name_of(spec.minus)) + " 得到：" + std::to_string(shape.parts()) +
              " 个部分，按文件坐标（" + derived.source_datum + "）" + km2(derived.source_area_m2) +
              " km²，消除偏移后 " + km2(derived.area_m2) + " km²。",
          spec.name + " was derived as " + std::string(name_of(spec.from)) + " minus " +
              std::string(name_of(spec.minus)) + ": " + std::to_string(shape.parts()) +
              " part(s), " + km2(derived.source_area_m2) +
              " km² in the coordinates of the files (" + derived.source_datum + "), " +
              km2(derived.area_m2) + " km² after the shift was undone."}});
    city.derived.push_back(derived);
    target = merged({std::move(target), std::move(one)}, derived.role);
}

} // namespace

CityLayers normalise(const Project& project, const StepObserver& observer, Fields zone_fields) {
    CityLayers city;
    if (!project.derived.empty()) zone_fields = Fields::all; // derived ones have names
    Inputs inputs;
    const std::size_t total = project.layers.size();
    CodeLists codes{{}, year_of(project.as_of)};
    if (!project.area_codes.empty()) codes.areas = AreaCodes::read(project.area_codes);
    std::vector<RepairDecision> decisions;
    if (!project.accept_repairs.empty()) decisions = read_repair_decisions(project.accept_repairs);
    for (std::size_t i = 0; i < total; ++i) {
        const auto& path = project.layers[i].path;
        observer({"读取 " + path, "reading " + path}, i, total);
        LayerSpec spec = project.layers[i];
        spec.decisions = decisions;
        const auto fields = spec.role == Role::zones ? zone_fields : Fields::all;
        take(spec, project.extent, codes, fields, inputs, city);
    }
    for (auto& problem : unused_decisions(decisions, city.log.quarantine))
        city.log.problems.push_back(std::move(problem));
    for (auto& [role, layers] : inputs.polygons)
        layer_of(city, role) = merged(std::move(layers), std::string(name_of(role)));
    city.sites = merged(inputs.sites, "sites");
    city.residents = merged(inputs.residents, "residents");
    city.lines = merged(inputs.lines, "lines");
    for (const auto& spec : project.derived) derive(project, spec, city);
    return city;
}

std::string result_crs(const NormaliseLog& log, const std::string& asked) {
    if (!asked.empty()) return asked;
    const bool has_code = !log.reports.empty() && !log.reports.front().crs.code.empty();
    return has_code ? log.reports.front().crs.code : "EPSG:4490";
}

} // namespace geo
