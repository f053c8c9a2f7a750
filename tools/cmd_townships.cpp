// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/project_file.hpp"
#include "libgeo/report/tables.hpp"
#include "libgeo/screening.hpp"
#include "libgeo/township_records.hpp"
#include "libgeo/township_series.hpp"
#include "tools/console.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// `townships`: coverage of eco-township creation, or red-line area of every township.
class Townships : public Verb {
  public:
    std::string name() const override { return "townships"; }
    geo::Text summary() const override {
        return {"生态乡镇创建：各县命名率（个数、面积、人口）和尚需数，某一日或逐年",
                "eco-township creation: coverage by count, area and population per county and how "
                "many are still needed, on a day or as a series"};
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
        add_series(all);
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        auto project = geo::read_project(m_project);
        project.enterprise_pack.clear();
        project.pack.clear(); // nothing is decided here, so no pack has to be in force
        if (!m_as_of.empty()) project.as_of = geo::series_dates({m_as_of}).front();
        const auto dates = geo::series_dates(
            m_series.empty() ? std::vector<std::string>{project.as_of} : m_series);
        const auto screening = geo::screen(project, {make_observer(session)});
        report_layers(session, screening.city.log);
        if (m_list)
            m_output.deliver(geo::townships_table(screening.city, screening.townships));
        else if (asks_for_history())
            deliver_series(session, screening, dates);
        else
            m_output.deliver(geo::coverage_table(screening.coverage));
        return done;
    }

  private:
    void add_series(std::vector<Option>& all) {
        const std::vector<Option> more{
            {"--as-of",
             "DATE",
             {"哪一天（缺省用项目文件中的）", "which day (default: the project's)"},
             &m_as_of},
            {"--series",
             "DATE",
             {"多个日期或年份（年末），逗号分隔：逐期给出",
              "several days or years (their last day), comma separated: a row for each"},
             &m_series},
            {"--awards",
             "FILE",
             {"命名记录，代替项目文件中的", "records of awards, instead of the project's"},
             &m_lists.awards},
            {"--codes",
             "FILE",
             {"乡级单位名录（可含 population、agricultural），代替项目文件中的",
              "list of units (also population, agricultural), instead of the project's"},
             &m_lists.codes},
            {"--titles",
             "FILE",
             {"称号表：title、name、from、to、counts_as",
              "titles over time: title, name, from, to, counts_as"},
             &m_lists.titles},
            {"--lineage",
             "FILE",
             {"沿革表：old_code、old_name、event、date、new_code、keeps_titles",
              "what became of units: old_code, old_name, event, date, new_code, keeps_titles"},
             &m_lists.lineage},
            {"--rounding",
             "plain|largest_remainder",
             {"各县占比的进位方式（缺省 plain）",
              "how the counties' shares are rounded (default plain)"},
             &m_rounding,
             {"plain", "largest_remainder"}}};
        all.insert(all.end(), more.begin(), more.end());
    }

    bool asks_for_history() const {
        return !m_series.empty() || !m_lists.awards.empty() || !m_lists.codes.empty() ||
               !m_lists.titles.empty() || !m_lists.lineage.empty();
    }

    void deliver_series(const Session& session, const geo::Screening& s,
                        const std::vector<std::string>& dates) const {
        const auto rounding =
            m_rounding == "plain" ? geo::Rounding::plain : geo::Rounding::largest_remainder;
        const auto history = geo::township_history(s, m_lists);
        std::vector<geo::HistoryCoverage> series;
        for (const auto& date : dates)
            series.push_back(geo::history_of(history, date, geo::denominators_of(s.project),
                                             geo::city_of(s.city), rounding));
        for (const auto& problem : series.back().problems) say(session, problem.message);
        m_output.deliver(geo::series_table(series, rounding));
    }

    std::string m_project;
    std::string m_as_of;
    std::vector<std::string> m_series;
    geo::TownshipLists m_lists;
    std::string m_rounding = "plain";
    bool m_list = false;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_townships() {
    return std::make_unique<Townships>();
}

} // namespace parkline
