// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/manifest.hpp"

#include <filesystem>

#include <nlohmann/json.hpp>

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

} // namespace

std::string manifest_json(const ManifestInput& m) {
    const auto base = std::filesystem::path(m.project.path).parent_path();
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
    json["inputs"] = hashes(m.inputs, base.empty() ? "." : base);
    json["outputs"] = hashes(m.outputs, {});
    return json.dump(1) + "\n";
}

} // namespace geo
