// SPDX-License-Identifier: Apache-2.0
#include "libgeo/project_run.hpp"

#include <algorithm>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/core/table.hpp"
#include "libgeo/input_files.hpp"
#include "libgeo/later_stages.hpp"
#include "libgeo/programme_outputs.hpp"
#include "libgeo/publish.hpp"
#include "libgeo/run_folder.hpp"
#include "libgeo/screening.hpp"
#include "libgeo/stage_keys.hpp"

namespace geo {

namespace {

namespace fs = std::filesystem;

/// The packs and what they extend decide which files the core depends on.
std::vector<FileHash> inputs_of(const Project& project) {
    std::optional<Pack> pack, enterprise_pack;
    if (!project.pack.empty()) pack = read_pack(project.pack);
    if (!project.enterprise_pack.empty()) enterprise_pack = read_pack(project.enterprise_pack);
    return hash_inputs(project, pack, enterprise_pack);
}

/// One run from its first look at the folder to its last stage.
class Runner {
  public:
    Runner(const RunRequest& request, const StepObserver& observer)
        : m_request(request), m_observer(observer), m_folder(request.folder) {}

    ProjectRun run() {
        m_stands = m_folder.has_manifest();
        if (m_stands) {
            remove_leftovers();
            read_standing();
        }
        if (!m_stands && m_request.overwrite == Overwrite::no) refuse_strangers();
        if (m_stands && !m_request.fresh && core_is_current())
            for (const auto stage : all_stages()) add_core(stage, StageOutcome::What::unchanged);
        else
            make_core();
        write_origin();
        m_programme_inputs = programme_files(m_request.project);
        for (const auto stage : all_stages())
            if (!is_core(stage)) later(stage);
        save();
        return std::move(m_run);
    }

  private:
    using What = StageOutcome::What;

    /// What a killed run left goes even when nothing has to be made; and whether the folder can be
    /// written is known before any work.
    void remove_leftovers() const { const Staging opened(m_request.folder, {}, Overwrite::yes); }

    /// A damaged manifest is as good as none for somebody who replaces the results anyway.
    void read_standing() {
        try {
            m_folder.read();
        } catch (const InputError&) {
            if (m_request.overwrite == Overwrite::no) throw;
            m_stands = false;
        }
    }

    /// Files of later stages that stand where no run was: before any work.
    void refuse_strangers() const {
        for (const auto stage : all_stages())
            if (!is_core(stage) && asks_for(m_request.project, stage)) refuse_strangers_of(stage);
    }

    void refuse_strangers_of(Stage stage) const {
        for (const auto& name : places_of(stage, m_request.project))
            if (fs::exists(fs::symlink_status(m_folder.file(name)))) refuse_to_replace(name);
    }

    [[noreturn]] void refuse_to_replace(const std::string& name) const {
        const auto path = m_folder.file(name);
        throw OutputExists({path + " 已存在。用 --overwrite 替换。",
                            path + " exists. Use --overwrite to replace it."});
    }

    bool core_is_current() {
        m_inputs = inputs_of(m_request.project);
        const auto& stages = all_stages();
        return std::all_of(stages.begin(), stages.end(), [&](Stage stage) {
            return !is_core(stage) ||
                   m_folder.is_current(stage, core_key(stage, m_request.project, m_inputs));
        });
    }

    void add_core(Stage stage, What what) {
        if (is_core(stage))
            m_run.stages.push_back({stage, what, m_folder.record(stage).outputs.size()});
    }

    void make_core() {
        ResultFolder results(m_request.folder, m_request.overwrite);
        if (m_stands)
            for (const auto stage : all_stages())
                if (!is_core(stage)) results.drop(m_folder.outputs_of(stage));
        const auto screening = screen(m_request.project, {m_observer});
        results.publish(screening);
        m_inputs = screening.inputs;
        m_folder.read();
        for (const auto stage : all_stages()) add_core(stage, What::made);
        m_run.summary = {summary_text(screening, Language::zh),
                         summary_text(screening, Language::en)};
        m_run.log = screening.city.log;
    }

    /// Where the project stands, seen from the folder, and with which options it was run: for
    /// `replay`. Not in the manifest, which has the same bytes wherever it is made.
    void write_origin() const {
        const auto project = fs::weakly_canonical(m_request.project.path);
        nlohmann::ordered_json json;
        json["schema_version"] = 1;
        json["project"] =
            project.lexically_proximate(fs::weakly_canonical(m_request.folder)).generic_string();
        json["dst_crs"] = m_request.project.dst_crs;
        const auto text = json.dump(1) + "\n";
        const auto path = m_folder.file("run.json");
        if (fs::is_regular_file(path) && read_whole_file(path) == text) return;
        StagedFile file(path, Overwrite::yes);
        write_whole_file(file.temporary(), text);
        file.publish();
    }

    void save() { m_folder.save(m_request.project, m_inputs, m_programme_inputs); }

    void later(Stage stage) {
        const auto& project = m_request.project;
        if (!asks_for(project, stage)) return take_away(stage);
        const LaterStage work{project, m_folder, m_inputs, m_request.program, m_observer};
        const auto key = key_of(work, stage);
        const auto have = m_folder.record(stage);
        if (!m_request.fresh && m_folder.is_current(stage, key)) {
            m_run.stages.push_back({stage, What::unchanged, have.outputs.size()});
            return;
        }
        if (m_request.overwrite == Overwrite::no) {
            if (have.state == StageState::done && !have.outputs.empty())
                refuse_to_replace(have.outputs.front());
            if (have.state == StageState::not_asked) refuse_strangers_of(stage);
        }
        m_folder.set({stage, StageState::pending, {}, {}});
        save();
        auto made = make_stage(work, stage, have.outputs);
        const bool is_whole = made.failures.empty();
        m_run.stages.push_back({stage, is_whole ? What::made : What::failed, made.names.size()});
        for (auto& failure : made.failures) m_run.failures.push_back(std::move(failure));
        for (auto& note : made.notes) m_run.notes.push_back(std::move(note));
        // What could be made is listed all the same; the stage stays open until all of it is.
        m_folder.set({stage, is_whole ? StageState::done : StageState::pending, is_whole ? key : "",
                      std::move(made.names)});
        save();
    }

    /// What was asked for once and is no more goes, with the leave of whoever runs it.
    void take_away(Stage stage) {
        const auto have = m_folder.record(stage);
        if (!have.outputs.empty() && m_request.overwrite == Overwrite::no)
            refuse_to_replace(have.outputs.front());
        m_folder.set({stage, StageState::not_asked, {}, {}});
        save();
        remove_outputs(m_request.folder, have.outputs);
        m_run.stages.push_back({stage, What::not_asked, 0});
    }

    const RunRequest& m_request;
    const StepObserver& m_observer;
    RunFolder m_folder;
    std::vector<FileHash> m_inputs;
    std::vector<FileHash> m_programme_inputs;
    bool m_stands = false;
    ProjectRun m_run;
};

} // namespace

ProjectRun run_project(const RunRequest& request, const StepObserver& observer) {
    return Runner(request, observer).run();
}

std::vector<std::string> verdicts_in(const std::string& folder) {
    const auto path = folder + "/parks.csv";
    const auto table = table_from_csv(read_whole_file(path), path);
    const auto column = table_column(table, "verdict", path);
    std::vector<std::string> verdicts;
    for (const auto& row : table.rows) verdicts.push_back(to_text(row[column]));
    return verdicts;
}

} // namespace geo
