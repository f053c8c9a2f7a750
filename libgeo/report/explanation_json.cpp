// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <nlohmann/json.hpp>

#include "libgeo/report/explanation.hpp"

namespace geo {

namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Value& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
    if (const auto* real = std::get_if<double>(&value)) return *real;
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    return nullptr;
}

Json json_of(const std::optional<double>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json json_of(const Text& text) {
    return {{"zh", text.zh}, {"en", text.en}};
}

Json json_of(const CriterionResult& c) {
    Json j;
    j["id"] = c.id;
    j["title"] = json_of(c.title);
    j["kind"] = name_of(c.kind);
    j["status"] = name_of(c.status);
    j["value"] = json_of(c.value);
    j["op"] = c.op;
    j["limit"] = json_of(c.limit);
    j["unit"] = c.unit;
    j["margin"] = json_of(c.margin);
    j["points"] = json_of(c.points);
    j["weight"] = c.weight;
    j["source"] = c.source;
    j["mark"] = c.mark;
    j["verified"] = c.verified;
    j["facts"] = c.facts;
    j["missing"] = c.missing;
    j["evidence"] = c.evidence;
    j["note"] = json_of(c.note);
    j["change"] = json_of(c.change);
    return j;
}

Json json_of(const TableResult& t) {
    Json j;
    j["id"] = t.id;
    j["title"] = json_of(t.title);
    j["value"] = json_of(t.value);
    j["row"] = t.row;
    j["text"] = json_of(t.text);
    j["source"] = t.source;
    j["mark"] = t.mark;
    j["verified"] = t.verified;
    j["facts"] = t.facts;
    j["missing"] = t.missing;
    return j;
}

Text title_in(const Pack& pack, const std::string& fact) {
    for (const auto& spec : pack.facts)
        if (spec.name == fact) return spec.title;
    return {};
}

Json json_of(const Fact& fact, const Pack& pack) {
    return {{"name", fact.name},
            {"title", json_of(title_in(pack, fact.name))},
            {"value", json_of(fact.value)},
            {"unit", fact.unit},
            {"evidence", fact.evidence}};
}

Json json_of(const Robustness& r) {
    Json weights = Json::object();
    for (const auto& [outcome, share] : r.by_weights)
        weights[std::string(name_of(outcome))] = share;
    return {{"by_weights", weights},
            {"with_certain_areas", name_of(r.with_certain_areas)},
            {"with_possible_areas", name_of(r.with_possible_areas)}};
}

template <typename List> Json list_of(const List& list) {
    auto array = Json::array();
    for (const auto& one : list) array.push_back(json_of(one));
    return array;
}

} // namespace

std::string explanation_json(const Explanation& e) {
    const auto& v = e.verdict;
    Json j;
    j["schema_version"] = 1;
    j["subject"] = {{"id", v.subject_id}, {"name", v.subject_name}};
    j["as_of"] = e.as_of;
    j["pack"] = {{"id", e.pack.id},
                 {"version", e.pack.version},
                 {"jurisdiction", e.pack.jurisdiction},
                 {"document", e.pack.document}};
    j["outcome"] = name_of(v.outcome);
    j["outcome_title"] = json_of(title_of(v.outcome));
    j["result"] = v.result;
    j["reason"] = json_of(v.reason);
    j["least_change"] = json_of(v.least_change);
    j["score"] = json_of(v.score);
    j["score_possible"] = json_of(v.score_possible);
    j["score_line"] = e.pack.decision.score_line;
    j["vetoes"] = v.vetoes;
    j["failed"] = v.failed;
    j["unknown"] = v.unknown;
    j["review"] = v.review;
    j["upgrades"] = v.upgrades;
    if (e.robustness) j["robustness"] = json_of(*e.robustness);
    j["tables"] = list_of(v.tables);
    j["trace"] = list_of(v.trace);
    auto facts = e.facts.list; // by name: their own order is that of the input layers
    std::stable_sort(facts.begin(), facts.end(),
                     [](const Fact& a, const Fact& b) { return a.name < b.name; });
    j["facts"] = Json::array();
    for (const auto& fact : facts) j["facts"].push_back(json_of(fact, e.pack));
    return j.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string json_array(const std::vector<std::string>& explanations) {
    std::string text;
    for (const auto& one : explanations) text += (text.empty() ? "" : ",") + one;
    return "[" + text + "]\n";
}

} // namespace geo
