// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/explanation.hpp"
#include "libgeo/rules/robustness.hpp"
#include "tools/console.hpp"
#include "tools/project_input.hpp"

namespace parkline {

namespace {

/// `explain`: why a park or an enterprise got its verdict, criterion by criterion.
class Explain : public Verb {
  public:
    std::string name() const override { return "explain"; }
    geo::Text summary() const override {
        return {"说明园区或企业的结论：逐条准则、依据、证据和最小改动",
                "explain the verdict on a park, or the route of an enterprise: every criterion, "
                "source, evidence and least change"};
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
        all.push_back(
            {"--enterprise",
             "ID",
             {"哪些企业（其去向），逗号分隔", "which enterprises (their routes), comma separated"},
             &m_enterprises});
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
        std::vector<std::string> list;
        for (const auto& subject : subjects(screening))
            list.push_back(explained(subject, screening.project.as_of, session.language));
        std::string text;
        for (const auto& one : list) text += (text.empty() ? "" : "\n") + one;
        m_output.deliver(m_form == "json" ? geo::json_array(list) : text);
        return done;
    }

  private:
    /// A verdict and what it stands on.
    struct Subject {
        const geo::Pack& pack;
        const geo::Facts& facts;
        const geo::Verdict& verdict;
    };

    std::vector<Subject> subjects(const geo::Screening& s) const {
        std::vector<Subject> all;
        for (const auto& id : m_enterprises) {
            const auto i = enterprise_named(s, id);
            all.push_back({*s.enterprise_pack, s.enterprise_facts[i], s.enterprise_verdicts[i]});
        }
        for (const auto& id : m_parks) {
            const auto p = park_named(s, id);
            all.push_back({*s.pack, s.facts[p], s.verdicts[p]});
        }
        if (all.empty())
            for (std::size_t p = 0; p < s.verdicts.size(); ++p)
                all.push_back({*s.pack, s.facts[p], s.verdicts[p]});
        return all;
    }

    std::string explained(const Subject& subject, const std::string& as_of,
                          geo::Language language) const {
        geo::Explanation e{subject.pack, subject.facts, subject.verdict, as_of, {}};
        geo::WeightTrial trial;
        trial.seed = static_cast<std::uint64_t>(m_seed);
        if (m_robustness)
            e.robustness = geo::robustness_of(subject.pack, subject.facts, subject.verdict, trial);
        if (m_form == "json") return geo::explanation_json(e);
        return m_form == "html" ? geo::explanation_html(e, language)
                                : geo::explanation_text(e, language);
    }

    ProjectInput m_project;
    std::vector<std::string> m_parks;
    std::vector<std::string> m_enterprises;
    std::string m_form = "text";
    bool m_robustness = false;
    int m_seed = 1;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_explain() {
    return std::make_unique<Explain>();
}

} // namespace parkline
