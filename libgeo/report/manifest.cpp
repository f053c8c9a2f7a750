// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/manifest.hpp"

#include <filesystem>

#include <nlohmann/json.hpp>

#include "libgeo/core/error.hpp"

namespace geo {

namespace {

using Json = nlohmann::ordered_json;

Json hashes(const std::vector<FileHash>& files, const std::filesystem::path& base) {
    auto list = Json::array();
    for (const auto& file : files)
        list.push_back(
            {{"path",
              base.empty()
                  ? file.path
                  : std::filesystem::path(file.path).lexically_proximate(base).generic_string()},
             {"sha256", file.sha256}});
    return list;
}

Json layer(const LayerReport& r) {
    Json crs{{"source", r.crs.source},
             {"code", r.crs.code},
             {"operation", r.crs.operation},
             {"policy", r.crs.policy}};
    crs["accuracy_m"] = r.crs.accuracy_m < 0 ? Json(nullptr) : Json(r.crs.accuracy_m);
    return {{"role", r.role},
            {"layer", r.subject},
            {"datum", r.datum},
            {"accuracy_m", r.accuracy_m},
            {"crs", crs},
            {"read", r.counts.read},
            {"used", r.counts.used},
            {"repaired", r.counts.repaired},
            {"rejected", r.counts.rejected},
            {"review", r.counts.review}};
}

Json derived(const DerivedFeature& d) {
    return {{"role", d.role},
            {"id", d.id},
            {"name", d.name},
            {"parts", d.parts},
            {"source_datum", d.source_datum},
            {"source_area_m2", d.source_area_m2},
            {"area_m2", d.area_m2}};
}

Json stages(const std::vector<StageRecord>& records) {
    auto list = Json::array();
    for (const auto& record : records)
        list.push_back({{"stage", name_of(record.stage)},
                        {"state", name_of(record.state)},
                        {"key", record.key},
                        {"outputs", record.outputs}});
    return list;
}

std::filesystem::path base_of(const Project& project) {
    const auto base = std::filesystem::path(project.path).parent_path();
    return base.empty() ? "." : base;
}

} // namespace

std::string manifest_json(const ManifestInput& m) {
    Json json;
    json["schema_version"] = 1;
    json["project"] = m.project.name;
    json["as_of"] = m.project.as_of;
    json["extent"] = {m.project.extent.lon_min, m.project.extent.lat_min, m.project.extent.lon_max,
                      m.project.extent.lat_max};
    json["options"] = {{"minimum_area_m2", m.project.minimum_area_m2},
                       {"distance_classes_m", m.project.distance_classes_m},
                       {"denominators", m.project.denominators},
                       {"dst_crs", m.result_crs}};
    json["versions"] = {
        {"parkline", m.parkline}, {"gdal", m.gdal}, {"geos", m.geos}, {"proj", m.proj}};
    json["grid"] = {{"crs", "EPSG:4490"}, {"unit_degree", 1e-9}};
    json["pack"] = {{"id", m.pack_id}, {"version", m.pack_version}};
    json["layers"] = Json::array();
    for (const auto& report : m.log.reports) json["layers"].push_back(layer(report));
    json["derived"] = Json::array();
    for (const auto& feature : m.derived) json["derived"].push_back(derived(feature));
    json["inputs"] = hashes(m.inputs, base_of(m.project));
    json["outputs"] = hashes(m.outputs, {});
    json["stages"] = stages(m.stages);
    return json.dump(1) + "\n";
}

std::string manifest_with(const std::string& manifest, const Project& project,
                          const ManifestChange& change) {
    try {
        auto json = Json::parse(manifest);
        json["inputs"] = hashes(change.inputs, base_of(project));
        json["outputs"] = hashes(change.outputs, {});
        json["stages"] = stages(change.stages);
        json.erase("programme_inputs");
        if (!change.programme_inputs.empty())
            json["programme_inputs"] = hashes(change.programme_inputs, base_of(project));
        return json.dump(1) + "\n";
    } catch (const Json::exception&) {
        throw InputError({"manifest.json 不是完整的清单。请重新运行项目。",
                          "manifest.json is no whole manifest. Run the project again."});
    }
}

} // namespace geo
