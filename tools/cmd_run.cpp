// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/project_file.hpp"
#include "libgeo/publish.hpp"
#include "libgeo/screening.hpp"
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
        return {
            {"PROJECT",
             "PROJECT",
             {"项目文件（TOML）", "project file (TOML)"},
             &m_project,
             {},
             true},
            {"-o,--output", "DIR", {"结果文件夹", "folder of the results"}, &m_folder, {}, true},
            {"--overwrite",
             "",
             {"替换文件夹中已有的结果", "replace results that stand in the folder"},
             &m_overwrite},
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
        const auto overwrite = m_overwrite ? geo::Overwrite::yes : geo::Overwrite::no;
        auto project = geo::read_project(m_project);
        if (!m_dst_crs.empty()) project.dst_crs = m_dst_crs;
        geo::ResultFolder folder(m_folder, overwrite);
        const auto screening = geo::screen(project, {make_observer(session)});
        folder.publish(screening);
        report_layers(session, screening.city.log);
        print(geo::summary_text(screening, session.language) +
              in(geo::Text{"结果：", "results: "}, session.language) + m_folder + "\n");
        for (const auto& verdict : screening.verdicts)
            if (std::find(m_fail_on.begin(), m_fail_on.end(), name_of(verdict.outcome)) !=
                m_fail_on.end())
                return findings;
        return done;
    }

  private:
    std::string m_project;
    std::string m_folder;
    std::string m_dst_crs;
    std::vector<std::string> m_fail_on;
    bool m_overwrite = false;
};

} // namespace

std::unique_ptr<Verb> make_run() {
    return std::make_unique<Run>();
}

} // namespace parkline
