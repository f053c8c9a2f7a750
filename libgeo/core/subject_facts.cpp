// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/subject_facts.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace geo {

namespace {

constexpr double same_relative = 1e-9;

bool says_the_same(const Value& a, const Value& b) {
    const auto x = to_number(a), y = to_number(b);
    if (x && y) return std::abs(*x - *y) <= same_relative * std::max(std::abs(*x), std::abs(*y));
    return to_text(a) == to_text(b);
}

Problem problem(const std::string& layer, const std::string& subject, const std::string& code,
                const Text& message) {
    Problem p;
    p.layer = layer;
    p.feature_id = subject;
    p.code = code;
    p.severity = Severity::error;
    p.lon = p.lat = no_place();
    p.message = message;
    return p;
}

Problem contradicted(const std::string& layer, const std::string& subject, const Fact& known,
                     const Fact& other) {
    const auto a = to_text(known.value), b = to_text(other.value);
    return problem(layer, subject, "fact_contradicted",
                   {"事实 " + known.name + " 有两个值：" + a + "（" + known.method + "）与 " + b +
                        "（" + other.method + "），不作取舍，按未知处理。请核实并改正其一。",
                    "the fact " + known.name + " has two values, " + a + " (" + known.method +
                        ") and " + b + " (" + other.method +
                        "); neither is taken, it is unknown. Verify and correct one."});
}

void put(Facts& facts, const Fact& fact) {
    facts.set(fact.name, fact.value, fact.unit, fact.evidence);
    for (auto& one : facts.list)
        if (one.name == fact.name) one = fact;
}

void put_unknown(Facts& facts, const Fact& known, const Fact& other) {
    Fact fact = known;
    fact.value = {};
    fact.method = "contradicted: " + known.method + "; " + other.method;
    put(facts, fact);
}

void complete(std::vector<Facts>& subjects, const std::vector<SubjectFact>& more) {
    std::set<std::string> names;
    for (const auto& one : more) {
        if (!names.insert(one.fact.name).second) continue;
        for (auto& subject : subjects)
            if (!subject.find(one.fact.name)) subject.set(one.fact.name, {}, one.fact.unit);
    }
}

} // namespace

std::string versions_of(const DataVersions& versions, const std::vector<std::string>& roles) {
    std::string text;
    for (const auto& role : roles) {
        const auto found = versions.find(role);
        if (found != versions.end() && !found->second.empty())
            text += (text.empty() ? "" : ";") + found->second;
    }
    return text;
}

Problems merge_facts(std::vector<Facts>& subjects, const std::vector<SubjectFact>& more,
                     const std::string& layer) {
    Problems problems;
    std::map<std::string, Facts*> by_id;
    for (auto& subject : subjects) by_id[subject.subject_id] = &subject;
    std::set<std::pair<std::string, std::string>> given;
    for (const auto& one : more) {
        const auto found = by_id.find(one.subject_id);
        if (found == by_id.end()) {
            problems.push_back(
                problem(layer, one.subject_id, "fact_without_subject",
                        {"事实 " + one.fact.name + " 属于编号 '" + one.subject_id +
                             "'，但没有这个对象，未采用。请改正编号。",
                         "the fact " + one.fact.name + " is about '" + one.subject_id +
                             "', which there is not, and was left out. Correct the id."}));
            continue;
        }
        auto& facts = *found->second;
        const Fact* known = facts.find(one.fact.name);
        const bool is_second = !given.insert({one.subject_id, one.fact.name}).second;
        const bool is_free = !known || (is_unknown(known->value) && !is_second) ||
                             (known->method == attribute_method && !is_second);
        if (is_free) {
            put(facts, one.fact);
        } else if (!says_the_same(known->value, one.fact.value)) {
            const Fact before = *known;
            if (!is_unknown(before.value))
                problems.push_back(contradicted(layer, one.subject_id, before, one.fact));
            put_unknown(facts, before, one.fact);
        }
    }
    complete(subjects, more);
    return problems;
}

void take_measured(Facts& facts, const Fact& measured, const std::string& layer,
                   Problems& problems) {
    const Fact* known = facts.find(measured.name);
    const bool is_known = known && !is_unknown(known->value);
    if (is_unknown(measured.value)) {
        if (!is_known) put(facts, measured);
        return;
    }
    if (!is_known || says_the_same(known->value, measured.value)) return put(facts, measured);
    const Fact before = *known;
    problems.push_back(contradicted(layer, facts.subject_id, before, measured));
    put_unknown(facts, before, measured);
}

} // namespace geo
