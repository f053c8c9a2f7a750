// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "libgeo/core/error.hpp"
#include "libgeo/io/project_file.hpp"
#include "libgeo/map/sheets.hpp"
#include "libgeo/publish.hpp"
#include "libgeo/report_outputs.hpp"
#include "libgeo/screening.hpp"
#include "libgeo/version.hpp"
#include "tools/console.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// `map`: a sheet for each feature of a layer.
class Map : public Verb {
  public:
    std::string name() const override { return "map"; }
    geo::Text summary() const override {
        return {"绘制图幅：每个园区、乡镇或冲突一幅（PDF、PNG、SVG）",
                "draw map sheets, one for each park, township or conflict (PDF, PNG, SVG)"};
    }
    std::string example() const override {
        return "parkline map datasets/huaian/project.toml -o out/sheets --combined";
    }

    std::vector<Option> options() override {
        auto list = what_options();
        auto how = how_options();
        list.insert(list.end(), how.begin(), how.end());
        return list;
    }

    int run(const Session& session) override {
        auto request = request_of();
        if (m_input.ends_with(".toml")) request.results = run_project(session);
        const auto report = geo::make_sheets(request, make_observer(session));
        for (const auto& note : report.style_notes)
            say(session, {"样式：" + note.zh, "style: " + note.en});
        for (const auto& failure : report.failures)
            complain(session, {"未出图：" + failure.why.zh, "not drawn: " + failure.why.en});
        const auto number = [](std::size_t n) { return std::to_string(n); };
        print(
            in(geo::Text{"图幅：绘制 " + number(report.written) + "，未变而跳过 " +
                             number(report.skipped) + "，失败 " + number(report.failures.size()) +
                             "；清单：" + m_folder + "/sheets.csv\n",
                         "sheets: " + number(report.written) + " drawn, " + number(report.skipped) +
                             " unchanged and skipped, " + number(report.failures.size()) +
                             " failed; list: " + m_folder + "/sheets.csv\n"},
               session.language));
        return report.failures.empty() ? done : could_not_finish;
    }

  private:
    std::vector<Option> what_options() {
        return {
            {"RESULTS",
             "RESULTS",
             {"结果文件夹、results.gpkg，或项目文件（先运行到 DIR/results）",
              "folder of results, results.gpkg, or a project file (run into DIR/results first)"},
             &m_input,
             {},
             true},
            {"--template",
             "NAME|FILE",
             {"模板：park-conflict、township、township-coverage、city-"
              "overview、permit、footprint，或 TOML 文件（缺省 "
              "park-conflict）",
              "template: park-conflict, township, township-coverage, city-overview, permit, "
              "footprint, or a TOML file "
              "(default "
              "park-conflict)"},
             &m_template},
            {"--styles",
             "FILE",
             {"样式包（TOML），或在 QGIS 中存入样式的 GeoPackage（缺省为自带样式）",
              "style pack (TOML), or a GeoPackage into which QGIS saved styles (default: that of "
              "parkline)"},
             &m_styles},
            {"--each",
             "LAYER",
             {"每个要素一幅的图层（缺省由模板定）",
              "layer that gives a sheet a feature (default: the template's)"},
             &m_each},
            {"--where",
             "SQL",
             {"只为满足条件的要素出图，例如 \"verdict='close'\"",
              "only features that meet the condition, e.g. \"verdict='close'\""},
             &m_where},
            {"-o,--output", "DIR", {"图幅文件夹", "folder of the sheets"}, &m_folder, {}, true}};
    }

    std::vector<Option> how_options() {
        return {
            {"--format",
             "pdf|png|svg",
             {"格式，逗号分隔（缺省 pdf）", "formats, comma separated (default pdf)"},
             &m_formats,
             {"pdf", "png", "svg"}},
            {"--dpi", "N", {"PNG 的分辨率（缺省 300）", "resolution of PNG (default 300)"}, &m_dpi},
            {"--combined",
             "",
             {"所有 PDF 页合为一个文件，带书签", "all PDF pages in one file, with bookmarks"},
             &m_combined},
            {"--overwrite",
             "",
             {"替换已有且已变化的图幅", "replace sheets that stand and have changed"},
             &m_overwrite},
            {"--crs",
             "CRS",
             {"图幅的投影坐标系（缺省按位置选带）",
              "projected CRS of the sheets (default: the zone of each sheet)"},
             &m_crs},
            {"--usage",
             "internal|public",
             {"用途；public 而无审图号时加水印（缺省 internal）",
              "use; public without an approval number is watermarked (default internal)"},
             &m_usage,
             {"internal", "public"}},
            {"--approval", "NUMBER", {"审图号", "map approval number (审图号)"}, &m_approval},
            {"--source",
             "TEXT",
             {"资料来源说明（缺省取自 manifest.json）",
              "sentence about the sources (default: from manifest.json)"},
             &m_source},
            {"--sheet-lang",
             "zh|en",
             {"图幅的语言（缺省 zh）", "language of the sheets (default zh)"},
             &m_sheet_language,
             {"zh", "en"}}};
    }

    geo::SheetRequest request_of() const {
        geo::SheetRequest request;
        request.results = m_input;
        request.program = "parkline " + geo::versions().parkline;
        if (!m_template.empty()) request.template_name = m_template;
        request.styles = m_styles;
        request.each = m_each;
        request.where = m_where;
        request.folder = m_folder;
        request.dpi = checked_dpi();
        request.combined = m_combined;
        request.overwrite = m_overwrite ? geo::Overwrite::yes : geo::Overwrite::no;
        request.crs = m_crs;
        request.published = m_usage == "public";
        request.approval = m_approval;
        request.source = m_source;
        request.language = m_sheet_language == "en" ? geo::Language::en : geo::Language::zh;
        if (!m_formats.empty()) request.formats.clear();
        for (const auto& format : m_formats)
            request.formats.push_back(format == "pdf"   ? geo::SheetFormat::pdf
                                      : format == "png" ? geo::SheetFormat::png
                                                        : geo::SheetFormat::svg);
        return request;
    }

    double checked_dpi() const {
        if (m_dpi >= 36 && m_dpi <= 1200) return m_dpi;
        throw geo::ConfigError({"--dpi 应在 36 与 1200 之间。请改正。",
                                "--dpi has to be between 36 and 1200. Correct it."});
    }

    /// Runs the project into DIR/results and says where that is.
    std::string run_project(const Session& session) const {
        const auto folder = (std::filesystem::path(m_folder) / "results").string();
        geo::ResultFolder results(folder, m_overwrite ? geo::Overwrite::yes : geo::Overwrite::no);
        results.publish(
            geo::screen(geo::tables_only(geo::read_project(m_input)), {make_observer(session)}));
        return folder;
    }

    std::string m_input;
    std::string m_template;
    std::string m_styles;
    std::string m_each;
    std::string m_where;
    std::string m_folder;
    std::vector<std::string> m_formats;
    double m_dpi = 300;
    bool m_combined = false;
    bool m_overwrite = false;
    std::string m_crs;
    std::string m_usage;
    std::string m_approval;
    std::string m_source;
    std::string m_sheet_language;
};

} // namespace

std::unique_ptr<Verb> make_map() {
    return std::make_unique<Map>();
}

} // namespace parkline
