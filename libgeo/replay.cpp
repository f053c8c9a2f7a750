// SPDX-License-Identifier: Apache-2.0
#include "libgeo/replay.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include <nlohmann/json.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/io/project_file.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/later_stages.hpp"
#include "libgeo/project_run.hpp"
#include "libgeo/report/manifest_file.hpp"
#include "libgeo/version.hpp"

namespace geo {

namespace {

namespace fs = std::filesystem;

/// Where a run had its project, and its options (run.json).
struct Origin {
    std::string project;
    std::string dst_crs;
};

std::optional<Origin> origin_of(const std::string& folder) {
    const auto path = folder + "/run.json";
    if (!fs::is_regular_file(path)) return {};
    const auto json = nlohmann::json::parse(read_whole_file(path), nullptr, false);
    if (!json.is_object() || !json.contains("project") || !json["project"].is_string() ||
        !json.contains("dst_crs") || !json["dst_crs"].is_string())
        throw InputError({path + "：不是 run 写出的文件。请重新运行项目。",
                          path + ": is not what run writes. Run the project again."});
    const auto project = fs::path(json["project"].get<std::string>());
    return Origin{
        (project.is_absolute() ? project : fs::path(folder) / project).lexically_normal().string(),
        json["dst_crs"].get<std::string>()};
}

Project project_of(const ReplayRequest& request) {
    const auto origin = origin_of(request.folder);
    if (request.project.empty() && !origin)
        throw InputError(
            {request.folder + "：没有 run.json，不知道项目文件在哪里。请用 --project 指出。",
             request.folder + ": has no run.json, so nobody knows where the project "
                              "is. Give it with --project."});
    auto project = read_project(request.project.empty() ? origin->project : request.project);
    if (origin && !origin->dst_crs.empty()) project.dst_crs = origin->dst_crs;
    return project;
}

void refuse_unfinished(const std::string& folder, const ManifestFile& manifest) {
    for (const auto& record : manifest.stages)
        if (record.state == StageState::pending)
            throw InputError({folder + "：阶段“" + title_of(record.stage).zh +
                                  "”没有做完。请先用同样的命令继续 run。",
                              folder + ": the stage '" + title_of(record.stage).en +
                                  "' is not finished. Go on with the same `run` first."});
}

/// Inputs that are not what they were, in words.
void refuse_changed(const Project& project, const ManifestFile& manifest) {
    const auto base = fs::path(project.path).parent_path();
    Text changed;
    const auto add = [&](const std::string& path, const char* zh, const char* en) {
        changed.zh += (changed.zh.empty() ? "" : "、") + path + "（" + zh + "）";
        changed.en += (changed.en.empty() ? "" : ", ") + path + " (" + en + ")";
    };
    for (const auto& input : manifest.inputs) {
        const auto path = (base / input.path).lexically_normal().string();
        if (!fs::is_regular_file(path))
            add(input.path, "不在", "missing");
        else if (sha256_of_file(path) != input.sha256)
            add(input.path, "已改变", "changed");
    }
    const auto& programmes = manifest.record(Stage::programmes);
    if (changed.en.empty() && versions().parkline == manifest.parkline &&
        programmes.state == StageState::done && programmes_key(project) != programmes.key)
        add(project.programmes.ledger, "有了新事件", "has other events");
    if (changed.en.empty()) return;
    throw InputError({project.path + "：输入与当时不同：" + changed.zh +
                          "。重放没有意义；请恢复这些文件，或运行项目得到新结果。",
                      project.path + ": inputs are not what they were: " + changed.en +
                          ". Restore them, or run the project for new results."});
}

std::vector<Text> other_versions(const ManifestFile& then) {
    const auto now = versions();
    std::vector<Text> texts;
    const std::array<std::array<std::string, 3>, 4> pairs{
        {{"parkline", then.parkline, now.parkline},
         {"GDAL", then.gdal, now.gdal},
         {"GEOS", then.geos, now.geos},
         {"PROJ", then.proj, now.proj}}};
    for (const auto& [what, before, after] : pairs)
        if (before != after)
            texts.push_back({what + " 当时是 " + before + "，现在是 " + after,
                             what + " was " + before + " and is " + after + " now"});
    return texts;
}

ReplayedFile compared(const std::string& before, const std::string& after,
                      const std::string& name) {
    using State = ReplayedFile::State;
    const auto old_path = before + "/" + name, new_path = after + "/" + name;
    if (!fs::is_regular_file(old_path)) return {name, State::missing};
    if (!fs::is_regular_file(new_path)) return {name, State::not_made};
    return {name,
            read_whole_file(old_path) == read_whole_file(new_path) ? State::same : State::differs};
}

} // namespace

std::string_view name_of(ReplayedFile::State state) {
    constexpr std::array<std::string_view, 5> names{"same", "differs", "missing", "not_made",
                                                    "extra"};
    return names.at(static_cast<std::size_t>(state));
}

bool Replay::is_same() const {
    return failures.empty() && std::all_of(files.begin(), files.end(), [](const auto& file) {
               return file.state == ReplayedFile::State::same;
           });
}

Replay replay_results(const ReplayRequest& request, const StepObserver& observer) {
    const auto manifest = read_manifest(request.folder);
    refuse_unfinished(request.folder, manifest);
    RunRequest again;
    again.project = project_of(request);
    refuse_changed(again.project, manifest);
    again.folder = request.work;
    again.program = request.program;
    Replay replay;
    replay.version_differences = other_versions(manifest);
    replay.failures = run_project(again, observer).failures;
    std::set<std::string> listed;
    for (const auto& output : manifest.outputs) {
        listed.insert(output.path);
        replay.files.push_back(compared(request.folder, request.work, output.path));
    }
    for (const auto& output : read_manifest(request.work).outputs)
        if (!listed.contains(output.path))
            replay.files.push_back({output.path, ReplayedFile::State::extra});
    replay.files.push_back(compared(request.folder, request.work, "manifest.json"));
    return replay;
}

Table replay_table(const Replay& replay) {
    Table table{"replay", {text_column("file"), text_column("state")}, {}};
    for (const auto& file : replay.files)
        table.rows.push_back({file.name, std::string(name_of(file.state))});
    return table;
}

} // namespace geo
