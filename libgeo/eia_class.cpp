// SPDX-License-Identifier: Apache-2.0
#include "libgeo/eia_class.hpp"

#include <algorithm>
#include <utility>

#include "libgeo/core/error.hpp"
#include "libgeo/rules/decide.hpp"

namespace geo {

namespace {

/// Rising: a later class asks for more.
const std::vector<std::pair<std::string, Text>>& classes() {
    static const std::vector<std::pair<std::string, Text>> all{
        {"none", {"不纳入环评管理", "not under EIA management"}},
        {"registration", {"登记表", "registration"}},
        {"form", {"报告表", "form"}},
        {"report", {"报告书", "report"}}};
    return all;
}

int rank_of(const std::string& eia_class) {
    for (std::size_t i = 0; i < classes().size(); ++i)
        if (classes()[i].first == eia_class) return static_cast<int>(i);
    return -1;
}

enum class Reading { certain, measured, possible };

Value area_of_set(const SensitiveGround& ground, Reading reading) {
    const auto& m2 = reading == Reading::certain    ? ground.certain_m2
                     : reading == Reading::measured ? ground.measured_m2
                                                    : ground.possible_m2;
    return m2 ? Value(*m2) : Value();
}

Facts facts_of(const Pack& pack, const Industry& industry, const SensitiveGrounds& ground,
               Reading reading) {
    Facts facts;
    facts.subject_id = industry.name;
    for (const auto& spec : pack.facts) facts.set(spec.name, Value(), spec.unit);
    for (const auto& fact : industry.facts)
        if (facts.find(fact.name)) facts.set(fact.name, fact.value, facts.find(fact.name)->unit);
    for (std::size_t set = 0; set < ground.size(); ++set)
        facts.set("sensitive_" + std::to_string(set + 1) + "_m2", area_of_set(ground[set], reading),
                  "m2");
    return facts;
}

/// The facts that the table of results lacks, through the tables it reads.
std::vector<std::string> missing_in(const Verdict& verdict) {
    std::vector<std::string> missing;
    for (const auto& table : verdict.tables)
        for (const auto& name : table.missing) {
            const bool is_table =
                std::any_of(verdict.tables.begin(), verdict.tables.end(),
                            [&](const TableResult& other) { return other.id == name; });
            if (!is_table && std::find(missing.begin(), missing.end(), name) == missing.end())
                missing.push_back(name);
        }
    return missing;
}

IndustryClass class_of(const Pack& pack, const Industry& industry, const SensitiveGrounds& ground,
                       Reading reading) {
    const auto verdict = decide(pack, facts_of(pack, industry, ground, reading));
    if (!verdict.result.empty() && rank_of(verdict.result) < 0)
        throw ConfigError({pack.id + "：结论 '" + verdict.result +
                               "' 不是环评类别。可用：report、form、registration、none。",
                           pack.id + ": the result '" + verdict.result +
                               "' is no EIA class. Use report, form, registration or none."});
    IndustryClass one{industry.name, verdict.result, title_of_eia_class(verdict.result), {}};
    if (verdict.result.empty()) one.missing = missing_in(verdict);
    return one;
}

/// The highest class, or nothing when an unknown industry could still be above it.
std::string highest(const std::vector<IndustryClass>& industries) {
    int top = -1;
    bool is_open = industries.empty();
    for (const auto& one : industries) {
        if (one.eia_class.empty()) is_open = true;
        top = std::max(top, rank_of(one.eia_class));
    }
    const bool nothing_is_higher = top == static_cast<int>(classes().size()) - 1;
    if (top < 0 || (is_open && !nothing_is_higher)) return {};
    return classes()[static_cast<std::size_t>(top)].first;
}

std::vector<IndustryClass> judged(const Pack& pack, std::span<const Industry> industries,
                                  const SensitiveGrounds& ground, Reading reading) {
    std::vector<IndustryClass> all;
    for (const auto& industry : industries)
        all.push_back(class_of(pack, industry, ground, reading));
    return all;
}

Text names(const std::vector<IndustryClass>& industries) {
    Text text;
    for (const auto& one : industries) {
        const auto separator = text.en.empty() ? Text{"", ""} : Text{"；", "; "};
        const auto title = one.eia_class.empty() ? Text{"未定", "open"} : one.title;
        text.zh += separator.zh + one.industry + "：" + title.zh;
        text.en += separator.en + one.industry + ": " + title.en;
    }
    return text;
}

Text missing_text(const std::vector<IndustryClass>& industries) {
    std::string list;
    for (const auto& one : industries)
        for (const auto& name : one.missing)
            if (list.find(name) == std::string::npos) list += (list.empty() ? "" : ", ") + name;
    if (industries.empty())
        return {"没有给出行业。请用 --industries 给出名录条目。",
                "no industry was given. Give the rows of the catalogue with --industries."};
    return {"缺少：" + list + "。", "missing: " + list + "."};
}

} // namespace

Text title_of_eia_class(const std::string& eia_class) {
    const int rank = rank_of(eia_class);
    return rank < 0 ? Text{"未定", "open"} : classes()[static_cast<std::size_t>(rank)].second;
}

EiaAnswer eia_class_of(const Pack& pack, std::span<const Industry> industries,
                       const SensitiveGrounds& ground) {
    EiaAnswer answer;
    answer.industries = judged(pack, industries, ground, Reading::measured);
    answer.eia_class = highest(answer.industries);
    answer.title = title_of_eia_class(answer.eia_class);
    if (answer.eia_class.empty()) {
        answer.reason = missing_text(answer.industries);
        return answer;
    }
    const auto list = names(answer.industries);
    answer.reason = {"各行业取最高：" + list.zh + "。",
                     "highest of all industries: " + list.en + "."};
    for (const auto reading : {Reading::certain, Reading::possible}) {
        const auto other = highest(judged(pack, industries, ground, reading));
        if (other == answer.eia_class) continue;
        answer.is_settled = false;
        const auto title = title_of_eia_class(other);
        answer.reason.zh += "敏感区边界在精度之内，也可能是" + title.zh + "。";
        answer.reason.en += " A sensitive area lies within the accuracy of the layers; it may also "
                            "be: " +
                            title.en + ".";
        break;
    }
    return answer;
}

} // namespace geo
