// SPDX-License-Identifier: Apache-2.0
#include "libgeo/enterprise_routes.hpp"
#include "libgeo/report/tables.hpp"
#include "tools/console.hpp"
#include "tools/project_input.hpp"

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
        auto all = m_project.options();
        const auto more = m_output.options();
        all.insert(all.end(), more.begin(), more.end());
        all.push_back(
            {"--trace",
             "PARK_ID",
             {"输出一个园区的逐条判定过程", "give the trace of one park, criterion by criterion"},
             &m_trace});
        all.push_back({"--of",
                       "parks|enterprises",
                       {"判定园区（缺省）或每家企业的去向（[policy] enterprise_pack）",
                        "parks (default), or the route of every enterprise ([policy] "
                        "enterprise_pack)"},
                       &m_of,
                       {"parks", "enterprises"}});
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
        const auto screening = m_project.screen(session);
        if (m_of == "enterprises") return deliver_enterprises(screening);
        m_output.deliver(
            m_trace.empty()
                ? geo::parks_table(screening.city, screening.conflicts, screening.verdicts)
                : geo::trace_table(screening.verdicts[park_named(screening, m_trace)]));
        return found_in(screening.verdicts);
    }

  private:
    int found_in(const std::vector<geo::Verdict>& verdicts) const {
        for (const auto& verdict : verdicts)
            if (std::find(m_fail_on.begin(), m_fail_on.end(), name_of(verdict.outcome)) !=
                m_fail_on.end())
                return findings;
        return done;
    }

    int deliver_enterprises(const geo::Screening& s) {
        (void)enterprise_pack_of(s, "--of enterprises");
        m_output.deliver(geo::enterprises_table(s.city, s.enterprise_facts, s.enterprise_verdicts));
        return found_in(s.enterprise_verdicts);
    }

    ProjectInput m_project;
    std::string m_of = "parks";
    std::string m_trace;
    std::vector<std::string> m_fail_on;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_classify() {
    return std::make_unique<Classify>();
}

} // namespace parkline
