// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "libgeo/core/error.hpp"
#include "libgeo/fact_lists.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/report/pack_page.hpp"
#include "libgeo/report/rule_tables.hpp"
#include "libgeo/rule_workbook.hpp"
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
        return {"规则包：check 检查，list 列出，docs 写成页，apply 判定事实表，export 和 compile "
                "在 Excel 中编辑决策表",
                "policy packs: check, list, docs (a page), apply (judge a table of facts), export "
                "and compile (edit decision tables in Excel)"};
    }
    std::string example() const override { return "parkline rules list datasets/policies"; }

    std::vector<Option> options() override {
        std::vector<Option> all{
            {"ACTION",
             "ACTION",
             {"check：检查；list：列出；docs：写成页；apply：判定事实表；export：决策表导出为工作簿"
              "；"
              "compile：把工作簿编译回规则包",
              "check, list, docs: render as a page, apply: judge a table of facts, export: "
              "decision tables as a workbook, compile: put the workbook back into the pack"},
             &m_action,
             {"check", "list", "docs", "apply", "export", "compile"},
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
             &m_facts},
            {"--tables",
             "FILE",
             {"compile：编辑过的工作簿（export 导出的）",
              "compile: the edited workbook that export wrote"},
             &m_tables}};
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
        if (m_action == "export") return export_tables(session);
        if (m_action == "compile") {
            if (m_tables.empty())
                throw geo::ConfigError({"compile 需要 --tables。请给出编辑过的工作簿。",
                                        "compile needs --tables. Give the edited workbook."});
            m_output.deliver(geo::compiled_pack(m_path, m_tables));
            return done;
        }
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

    int export_tables(const Session& session) const {
        if (m_output.output.empty())
            throw geo::ConfigError(
                {"export 需要 -o 文件.xlsx。请给出。", "export needs -o FILE.xlsx. Give it."});
        const auto pack = geo::read_pack(m_path);
        geo::StagedFile file(m_output.output,
                             m_output.overwrite ? geo::Overwrite::yes : geo::Overwrite::no);
        geo::WorkbookProperties properties;
        properties.title = pack.title.zh + " / " + pack.title.en;
        properties.created = pack.valid_from;
        const auto changed =
            geo::write_workbook(file.temporary(), geo::decision_table_sheets(pack), properties);
        for (const auto& problem : changed) say(session, problem.message);
        file.publish();
        return done;
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
    std::string m_tables;
    std::string m_text;
    TableOutput m_output;
};

} // namespace

std::unique_ptr<Verb> make_rules() {
    return std::make_unique<Rules>();
}

} // namespace parkline
