// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/error.hpp"
#include "libgeo/io/write_layers.hpp"
#include "libgeo/report/rule_tables.hpp"
#include "libgeo/what_if.hpp"
#include "tools/console.hpp"
#include "tools/project_input.hpp"

namespace parkline {

namespace {

/// `diff`: what flips between two packs, dates or data versions, and which criterion did it.
class Diff : public Verb {
  public:
    std::string name() const override { return "diff"; }
    geo::Text summary() const override {
        return {"比较两个规则包、日期或数据版本：哪些结论变了，由哪条准则引起",
                "compare two packs, dates or data versions: which verdicts flip, and which "
                "criterion did it"};
    }
    std::string example() const override {
        return "parkline diff datasets/huaian/project.toml --to-pack "
               "datasets/policies/jiangsu-park-screening.toml";
    }

    std::vector<Option> options() override {
        auto all = m_from.options();
        const std::vector<Option> to{
            {"--to-project",
             "PROJECT",
             {"与哪个项目文件比较（缺省同一个）", "project to compare with (default: the same)"},
             &m_to.path},
            {"--to-pack", "FILE", {"与哪个规则包比较", "policy pack to compare with"}, &m_to.pack},
            {"--to-as-of", "DATE", {"与哪一天比较", "day to compare with"}, &m_to.as_of},
            {"--all", "", {"没有变化的也列出", "list what did not change too"}, &m_all},
            {"--fail-on",
             "WHAT",
             {"有结论改变时退出码为 3", "exit code 3 when a verdict flips"},
             &m_fail_on,
             {"flip"}}};
        all.insert(all.end(), to.begin(), to.end());
        const auto more = m_output.options();
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        const auto given = [](const std::string& first, const std::string& second) {
            return first.empty() ? second : first;
        };
        const bool is_other_project = !m_to.path.empty();
        m_to.path = given(m_to.path, m_from.path);
        if (!is_other_project && m_to.packs.empty()) m_to.pack = given(m_to.pack, m_from.pack);
        if (m_to.pack.empty()) m_to.packs = m_from.packs;
        m_to.topic = m_from.topic;
        m_to.jurisdiction = m_from.jurisdiction;
        m_to.as_of = given(m_to.as_of, m_from.as_of);
        (void)m_to.read(); // what is wrong with it is said before the first one is screened
        const auto before = m_from.screen(session);
        const auto after = m_to.screen(session);
        const auto changes = geo::compare(before.verdicts, after.verdicts);
        m_output.deliver(geo::diff_table(changes, m_all ? geo::Rows::all : geo::Rows::changed));
        const bool has_flip = std::any_of(changes.begin(), changes.end(),
                                          [](const auto& change) { return change.is_flip(); });
        return has_flip && !m_fail_on.empty() ? findings : done;
    }

  private:
    ProjectInput m_from;
    ProjectInput m_to;
    bool m_all = false;
    std::vector<std::string> m_fail_on;
    TableOutput m_output;
};

/// `what-if`: parks drawn back from the ground that forbids siting, and tested again.
class WhatIf : public Verb {
  public:
    std::string name() const override { return "what-if"; }
    geo::Text summary() const override {
        return {"假如退出禁止区域：扣除后最大连片部分重新判定，可输出图形",
                "what if parks drew back: re-test the largest part outside forbidden ground, with "
                "its shape"};
    }
    std::string example() const override {
        return "parkline what-if datasets/huaian/project.toml --park HG09 -o remedy.gpkg";
    }

    std::vector<Option> options() override {
        auto all = m_project.options();
        all.push_back({"--park",
                       "ID",
                       {"哪些园区，逗号分隔（缺省：有否决项或待核查的）",
                        "which parks, comma separated (default: those with a veto or in review)"},
                       &m_parks});
        all.push_back({"--setback",
                       "METRES",
                       {"距禁止区域的退让距离（缺省 1 米）",
                        "distance kept from forbidden ground (default 1 m)"},
                       &m_setback_m});
        const auto more = m_output.options();
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    int run(const Session& session) override {
        if (!(m_setback_m >= 0 && m_setback_m <= 10000))
            throw geo::ConfigError({"--setback 须在 0 到 10000 米之间。请改正。",
                                    "--setback has to lie between 0 and 10000 metres. Correct "
                                    "it."});
        m_output.require_writable();
        const auto s = m_project.screen(session);
        const auto remedies = geo::what_if(s, parks_of(s), m_setback_m);
        const auto table = geo::remedies_table(s, remedies);
        const auto format = geo::layer_format_of(m_output.output);
        if (!format) {
            m_output.deliver(table);
            return done;
        }
        geo::Polygons shapes;
        for (const auto& remedy : remedies) geo::append_feature(shapes, remedy.shape, 0);
        geo::OutputLayer layer;
        layer.table = table;
        layer.shapes = &shapes;
        m_output.deliver(layer, *format, geo::result_crs(s.city.log, s.project.dst_crs));
        return done;
    }

  private:
    std::vector<std::size_t> parks_of(const geo::Screening& s) const {
        std::vector<std::size_t> parks;
        for (const auto& id : m_parks) parks.push_back(park_named(s, id));
        for (std::size_t p = 0; m_parks.empty() && p < s.verdicts.size(); ++p)
            if (!s.verdicts[p].vetoes.empty() || !s.verdicts[p].review.empty()) parks.push_back(p);
        return parks;
    }

    ProjectInput m_project;
    std::vector<std::string> m_parks;
    double m_setback_m = 1;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_diff() {
    return std::make_unique<Diff>();
}

std::unique_ptr<Verb> make_what_if() {
    return std::make_unique<WhatIf>();
}

} // namespace parkline
