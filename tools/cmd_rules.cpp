// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "libgeo/core/error.hpp"
#include "libgeo/report/pack_page.hpp"
#include "libgeo/report/rule_tables.hpp"
#include "libgeo/rules/decide.hpp"
#include "libgeo/rules/pack_choice.hpp"
#include "tools/console.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// `rules`: policy packs themselves, without any data.
class Rules : public Verb {
  public:
    std::string name() const override { return "rules"; }
    geo::Text summary() const override {
        return {"规则包：check 检查，list 列出，docs 写成可读的页，apply 判定一张事实表",
                "policy packs: check them, list them, docs renders one as a page, apply judges a "
                "table of facts"};
    }
    std::string example() const override { return "parkline rules list datasets/policies"; }

    std::vector<Option> options() override {
        std::vector<Option> all{
            {"ACTION",
             "ACTION",
             {"check：检查；list：列出；docs：写成页；apply：判定事实表",
              "check, list, docs: render as a page, or apply: judge a table of facts"},
             &m_action,
             {"check", "list", "docs", "apply"},
             true},
            {"PATH",
             "PATH",
             {"规则包文件，或（check、list）含规则包的文件夹",
              "a pack file, or (check, list) a folder of packs"},
             &m_path,
             {},
             true},
            {"--as-of",
             "DATE",
             {"只列出该日有效的；check、apply 时过期即报错",
              "list only those in force on that day; with check and apply, one that is not is an "
              "error"},
             &m_as_of},
            {"--facts",
             "FILE",
             {"apply：事实表（CSV、Excel 等；一行一个对象，列名即事实名）",
              "apply: table of facts (CSV, Excel, …), one row a subject, one column a fact"},
             &m_facts}};
        const auto more = m_output.options();
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    int run(const Session& session) override {
        if (!m_as_of.empty() && !geo::days_of_iso_date(m_as_of))
            throw geo::ConfigError(
                {"--as-of '" + m_as_of + "' 不是日期。请写成 2026-03-01。",
                 "--as-of '" + m_as_of + "' is no date. Write it like 2026-03-01."});
        m_output.require_writable();
        auto packs = std::filesystem::is_directory(m_path)
                         ? geo::read_packs(m_path)
                         : std::vector<geo::Pack>{geo::read_pack(m_path)};
        if (m_action == "docs") {
            for (std::size_t i = 0; i < packs.size(); ++i)
                m_text += (i == 0 ? "" : "\n") + geo::pack_page(packs[i], session.language);
            m_output.deliver(m_text);
            return done;
        }
        if (!m_as_of.empty()) apply_date(packs);
        if (m_action == "apply") {
            m_output.deliver(geo::verdicts_table(judged_by(packs)));
            return done;
        }
        if (m_action == "check")
            say(session, {"规则包无误：" + std::to_string(packs.size()) + " 个。",
                          "policy packs without error: " + std::to_string(packs.size()) + "."});
        else
            m_output.deliver(geo::packs_table(packs));
        return done;
    }

  private:
    std::vector<geo::Verdict> judged_by(const std::vector<geo::Pack>& packs) const {
        if (packs.size() != 1 || m_facts.empty())
            throw geo::ConfigError({"apply 需要一个规则包文件和 --facts。请补上。",
                                    "apply needs one pack file and --facts. Give both."});
        geo::LayerSpec spec;
        spec.path = m_facts;
        return geo::decide_all(packs.front(),
                               geo::facts_from(geo::read_layer(spec), packs.front()));
    }

    void apply_date(std::vector<geo::Pack>& packs) const {
        if (m_action == "check" || m_action == "apply")
            for (const auto& pack : packs) geo::require_valid_on(pack, m_as_of);
        std::erase_if(packs, [&](const auto& pack) { return !geo::is_valid_on(pack, m_as_of); });
    }

    std::string m_action;
    std::string m_path;
    std::string m_as_of;
    std::string m_facts;
    std::string m_text;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_rules() {
    return std::make_unique<Rules>();
}

} // namespace parkline
