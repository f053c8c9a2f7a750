// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/manifest_file.hpp"

#include <filesystem>

#include <nlohmann/json.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/io/staging.hpp"

namespace geo {

namespace {

using Json = nlohmann::json;

constexpr int known_version = 1;

[[noreturn]] void refuse(const std::string& path, const std::string& why_zh,
                         const std::string& why_en) {
    throw InputError({path + "：" + why_zh, path + ": " + why_en});
}

std::vector<FileHash> hashes(const Json& list) {
    std::vector<FileHash> files;
    for (const auto& file : list)
        files.push_back({file.at("path").get<std::string>(), file.at("sha256").get<std::string>()});
    return files;
}

Conservation counts_of(const Json& layer) {
    Conservation counts;
    counts.layer = layer.at("layer").get<std::string>();
    counts.read = layer.at("read").get<std::uint64_t>();
    counts.used = layer.at("used").get<std::uint64_t>();
    counts.repaired = layer.at("repaired").get<std::uint64_t>();
    counts.rejected = layer.at("rejected").get<std::uint64_t>();
    counts.review = layer.at("review").get<std::uint64_t>();
    return counts;
}

[[noreturn]] void refuse_damaged(const std::string& path) {
    refuse(path, "不是完整的清单，文件可能已损坏。请重新运行项目。",
           "is no whole manifest; the file may be damaged. Run the project again.");
}

StageRecord stage_of(const std::string& path, const Json& json) {
    const auto stage = stage_from(json.at("stage").get<std::string>());
    const auto state = stage_state_from(json.at("state").get<std::string>());
    if (!stage || !state) refuse_damaged(path);
    return {*stage, *state, json.at("key").get<std::string>(),
            json.at("outputs").get<std::vector<std::string>>()};
}

ManifestFile from_json(const std::string& path, const Json& json) {
    ManifestFile m;
    m.project = json.at("project").get<std::string>();
    m.as_of = json.at("as_of").get<std::string>();
    m.dst_crs = json.at("options").at("dst_crs").get<std::string>();
    const auto& versions = json.at("versions");
    m.parkline = versions.at("parkline").get<std::string>();
    m.gdal = versions.at("gdal").get<std::string>();
    m.geos = versions.at("geos").get<std::string>();
    m.proj = versions.at("proj").get<std::string>();
    m.pack_id = json.at("pack").at("id").get<std::string>();
    m.pack_version = json.at("pack").at("version").get<std::string>();
    for (const auto& layer : json.at("layers")) m.layers.push_back(counts_of(layer));
    m.inputs = hashes(json.at("inputs"));
    if (json.contains("programme_inputs"))
        for (auto& file : hashes(json.at("programme_inputs"))) m.inputs.push_back(std::move(file));
    m.outputs = hashes(json.at("outputs"));
    if (json.contains("stages"))
        for (const auto& stage : json.at("stages")) m.stages.push_back(stage_of(path, stage));
    return m;
}

} // namespace

StageRecord ManifestFile::record(Stage stage) const {
    for (const auto& record : stages)
        if (record.stage == stage) return record;
    return {stage, StageState::not_asked, {}, {}};
}

ManifestFile read_manifest(const std::string& folder) {
    const auto path = (std::filesystem::path(folder) / "manifest.json").string();
    if (!std::filesystem::is_regular_file(path))
        refuse(
            path, "没有这个文件，所以这里没有完整的结果。请给出 run 写出的文件夹。",
            "there is no such file, so this is no complete result. Give a folder that run wrote.");
    const auto text = read_whole_file(path);
    try {
        const auto json = Json::parse(text);
        const int version = json.at("schema_version").get<int>();
        if (version > known_version)
            refuse(
                path, "清单的格式比本程序新。请用较新的 parkline。",
                "the manifest is of a newer form than this program knows. Use a newer parkline.");
        return from_json(path, json);
    } catch (const Json::exception&) {
        refuse_damaged(path);
    }
}

} // namespace geo
