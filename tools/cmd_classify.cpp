// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/error.hpp"
#include "libgeo/io/project_file.hpp"
#include "libgeo/report/tables.hpp"
#include "libgeo/screening.hpp"
#include "tools/console.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// `classify`: one verdict a park under the project's policy pack.
class Classify : public Verb {
  public:
    std::string name() const override { return "classify"; }
    geo::Text summary() const override {
        return {
            "按规则包判定每个园区：扶持提升、整改、关/退/转……",
            "decide every park by the policy pack: support, rectify, close, withdraw, convert, …"};
    }
    std::string example() const override {
        return "parkline classify datasets/huaian/project.toml --fail-on close,withdraw,convert";
    }

    std::vector<Option> options() override {
        auto all = m_output.options();
        all.insert(all.begin(), {"PROJECT",
                                 "PROJECT",
                                 {"项目文件（TOML）", "project file (TOML)"},
                                 &m_project,
                                 {},
                                 true});
        all.push_back({"--pack",
                       "FILE",
                       {"规则包（缺省用项目文件中的）", "policy pack (default: the project's)"},
                       &m_pack});
        all.push_back(
            {"--trace",
             "PARK_ID",
             {"输出一个园区的逐条判定过程", "give the trace of one park, criterion by criterion"},
             &m_trace});
        all.push_back({"--fail-on",
                       "VERDICT",
                       {"出现这些结论时退出码为 3，逗号分隔",
                        "exit code 3 when one of these verdicts occurs, comma separated"},
                       &m_fail_on,
                       geo::outcome_names()});
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        auto project = geo::read_project(m_project);
        if (!m_pack.empty()) project.pack = m_pack;
        if (project.pack.empty())
            throw geo::ConfigError(
                {m_project + "：没有规则包，无法判定。请写 [policy] pack = \"…\" 或用 --pack。",
                 m_project + ": there is no policy pack to decide by. Write [policy] pack = \"…\" "
                             "or use --pack."});
        const auto screening = geo::screen(project, {make_observer(session)});
        report_layers(session, screening.city.log);
        m_output.deliver(m_trace.empty() ? geo::parks_table(screening.city, screening.conflicts,
                                                            screening.verdicts)
                                         : geo::trace_table(verdict_of(screening)));
        for (const auto& verdict : screening.verdicts)
            if (std::find(m_fail_on.begin(), m_fail_on.end(), name_of(verdict.outcome)) !=
                m_fail_on.end())
                return findings;
        return done;
    }

  private:
    const geo::Verdict& verdict_of(const geo::Screening& screening) const {
        for (const auto& verdict : screening.verdicts)
            if (verdict.subject_id == m_trace) return verdict;
        const auto near =
            std::string(geo::nearest_word(m_trace, screening.city.parks.features.ids));
        throw geo::ConfigError(
            {"没有编号为 '" + m_trace + "' 的园区。" +
                 (near.empty() ? "请查看 classify 的输出。" : "是否指 '" + near + "'？"),
             "there is no park with the id '" + m_trace + "'. " +
                 (near.empty() ? "See the output of classify." : "Did you mean '" + near + "'?")});
    }

    std::string m_project;
    std::string m_pack;
    std::string m_trace;
    std::vector<std::string> m_fail_on;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_classify() {
    return std::make_unique<Classify>();
}

} // namespace parkline
