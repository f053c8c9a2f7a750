// SPDX-License-Identifier: Apache-2.0
#include "libgeo/later_stages.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "libgeo/core/table.hpp"
#include "libgeo/map/sheet_files.hpp"
#include "libgeo/map/sheets.hpp"
#include "libgeo/programme_outputs.hpp"
#include "libgeo/stage_keys.hpp"

namespace geo {

namespace {

namespace fs = std::filesystem;

constexpr const char* sheets_folder = "sheets";

void add_hashes(std::vector<std::string>& parts, const std::vector<FileHash>& files) {
    for (const auto& file : files) parts.push_back(file.sha256);
}

/// Pages and papers show what went in, the project file included.
std::vector<std::string> parts_of_reports(const LaterStage& work) {
    std::vector<std::string> parts;
    for (const auto& output : report_outputs()) {
        parts.push_back(output.name);
        parts.push_back(output.options(work.project));
    }
    add_hashes(parts, work.inputs);
    for (const auto stage : all_stages())
        if (is_core(stage)) add_hashes(parts, work.folder.outputs_of(stage));
    return parts;
}

/// Sheets show the layers and name the sources, but not the project file.
std::vector<std::string> parts_of_sheets(const LaterStage& work) {
    std::vector<std::string> parts{work.folder.sha256_of_output("results.gpkg")};
    for (const auto& input : work.inputs)
        if (input.path != work.project.path) parts.push_back(input.sha256);
    for (const auto& name : work.project.sheets)
        parts.push_back(name.ends_with(".toml") ? sha256_of_file(name) : name);
    return parts;
}

/// Sheets that an older batch left and this one does not have.
void remove_stale_sheets(const std::string& folder, const std::set<std::string>& made) {
    const auto path = folder + "/sheets.csv";
    const auto list = table_from_csv(read_whole_file(path), path);
    const auto column = table_column(list, "file", path);
    std::vector<std::string> stale;
    for (const auto& row : list.rows)
        if (!made.contains(to_text(row[column]))) stale.push_back(to_text(row[column]));
    if (stale.empty()) return;
    remove_outputs(folder, stale);
    map::SheetList(folder).finish();
}

StageOutputs make_all_sheets(const LaterStage& work) {
    StageOutputs outputs;
    std::set<std::string> made;
    for (const auto& name : work.project.sheets) {
        SheetRequest request;
        request.results = work.folder.path();
        request.template_name = name;
        request.folder = work.folder.file(sheets_folder);
        request.overwrite = Overwrite::yes;
        request.program = work.program;
        const auto report = make_sheets(request, work.observer);
        made.insert(report.files.begin(), report.files.end());
        for (const auto& failure : report.failures)
            outputs.failures.push_back(
                {"图幅 " + name + " " + failure.id + "：" + failure.why.zh,
                 "sheet " + name + " " + failure.id + ": " + failure.why.en});
    }
    remove_stale_sheets(work.folder.file(sheets_folder), made);
    for (const auto& file : made) outputs.names.push_back(std::string(sheets_folder) + "/" + file);
    outputs.names.push_back(std::string(sheets_folder) + "/sheets.csv");
    return outputs;
}

/// Stages that appear as a whole.
StageOutputs make_staged(const LaterStage& work, Stage stage, const std::vector<std::string>& old) {
    Staging staging(work.folder.path(), {}, Overwrite::yes);
    StageOutputs outputs;
    if (stage == Stage::programmes) {
        write_programmes(work.project, staging);
    } else {
        const ReportRequest request{work.project, work.folder.path(), work.program, work.observer};
        for (const auto& output : report_outputs()) {
            if (output.options(work.project).empty()) continue;
            auto said = output.make(request, staging);
            std::move(said.failures.begin(), said.failures.end(),
                      std::back_inserter(outputs.failures));
            std::move(said.notes.begin(), said.notes.end(), std::back_inserter(outputs.notes));
        }
    }
    outputs.names = staging.names();
    for (const auto& name : old)
        if (std::find(outputs.names.begin(), outputs.names.end(), name) == outputs.names.end())
            staging.drop(name);
    staging.publish();
    return outputs;
}

} // namespace

std::vector<std::string> places_of(Stage stage, const Project& project) {
    if (stage != Stage::reports) return {std::string(name_of(stage))};
    std::vector<std::string> names;
    for (const auto& output : report_outputs())
        if (!output.options(project).empty())
            names.insert(names.end(), output.places.begin(), output.places.end());
    return names;
}

std::string key_of(const LaterStage& work, Stage stage) {
    if (stage == Stage::programmes) return programmes_key(work.project);
    return later_key(stage,
                     stage == Stage::sheets ? parts_of_sheets(work) : parts_of_reports(work));
}

std::string programmes_key(const Project& project) {
    std::vector<std::string> parts{project.as_of, project.programmes.jurisdiction,
                                   ledger_state(project)};
    add_hashes(parts, programme_files(project));
    return later_key(Stage::programmes, parts);
}

StageOutputs make_stage(const LaterStage& work, Stage stage, const std::vector<std::string>& old) {
    return stage == Stage::sheets ? make_all_sheets(work) : make_staged(work, stage, old);
}

void remove_outputs(const std::string& folder, const std::vector<std::string>& names) {
    std::error_code ignored;
    for (const auto& name : names) {
        const auto path = fs::path(folder) / name;
        fs::remove(path, ignored);
        if (path.parent_path() != fs::path(folder)) fs::remove(path.parent_path(), ignored);
    }
}

} // namespace geo
