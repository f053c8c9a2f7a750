// SPDX-License-Identifier: Apache-2.0
#include "libgeo/verification.hpp"

#include <filesystem>
#include <set>

#include <nlohmann/json.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/report/manifest_file.hpp"

namespace geo {

namespace {

namespace fs = std::filesystem;

class Checker {
  public:
    Checker(std::string folder)
        : m_folder(std::move(folder)), m_manifest(read_manifest(m_folder)) {}

    void outputs() {
        for (const auto& file : m_manifest.outputs) hash("output", m_folder, file);
    }

    /// Everything in the folder that no run wrote; hidden files are nobody's result.
    void unlisted() {
        std::set<std::string> listed{"manifest.json", "run.json"};
        for (const auto& file : m_manifest.outputs) listed.insert(file.path);
        std::set<std::string> found;
        for (const auto& entry : fs::recursive_directory_iterator(m_folder)) {
            const auto path = entry.path().lexically_relative(m_folder).generic_string();
            if (entry.is_regular_file() && !listed.contains(path) && path.front() != '.')
                found.insert(path);
        }
        for (const auto& path : found)
            m_checks.push_back(
                {"unlisted",
                 path,
                 true,
                 {"不在清单中：不是这次运行写出的", "not in the manifest: no result of this run"}});
    }

    /// A run that was interrupted has stages that are not finished.
    void stages() {
        for (const auto& record : m_manifest.stages) {
            if (record.state == StageState::not_asked) continue;
            const bool is_done = record.state == StageState::done;
            m_checks.push_back({"stage", std::string(name_of(record.stage)), is_done,
                                is_done ? Text{"已完成", "finished"}
                                        : Text{"没有做完；用同样的命令继续 run",
                                               "not finished; the same `run` goes on with it"}});
        }
    }

    void conservation() {
        for (const auto& layer : m_manifest.layers)
            m_checks.push_back({"conservation", layer.layer, layer.holds(), describe(layer)});
    }

    /// Files without which there are no figures to compare; a manifest that leaves one out vouches
    /// for nothing.
    void needed() {
        for (const auto* name : needed_files) {
            const auto lists = [&](const FileHash& file) { return file.path == name; };
            if (std::none_of(m_manifest.outputs.begin(), m_manifest.outputs.end(), lists))
                m_checks.push_back(
                    {"output",
                     name,
                     false,
                     {"清单没有列出这个文件", "the manifest does not list this file"}});
        }
    }

    void totals() {
        const auto summary_path = path("summary.json");
        const auto text = read_whole_file(summary_path);
        try {
            compare_totals(nlohmann::json::parse(text));
        } catch (const nlohmann::json::exception&) {
            throw InputError({summary_path + "：不是完整的汇总。请重新运行项目。",
                              summary_path + ": is no whole summary. Run the project again."});
        }
    }

    void inputs(const std::string& project) {
        const auto base = fs::path(project).parent_path();
        for (const auto& file : m_manifest.inputs)
            hash("input", base.empty() ? "." : base.string(), file);
    }

    std::vector<ResultCheck> finish() { return std::move(m_checks); }

  private:
    static constexpr std::array needed_files{"conflicts.csv", "parks.csv", "sites.csv",
                                             "summary.json", "townships.csv"};

    void compare_totals(const nlohmann::json& summary) {
        for (const auto* layer : {"parks", "sites", "townships"})
            equal(std::string(layer) + ".csv", summary.at(layer).get<std::size_t>(),
                  rows(std::string(layer) + ".csv"));
        std::size_t conflicts = 0;
        for (const auto& [status, count] : summary.at("conflicts").items())
            conflicts += count.get<std::size_t>();
        equal("conflicts.csv", conflicts, rows("conflicts.csv"));
        conflict_area(summary.at("conflict_m2").get<double>());
    }

    Table table(const std::string& name) const {
        return table_from_csv(read_whole_file(path(name)), path(name));
    }

    std::string path(const std::string& name) const { return (fs::path(m_folder) / name).string(); }

    void hash(const char* what, const std::string& folder, const FileHash& file) {
        const auto full = (fs::path(folder) / file.path).string();
        ResultCheck check{what, file.path, true, {"SHA-256 相符", "SHA-256 as listed"}};
        if (!fs::is_regular_file(full)) {
            check.holds = false;
            check.note = {"文件不在", "the file is missing"};
        } else if (sha256_of_file(full) != file.sha256) {
            check.holds = false;
            check.note = {"内容已改变（SHA-256 不符）", "the bytes have changed (another SHA-256)"};
        }
        m_checks.push_back(std::move(check));
    }

    std::size_t rows(const std::string& name) const { return table(name).rows.size(); }

    void equal(const std::string& subject, std::size_t summary, std::size_t table) {
        m_checks.push_back(
            {"total",
             subject,
             summary == table,
             {"summary.json " + std::to_string(summary) + "，表 " + std::to_string(table) + " 行",
              "summary.json " + std::to_string(summary) + ", table " + std::to_string(table) +
                  " rows"}});
    }

    /// The sum of the published, rounded figures; each row is off by half a unit of its last
    /// decimal at most.
    void conflict_area(double summary) {
        const auto parks = table("parks.csv");
        const auto column = table_column(parks, "conflict_m2", path("parks.csv"));
        double sum = 0;
        for (const auto& row : parks.rows) sum += to_number(row[column]).value_or(0);
        const double allowed = 0.5e-4 * (static_cast<double>(parks.rows.size()) + 1) + 1e-9 * sum;
        m_checks.push_back(
            {"total",
             "conflict_m2",
             std::abs(sum - summary) <= allowed,
             {"summary.json " + fixed(summary, 4) + "，parks.csv 合计 " + fixed(sum, 4),
              "summary.json " + fixed(summary, 4) + ", sum of parks.csv " + fixed(sum, 4)}});
    }

    std::string m_folder;
    ManifestFile m_manifest;
    std::vector<ResultCheck> m_checks;
};

} // namespace

std::vector<ResultCheck> verify_results(const std::string& folder, const std::string& project) {
    Checker checker(folder);
    checker.needed();
    checker.outputs();
    auto checks = checker.finish();
    // Figures of files that are not the run's own would say nothing.
    if (all_hold(checks)) checker.totals();
    checker.stages();
    checker.unlisted();
    checker.conservation();
    if (!project.empty()) checker.inputs(project);
    const auto more = checker.finish();
    checks.insert(checks.end(), more.begin(), more.end());
    return checks;
}

bool all_hold(const std::vector<ResultCheck>& checks) {
    return std::all_of(checks.begin(), checks.end(), [](const auto& c) { return c.holds; });
}

namespace {

std::string state_of(const ResultCheck& check) {
    if (!check.holds) return "wrong";
    return check.what == "unlisted" ? "unlisted" : "ok";
}

} // namespace

Table checks_table(const std::vector<ResultCheck>& checks) {
    Table table{"checks",
                {text_column("check"), text_column("subject"), text_column("state"),
                 text_column("note_zh"), text_column("note_en")},
                {}};
    for (const auto& check : checks)
        table.rows.push_back(
            {check.what, check.subject, state_of(check), check.note.zh, check.note.en});
    return table;
}

} // namespace geo
