// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libgeo/core/date.hpp"
#include "libgeo/core/error.hpp"
#include "libgeo/io/project_file.hpp"
#include "libgeo/ledger/permit_limits.hpp"
#include "libgeo/ledger/views.hpp"
#include "libgeo/permit_answer.hpp"
#include "libgeo/permit_intake.hpp"
#include "libgeo/report/rule_tables.hpp"
#include "tools/console.hpp"
#include "tools/programme_actions.hpp"
#include "tools/single_file.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// `permit`: planned projects, from the first question to the service of the decision.
class Permit : public Verb {
  public:
    std::string name() const override { return "permit"; }
    geo::Text summary() const override {
        return {
            "项目许可：screen 在受理之前核查用地（红线、管控单元、岸线、敏感区、环评类别），due "
            "承诺和法定到期日，intake 收件并核查，board "
            "看板，以及受理、补正、停表、决定、送达（记入账本）",
            "permits: screen answers on a footprint before any paper (red lines, control "
            "units, strips, sensitive areas, EIA class), due gives promised and statutory due "
            "days; intake to serve run an application on the ledger, board shows all"};
    }
    std::string example() const override {
        return "parkline permit screen footprints.geojson --project datasets/huaian/permits.toml";
    }

    std::vector<Option> options() override {
        m_footprints.role = "parks";
        std::vector<Option> all{
            {"ACTION", "ACTION", help_of_actions(), &m_action, actions(), true},
            {"INPUT",
             "INPUT",
             {"screen、intake、rescreen：用地范围（任何可读格式的面：GeoPackage、Shapefile、GeoJSON"
              "、"
              "坐标文本、DXF……）；其余：账本（GeoPackage 的路径，或 postgresql:// 地址）",
              "screen, intake, rescreen: footprints, polygons in any format that can be read "
              "(GeoPackage, Shapefile, GeoJSON, coordinate text, DXF, …); others: the ledger, path "
              "of a GeoPackage or an address postgresql://…"},
             &m_path},
            {"CASE", "CASE", {"案件编号", "id of the case"}, &m_case},
            {"--project",
             "PROJECT",
             {"项目文件（TOML），其管控区、管控单元、岸线和点位参与核查",
              "project file (TOML), whose zones, control units, lines and sites are asked"},
             &m_project}};
        for (auto more : m_footprints.input_options())
            if (more.flags != "--role") all.push_back(std::move(more));
        const auto add = [&](std::vector<Option> more) {
            all.insert(all.end(), more.begin(), more.end());
        };
        add(question_options());
        add(clock_options());
        add(intake_options());
        add(m_actions.options());
        add(output_options());
        return all;
    }

    int run(const Session& session) override {
        if (m_action == "due") return run_due();
        if (m_action == "intake" || m_action == "rescreen") return run_intake(session);
        if (m_action != "screen") return run_on_ledger(session);
        if (!m_output.empty() && geo::layer_format_of(m_output) != geo::LayerFormat::geopackage)
            throw geo::ConfigError({"-o '" + m_output + "' 应以 .gpkg 结尾。请改正。",
                                    "-o '" + m_output + "' has to end in .gpkg. Correct it."});
        const auto overwrite = m_overwrite ? geo::Overwrite::yes : geo::Overwrite::no;
        if (!m_output.empty()) geo::StagedFile(m_output, overwrite); // before any work
        m_facts.overwrite = m_overwrite;
        m_facts.require_writable();
        const auto s = screening(session);
        if (!m_output.empty()) geo::write_permit_layers(s, m_output, overwrite);
        if (!m_facts.output.empty()) m_facts.deliver(facts_of(s));
        print(answer(s, session.language));
        return has_findings(s) ? findings : done;
    }

  private:
    std::vector<Option> question_options() {
        return {
            {"--repairs",
             "METHOD",
             {"无效用地的处理：隔离，或采用一种修复",
              "invalid footprints: quarantine, or accept one repair"},
             &m_footprints.repairs,
             {"quarantine", "structure", "linework"}},
            {"--accuracy",
             "M",
             {"用地边界的精度（米，缺省 0）", "accuracy of the footprints in metres (default 0)"},
             &m_accuracy_m},
            {"--industries",
             "FILE",
             {"行业清单（CSV、XLSX）：project_id、industry 及名录各栏",
              "list of industries (CSV, XLSX): project_id, industry and the columns of the "
              "catalogue"},
             &m_question.industries},
            {"--packs",
             "DIR",
             {"规则包文件夹，用于环评类别", "folder of policy packs, for the EIA class"},
             &m_question.packs},
            {"--pack",
             "FILE",
             {"screen：再按这些项目规则包判定每个项目（可多次）",
              "screen: judge every project by these packs about projects too (repeat it for more)"},
             &m_question.project_packs},
            {"--facts",
             "FILE",
             {"screen：把每个项目的事实写成表（CSV、JSON、文本），可供 rules apply --facts",
              "screen: write the facts about every project as a table (CSV, JSON, text), which "
              "rules apply --facts takes"},
             &m_facts.output},
            {"--jurisdiction",
             "CODE",
             {"辖区代码，如 CN-JS-0800（缺省 CN）", "place, e.g. CN-JS-0800 (default CN)"},
             &m_question.jurisdiction},
            {"--reach",
             "M",
             {"查找邻近敏感区和目标的距离（米，缺省 5000）",
              "how far around to look, in metres (default 5000)"},
             &m_question.reach_m}};
    }

    std::vector<Option> clock_options() {
        return {{"--received",
                 "DATE",
                 {"due：收到日（第 0 日）", "due: day of receipt (day 0)"},
                 &m_received},
                {"--class",
                 "CLASS",
                 {"due：环评类别", "due: EIA class"},
                 &m_class,
                 {"report", "form", "registration"}},
                {"--stop",
                 "REASON:FROM:TO",
                 {"due：停表（可多次），原因有 correction、expert_review、public_notice、hearing、"
                  "inspection",
                  "due: a stop of the clock (repeat it for more); reasons are correction, "
                  "expert_review, public_notice, hearing, inspection"},
                 &m_stops}};
    }

    std::vector<Option> intake_options() {
        return {{"--ledger",
                 "LEDGER",
                 {"intake、rescreen：记入哪个账本", "intake, rescreen: the ledger to record in"},
                 &m_ledger}};
    }

    std::vector<Option> output_options() {
        return {
            {"-o,--output",
             "FILE.gpkg",
             {"用地和冲突图层，可直接出图（parkline map --template footprint）",
              "footprints and conflicts as layers, ready for parkline map --template footprint"},
             &m_output},
            {"--overwrite", "", {"替换已有文件", "replace an existing file"}, &m_overwrite},
            {"--format",
             "text|csv|json",
             {"答复的形式（缺省 text）", "form of the answer (default text)"},
             &m_format,
             {"text", "csv", "json"}},
            {"--fail-on",
             "OUTCOME",
             {"出现这些结论时退出码为 3，逗号分隔",
              "exit code 3 when one of these outcomes occurs, comma separated"},
             &m_fail_on,
             {"prohibited", "review", "conditions"}}};
    }

    static geo::Day day_of(const std::string& option, const std::string& text) {
        if (const auto day = geo::day_of_iso_date(text)) return *day;
        throw geo::ConfigError({option + " '" + text + "' 不是日期。请写成 2026-03-01。",
                                option + " '" + text + "' is no date. Write it like 2026-03-01."});
    }

    static geo::Table facts_of(const geo::PermitScreening& s) {
        std::vector<const geo::Pack*> packs;
        for (const auto& one : s.rules) packs.push_back(&one.pack);
        return geo::facts_table(s.facts, packs);
    }

    int run_due() const {
        if (m_received.empty() || m_class.empty())
            throw geo::ConfigError({"due 需要 --received 和 --class。请补上。",
                                    "due needs --received and --class. Give both."});
        const auto received = day_of("--received", m_received);
        const auto as_of =
            m_actions.as_of().empty() ? received : day_of("--as-of", m_actions.as_of());
        std::vector<geo::ClockStop> stops;
        for (const auto& text : m_stops) stops.push_back(geo::clock_stop_from(text));
        const auto table =
            m_actions.calendars().empty()
                ? due_table(geo::WorkingCalendar::builtin(), m_class, received, stops, as_of)
                : due_table(geo::WorkingCalendar::read(m_actions.calendars()), m_class, received,
                            stops, as_of);
        print(
            geo::render(table, m_format.empty() ? geo::Format::text : *geo::format_from(m_format)));
        return done;
    }

    std::vector<std::string> actions() const {
        std::vector<std::string> all{"screen", "due", "intake", "rescreen"};
        for (auto& more : m_actions.names()) all.push_back(std::move(more));
        return all;
    }

    geo::Text help_of_actions() const {
        const auto more = m_actions.help();
        return {
            "screen：核查用地；due：到期日；intake：收件、核查并记入账本；rescreen：已收件的重新核"
            "查；" +
                more.zh,
            "screen: answer on footprints; due: limits and due days; intake: receive and screen "
            "onto the ledger; rescreen: screen again what was received; " +
                more.en};
    }

    geo::PermitScreening screening(const Session& session) const {
        if (m_path.empty() || m_project.empty())
            throw geo::ConfigError(
                {m_action + " 需要用地文件和 --project。请补上。",
                 m_action + " needs a file of footprints and --project. Give both."});
        auto project = geo::read_project(m_project);
        if (!m_actions.as_of().empty())
            project.as_of = geo::iso_date(day_of("--as-of", m_actions.as_of()));
        auto s = geo::screen_permits(project, question(), {make_observer(session)});
        report_layers(session, s.city.log);
        return s;
    }

    TableOutput table_output() const { return {m_output, m_overwrite, m_format}; }

    int run_on_ledger(const Session& session) const {
        if (m_path.empty())
            throw geo::ConfigError(
                {m_action + " 需要账本。请补上。", m_action + " needs a ledger. Give it."});
        return m_actions.run(session, m_action, m_path, m_case, table_output());
    }

    int run_intake(const Session& session) const {
        if (m_ledger.empty())
            throw geo::ConfigError(
                {m_action + " 需要 --ledger。请补上。", m_action + " needs --ledger. Give it."});
        table_output().require_writable();
        geo::ledger::Ledger ledger(m_ledger); // before any work
        const auto entered = m_actions.recording().head({});
        const auto s = screening(session);
        const auto events = m_action == "rescreen"
                                ? geo::screening_events(s, entered)
                                : geo::intake_events(s, {entered, m_actions.field("applicant"),
                                                         m_actions.field("county")});
        table_output().deliver(geo::ledger::receipt(ledger.append_all(events)));
        return done;
    }

    geo::PermitQuestion question() const {
        auto question = m_question;
        question.footprints = m_footprints.project(m_path).layers.front();
        question.footprints.accuracy_m = m_accuracy_m;
        return question;
    }

    std::string answer(const geo::PermitScreening& s, geo::Language language) const {
        if (m_format == "json") return geo::permit_json(s);
        if (m_format == "csv") return geo::to_csv(geo::permits_table(s));
        return geo::permit_text(s, language);
    }

    bool has_findings(const geo::PermitScreening& s) const {
        const auto table = geo::permits_table(s);
        return std::any_of(table.rows.begin(), table.rows.end(), [&](const auto& row) {
            return std::find(m_fail_on.begin(), m_fail_on.end(), geo::to_text(row[3])) !=
                   m_fail_on.end();
        });
    }

    ProgrammeActions m_actions{"permit"};
    std::string m_action;
    std::string m_path;
    std::string m_case;
    std::string m_ledger;
    std::string m_project;
    SingleFile m_footprints;
    double m_accuracy_m = 0;
    geo::PermitQuestion m_question;
    std::string m_received;
    std::string m_class;
    std::vector<std::string> m_stops;
    TableOutput m_facts;
    std::string m_output;
    bool m_overwrite = false;
    std::string m_format;
    std::vector<std::string> m_fail_on;
};

} // namespace

std::unique_ptr<Verb> make_permit() {
    return std::make_unique<Permit>();
}

} // namespace parkline
