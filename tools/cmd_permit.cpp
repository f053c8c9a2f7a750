// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libgeo/core/date.hpp"
#include "libgeo/core/error.hpp"
#include "libgeo/io/project_file.hpp"
#include "libgeo/ledger/permit_limits.hpp"
#include "libgeo/permit_answer.hpp"
#include "tools/console.hpp"
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
            "承诺和法定到期日",
            "permits: screen answers on a footprint before any paper (red lines, control "
            "units, strips, sensitive areas, EIA class), due gives promised and statutory due "
            "days"};
    }
    std::string example() const override {
        return "parkline permit screen footprints.geojson --project datasets/huaian/permits.toml";
    }

    std::vector<Option> options() override {
        m_footprints.role = "parks";
        std::vector<Option> all{
            {"ACTION",
             "ACTION",
             {"screen：核查用地；due：到期日",
              "screen: answer on footprints; due: limits and due days"},
             &m_action,
             {"screen", "due"},
             true},
            {"FOOTPRINT",
             "FOOTPRINT",
             {"用地范围（任何可读格式的面：GeoPackage、Shapefile、GeoJSON、坐标文本、DXF……）",
              "footprints: polygons in any format that can be read (GeoPackage, Shapefile, "
              "GeoJSON, "
              "coordinate text, DXF, …)"},
             &m_path},
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
        add(output_options());
        return all;
    }

    int run(const Session& session) override {
        if (m_action == "due") return run_due();
        if (m_path.empty() || m_project.empty())
            throw geo::ConfigError({"screen 需要用地文件和 --project。请补上。",
                                    "screen needs a file of footprints and --project. Give both."});
        auto project = geo::read_project(m_project);
        if (!m_as_of.empty()) project.as_of = geo::iso_date(day_of("--as-of", m_as_of));
        if (!m_output.empty() && geo::layer_format_of(m_output) != geo::LayerFormat::geopackage)
            throw geo::ConfigError({"-o '" + m_output + "' 应以 .gpkg 结尾。请改正。",
                                    "-o '" + m_output + "' has to end in .gpkg. Correct it."});
        const auto overwrite = m_overwrite ? geo::Overwrite::yes : geo::Overwrite::no;
        if (!m_output.empty()) geo::StagedFile(m_output, overwrite); // before any work
        const auto s = geo::screen_permits(project, question(), {make_observer(session)});
        report_layers(session, s.city.log);
        if (!m_output.empty()) geo::write_permit_layers(s, m_output, overwrite);
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
            {"--jurisdiction",
             "CODE",
             {"辖区代码，如 CN-JS-0800（缺省 CN）", "place, e.g. CN-JS-0800 (default CN)"},
             &m_question.jurisdiction},
            {"--reach",
             "M",
             {"查找邻近敏感区和目标的距离（米，缺省 5000）",
              "how far around to look, in metres (default 5000)"},
             &m_question.reach_m},
            {"--as-of",
             "DATE",
             {"评估日期（缺省用项目文件中的）", "day of the answer (default: the project's)"},
             &m_as_of}};
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
                 &m_stops},
                {"--calendars",
                 "DIR",
                 {"due：日历文件夹，代替自带的", "due: folder of calendars, instead of the own"},
                 &m_calendars}};
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

    int run_due() const {
        if (m_received.empty() || m_class.empty())
            throw geo::ConfigError({"due 需要 --received 和 --class。请补上。",
                                    "due needs --received and --class. Give both."});
        const auto received = day_of("--received", m_received);
        const auto as_of = m_as_of.empty() ? received : day_of("--as-of", m_as_of);
        std::vector<geo::ClockStop> stops;
        for (const auto& text : m_stops) stops.push_back(geo::clock_stop_from(text));
        const auto table = m_calendars.empty() ? due_table(geo::WorkingCalendar::builtin(), m_class,
                                                           received, stops, as_of)
                                               : due_table(geo::WorkingCalendar::read(m_calendars),
                                                           m_class, received, stops, as_of);
        print(geo::render(table, *geo::format_from(m_format)));
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

    std::string m_action;
    std::string m_path;
    std::string m_project;
    SingleFile m_footprints;
    double m_accuracy_m = 0;
    geo::PermitQuestion m_question;
    std::string m_as_of;
    std::string m_received;
    std::string m_class;
    std::vector<std::string> m_stops;
    std::string m_calendars;
    std::string m_output;
    bool m_overwrite = false;
    std::string m_format = "text";
    std::vector<std::string> m_fail_on;
};

} // namespace

std::unique_ptr<Verb> make_permit() {
    return std::make_unique<Permit>();
}

} // namespace parkline
