// SPDX-License-Identifier: Apache-2.0
#include "libgeo/doctor.hpp"
#include "tools/console.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// `doctor`: whether everything that the program depends on is there, and which protections hold.
class Doctor : public Verb {
  public:
    std::string name() const override { return "doctor"; }
    geo::Text summary() const override {
        return {"检查运行环境：格式、坐标库、字体、区域设置、读取保护",
                "check the surroundings: formats, coordinates, fonts, locale, protections"};
    }
    std::string example() const override { return "parkline doctor --fail-on error"; }

    std::vector<Option> options() override {
        auto all = m_output.options();
        all.push_back({"--fail-on",
                       "SEVERITY",
                       {"有此级别或更重的结果时退出码为 3",
                        "exit code 3 when something is of this severity or worse"},
                       &m_fail_on,
                       {"warning", "error"}});
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        const auto checks = geo::examine(this_program);
        m_output.deliver(geo::health_table(checks, session.language));
        const auto limit = m_fail_on == "error" ? geo::Severity::error : geo::Severity::warning;
        for (const auto& check : checks)
            if (!m_fail_on.empty() && check.severity >= limit) return findings;
        return done;
    }

  private:
    std::string m_fail_on;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_doctor() {
    return std::make_unique<Doctor>();
}

} // namespace parkline
