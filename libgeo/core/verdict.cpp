// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/verdict.hpp"

#include <algorithm>
#include <array>

namespace geo {

namespace {

struct Named {
    const char* name;
    const char* zh;
    const char* en;
};

constexpr std::array<Named, 9> outcomes{{
    {"support_upgrade", "扶持提升", "support and upgrade"},
    {"rectify", "限期整改", "rectify within a deadline"},
    {"close", "关闭", "close"},
    {"withdraw", "退出", "withdraw (move into a recognised park)"},
    {"convert", "转型", "convert to non-chemical production"},
    {"adjust_boundary", "调整边界", "adjust the boundary"},
    {"insufficient_data", "资料不足", "insufficient data"},
    {"review", "待核查", "review"},
    {"classified", "已分类", "classified"},
}};

constexpr std::array<const char*, 4> kinds{"veto", "hard", "score", "finding"};

constexpr std::array<Named, 6> statuses{{
    {"passed", "符合", "passed"},
    {"failed", "不符合", "failed"},
    {"unknown", "未知", "unknown"},
    {"review", "待核查", "under review"},
    {"not_applicable", "不适用", "not applicable"},
    {"disabled", "未启用", "switched off"},
}};

const Named& entry(Outcome outcome) {
    return outcomes.at(static_cast<std::size_t>(outcome));
}

} // namespace

std::string_view name_of(Outcome outcome) {
    return entry(outcome).name;
}

std::optional<Outcome> outcome_named(std::string_view name) {
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        if (outcomes.at(i).name == name) return static_cast<Outcome>(i);
    return {};
}

const std::vector<std::string>& outcome_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> list;
        list.reserve(outcomes.size());
        for (const auto& outcome : outcomes) list.emplace_back(outcome.name);
        return list;
    }();
    return names;
}

Text title_of(Outcome outcome) {
    return {entry(outcome).zh, entry(outcome).en};
}

const Fact* Facts::find(std::string_view name) const {
    const auto it =
        std::find_if(list.begin(), list.end(), [&](const Fact& fact) { return fact.name == name; });
    return it == list.end() ? nullptr : &*it;
}

void Facts::set(std::string name, Value value, std::string unit, std::string evidence) {
    Fact fact{std::move(name), std::move(value), std::move(unit), std::move(evidence), {}, {}, {}};
    const auto it = std::find_if(list.begin(), list.end(),
                                 [&](const Fact& known) { return known.name == fact.name; });
    if (it == list.end())
        list.push_back(std::move(fact));
    else
        *it = std::move(fact);
}

std::string_view name_of(CriterionKind kind) {
    return kinds.at(static_cast<std::size_t>(kind));
}

std::string_view name_of(CriterionStatus status) {
    return statuses.at(static_cast<std::size_t>(status)).name;
}

std::optional<CriterionStatus> criterion_status_named(std::string_view name) {
    for (std::size_t i = 0; i < statuses.size(); ++i)
        if (statuses.at(i).name == name) return static_cast<CriterionStatus>(i);
    return {};
}

Text title_of(CriterionStatus status) {
    const auto& named = statuses.at(static_cast<std::size_t>(status));
    return {named.zh, named.en};
}

const CriterionResult* find(const Verdict& verdict, std::string_view criterion_id) {
    for (const auto& line : verdict.trace)
        if (line.id == criterion_id) return &line;
    return nullptr;
}

} // namespace geo
