// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/pack_page.hpp"

#include "libgeo/rules/units.hpp"

namespace geo {

namespace {

/// Text inside a cell of a Markdown table.
std::string cell(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        if (c == '|') safe += '\\';
        safe += c == '\n' ? ' ' : c;
    }
    return safe;
}

std::string row(std::initializer_list<std::string> cells) {
    std::string line = "|";
    for (const auto& one : cells) line += " " + cell(one) + " |";
    return line + "\n";
}

class Page {
  public:
    Page(const Pack& pack, Language language) : m_pack(pack), m_language(language) {}

    std::string write() const {
        return head() + facts() + criteria() + tables() + ranks() + parameters() + exits();
    }

  private:
    std::string say(const Text& text) const { return in(text, m_language); }

    std::string cited(const Citation& source, const Citation& basis, const std::string& mark,
                      bool is_verified) const {
        auto text = to_text(source);
        if (!basis.document.empty()) text += "; " + to_text(basis);
        if (!mark.empty()) text += " [" + mark + "]";
        return is_verified ? text : text + say({"，未核实", ", not verified"});
    }

    std::string head() const {
        std::string text = "# " + say(m_pack.title) + "\n\n";
        text += "`" + m_pack.id + "` " + m_pack.version + " · " + m_pack.jurisdiction + " · " +
                m_pack.valid_from + " – " + (m_pack.valid_to.empty() ? "…" : m_pack.valid_to) +
                " · " + std::string(name_of(m_pack.subject)) + "\n\n";
        text += m_pack.document + "\n\n" + m_pack.issuer + "\n\n";
        if (!m_pack.notes.en.empty()) text += say(m_pack.notes) + "\n\n";
        return text;
    }

    /// ": A, B, C"; empty when anything goes.
    static std::string listed(const std::vector<std::string>& values) {
        std::string text;
        for (const auto& value : values) text += (text.empty() ? ": " : ", ") + value;
        return text;
    }

    std::string facts() const {
        if (m_pack.facts.empty()) return {};
        auto text = say({"## 事实\n\n| 事实 | 含义 | 单位 | 由图层量得 |\n",
                         "## Facts\n\n| fact | meaning | unit | measured from layers |\n"}) +
                    "|---|---|---|---|\n";
        for (const auto& fact : m_pack.facts)
            text += row({"`" + fact.name + "`", say(fact.title), fact.unit + listed(fact.values),
                         fact.measured ? say(describe(*fact.measured)) : ""});
        return text + "\n";
    }

    std::string required(const Criterion& c) const {
        if (!c.require) return c.points.table.empty() ? "" : say({"按分值表", "by points"});
        std::string text(sign_of(c.require->op));
        for (const auto& limit : c.require->limit)
            text += " " + say(quantity(limit, c.require->unit));
        return text;
    }

    std::string criteria() const {
        if (m_pack.criteria.empty()) return {};
        auto text = say({"## 准则\n\n| 编号 | 准则 | 类型 | 指标 | 要求 | 分值 | 依据 | 启用 |\n",
                         "## Criteria\n\n| id | criterion | kind | measure | required | weight | "
                         "source | on |\n"}) +
                    "|---|---|---|---|---|---|---|---|\n";
        for (const auto& c : m_pack.criteria)
            text +=
                row({c.id, say(c.title), std::string(name_of(c.kind)), "`" + c.measure.sql + "`",
                     required(c), c.weight > 0 ? shortest(c.weight) : "",
                     cited(c.source, c.basis, c.mark, c.verified),
                     c.enabled ? say({"是", "yes"}) : say({"**否**", "**no**"})});
        return text + "\n";
    }

    std::string table(const DecisionTable& table) const {
        auto text = "### " + say(table.title) + " `" + table.id + "`\n\n" +
                    cited(table.source, table.basis, table.mark, table.verified) + "\n\n";
        if (!table.enabled) text += say({"**未启用**\n\n", "**Switched off.**\n\n"});
        std::string names = "|";
        std::string rule = "|";
        for (const auto& input : table.inputs) {
            names += " `" + cell(input.fact) + "` |";
            rule += "---|";
        }
        text += names + say({" 结果 | 说明 |\n", " result | in words |\n"}) + rule + "---|---|\n";
        for (const auto& one : table.rows) {
            text += "|";
            for (const auto& when : one.when) text += " " + cell(when.text) + " |";
            text += " " + cell(to_text(one.then)) + " | " +
                    (one.text.en.empty() ? "" : cell(say(one.text))) + " |\n";
        }
        return text + "\n";
    }

    std::string tables() const {
        if (m_pack.tables.empty()) return {};
        auto text = say({"## 决策表\n\n", "## Decision tables\n\n"});
        for (const auto& one : m_pack.tables) text += table(one);
        return text;
    }

    std::string ranks() const {
        std::string text;
        for (const auto& rank : m_pack.ranks)
            text += "- `" + rank.id + "` " + say(rank.title) + ": `" + rank.of.sql + "`\n";
        return text.empty() ? text : say({"## 排名\n\n", "## Ranks\n\n"}) + text + "\n";
    }

    std::string parameters() const {
        if (m_pack.parameters.empty()) return {};
        auto text = say({"## 参数\n\n| 参数 | 含义 | 值 | 依据 |\n",
                         "## Parameters\n\n| parameter | meaning | value | source |\n"}) +
                    "|---|---|---|---|\n";
        for (const auto& p : m_pack.parameters)
            text += row({p.id, say(p.title), say(quantity(p.value, p.unit)),
                         cited(p.source, p.basis, "", true)});
        return text + "\n";
    }

    std::string exits() const {
        if (m_pack.decision.exit.empty()) return {};
        auto text = say({"## 否决后的出口路线\n\n| 条件 | 结论 | 说明 |\n",
                         "## Exit route after a veto\n\n| when | outcome | in words |\n"}) +
                    "|---|---|---|\n";
        for (const auto& one : m_pack.decision.exit)
            text += row({one.when.empty() ? say({"其他", "else"}) : "`" + one.when.sql + "`",
                         say(title_of(one.outcome)), say(one.text)});
        return text + "\n" + say({"依据：", "Source: "}) + to_text(m_pack.decision.source) + "\n";
    }

    const Pack& m_pack;
    Language m_language;
};

} // namespace

std::string pack_page(const Pack& pack, Language language) {
    return Page(pack, language).write();
}

} // namespace geo
