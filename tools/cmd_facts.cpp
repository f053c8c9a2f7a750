// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/rule_tables.hpp"
#include "tools/console.hpp"
#include "tools/project_input.hpp"

namespace parkline {

namespace {

/// `facts`: what is known about every park or enterprise, as a table.
class FactsVerb : public Verb {
  public:
    std::string name() const override { return "facts"; }
    geo::Text summary() const override {
        return {"列出每个园区或企业的事实：值、单位、来历和证据",
                "list the facts about every park or enterprise: value, unit, method and evidence"};
    }
    std::string example() const override {
        return "parkline facts datasets/huaian/project.toml --format csv -o facts.csv";
    }

    std::vector<Option> options() override {
        auto all = m_project.options();
        all.push_back({"--of",
                       "parks|enterprises",
                       {"园区（缺省）或企业的事实；项目的事实用 permit screen --facts",
                        "facts about parks (default) or enterprises; those about planned projects "
                        "gives permit screen --facts"},
                       &m_of,
                       {"parks", "enterprises"}});
        const auto more = m_output.options();
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        const auto s = m_project.screen(session);
        if (m_of == "enterprises") {
            const auto& pack = enterprise_pack_of(s, "--of enterprises");
            m_output.deliver(geo::facts_table(s.enterprise_facts, {&pack}));
        } else {
            m_output.deliver(geo::facts_table(s.facts, {&*s.pack}));
        }
        return done;
    }

  private:
    ProjectInput m_project;
    std::string m_of = "parks";
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_facts() {
    return std::make_unique<FactsVerb>();
}

} // namespace parkline
