// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "libgeo/core/error.hpp"
#include "libgeo/io/project_file.hpp"
#include "libgeo/publish.hpp"
#include "libgeo/report/dossier.hpp"
#include "libgeo/report/kept_findings.hpp"
#include "libgeo/report/page.hpp"
#include "libgeo/report/report_workbook.hpp"
#include "libgeo/report_outputs.hpp"
#include "libgeo/screening.hpp"
#include "libgeo/version.hpp"
#include "tools/comparison.hpp"
#include "tools/console.hpp"
#include "tools/passing_folder.hpp"
#include "tools/recording.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// `report`: what leaves the building, made from the results of a run.
class Report : public Verb {
  public:
    std::string name() const override { return "report"; }
    geo::Text summary() const override {
        return {"由运行结果制作报告：离线网页（地图、表、判定过程）、工作簿、园区处置档案（PDF）、"
                "信函（Word 模板）；"
                "比较两次运行",
                "make reports from the results of a run: a page that works offline (map, tables, "
                "traces), a workbook, dossiers of parks (PDF), letters from a Word template; "
                "compare two runs"};
    }
    std::string example() const override {
        return "parkline report out/huaian --html out/huaian.html";
    }

    std::vector<Option> options() override {
        std::vector<Option> all{
            {"RESULTS",
             "RESULTS",
             {"run 写出的文件夹，或项目文件（先运行，结果不保留）；或 diff DIR1 "
              "DIR2：第二个文件夹与第"
              "一个有何不同",
              "folder that `run` wrote, or a project file (it is run first, and its results are "
              "not kept); or diff DIR1 DIR2: what the second folder has otherwise than the first"},
             &m_words,
             {},
             true},
            {"--html",
             "FILE",
             {"报告页：一个离线可用的 HTML 文件",
              "the report page: one HTML file that works offline"},
             &m_html},
            {"--xlsx",
             "FILE",
             {"工作簿：每份清单一张表，可筛选，可填写决定",
              "the workbook: a sheet for each list, with filters and columns for decisions"},
             &m_workbook},
            {"--decisions",
             "FILE.xlsx",
             {"读回工作簿中填写的决定：与 --xlsx 同用则填入新的工作簿，否则给出决定表（-o）",
              "read back what people decided in a workbook: into the new one with --xlsx, else as "
              "a table (-o)"},
             &m_decisions},
            {"--redact",
             "",
             {"不含坐标的报告页、工作簿和发现清单：没有地图、形状和位置",
              "page, workbook and findings without coordinates: no map, no shapes, no places"},
             &m_redacted},
            {"--page-lang",
             "zh|en",
             {"报告页打开时的语言（页内可切换）及档案、工作簿、信函、发现清单的语言；缺省 zh",
              "language of dossiers, workbook, letters and findings, and in which the page opens "
              "(the reader can switch); default zh"},
             &m_page_language,
             {"zh", "en"}},
            {"--max-mb",
             "N",
             {"报告页的大小上限（缺省 20）；轮廓随之简化，数值不变",
              "most megabytes of the page (default 20); outlines get coarser, numbers stay"},
             &m_max_mb},
            {"--findings",
             "",
             {"diff：比较两次运行的发现（新增、变化、消失）",
              "diff: compare what the runs found (new, changed, gone)"},
             &m_findings},
            {"--fail-on",
             "WHAT",
             {"diff：有不同时退出码为 3；--decisions：有决定不再成立时退出码为 3",
              "diff: exit code 3 when anything differs; --decisions: when one no longer holds"},
             &m_fail_on,
             {"change"}}};
        for (const auto& more : {finding_options(), paper_options(), m_output.options()})
            all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    int run(const Session& session) override {
        if (m_words.size() == 3 && m_words.front() == "diff") return compare(session);
        require_one_folder();
        require_something();
        const TableOutput page{m_html, m_output.overwrite, ""};
        if (!m_html.empty()) page.require_writable();
        if (gives_decisions()) m_output.require_writable();
        for (const auto* file : {&m_workbook, &m_sarif, &m_geojson})
            if (!file->empty()) file_output(*file).require_writable();
        std::optional<PassingFolder> passing;
        if (m_input.ends_with(".toml")) run_project(session, passing.emplace("report").path());
        const auto results = passing ? passing->path() : m_input;
        if (!m_html.empty()) write_page(session, results, page);
        const auto decisions = m_decisions.empty()
                                   ? std::vector<geo::WorkbookDecision>()
                                   : geo::read_workbook_decisions(m_decisions, results);
        if (gives_decisions()) m_output.deliver(geo::decision_table(decisions));
        if (!m_workbook.empty()) write_workbook(session, results, decisions);
        write_findings(session, results);
        const int dossiers = m_dossiers.empty() ? done : write_dossiers(session, results);
        const int letters = m_letters.empty() ? done : write_letters(session, results);
        const int open = m_decisions.empty() ? done : say_decisions(session, decisions);
        return dossiers + letters > 0 ? could_not_finish : open;
    }

  private:
    int compare(const Session& session) const {
        const std::vector<std::pair<const char*, bool>> given{
            {"--html", !m_html.empty()},        {"--redact", m_redacted},
            {"--xlsx", !m_workbook.empty()},    {"--decisions", !m_decisions.empty()},
            {"--sarif", !m_sarif.empty()},      {"--geojson", !m_geojson.empty()},
            {"--styles", !m_styles.empty()},    {"--page-lang", !m_page_language.empty()},
            {"--dossier", !m_dossiers.empty()}, {"--letters", !m_letters.empty()},
            {"--park", !m_parks.empty()}};
        for (const auto& [option, is_given] : given) refuse_option("diff", is_given ? option : "");
        return compare_runs(session, m_words[1], m_words[2], m_output,
                            m_findings ? Compared::findings : Compared::tables, !m_fail_on.empty());
    }

    std::vector<Option> finding_options() {
        return {{"--sarif",
                 "FILE",
                 {"发现清单（SARIF 2.1.0），供其他程序读取",
                  "the findings as SARIF 2.1.0, for other programs"},
                 &m_sarif},
                {"--geojson",
                 "FILE",
                 {"发现清单（GeoJSON），含形状或位置",
                  "the findings as GeoJSON, with shapes or places"},
                 &m_geojson}};
    }

    std::vector<Option> paper_options() {
        return {
            {"--styles",
             "FILE",
             {"样式包（TOML；缺省为自带样式）", "style pack (TOML; default: that of parkline)"},
             &m_styles},
            {"--dossier",
             "DIR",
             {"每个园区一份档案（PDF）：图幅、结论、逐条判定、整改、出处、签署",
              "a dossier of each park (PDF): sheet, verdict, criteria, remedy, citations, "
              "signatures"},
             &m_dossiers},
            {"--letters",
             "TEMPLATE.docx",
             {"按本单位的 Word 模板为每个园区写一封信函（{{name}}、表格行 {{conflicts.zone_id}}、"
              "{{picture:sheet}}），写入 -o DIR",
              "a letter about each park from an office's own Word template ({{name}}, table rows "
              "with {{conflicts.zone_id}}, {{picture:sheet}}), into -o DIR"},
             &m_letters},
            {"--park",
             "ID",
             {"只为这些园区制作档案或信函，逗号分隔",
              "dossiers or letters of these parks only, comma separated"},
             &m_parks}};
    }

    void require_one_folder() {
        if (m_words.size() != 1)
            throw geo::ConfigError(
                {"report 需要一个结果文件夹，或 diff DIR1 DIR2。请改正。",
                 "report takes one folder of results, or diff DIR1 DIR2. Correct it."});
        refuse_option("report", m_findings ? "--findings" : "");
        if (m_decisions.empty()) refuse_option("report", m_fail_on.empty() ? "" : "--fail-on");
        if (m_letters.empty() && !gives_decisions())
            refuse_option("report", m_output.output.empty() ? "" : "--output",
                          {"它用于 diff、--letters 和 --decisions。",
                           "It goes with diff, --letters and --decisions."});
        if (!gives_decisions()) refuse_option("report", m_output.format.empty() ? "" : "--format");
        require_only_decisions();
        m_input = m_words.front();
    }

    /// A table on the standard output stands alone.
    void require_only_decisions() const {
        if (!gives_decisions()) return;
        for (const auto& [option, is_given] :
             {std::pair{"--html", !m_html.empty()}, std::pair{"--sarif", !m_sarif.empty()},
              std::pair{"--geojson", !m_geojson.empty()},
              std::pair{"--dossier", !m_dossiers.empty()},
              std::pair{"--letters", !m_letters.empty()}})
            refuse_option("report --decisions", is_given ? option : "",
                          {"请与 --xlsx 同用，或分开运行。", "Use it with --xlsx, or run twice."});
    }

    void require_something() const {
        if (!m_letters.empty() && m_output.output.empty())
            throw geo::ConfigError({"--letters 需要 -o DIR：信函写入的文件夹。请给出。",
                                    "--letters needs -o DIR, the folder of the letters. Give it."});
        if (m_html.empty() && m_dossiers.empty() && m_workbook.empty() && m_letters.empty() &&
            m_sarif.empty() && m_geojson.empty() && m_decisions.empty())
            throw geo::ConfigError(
                {"没有指定要制作的报告。请用 --html FILE、--xlsx FILE、--dossier DIR、--letters "
                 "TEMPLATE.docx、--sarif FILE、--geojson FILE 或 --decisions FILE.xlsx。",
                 "no report was asked for. Give --html FILE, --xlsx FILE, --dossier DIR, --letters "
                 "TEMPLATE.docx, --sarif FILE, --geojson FILE or --decisions FILE.xlsx."});
        const geo::Text drawn{"档案和信函含图幅，不能脱敏。",
                              "Dossiers and letters show sheets, which have places."};
        if (m_redacted)
            refuse_option("report --redact",
                          !m_dossiers.empty()  ? "--dossier"
                          : !m_letters.empty() ? "--letters"
                                               : "",
                          drawn);
        if (!(m_max_mb >= 1 && m_max_mb <= 2000))
            throw geo::ConfigError({"--max-mb 应在 1 与 2000 之间。请改正。",
                                    "--max-mb has to be between 1 and 2000. Correct it."});
    }

    geo::Language page_language() const {
        return m_page_language == "en" ? geo::Language::en : geo::Language::zh;
    }

    void write_page(const Session& session, const std::string& results,
                    const TableOutput& output) const {
        geo::PageRequest request;
        request.results = results;
        request.styles = m_styles;
        request.redacted = m_redacted;
        request.most_bytes = static_cast<std::size_t>(m_max_mb * 1e6);
        request.language = page_language();
        output.deliver(geo::report_page(request));
        print(in(geo::Text{"报告页：", "page: "}, session.language) + m_html + "\n");
    }

    /// Decisions are the result itself when they are not filled into a workbook.
    bool gives_decisions() const { return !m_decisions.empty() && m_workbook.empty(); }

    void write_workbook(const Session& session, const std::string& results,
                        const std::vector<geo::WorkbookDecision>& decisions) const {
        geo::StagedFile file(m_workbook,
                             m_output.overwrite ? geo::Overwrite::yes : geo::Overwrite::no);
        const auto problems = geo::write_report_workbook(
            {results, page_language(), m_redacted, decisions}, file.temporary());
        file.publish();
        for (const auto& problem : problems) say(session, problem.message);
        print(in(geo::Text{"工作簿：", "workbook: "}, session.language) + m_workbook + "\n");
    }

    TableOutput file_output(const std::string& file) const {
        return {file, m_output.overwrite, ""};
    }

    void write_findings(const Session& session, const std::string& results) const {
        const geo::FindingsRequest request{results, page_language(), m_redacted};
        const auto written = [&](const std::string& file, auto&& text) {
            if (file.empty()) return;
            file_output(file).deliver(text(request));
            print(in(geo::Text{"发现清单：", "findings: "}, session.language) + file + "\n");
        };
        written(m_sarif, geo::kept_sarif);
        written(m_geojson, geo::kept_findings_geojson);
    }

    /// Says what no longer stands, each by name, and how many do.
    int say_decisions(const Session& session,
                      const std::vector<geo::WorkbookDecision>& decisions) const {
        std::size_t holding = 0;
        for (const auto& d : decisions) {
            if (d.state == geo::DecisionState::holds) ++holding;
            const auto what =
                d.list + " " + d.park_id + (d.zone_id.empty() ? "" : " × ") + d.zone_id;
            if (d.state == geo::DecisionState::outdated)
                say(session,
                    {"决定的依据已变：" + what + "。请重新决定。",
                     "the grounds of a decision have changed: " + what + ". Decide anew."});
            if (d.state == geo::DecisionState::gone)
                say(session, {"结果中已没有所决定的：" + what + "（" + d.decided_by + " " +
                                  d.decided_on + "：" + d.decision + "）。",
                              "the results no longer have what was decided on: " + what + " (" +
                                  d.decided_by + ", " + d.decided_on + ": " + d.decision + ")."});
        }
        const auto all = std::to_string(decisions.size()), stand = std::to_string(holding);
        say(session, {"决定：" + all + " 条，其中 " + stand + " 条成立。",
                      "decisions: " + all + ", of which " + stand + " hold."});
        return holding < decisions.size() && !m_fail_on.empty() ? findings : done;
    }

    int write_dossiers(const Session& session, const std::string& results) const {
        return write_papers(session, results, {"档案", "dossiers"}, "", m_dossiers);
    }

    int write_letters(const Session& session, const std::string& results) const {
        return write_papers(session, results, {"信函", "letters"}, m_letters, m_output.output);
    }

    int write_papers(const Session& session, const std::string& results, const geo::Text& what,
                     const std::string& letter, const std::string& folder) const {
        geo::DossierRequest request;
        request.results = results;
        request.letter = letter;
        request.folder = folder;
        request.parks = m_parks;
        request.styles = m_styles;
        request.program = "parkline " + geo::versions().parkline;
        request.overwrite = m_output.overwrite ? geo::Overwrite::yes : geo::Overwrite::no;
        request.language = page_language();
        const auto report = geo::make_dossiers(request, make_observer(session));
        for (const auto& failure : report.failures)
            say(session, {"园区 " + failure.id + "：" + failure.why.zh,
                          "park " + failure.id + ": " + failure.why.en});
        const auto n = std::to_string(report.files.size());
        print(in(geo::Text{what.zh + "：" + n + " 份，在 " + folder,
                           what.en + ": " + n + ", in " + folder},
                 session.language) +
              "\n");
        return report.failures.empty() ? done : could_not_finish;
    }

    void run_project(const Session& session, const std::string& folder) const {
        const auto project = geo::tables_only(geo::read_project(m_input));
        geo::ResultFolder results(folder, geo::Overwrite::no);
        const auto screening = geo::screen(project, {make_observer(session)});
        results.publish(screening);
        report_layers(session, screening.city.log);
    }

    std::vector<std::string> m_words;
    std::string m_input;
    std::string m_fail_on;
    TableOutput m_output;
    std::string m_html;
    std::string m_workbook;
    std::string m_decisions;
    std::string m_sarif;
    std::string m_geojson;
    std::string m_styles;
    std::string m_page_language;
    std::string m_dossiers;
    std::string m_letters;
    std::vector<std::string> m_parks;
    double m_max_mb = 20;
    bool m_redacted = false;
    bool m_findings = false;
};

} // namespace

std::unique_ptr<Verb> make_report() {
    return std::make_unique<Report>();
}

} // namespace parkline
