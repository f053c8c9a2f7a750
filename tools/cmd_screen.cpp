// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/project_file.hpp"
#include "libgeo/report/tables.hpp"
#include "libgeo/screening.hpp"
#include "tools/console.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// `screen`: parks, sites and zones against each other; options -> inputs -> screen() -> table.
class Screen : public Verb {
  public:
    std::string name() const override { return "screen"; }
    geo::Text summary() const override {
        return {"叠加：园区 × 管控区的冲突，或企业点位与管控区的关系",
                "overlay: conflicts of parks with zones, or where sites stand"};
    }
    std::string example() const override {
        return "parkline screen datasets/nl-natura2000/project.toml --sites --format csv -o "
               "sites.csv";
    }

    std::vector<Option> options() override {
        auto all = m_output.options();
        all.insert(all.begin(), {"PROJECT",
                                 "PROJECT",
                                 {"项目文件（TOML）", "project file (TOML)"},
                                 &m_project,
                                 {},
                                 true});
        all.push_back({"--sites",
                       "",
                       {"输出点位表而不是冲突表", "give the table of sites instead of conflicts"},
                       &m_sites});
        all.push_back(
            {"--fail-on",
             "STATUS",
             {"出现这些状态时退出码为 3，逗号分隔",
              "exit code 3 when one of these statuses occurs, comma separated"},
             &m_fail_on,
             {"violation", "review", "sliver", "below_minimum", "finding", "inside", "near"}});
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        const auto screening = geo::screen(geo::read_project(m_project), {make_observer(session)});
        report_layers(session, screening.city.log);
        m_output.deliver(m_sites ? geo::sites_table(screening.city, screening.sites)
                                 : geo::conflicts_table(screening.city, screening.conflicts));
        return has_findings(screening) ? findings : done;
    }

  private:
    bool is_wanted(std::string_view status) const {
        return std::find(m_fail_on.begin(), m_fail_on.end(), status) != m_fail_on.end();
    }

    bool has_findings(const geo::Screening& screening) const {
        for (const auto& conflict : screening.conflicts.list)
            if (is_wanted(name_of(conflict.status))) return true;
        for (const auto& site : screening.sites)
            if (is_wanted(name_of(site.status))) return true;
        return false;
    }

    std::string m_project;
    bool m_sites = false;
    std::vector<std::string> m_fail_on;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_screen() {
    return std::make_unique<Screen>();
}

} // namespace parkline
