// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/run_results.hpp"

#include <filesystem>

#include "libgeo/core/error.hpp"
#include "libgeo/io/staging.hpp"

namespace geo {

namespace {

namespace fs = std::filesystem;

fs::path file_of_run(const std::string& folder, const char* name) {
    const auto path = fs::path(folder) / name;
    if (fs::is_regular_file(path)) return path;
    throw InputError({folder + "：没有 " + name +
                          "，不是 run 的结果文件夹。请给出 run 写出的文件夹，或项目文件。",
                      folder + ": there is no " + name +
                          ", so this is no folder of results. Give a folder that `parkline run` "
                          "wrote, or a project file."});
}

std::string text_of(const fs::path& path) {
    return read_whole_file(path.string());
}

nlohmann::ordered_json json_of(const fs::path& path) {
    auto json = nlohmann::ordered_json::parse(text_of(path), nullptr, false);
    if (!json.is_discarded()) return json;
    throw InputError({path.string() + "：不是有效的 JSON。请重新运行 run。",
                      path.string() + ": this is no valid JSON. Run `parkline run` again."});
}

} // namespace

RunResults read_run_results(const std::string& folder) {
    const auto layers = file_of_run(folder, "results.gpkg");
    const auto coverage = file_of_run(folder, "coverage.csv");
    const auto problems = file_of_run(folder, "problems.csv");
    const auto verdicts = file_of_run(folder, "verdicts.json");
    const auto manifest = file_of_run(folder, "manifest.json");
    return {map::read_scene(layers.string()), table_from_csv(text_of(coverage), coverage.string()),
            table_from_csv(text_of(problems), problems.string()), json_of(verdicts),
            json_of(manifest)};
}

} // namespace geo
