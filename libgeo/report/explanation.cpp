// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/explanation.hpp"

#include "libgeo/core/utf8.hpp"
#include "libgeo/core/xml_text.hpp"
#include "libgeo/report/render.hpp"
#include "libgeo/rules/units.hpp"

namespace geo {

namespace {

constexpr std::size_t title_columns = 52;

std::string joined(const std::vector<std::string>& items, const char* with = ", ") {
    std::string text;
    for (const auto& item : items) text += (text.empty() ? "" : with) + item;
    return text;
}

std::string padded(const std::string& text, std::size_t columns) {
    const auto width = display_width(text);
    return text + std::string(width < columns ? columns - width : 1, ' ');
}

/// Words in one language: what both forms of an explanation are made of.
class Words {
  public:
    Words(const Explanation& explanation, Language language)
        : m_e(explanation), m_language(language) {}

    std::string say(const Text& text) const { return in(text, m_language); }

    std::string heading() const { return m_e.verdict.subject_id + " " + m_e.verdict.subject_name; }

    std::string outcome() const {
        const auto& v = m_e.verdict;
        auto text = say(title_of(v.outcome));
        if (!v.result.empty()) text += " · " + v.result;
        return text + say({"（", " ("}) + m_e.pack.id + " " + m_e.pack.version + ", " + m_e.as_of +
               say({"）", ")"});
    }

    std::string score() const {
        const auto& v = m_e.verdict;
        if (!v.score) return {};
        auto text = shortest(*v.score);
        if (*v.score_possible > *v.score) text += "–" + shortest(*v.score_possible);
        return text + " / " + shortest(v.max_score) + say({"，线 ", ", line "}) +
               shortest(m_e.pack.decision.score_line);
    }

    std::string measured(const CriterionResult& line) const {
        auto text = say(quantity(line.value, line.unit));
        if (!line.op.empty()) text += " " + line.op + " " + say(quantity(line.limit, line.unit));
        if (line.kind == CriterionKind::score)
            text += "  " + (line.points ? shortest(*line.points) : std::string("?")) + "/" +
                    shortest(line.weight);
        return text;
    }

    /// What a reader has to know about a line that did not simply pass.
    std::vector<std::string> details(const CriterionResult& line) const {
        std::vector<std::string> list;
        list.push_back(say({"依据 ", "source "}) + line.source + " [" + line.mark +
                       (line.verified ? "]" : say({"，未核实]", ", not verified]"})));
        if (!line.missing.empty())
            list.push_back(say({"缺少 ", "missing "}) + joined(line.missing));
        if (!line.evidence.empty())
            list.push_back(say({"证据 ", "evidence "}) + joined(line.evidence));
        if (!line.change.en.empty())
            list.push_back(say({"须 ", "to meet it: "}) + say(line.change));
        return list;
    }

    std::string table(const TableResult& table) const {
        auto text = padded(say(table.title), title_columns);
        if (!find_table(m_e.pack, table.id)->enabled)
            return text + say({"未启用", "switched off"}) +
                   (table.verified ? "" : say({"，依据未核实", ", its source is not verified"}));
        if (table.row == 0)
            return text + say({"未知", "unknown"}) +
                   (table.missing.empty() ? ""
                                          : say({"，缺少 ", ", missing "}) + joined(table.missing));
        text += table.text.en.empty() ? say(quantity(table.value, table.unit)) : say(table.text);
        return text + say({"（第 ", " (row "}) + std::to_string(table.row) + say({" 行，", ", "}) +
               table.source + " [" + table.mark + "]" + say({"）", ")"});
    }

    std::vector<std::string> firmness() const {
        if (!m_e.robustness) return {};
        const auto& r = *m_e.robustness;
        std::string weights;
        for (const auto& [outcome, share] : r.by_weights)
            weights += (weights.empty() ? "" : ", ") + say(title_of(outcome)) + " " +
                       fixed(share * 100, 1) + " %";
        return {say({"权重变动时：", "with varied weights: "}) + weights,
                say({"面积取确定值时：", "with certain areas: "}) +
                    say(title_of(r.with_certain_areas)) +
                    say({"；取可能值时：", "; with possible areas: "}) +
                    say(title_of(r.with_possible_areas))};
    }

    /// The criteria that are switched off: those whose source is verified, or the others.
    std::string disabled(bool verified) const {
        std::vector<std::string> ids;
        for (const auto& line : m_e.verdict.trace)
            if (line.status == CriterionStatus::disabled && line.verified == verified)
                ids.push_back(line.id);
        return joined(ids);
    }

    const Explanation& explanation() const { return m_e; }

  private:
    const Explanation& m_e;
    Language m_language;
};

const char* sign_of(CriterionStatus status) {
    switch (status) {
    case CriterionStatus::passed:
        return "+";
    case CriterionStatus::failed:
        return "x";
    case CriterionStatus::not_applicable:
        return "-";
    default:
        return "?";
    }
}

bool is_plain(const CriterionResult& line) {
    return line.status == CriterionStatus::passed || line.status == CriterionStatus::not_applicable;
}

std::string element(const std::string& name, const std::string& text) {
    return text.empty() ? "" : "<" + name + ">" + xml_escaped(text) + "</" + name + ">\n";
}

} // namespace

std::string explanation_text(const Explanation& e, Language language) {
    const Words words(e, language);
    const auto& v = e.verdict;
    std::string text = words.heading() + "\n";
    const auto add = [&](const Text& name, const std::string& what) {
        if (!what.empty()) text += words.say(name) + what + "\n";
    };
    add({"结论    ", "verdict       "}, words.outcome());
    add({"理由    ", "reason        "}, words.say(v.reason));
    add({"最小改动 ", "least change  "}, words.say(v.least_change));
    add({"得分    ", "score         "}, words.score());
    for (const auto& line : words.firmness()) text += line + "\n";
    for (const auto& table : v.tables) text += "  = " + words.table(table) + "\n";
    for (const auto& line : v.trace) {
        if (line.status == CriterionStatus::disabled) continue;
        text += std::string("  ") + sign_of(line.status) + " " + padded(line.id, 6) +
                padded(words.say(line.title), title_columns) + " " + words.measured(line) + "  " +
                words.say(title_of(line.status)) + "\n";
        if (is_plain(line)) continue;
        for (const auto& detail : words.details(line)) text += "      " + detail + "\n";
    }
    add({"未启用：", "switched off: "}, words.disabled(true));
    add({"未启用（依据未核实）：", "switched off, source not verified: "}, words.disabled(false));
    return text;
}

std::string explanation_html(const Explanation& e, Language language) {
    const Words words(e, language);
    const auto& v = e.verdict;
    std::string html =
        "<section class=\"verdict\" id=\"verdict-" + xml_escaped(v.subject_id) + "\">\n";
    html += element("h2", words.heading()) + element("p", words.outcome()) +
            element("p", words.say(v.reason)) + element("p", words.say(v.least_change)) +
            element("p", words.score());
    for (const auto& line : words.firmness()) html += element("p", line);
    for (const auto& table : v.tables) html += element("p", words.table(table));
    html += "<table>\n";
    for (const auto& line : v.trace) {
        html += "<tr class=\"" + std::string(name_of(line.status)) + "\">";
        for (const auto& cell :
             {line.id, words.say(line.title), words.measured(line),
              words.say(title_of(line.status)), joined(words.details(line), "; ")})
            html += "<td>" + xml_escaped(cell) + "</td>";
        html += "</tr>\n";
    }
    return html + "</table>\n</section>\n";
}

} // namespace geo
