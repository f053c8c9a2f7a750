// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libgeo/core/date.hpp"
#include "libgeo/core/error.hpp"
#include "libgeo/emergency.hpp"
#include "libgeo/emergency_ledger.hpp"
#include "libgeo/rules/pack_choice.hpp"
#include "tools/console.hpp"
#include "tools/programme_actions.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

constexpr int not_given = -1;

/// `emergency`: heavy-pollution emergency: warning level, exemption list, measures.
class Emergency : public Verb {
  public:
    std::string name() const override { return "emergency"; }
    geo::Text summary() const override {
        return {"重污染天气应急：list 豁免名单，measures 各企业措施，reduction 全市减排核算，level "
                "预警级别，release 可否解除；预警、豁免决定和措施下达、核实记入账本",
                "heavy-pollution emergency: list of exemptions, measures of each enterprise, "
                "reduction of the city, level of a forecast, release of a warning; warnings, "
                "exemptions and measures "
                "assigned on the ledger"};
    }
    std::string example() const override {
        return "parkline emergency list --facts firms.csv --changes changes.csv --packs "
               "datasets/policies --as-of 2026-11-23";
    }

    std::vector<Option> options() override {
        std::vector<Option> all{
            {"ACTION", "ACTION", help_of_actions(), &m_action, actions(), true}};
        const auto add = [&](std::vector<Option> more) {
            for (auto& option : more) all.push_back(std::move(option));
        };
        for (auto& option : case_arguments(m_location, m_case)) {
            option.required = false;
            all.push_back(std::move(option));
        }
        add(list_options());
        add(forecast_options());
        for (auto& option : m_actions.options()) {
            if (option.flags == "--as-of")
                option.help = {"哪一天（视图缺省为最后一个事件的日期）",
                               "which day (views: default that of the last event)"};
            if (option.flags == "--level")
                option.help = {"measures、reduction：哪一级；" + option.help.zh,
                               "measures, reduction: at which level; " + option.help.en};
            all.push_back(std::move(option));
        }
        add(m_output.options());
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        if (!is_own(m_action)) {
            refuse_option(m_action, given_for_lists());
            return m_actions.run(session, m_action, m_location, m_case, m_output);
        }
        refuse_option(m_action, m_location,
                      {"账本用 --ledger。", " The ledger of the lists is --ledger."});
        refuse_option(m_action, m_actions.given_beside({"--as-of", "--level"}));
        check_question();
        if (m_action == "level") return run_level(session);
        if (m_action == "release") return run_release(session);
        const auto pack = pack_of("emergency-measures");
        auto reg = geo::read_emergency_register(m_facts, m_changes, pack);
        if (!m_ledger.empty()) geo::add_recorded(reg, geo::ledger::Ledger(m_ledger));
        if (m_action == "list") return run_list(session, reg, pack);
        const auto measures = geo::emergency_measures(reg, pack, level(), as_of());
        if (m_action == "measures") {
            m_output.deliver(geo::measures_table(reg, measures, level()));
            return done;
        }
        need("--base", "全社会排放量", "the emissions of the whole city", m_base);
        m_output.deliver(geo::reductions_table(
            geo::city_reductions(reg, measures, m_base, pack_of("emergency-reduction"), level()),
            level()));
        return done;
    }

  private:
    static const std::vector<std::string>& own_actions() {
        static const std::vector<std::string> all{"list", "measures", "reduction", "level",
                                                  "release"};
        return all;
    }

    static bool is_own(const std::string& action) {
        return std::find(own_actions().begin(), own_actions().end(), action) != own_actions().end();
    }

    /// Its own, and those of the programme; `list` is the exemption list, not that of the cases.
    std::vector<std::string> actions() const {
        auto all = own_actions();
        for (auto& more : m_actions.names())
            if (!is_own(more)) all.push_back(std::move(more));
        return all;
    }

    geo::Text help_of_actions() const {
        const auto more = m_actions.help();
        return {"list：豁免名单；measures：各企业措施；reduction：全市减排核算；level：预警级别；re"
                "lease："
                "可否解除预警；账本上：" +
                    more.zh,
                "list: exemptions; measures: of each enterprise; reduction: of the city; level: of "
                "a forecast; release: whether a warning may be lifted; on the ledger: " +
                    more.en};
    }

    const std::string& as_of() const { return m_actions.as_of(); }
    std::string level() const { return m_actions.field("level"); }

    void need(const std::string& option, const char* zh, const char* en,
              const std::string& given) const {
        if (given.empty())
            throw geo::ConfigError({m_action + " 需要 " + option + "（" + zh + "）。请补上。",
                                    m_action + " needs " + option + ", " + en + ". Give it."});
    }

    /// What the own actions need.
    void check_question() const {
        need("--as-of", "哪一天", "the day", as_of());
        if (!geo::day_of_iso_date(as_of()))
            throw geo::ConfigError(
                {"--as-of '" + as_of() + "' 不是日期。请写成 2026-03-01。",
                 "--as-of '" + as_of() + "' is no date. Write it like 2026-03-01."});
        need("--packs", "规则包文件夹", "the folder of policy packs", m_packs);
        if (m_action == "level" || m_action == "release") return;
        need("--facts", "企业清单", "the list of enterprises", m_facts);
        if (m_action == "list") return;
        need("--level", "预警级别", "the warning level", level());
        const bool is_level = level() == "yellow" || level() == "orange" || level() == "red";
        if (!is_level)
            throw geo::ConfigError(
                {"--level '" + level() + "' 不是级别。请写 yellow、orange 或 red。",
                 "--level '" + level() + "' is no level. Use yellow, orange or red."});
    }

    /// The first option of the lists that was given; empty when none was.
    std::string given_for_lists() const {
        const std::vector<std::pair<const char*, bool>> all{
            {"--packs", !m_packs.empty()},
            {"--facts", !m_facts.empty()},
            {"--changes", !m_changes.empty()},
            {"--ledger", !m_ledger.empty()},
            {"--all", m_all},
            {"--base", !m_base.empty()},
            {"--forecast", !m_forecast.empty()},
            {"--above-150", m_above_150 != not_given},
            {"--above-200", m_above_200 != not_given},
            {"--above-300", m_above_300 != not_given},
            {"--at-500", m_at_500 != not_given},
            {"--yellow", m_yellow != not_given},
            {"--below-yellow", m_below_yellow != not_given}};
        for (const auto& [option, is_given] : all)
            if (is_given) return option;
        return {};
    }

    std::vector<Option> list_options() {
        return {
            {"--packs",
             "DIR",
             {"规则包文件夹，按日期和辖区选用", "folder of policy packs, chosen by day and place"},
             &m_packs},
            {"--jurisdiction",
             "CODE",
             {"辖区代码（缺省 CN-JS-0800）", "place (default CN-JS-0800)"},
             &m_jurisdiction},
            {"--facts",
             "FILE",
             {"企业清单（CSV、XLSX）：id、name 和规则包的事实",
              "list of enterprises (CSV, XLSX): id, name and the facts of the pack"},
             &m_facts},
            {"--changes",
             "FILE",
             {"变动（CSV、XLSX）：id、date、fact、value、document",
              "what changed (CSV, XLSX): id, date, fact, value, document"},
             &m_changes},
            {"--ledger",
             "LEDGER",
             {"list、measures、reduction：把账本中的豁免决定和下达的措施计入",
              "list, measures, reduction: count decisions and measures of this ledger"},
             &m_ledger},
            {"--all",
             "",
             {"list：列出全部企业，不只是豁免和移出的",
              "list: every enterprise, not only those exempt or removed"},
             &m_all},
            {"--base",
             "FILE",
             {"reduction：全社会排放量（pollutant、all_kg_day、base）",
              "reduction: emissions of the whole city (pollutant, all_kg_day, base)"},
             &m_base}};
    }

    std::vector<Option> forecast_options() {
        return {{"--forecast",
                 "FILE",
                 {"level、release：逐小时预报（date、hour、aqi）",
                  "level, release: hourly forecast (date, hour, aqi)"},
                 &m_forecast},
                {"--above-150",
                 "HOURS",
                 {"level：AQI 大于 150 的小时数", "level: hours with an AQI above 150"},
                 &m_above_150},
                {"--above-200",
                 "HOURS",
                 {"level：AQI 大于 200 的小时数", "level: hours with an AQI above 200"},
                 &m_above_200},
                {"--above-300",
                 "HOURS",
                 {"level：AQI 大于 300 的小时数", "level: hours with an AQI above 300"},
                 &m_above_300},
                {"--at-500",
                 "HOURS",
                 {"level：AQI 达 500 的小时数", "level: hours with an AQI of 500"},
                 &m_at_500},
                {"--yellow",
                 "AQI",
                 {"release 配合 --forecast：大于多少即达黄色条件",
                  "release with --forecast: the AQI above which it is yellow"},
                 &m_yellow},
                {"--below-yellow",
                 "HOURS",
                 {"release：预报自此刻起低于黄色条件的小时数",
                  "release: hours from now on for which the forecast stays below yellow"},
                 &m_below_yellow}};
    }

    geo::Pack pack_of(const std::string& topic) const {
        return geo::choose_pack(m_packs, topic, m_jurisdiction, as_of());
    }

    int run_list(const Session& session, const geo::EmergencyRegister& reg,
                 const geo::Pack& pack) const {
        const auto list = geo::exemption_list(reg, pack, as_of());
        m_output.deliver(geo::exemption_table(
            reg, list, m_all ? geo::Entries::all : geo::Entries::listed, as_of()));
        std::string zh, en;
        for (const auto status :
             {geo::ListStatus::exempt, geo::ListStatus::removed, geo::ListStatus::not_exempt,
              geo::ListStatus::open, geo::ListStatus::unknown}) {
            const auto n = std::count_if(list.begin(), list.end(),
                                         [&](const auto& entry) { return entry.status == status; });
            const auto words = std::string(name_of(status)) + " " + std::to_string(n);
            zh += (zh.empty() ? "" : "，") + words;
            en += (en.empty() ? "" : ", ") + words;
        }
        say(session,
            {as_of() + " 的名单：" + zh + "（共 " + std::to_string(list.size()) + "）。",
             "list as of " + as_of() + ": " + en + " (of " + std::to_string(list.size()) + ")."});
        return done;
    }

    static std::optional<double> hours(double given) {
        if (given == not_given) return {};
        if (!(given >= 0 && given <= 10'000))
            throw geo::ConfigError({"小时数应在 0 到 10000 之间。请改正。",
                                    "hours have to be between 0 and 10,000. Correct them."});
        return given;
    }

    int run_level(const Session& session) const {
        const auto pack = pack_of("emergency-level");
        auto forecast = m_forecast.empty() ? geo::ForecastHours{} : geo::forecast_hours(m_forecast);
        const auto take = [](std::optional<double>& to, std::optional<double> given) {
            if (given) to = given;
        };
        take(forecast.above_150, hours(m_above_150));
        take(forecast.above_200, hours(m_above_200));
        take(forecast.above_300, hours(m_above_300));
        take(forecast.at_500, hours(m_at_500));
        const auto level = geo::warning_level(pack, forecast);
        m_output.deliver(table_of("level", level));
        if (level.level.empty())
            say(session, {"级别未定：" + level.reason.zh, "the level is open: " + level.reason.en});
        return done;
    }

    /// What a pack about warnings says, under the name of its answer.
    geo::Table table_of(const char* answer, const geo::WarningLevel& found) const {
        geo::Table table{std::string("warning_") + answer,
                         {geo::text_column("as_of"), geo::text_column(answer),
                          geo::text_column("title_zh"), geo::text_column("title_en"),
                          geo::text_column("pack"), geo::text_column("source"),
                          geo::text_column("mark"), geo::whole_column("verified")},
                         {}};
        table.rows.push_back({as_of(), found.level, found.title.zh, found.title.en, found.pack,
                              found.source, found.mark, std::int64_t{found.verified}});
        return table;
    }

    int run_release(const Session& session) const {
        const bool is_read = !m_forecast.empty();
        if (is_read != (m_yellow != not_given) || is_read == (m_below_yellow != not_given))
            throw geo::ConfigError({"release 要么 --below-yellow HOURS，要么 --forecast FILE 和 "
                                    "--yellow AQI。请改正。",
                                    "release needs either --below-yellow HOURS, or --forecast FILE "
                                    "and --yellow AQI. Correct it."});
        const auto hours_below = is_read ? geo::hours_below(m_forecast, m_yellow) : m_below_yellow;
        const auto found = geo::warning_release(pack_of("emergency-release"), hours(hours_below));
        m_output.deliver(table_of("release", found));
        if (found.level.empty())
            say(session, {"未定：" + found.reason.zh, "open: " + found.reason.en});
        return done;
    }

    ProgrammeActions m_actions{"emergency"};
    std::string m_action;
    std::string m_location;
    std::string m_case;
    std::string m_ledger;
    std::string m_packs;
    std::string m_jurisdiction = "CN-JS-0800";
    std::string m_facts;
    std::string m_changes;
    bool m_all = false;
    std::string m_base;
    std::string m_forecast;
    double m_above_150 = not_given;
    double m_above_200 = not_given;
    double m_above_300 = not_given;
    double m_at_500 = not_given;
    double m_yellow = not_given;
    double m_below_yellow = not_given;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_emergency() {
    return std::make_unique<Emergency>();
}

} // namespace parkline
