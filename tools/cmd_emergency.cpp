// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libgeo/core/date.hpp"
#include "libgeo/core/error.hpp"
#include "libgeo/emergency.hpp"
#include "libgeo/rules/pack_choice.hpp"
#include "tools/console.hpp"
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
                "预警级别",
                "heavy-pollution emergency: list of exemptions, measures of each enterprise, "
                "reduction of the city, level of a forecast"};
    }
    std::string example() const override {
        return "parkline emergency list --facts firms.csv --changes changes.csv --packs "
               "datasets/policies --as-of 2026-11-23";
    }

    std::vector<Option> options() override {
        std::vector<Option> all{
            {"ACTION",
             "ACTION",
             {"list：豁免名单；measures：各企业措施；reduction：全市减排核算；level：预警级别",
              "list: exemptions; measures: of each enterprise; reduction: of the city; level: of "
              "a forecast"},
             &m_action,
             {"list", "measures", "reduction", "level"},
             true},
            {"--as-of", "DATE", {"哪一天", "which day"}, &m_as_of, {}, true},
            {"--packs",
             "DIR",
             {"规则包文件夹，按日期和辖区选用", "folder of policy packs, chosen by day and place"},
             &m_packs,
             {},
             true},
            {"--jurisdiction",
             "CODE",
             {"辖区代码（缺省 CN-JS-0800）", "place (default CN-JS-0800)"},
             &m_jurisdiction}};
        const auto add = [&](std::vector<Option> more) {
            all.insert(all.end(), more.begin(), more.end());
        };
        add(register_options());
        add(forecast_options());
        add(m_output.options());
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        if (!geo::day_of_iso_date(m_as_of))
            throw geo::ConfigError(
                {"--as-of '" + m_as_of + "' 不是日期。请写成 2026-03-01。",
                 "--as-of '" + m_as_of + "' is no date. Write it like 2026-03-01."});
        if (m_action == "level") return run_level(session);
        const auto pack = pack_of("emergency-measures");
        if (m_facts.empty())
            throw geo::ConfigError(
                {m_action + " 需要 --facts（企业清单）。请补上。",
                 m_action + " needs --facts, the list of enterprises. Give it."});
        const auto reg = geo::read_emergency_register(m_facts, m_changes, pack);
        if (m_action == "list") return run_list(session, reg, pack);
        if (m_level.empty())
            throw geo::ConfigError(
                {m_action + " 需要 --level。请补上。", m_action + " needs --level. Give it."});
        const auto measures = geo::emergency_measures(reg, pack, m_level, m_as_of);
        if (m_action == "measures") {
            m_output.deliver(geo::measures_table(reg, measures, m_level));
            return done;
        }
        if (m_base.empty())
            throw geo::ConfigError(
                {"reduction 需要 --base（全社会排放量）。请补上。",
                 "reduction needs --base, the emissions of the whole city. Give it."});
        m_output.deliver(geo::reductions_table(
            geo::city_reductions(reg, measures, m_base, pack_of("emergency-reduction"), m_level),
            m_level));
        return done;
    }

  private:
    std::vector<Option> register_options() {
        return {{"--facts",
                 "FILE",
                 {"企业清单（CSV、XLSX）：id、name 和规则包的事实",
                  "list of enterprises (CSV, XLSX): id, name and the facts of the pack"},
                 &m_facts},
                {"--changes",
                 "FILE",
                 {"变动（CSV、XLSX）：id、date、fact、value、document",
                  "what changed (CSV, XLSX): id, date, fact, value, document"},
                 &m_changes},
                {"--all",
                 "",
                 {"list：列出全部企业，不只是豁免和移出的",
                  "list: every enterprise, not only those exempt or removed"},
                 &m_all},
                {"--level",
                 "LEVEL",
                 {"measures、reduction：预警级别", "measures, reduction: warning level"},
                 &m_level,
                 {"yellow", "orange", "red"}},
                {"--base",
                 "FILE",
                 {"reduction：全社会排放量（pollutant、all_kg_day、base）",
                  "reduction: emissions of the whole city (pollutant, all_kg_day, base)"},
                 &m_base}};
    }

    std::vector<Option> forecast_options() {
        return {
            {"--forecast",
             "FILE",
             {"level：逐小时预报（date、hour、aqi）", "level: hourly forecast (date, hour, aqi)"},
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
             &m_at_500}};
    }

    geo::Pack pack_of(const std::string& topic) const {
        return geo::choose_pack(m_packs, topic, m_jurisdiction, m_as_of);
    }

    int run_list(const Session& session, const geo::EmergencyRegister& reg,
                 const geo::Pack& pack) const {
        const auto list = geo::exemption_list(reg, pack, m_as_of);
        m_output.deliver(geo::exemption_table(
            reg, list, m_all ? geo::Entries::all : geo::Entries::listed, m_as_of));
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
            {m_as_of + " 的名单：" + zh + "（共 " + std::to_string(list.size()) + "）。",
             "list as of " + m_as_of + ": " + en + " (of " + std::to_string(list.size()) + ")."});
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
        geo::Table table{"warning_level",
                         {geo::text_column("as_of"), geo::text_column("level"),
                          geo::text_column("title_zh"), geo::text_column("title_en"),
                          geo::text_column("pack"), geo::text_column("source"),
                          geo::text_column("mark"), geo::whole_column("verified")},
                         {}};
        table.rows.push_back({m_as_of, level.level, level.title.zh, level.title.en, level.pack,
                              level.source, level.mark, std::int64_t{level.verified}});
        m_output.deliver(table);
        if (level.level.empty())
            say(session, {"级别未定：" + level.reason.zh, "the level is open: " + level.reason.en});
        return done;
    }

    std::string m_action;
    std::string m_as_of;
    std::string m_packs;
    std::string m_jurisdiction = "CN-JS-0800";
    std::string m_facts;
    std::string m_changes;
    bool m_all = false;
    std::string m_level;
    std::string m_base;
    std::string m_forecast;
    double m_above_150 = not_given;
    double m_above_200 = not_given;
    double m_above_300 = not_given;
    double m_at_500 = not_given;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_emergency() {
    return std::make_unique<Emergency>();
}

} // namespace parkline
