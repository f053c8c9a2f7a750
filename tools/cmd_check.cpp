// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/error.hpp"
#include "libgeo/input_check.hpp"
#include "libgeo/io/project_file.hpp"
#include "libgeo/quarantine_file.hpp"
#include "libgeo/report/check_summary.hpp"
#include "libgeo/report/tables.hpp"
#include "tools/console.hpp"
#include "tools/memory.hpp"
#include "tools/single_file.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// `check`: reads and normalises, lists every problem, decides nothing.
class Check : public Verb {
  public:
    std::string name() const override { return "check"; }
    geo::Text summary() const override {
        return {"检查输入：列出每个图层的收支和每个问题",
                "check inputs: what became of every feature, and every problem"};
    }
    std::string example() const override {
        return "parkline check datasets/huaian/project.toml --fail-on error";
    }

    std::vector<Option> options() override {
        auto all = m_output.options();
        all.insert(all.begin(), {"INPUT",
                                 "PROJECT|FILE",
                                 {"项目文件，或一个数据文件", "a project file, or one data file"},
                                 &m_input,
                                 {},
                                 true});
        all.push_back({"--quarantine",
                       "FILE.gpkg",
                       {"把无效面的两种修复写入此文件，并附待签的决定清单",
                        "write both repairs of invalid polygons there, and a list to decide on"},
                       &m_quarantine});
        all.push_back({"--accept-repairs",
                       "FILE",
                       {"按已签的修复决定清单处理", "apply a signed list of repair decisions"},
                       &m_accept_repairs});
        all.push_back({"--doubt",
                       "NAME=VALUE",
                       {"设定何为可疑，例如 neck_m=2", "set what is doubtful, e.g. neck_m=2"},
                       &m_doubts});
        const auto more = m_file.options();
        all.insert(all.end(), more.begin(), more.end());
        all.push_back(
            {"--layers",
             "",
             {"输出各图层收支表而不是问题表", "give the table of layers instead of problems"},
             &m_layers});
        all.push_back({"--fail-on",
                       "SEVERITY",
                       {"有此级别或更重的问题时退出码为 3",
                        "exit code 3 when there is a problem of this severity or worse"},
                       &m_fail_on,
                       {"note", "warning", "error"}});
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        give_memory_back();
        auto project =
            m_input.ends_with(".toml") ? geo::read_project(m_input) : m_file.project(m_input);
        if (!m_accept_repairs.empty()) project.accept_repairs = m_accept_repairs;
        for (const auto& text : m_doubts) set_doubt(text, project.doubts);
        const auto checked = geo::check_inputs(project, make_observer(session));
        const auto& log = checked.city.log;
        report_layers(session, log);
        if (!m_quarantine.empty()) geo::write_quarantine(log.quarantine, m_quarantine, overwrite());
        deliver(session, project, checked);
        return has_findings(log.problems) ? findings : done;
    }

  private:
    void deliver(const Session& session, const geo::Project& project,
                 const geo::CheckedInputs& checked) const {
        const auto& log = checked.city.log;
        if (m_layers) return m_output.deliver(geo::layers_table(log.reports));
        switch (m_output.form()) {
        case geo::Format::csv:
            return m_output.deliver(geo::problems_table(log.problems));
        case geo::Format::json:
            return m_output.deliver(
                geo::to_sarif(geo::finding_report(project, checked, session.language)));
        case geo::Format::text:
            return m_output.deliver(geo::check_summary(log, session.language));
        }
    }

    /// "neck_m=2"
    static void set_doubt(const std::string& text, geo::DoubtLimits& doubts) {
        const auto sign = text.find('=');
        const auto number =
            geo::parse_number(sign == std::string::npos ? std::string() : text.substr(sign + 1));
        if (!number)
            throw geo::ConfigError(
                {"--doubt '" + text + "' 不是 名称=数。例如 neck_m=2。",
                 "--doubt '" + text + "' is not NAME=VALUE. For example neck_m=2."});
        geo::set_doubt(doubts, text.substr(0, sign), *number);
    }

    geo::Overwrite overwrite() const {
        return m_output.overwrite ? geo::Overwrite::yes : geo::Overwrite::no;
    }

    bool has_findings(const geo::Problems& problems) const {
        if (m_fail_on.empty()) return false;
        const auto limit = m_fail_on == "error"     ? geo::Severity::error
                           : m_fail_on == "warning" ? geo::Severity::warning
                                                    : geo::Severity::note;
        for (const auto& problem : problems)
            if (problem.severity >= limit) return true;
        return false;
    }

    std::string m_input;
    std::string m_fail_on;
    std::string m_quarantine;
    std::string m_accept_repairs;
    std::vector<std::string> m_doubts; ///< NAME=VALUE
    bool m_layers = false;
    SingleFile m_file;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_check() {
    return std::make_unique<Check>();
}

} // namespace parkline
