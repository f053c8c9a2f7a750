// SPDX-License-Identifier: Apache-2.0
#include "libgeo/publish.hpp"

#include "libgeo/core/error.hpp"
#include "libgeo/enterprise_routes.hpp"
#include "libgeo/input_files.hpp"
#include "libgeo/io/write_layers.hpp"
#include "libgeo/map/qgis_project.hpp"
#include "libgeo/report/explanation.hpp"
#include "libgeo/report/findings_geojson.hpp"
#include "libgeo/report/manifest.hpp"
#include "libgeo/report/summary.hpp"
#include "libgeo/report/tables.hpp"
#include "libgeo/report_outputs.hpp"
#include "libgeo/run_findings.hpp"
#include "libgeo/stage_keys.hpp"
#include "libgeo/version.hpp"

namespace geo {

namespace {

const std::vector<std::string>& result_names() {
    static const std::vector<std::string> names{
        "conflicts.csv",    "sites.csv",    "parks.csv",    "enterprises.csv", "townships.csv",
        "coverage.csv",     "problems.csv", "summary.json", "verdicts.json",   "findings.sarif",
        "findings.geojson", "results.gpkg", "manifest.json"};
    return names;
}

Polygons shapes_of(const Conflicts& conflicts) {
    Polygons shapes;
    for (const auto& c : conflicts.list) {
        if (c.shape.features() == 0)
            shapes.end_feature();
        else
            append_feature(shapes, c.shape, 0);
    }
    return shapes;
}

Table names_table(const std::string& name, const FeatureColumns& columns) {
    Table table{
        name,
        {text_column("id"), text_column("name"), text_column("class"), whole_column("synthetic")},
        {}};
    for (std::size_t i = 0; i < columns.size(); ++i)
        table.rows.push_back({columns.ids[i], columns.names[i], columns.classes[i],
                              std::int64_t{columns.synthetic[i]}});
    return table;
}

Table named(Table table, const char* name) {
    table.name = name;
    return table;
}

void write_layers(const Screening& s, const std::string& path) {
    const Polygons conflict_shapes = shapes_of(s.conflicts);
    std::vector<OutputLayer> layers{
        {named(parks_table(s.city, s.conflicts, s.verdicts), "parks"), &s.city.parks.shapes},
        {names_table("zones", s.city.zones.features), &s.city.zones.shapes},
        {conflicts_table(s.city, s.conflicts), &conflict_shapes},
        {sites_table(s.city, s.sites), nullptr, &s.city.sites.points},
        {townships_table(s.city, s.townships), &s.city.townships.shapes},
        {names_table("counties", s.city.counties.features), &s.city.counties.shapes}};
    const auto crs = result_crs(s.city.log, s.project.dst_crs);
    const auto qgis = map::qgis_tables(map::read_style_pack("parkline"), layers, crs,
                                       "results.gpkg", s.project.name);
    write_geopackage(path, layers, crs, s.project.as_of, qgis);
}

std::string verdicts_json(const Screening& s) {
    std::vector<std::string> list;
    for (std::size_t p = 0; p < s.verdicts.size(); ++p)
        list.push_back(explanation_json({*s.pack, s.facts[p], s.verdicts[p], s.project.as_of, {}}));
    return json_array(list);
}

ManifestInput manifest_of(const Screening& s) {
    return {s.project,
            s.city.log,
            s.city.derived,
            s.pack ? s.pack->id : "",
            s.pack ? s.pack->version : "",
            versions().parkline,
            versions().gdal,
            versions().geos,
            versions().proj,
            result_crs(s.city.log, s.project.dst_crs),
            {},
            {},
            {}};
}

/// What each core stage has in the folder; what comes of all of them belongs to the last.
std::vector<std::string> files_of_stage(Stage stage) {
    switch (stage) {
    case Stage::check:
        return {"problems.csv"};
    case Stage::screen:
        return {"conflicts.csv", "sites.csv"};
    case Stage::classify:
        return {"enterprises.csv", "parks.csv", "verdicts.json"};
    case Stage::townships:
        return {"coverage.csv", "findings.geojson", "findings.sarif",
                "results.gpkg", "summary.json",     "townships.csv"};
    default:
        return {};
    }
}

/// The core is done with this publishing; later stages come after it.
std::vector<StageRecord> first_records(const Project& project,
                                       const std::vector<FileHash>& inputs) {
    std::vector<StageRecord> records;
    for (const auto stage : all_stages()) {
        StageRecord record{stage, StageState::not_asked, {}, {}};
        if (is_core(stage))
            record = {stage, StageState::done, core_key(stage, project, inputs),
                      files_of_stage(stage)};
        else if (asks_for(project, stage))
            record.state = StageState::pending;
        records.push_back(std::move(record));
    }
    return records;
}

} // namespace

ResultFolder::ResultFolder(std::string folder, Overwrite overwrite)
    : m_staging(std::move(folder), result_names(), overwrite) {}

void ResultFolder::drop(const std::vector<FileHash>& outputs) {
    for (const auto& output : outputs) m_staging.drop(output.path);
}

void ResultFolder::publish(const Screening& s) {
    const std::vector<Table> tables{
        conflicts_table(s.city, s.conflicts),
        sites_table(s.city, s.sites),
        parks_table(s.city, s.conflicts, s.verdicts),
        enterprises_table(s.city, s.enterprise_facts, s.enterprise_verdicts),
        townships_table(s.city, s.townships),
        coverage_table(s.coverage),
        problems_table(s.city.log.problems)};
    for (const auto& table : tables) m_staging.write(table.name + ".csv", to_csv(table));
    m_staging.write("summary.json",
                    summary_json(s.project, s.city, s.conflicts, s.sites, s.verdicts));
    m_staging.write("verdicts.json", verdicts_json(s));
    const auto findings = run_findings(s, Language::zh);
    m_staging.write("findings.sarif", to_sarif(findings));
    m_staging.write("findings.geojson", findings_geojson(findings));
    write_layers(s, m_staging.path_for("results.gpkg"));

    auto manifest = manifest_of(s);
    manifest.inputs = hash_inputs(s.project, s.pack, s.enterprise_pack);
    refuse_changed_inputs(s.inputs, manifest.inputs);
    manifest.stages = first_records(s.project, manifest.inputs);
    for (const auto& name : result_names())
        if (name != "manifest.json")
            manifest.outputs.push_back({name, sha256_of_file(m_staging.staged(name))});
    m_staging.write("manifest.json", manifest_json(manifest));
    m_staging.publish();
}

std::string summary_text(const Screening& s, Language language) {
    return summary_text(s.city, s.conflicts, s.sites, s.townships, s.coverage, s.verdicts,
                        language);
}

} // namespace geo
