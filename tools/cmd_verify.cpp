// SPDX-License-Identifier: Apache-2.0
#include "libgeo/verification.hpp"
#include "tools/console.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// `verify`: a folder of results against its own manifest.
class Verify : public Verb {
  public:
    std::string name() const override { return "verify"; }
    geo::Text summary() const override {
        return {"复核结果文件夹：文件、数目、合计是否仍与清单一致",
                "check a folder of results against its manifest: files, counts, sums"};
    }
    std::string example() const override {
        return "parkline verify out/huaian --project datasets/huaian/project.toml";
    }

    std::vector<Option> options() override {
        std::vector<Option> all{
            {"DIR", "DIR", {"run 写出的文件夹", "folder that run wrote"}, &m_folder, {}, true},
            {"--project",
             "PROJECT",
             {"同时复核该项目的输入文件", "check the inputs of this project file too"},
             &m_project}};
        const auto more = m_output.options();
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        const auto checks = geo::verify_results(m_folder, m_project);
        m_output.deliver(geo::checks_table(checks));
        return say_outcome(session, checks);
    }

  private:
    static int say_outcome(const Session& session, const std::vector<geo::ResultCheck>& checks) {
        std::size_t wrong = 0;
        for (const auto& check : checks) wrong += check.holds ? 0 : 1;
        if (wrong == 0) {
            say(session, {"全部相符：" + std::to_string(checks.size()) + " 项。",
                          "everything holds: " + std::to_string(checks.size()) + " checks."});
            return done;
        }
        say(session, {std::to_string(wrong) + " 项不符（共 " + std::to_string(checks.size()) +
                          " 项）。这些结果不可再引用，请重新运行。",
                      std::to_string(wrong) + " of " + std::to_string(checks.size()) +
                          " checks fail. Do not cite these results; run the project again."});
        return findings;
    }

    std::string m_folder;
    std::string m_project;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_verify() {
    return std::make_unique<Verify>();
}

} // namespace parkline
