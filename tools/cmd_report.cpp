// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <optional>

#include <unistd.h>

#include "libgeo/core/error.hpp"
#include "libgeo/io/project_file.hpp"
#include "libgeo/publish.hpp"
#include "libgeo/report/page.hpp"
#include "libgeo/screening.hpp"
#include "tools/console.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

namespace fs = std::filesystem;

/// A folder for the results of a project that nobody asked to keep; it goes with the object.
class PassingFolder {
  public:
    PassingFolder()
        : m_path(fs::temp_directory_path() / ("parkline-report-" + std::to_string(::getpid()))) {}
    ~PassingFolder() {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    PassingFolder(const PassingFolder&) = delete;
    PassingFolder& operator=(const PassingFolder&) = delete;
    std::string path() const { return m_path.string(); }

  private:
    fs::path m_path;
};

/// `report`: what leaves the building, made from the results of a run.
class Report : public Verb {
  public:
    std::string name() const override { return "report"; }
    geo::Text summary() const override {
        return {"由运行结果制作报告：离线网页（地图、表、判定过程）",
                "make reports from the results of a run: a page that works offline (map, tables, "
                "traces)"};
    }
    std::string example() const override {
        return "parkline report out/huaian --html out/huaian.html";
    }

    std::vector<Option> options() override {
        return {
            {"RESULTS",
             "RESULTS",
             {"run 写出的文件夹，或项目文件（先运行，结果不保留）",
              "folder that `run` wrote, or a project file (it is run first, and its results are "
              "not kept)"},
             &m_input,
             {},
             true},
            {"--html",
             "FILE",
             {"报告页：一个离线可用的 HTML 文件",
              "the report page: one HTML file that works offline"},
             &m_html},
            {"--redact",
             "",
             {"不含坐标的版本：没有地图、形状和位置",
              "without coordinates: no map, no shapes, no places"},
             &m_redacted},
            {"--page-lang",
             "zh|en",
             {"报告页打开时的语言（缺省 zh；页内可切换）",
              "language in which the page opens (default zh; the reader can switch)"},
             &m_page_language,
             {"zh", "en"}},
            {"--styles",
             "FILE",
             {"样式包（TOML；缺省为自带样式）", "style pack (TOML; default: that of parkline)"},
             &m_styles},
            {"--max-mb",
             "N",
             {"报告页的大小上限（缺省 20）；轮廓随之简化，数值不变",
              "most megabytes of the page (default 20); outlines get coarser, numbers stay"},
             &m_max_mb},
            {"--overwrite", "", {"替换已有文件", "replace an existing file"}, &m_overwrite}};
    }

    int run(const Session& session) override {
        require_something();
        TableOutput output{m_html, m_overwrite, ""};
        output.require_writable();
        std::optional<PassingFolder> passing;
        if (m_input.ends_with(".toml")) run_project(session, passing.emplace().path());
        geo::PageRequest request;
        request.results = passing ? passing->path() : m_input;
        request.styles = m_styles;
        request.redacted = m_redacted;
        request.most_bytes = static_cast<std::size_t>(m_max_mb * 1e6);
        request.language = m_page_language == "en" ? geo::Language::en : geo::Language::zh;
        output.deliver(geo::report_page(request));
        print(in(geo::Text{"报告页：", "page: "}, session.language) + m_html + "\n");
        return done;
    }

  private:
    void require_something() const {
        if (m_html.empty())
            throw geo::ConfigError({"没有指定要制作的报告。请用 --html FILE。",
                                    "no report was asked for. Give --html FILE."});
        if (!(m_max_mb >= 1 && m_max_mb <= 2000))
            throw geo::ConfigError({"--max-mb 应在 1 与 2000 之间。请改正。",
                                    "--max-mb has to be between 1 and 2000. Correct it."});
    }

    void run_project(const Session& session, const std::string& folder) const {
        auto project = geo::read_project(m_input);
        project.html = false; // it would be made twice
        geo::ResultFolder results(folder, geo::Overwrite::no);
        const auto screening = geo::screen(project, {make_observer(session)});
        results.publish(screening);
        report_layers(session, screening.city.log);
    }

    std::string m_input;
    std::string m_html;
    std::string m_styles;
    std::string m_page_language;
    double m_max_mb = 20;
    bool m_redacted = false;
    bool m_overwrite = false;
};

} // namespace

std::unique_ptr<Verb> make_report() {
    return std::make_unique<Report>();
}

} // namespace parkline
