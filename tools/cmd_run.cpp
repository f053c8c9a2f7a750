// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include "libgeo/core/error.hpp"
#include "libgeo/core/verdict.hpp"
#include "libgeo/io/project_file.hpp"
#include "libgeo/project_draft.hpp"
#include "libgeo/project_run.hpp"
#include "libgeo/version.hpp"
#include "tools/console.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// `run`: the whole project file into a folder.
class Run : public Verb {
  public:
    std::string name() const override { return "run"; }
    geo::Text summary() const override {
        return {"运行整个项目，结果写入文件夹", "run a whole project file into a folder"};
    }
    std::string example() const override {
        return "parkline run datasets/huaian/project.toml -o out/huaian";
    }

    std::vector<Option> options() override {
        return {{"PROJECT", "PROJECT", {"项目文件（TOML）", "project file (TOML)"}, &m_project},
                {"-o,--output",
                 "DIR",
                 {"结果文件夹；--init 时为项目文件（缺省 DIR/project.toml）",
                  "folder of the results; with --init the project file (default DIR/project.toml)"},
                 &m_folder},
                {"--init",
                 "DIR",
                 {"根据数据文件夹写一份带注释的项目文件，不运行",
                  "write a commented project file by looking at a folder of data; runs nothing"},
                 &m_data},
                {"--overwrite",
                 "",
                 {"替换文件夹中已有的结果；未变的阶段不重做",
                  "replace results that stand in the folder; stages that have not changed stay"},
                 &m_overwrite},
                {"--fresh",
                 "",
                 {"每个阶段都重做，不管已有什么", "make every stage anew, whatever stands"},
                 &m_fresh},
                {"--dst-crs",
                 "CRS",
                 {"空间结果的坐标系（缺省：第一个输入图层的）",
                  "CRS of the spatial results (default: the first input's)"},
                 &m_dst_crs},
                {"--fail-on",
                 "VERDICT",
                 {"出现这些结论时退出码为 3，逗号分隔",
                  "exit code 3 when one of these verdicts occurs, comma separated"},
                 &m_fail_on,
                 geo::outcome_names()}};
    }

    int run(const Session& session) override {
        if (!m_data.empty()) return write_draft(session);
        require(m_project, "PROJECT");
        require(m_folder, "--output");
        geo::RunRequest request;
        request.project = geo::read_project(m_project);
        if (!m_dst_crs.empty()) request.project.dst_crs = m_dst_crs;
        request.folder = m_folder;
        request.overwrite = m_overwrite ? geo::Overwrite::yes : geo::Overwrite::no;
        request.fresh = m_fresh;
        request.program = "parkline " + geo::versions().parkline;
        const auto run = geo::run_project(request, make_observer(session));
        if (run.log) report_layers(session, *run.log);
        for (const auto& note : run.notes) say(session, note);
        for (const auto& failure : run.failures)
            say(session, {"未能制作：" + failure.zh, "not made: " + failure.en});
        print(in(run.summary, session.language) + stages_text(run, session.language) +
              in(geo::Text{"结果：", "results: "}, session.language) + m_folder + "\n");
        if (!run.failures.empty()) return could_not_finish;
        return is_found() ? findings : done;
    }

  private:
    /// Without --init both are needed; the parser cannot know that.
    static void require(const std::string& given, const std::string& option) {
        if (given.empty())
            throw geo::ConfigError(
                {"命令行有误：需要 " + option + "（或用 run --init DIR）。请补上。",
                 "the command line is wrong: " + option +
                     " is required (or use run --init DIR). Give it."});
    }

    int write_draft(const Session& session) const {
        if (!m_project.empty())
            throw geo::ConfigError({"--init 只写项目文件，不接受 PROJECT。请去掉。",
                                    "--init writes a project file and takes none. Take PROJECT "
                                    "away."});
        namespace fs = std::filesystem;
        const auto path =
            m_folder.empty() ? (fs::path(m_data) / "project.toml").string() : m_folder;
        if (!fs::is_directory(m_data))
            throw geo::InputError({m_data + "：不是文件夹，无法查看。请检查路径。",
                                   m_data + ": is no folder, so it cannot be looked at. Check the "
                                            "path."});
        geo::StagedFile file(path, geo::Overwrite::no);
        const auto here = fs::weakly_canonical(path).parent_path();
        const auto inside = fs::weakly_canonical(m_data).lexically_proximate(here).generic_string();
        const auto draft = geo::draft_project(m_data, inside == "." ? "" : inside);
        geo::write_whole_file(file.temporary(), draft.toml);
        file.publish();
        const auto number = [](std::size_t n) { return std::to_string(n); };
        print(in(geo::Text{path + "：识别 " + number(draft.recognised) + " 个图层，待填 " +
                               number(draft.open) + " 处，未识别 " + number(draft.unknown) +
                               " 个（列为注释）。",
                           path + ": " + number(draft.recognised) + " layers recognised, " +
                               number(draft.open) + " places to fill in, " + number(draft.unknown) +
                               " not recognised (listed as comments)."},
                 session.language) +
              "\n");
        return done;
    }

    static geo::Text title_of(geo::StageOutcome::What what) {
        using What = geo::StageOutcome::What;
        switch (what) {
        case What::made:
            return {"完成", "done"};
        case What::unchanged:
            return {"未变，保留", "unchanged, kept"};
        case What::not_asked:
            return {"项目未要求", "not asked for"};
        case What::failed:
            return {"部分失败，下次再试", "failed in part; the next run tries again"};
        }
        return {};
    }

    /// One line a stage: what became of it, and how many files stand because of it.
    static std::string stages_text(const geo::ProjectRun& run, geo::Language language) {
        std::string text = in(geo::Text{"各阶段\n", "Stages\n"}, language);
        for (const auto& stage : run.stages) {
            text += "  " + in(geo::title_of(stage.stage), language) +
                    in(geo::Text{"：", ": "}, language) + in(title_of(stage.what), language);
            const auto files = std::to_string(stage.files);
            if (stage.files > 0)
                text += in(geo::Text{"（" + files + " 个文件）",
                                     " (" + files + (stage.files == 1 ? " file)" : " files)")},
                           language);
            text += "\n";
        }
        return text + "\n";
    }

    bool is_found() const {
        if (m_fail_on.empty()) return false;
        const auto verdicts = geo::verdicts_in(m_folder);
        return std::any_of(verdicts.begin(), verdicts.end(), [&](const auto& verdict) {
            return std::find(m_fail_on.begin(), m_fail_on.end(), verdict) != m_fail_on.end();
        });
    }

    std::string m_data;
    std::string m_project;
    std::string m_folder;
    std::string m_dst_crs;
    std::vector<std::string> m_fail_on;
    bool m_overwrite = false;
    bool m_fresh = false;
};

} // namespace

std::unique_ptr<Verb> make_run() {
    return std::make_unique<Run>();
}

} // namespace parkline
