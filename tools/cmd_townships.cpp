// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/project_file.hpp"
#include "libgeo/report/tables.hpp"
#include "libgeo/screening.hpp"
#include "tools/console.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// `townships`: coverage of eco-township creation, or red-line area of every township.
class Townships : public Verb {
  public:
    std::string name() const override { return "townships"; }
    geo::Text summary() const override {
        return {"生态乡镇创建：各县命名率（个数、面积）和尚需数",
                "eco-township creation: coverage by count and area per county, and how many are "
                "still needed"};
    }
    std::string example() const override {
        return "parkline townships datasets/huaian/project.toml";
    }

    std::vector<Option> options() override {
        auto all = m_output.options();
        all.insert(all.begin(), {"PROJECT",
                                 "PROJECT",
                                 {"项目文件（TOML）", "project file (TOML)"},
                                 &m_project,
                                 {},
                                 true});
        all.push_back({"--list",
                       "",
                       {"输出乡镇表（含红线面积）而不是覆盖率表",
                        "give the list of townships with their red-line area instead of coverage"},
                       &m_list});
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        const auto screening = geo::screen(geo::read_project(m_project), {make_observer(session)});
        report_layers(session, screening.city.log);
        m_output.deliver(m_list ? geo::townships_table(screening.city, screening.townships)
                                : geo::coverage_table(screening.coverage));
        return done;
    }

  private:
    std::string m_project;
    bool m_list = false;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_townships() {
    return std::make_unique<Townships>();
}

} // namespace parkline
