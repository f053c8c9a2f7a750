// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libgeo/io/project_file.hpp"
#include "libgeo/report/tables.hpp"
#include "libgeo/screening.hpp"
#include "libgeo/township_ledger.hpp"
#include "libgeo/township_map.hpp"
#include "libgeo/township_records.hpp"
#include "libgeo/township_series.hpp"
#include "tools/console.hpp"
#include "tools/programme_actions.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// `townships`: coverage of eco-township creation, or red-line area of every township.
class Townships : public Verb {
  public:
    std::string name() const override { return "townships"; }
    geo::Text summary() const override {
        return {"生态乡镇创建：各县命名率（个数、面积、人口）和尚需数，某一日或逐年；称号和代码变更"
                "记入账本",
                "eco-township creation: coverage by count, area and population per county and how "
                "many are still needed, on a day or as a series"};
    }
    std::string example() const override {
        return "parkline townships datasets/huaian/project.toml";
    }

    std::vector<Option> options() override {
        const auto more = m_actions.help();
        std::vector<Option> all{
            {"PROJECT",
             "PROJECT|ACTION",
             {"项目文件（TOML）：计算；或账本上的动作：" + more.zh,
              "project file (TOML): coverage; or an action on the ledger: " + more.en},
             &m_project,
             {},
             true}};
        const auto add = [&](std::vector<Option> options) {
            for (auto& option : options) all.push_back(std::move(option));
        };
        for (auto& option : case_arguments(m_location, m_case)) {
            option.required = false;
            all.push_back(std::move(option));
        }
        add({{"--list",
              "",
              {"输出乡镇表（含红线面积）而不是覆盖率表",
               "give the list of townships with their red-line area instead of coverage"},
              &m_list},
             {"--records",
              "",
              {"输出称号记录及各自的出处（名录行或账本事件）而不是覆盖率表",
               "give the records of titles, each with its row or event, instead of coverage"},
              &m_records},
             {"--map",
              "FILE.gpkg",
              {"另写图层，可直接出图（parkline map --template township-coverage）",
               "write layers too, ready for parkline map --template township-coverage"},
              &m_map},
             {"--map-title",
              "TITLE",
              {"--map：哪个称号（缺省 national）", "--map: of which title (default national)"},
              &m_map_title},
             {"--ledger",
              "LEDGER",
              {"把账本中的称号和代码变更计入", "count titles and changes of codes of this ledger"},
              &m_ledger}});
        add_series(all);
        for (auto& option : m_actions.options()) {
            if (option.flags == "--as-of")
                option.help = {"哪一天（项目：缺省用项目文件中的；账本：缺省为最后一个事件的日期）",
                               "which day (project: default its own; ledger: default that of the "
                               "last event)"};
            all.push_back(std::move(option));
        }
        add(m_output.options());
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        const auto names = m_actions.names();
        if (std::find(names.begin(), names.end(), m_project) != names.end()) {
            refuse_option(m_project, given_for_project());
            return m_actions.run(session, m_project, m_location, m_case, m_output);
        }
        refuse_option(m_project, m_location,
                      {"账本用 --ledger。", " The ledger of a project is --ledger."});
        refuse_option(m_project, m_actions.given_beside({"--as-of"}));
        return run_project(session);
    }

  private:
    int run_project(const Session& session) const {
        auto project = geo::read_project(m_project);
        project.enterprise_pack.clear();
        project.pack.clear(); // nothing is decided here, so no pack has to be in force
        const auto& as_of = m_actions.as_of();
        if (!as_of.empty()) project.as_of = geo::series_dates({as_of}).front();
        const auto dates = geo::series_dates(
            m_series.empty() ? std::vector<std::string>{project.as_of} : m_series);
        const auto screening = geo::screen(project, {make_observer(session)});
        report_layers(session, screening.city.log);
        if (!m_map.empty()) write_map(session, screening);
        if (m_list)
            m_output.deliver(geo::townships_table(screening.city, screening.townships));
        else if (m_records)
            m_output.deliver(geo::records_table(history_of(screening), project.as_of));
        else if (asks_for_history())
            deliver_series(session, screening, dates);
        else
            m_output.deliver(geo::coverage_table(screening.coverage));
        return done;
    }

    geo::TownshipHistory history_of(const geo::Screening& screening) const {
        auto history = geo::township_history(screening, m_lists);
        if (!m_ledger.empty()) geo::add_recorded(history, geo::ledger::Ledger(m_ledger));
        return history;
    }

    void write_map(const Session& session, const geo::Screening& s) const {
        const auto history = history_of(s);
        const auto coverage =
            geo::history_of(history, s.project.as_of, geo::denominators_of(s.project),
                            geo::city_of(s.city), geo::Rounding::plain);
        const auto overwrite = m_output.overwrite ? geo::Overwrite::yes : geo::Overwrite::no;
        for (const auto& problem :
             geo::write_township_map(s, history, coverage, m_map_title, m_map, overwrite))
            complain(session, problem.message);
    }

    /// The first option of projects that was given; empty when none was.
    std::string given_for_project() const {
        const std::vector<std::pair<const char*, bool>> all{
            {"--list", m_list},
            {"--records", m_records},
            {"--map", !m_map.empty()},
            {"--ledger", !m_ledger.empty()},
            {"--series", !m_series.empty()},
            {"--awards", !m_lists.awards.empty()},
            {"--codes", !m_lists.codes.empty()},
            {"--titles", !m_lists.titles.empty()},
            {"--lineage", !m_lists.lineage.empty()}};
        for (const auto& [option, is_given] : all)
            if (is_given) return option;
        return {};
    }

    void add_series(std::vector<Option>& all) {
        const std::vector<Option> more{
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
        return !m_ledger.empty() || !m_series.empty() || !m_lists.awards.empty() ||
               !m_lists.codes.empty() || !m_lists.titles.empty() || !m_lists.lineage.empty();
    }

    void deliver_series(const Session& session, const geo::Screening& s,
                        const std::vector<std::string>& dates) const {
        const auto rounding =
            m_rounding == "plain" ? geo::Rounding::plain : geo::Rounding::largest_remainder;
        const auto history = history_of(s);
        std::vector<geo::HistoryCoverage> series;
        for (const auto& date : dates)
            series.push_back(geo::history_of(history, date, geo::denominators_of(s.project),
                                             geo::city_of(s.city), rounding));
        for (const auto& problem : series.back().problems) say(session, problem.message);
        m_output.deliver(geo::series_table(series, rounding));
    }

    ProgrammeActions m_actions{"townships"};
    std::string m_project;
    std::string m_location;
    std::string m_case;
    std::string m_ledger;
    std::string m_map;
    std::string m_map_title = "national";
    std::vector<std::string> m_series;
    geo::TownshipLists m_lists;
    std::string m_rounding = "plain";
    bool m_list = false;
    bool m_records = false;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_townships() {
    return std::make_unique<Townships>();
}

} // namespace parkline
