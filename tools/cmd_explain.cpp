// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/explanation.hpp"
#include "libgeo/report/rule_tables.hpp"
#include "libgeo/rules/robustness.hpp"
#include "tools/console.hpp"
#include "tools/project_input.hpp"

namespace parkline {

namespace {

/// `explain`: why a park got its verdict, criterion by criterion.
class Explain : public Verb {
  public:
    std::string name() const override { return "explain"; }
    geo::Text summary() const override {
        return {"说明园区的结论：逐条准则、依据、证据和最小改动",
                "explain the verdict on a park: every criterion, source, evidence and least "
                "change"};
    }
    std::string example() const override {
        return "parkline explain datasets/huaian/project.toml --park HG09 --lang en";
    }

    std::vector<Option> options() override {
        auto all = m_project.options();
        all.push_back(
            {"--park",
             "ID",
             {"哪些园区，逗号分隔（缺省全部）", "which parks, comma separated (default all)"},
             &m_parks});
        all.push_back({"--robustness",
                       "",
                       {"另说明权重变动和面积取确定、可能值时的结论",
                        "say too how the verdict moves with the weights and the accuracy"},
                       &m_robustness});
        all.push_back({"--seed",
                       "N",
                       {"权重变动的随机种子（缺省 1）", "seed of the varied weights (default 1)"},
                       &m_seed});
        all.push_back({"--form",
                       "text|json|html",
                       {"输出形式", "form of the explanation"},
                       &m_form,
                       {"text", "json", "html"}});
        all.push_back(
            {"-o,--output",
             "FILE",
             {"写入文件（缺省写到标准输出）", "write to a file (default: standard output)"},
             &m_output.output});
        all.push_back(
            {"--overwrite", "", {"替换已有文件", "replace an existing file"}, &m_output.overwrite});
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        const auto screening = m_project.screen(session);
        std::vector<std::size_t> parks;
        for (const auto& id : m_parks) parks.push_back(park_named(screening, id));
        for (std::size_t p = 0; m_parks.empty() && p < screening.verdicts.size(); ++p)
            parks.push_back(p);
        std::vector<std::string> list;
        for (const auto park : parks) list.push_back(explained(screening, park, session.language));
        std::string text;
        for (const auto& one : list) text += (text.empty() ? "" : "\n") + one;
        m_output.deliver(m_form == "json" ? geo::json_array(list) : text);
        return done;
    }

  private:
    std::string explained(const geo::Screening& s, std::size_t park, geo::Language language) const {
        geo::Explanation e{*s.pack, s.facts[park], s.verdicts[park], s.project.as_of, {}};
        geo::WeightTrial trial;
        trial.seed = static_cast<std::uint64_t>(m_seed);
        if (m_robustness)
            e.robustness = geo::robustness_of(*s.pack, s.facts[park], s.verdicts[park], trial);
        if (m_form == "json") return geo::explanation_json(e);
        return m_form == "html" ? geo::explanation_html(e, language)
                                : geo::explanation_text(e, language);
    }

    ProjectInput m_project;
    std::vector<std::string> m_parks;
    std::string m_form = "text";
    bool m_robustness = false;
    int m_seed = 1;
    TableOutput m_output;
};

/// `facts`: what is known about every park, as a table.
class FactsVerb : public Verb {
  public:
    std::string name() const override { return "facts"; }
    geo::Text summary() const override {
        return {"列出每个园区的事实：值、单位、来历和证据",
                "list the facts about every park: value, unit, method and evidence"};
    }
    std::string example() const override {
        return "parkline facts datasets/huaian/project.toml --format csv -o facts.csv";
    }

    std::vector<Option> options() override {
        auto all = m_project.options();
        const auto more = m_output.options();
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        const auto s = m_project.screen(session);
        m_output.deliver(geo::facts_table(s.facts, &*s.pack));
        return done;
    }

  private:
    ProjectInput m_project;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_explain() {
    return std::make_unique<Explain>();
}

std::unique_ptr<Verb> make_facts() {
    return std::make_unique<FactsVerb>();
}

} // namespace parkline
