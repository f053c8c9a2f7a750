// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/judge.hpp"

#include <algorithm>
#include <cmath>

#include "libgeo/rules/units.hpp"

namespace geo {

namespace {

/// Order of a measure and a limit: by number when the limit is one, else by bytes of text.
std::optional<std::partial_ordering> compare(const Value& value, const Value& limit) {
    if (is_unknown(value)) return {};
    if (std::holds_alternative<std::string>(limit))
        return std::partial_ordering(to_text(value) <=> std::get<std::string>(limit));
    const auto number = to_number(value);
    if (!number) return {};
    return *number <=> *to_number(limit);
}

std::string limit_text(const Requirement& require) {
    std::string text;
    for (const auto& one : require.limit) {
        if (!text.empty()) text += '|';
        text += to_text(one);
    }
    return text;
}

Text limit_quantity(const Requirement& require) {
    if (require.limit.size() == 1) return quantity(require.limit.front(), require.unit);
    const auto list = limit_text(require);
    return {list, list};
}

std::string filled(std::string text, const std::string& place, const std::string& with) {
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at))
        text.replace(at, place.size(), with), at += with.size();
    return text;
}

Text filled(const Text& text, const std::string& place, const Text& with) {
    return {filled(text.zh, place, with.zh), filled(text.en, place, with.en)};
}

/// The sentence for a requirement of a kind, before its places are filled in.
Text template_of(const Criterion& c) {
    if (!c.change.en.empty()) return c.change;
    const auto& zh = c.title.zh;
    const auto& en = c.title.en;
    const auto op = c.require->op;
    if (c.require->unit == "bool")
        return {"将“" + zh + "”改为 {limit}", "make '" + en + "' {limit}"};
    if (op == Comparison::at_most || op == Comparison::below)
        return {"将“" + zh + "”由 {value} 降至 {limit}（减少 {gap}）",
                "lower '" + en + "' from {value} to {limit} (by {gap})"};
    if (op == Comparison::at_least || op == Comparison::above)
        return {"将“" + zh + "”由 {value} 升至 {limit}（增加 {gap}）",
                "raise '" + en + "' from {value} to {limit} (by {gap})"};
    if (op == Comparison::in)
        return {"使“" + zh + "”的值为 {limit} 之一（现为 {value}）",
                "bring the value of '" + en + "' to one of {limit} (now {value})"};
    const std::string sign(sign_of(op));
    return {"使“" + zh + "”满足 " + sign + " {limit}（现为 {value}）",
            "make '" + en + "' " + sign + " {limit} (now {value})"};
}

Text change_of(const Criterion& c, const CriterionResult& result) {
    if (!c.require)
        return {"提高“" + c.title.zh + "”的得分", "gain points in '" + c.title.en + "'"};
    auto text = template_of(c);
    const auto distance = result.margin ? std::abs(*result.margin) : 0;
    const auto gap = std::max(distance, result.remedy.value_or(0));
    text = filled(std::move(text), "{value}", quantity(result.value, c.require->unit));
    text = filled(std::move(text), "{limit}", limit_quantity(*c.require));
    return filled(std::move(text), "{gap}", quantity(gap, c.require->unit));
}

CriterionResult describe(const Criterion& c) {
    CriterionResult result;
    result.id = c.id;
    result.title = c.title;
    result.kind = c.kind;
    result.weight = c.weight;
    result.source = to_text(c.source);
    if (!c.basis.document.empty()) result.source += "; " + to_text(c.basis);
    result.mark = c.mark;
    result.verified = c.verified;
    result.note = c.note;
    if (!c.require) return result;
    result.op = sign_of(c.require->op);
    result.limit =
        c.require->limit.size() == 1 ? c.require->limit.front() : Value{limit_text(*c.require)};
    result.unit = c.require->unit;
    return result;
}

/// Share of the weight, when the measure is one that can be scored.
std::optional<double> share_given(const Criterion& c, const Value& measure) {
    if (c.points.shape == PointsRule::Shape::none) {
        const auto met = meets(measure, *c.require);
        return met ? std::optional(*met ? 1.0 : 0.0) : std::nullopt;
    }
    const auto number = to_number(measure);
    return number ? std::optional(share_of(c.points, *number)) : std::nullopt;
}

/// Whether the measure satisfies the criterion. A finding without requirement always does.
std::optional<bool> satisfied(const Criterion& c, const Value& measure) {
    if (c.require) return meets(measure, *c.require);
    if (is_unknown(measure)) return {};
    if (c.kind != CriterionKind::score) return true;
    const auto share = share_given(c, measure);
    return share ? std::optional(*share >= 1) : std::nullopt;
}

CriterionStatus status_of(const Criterion& c, const Measured& measured) {
    if (!measured.applies) return CriterionStatus::unknown;
    if (!*measured.applies) return CriterionStatus::not_applicable;
    const auto met = satisfied(c, measured.measure);
    if (!met) return CriterionStatus::unknown;
    if (!*met) return CriterionStatus::failed;
    if (!measured.doubt) return CriterionStatus::unknown;
    return *measured.doubt ? CriterionStatus::review : CriterionStatus::passed;
}

Text join(const Text& first, const Text& second) {
    if (first.en.empty()) return second;
    return {first.zh + "；" + second.zh, first.en + "; " + second.en};
}

Text note_of(const Criterion& c, const CriterionResult& result) {
    if (result.status == CriterionStatus::review)
        return join({"重叠落在图层精度带内，须核查", "the overlap lies within the accuracy of the "
                                                     "layers: it has to be checked"},
                    c.note);
    if (result.status == CriterionStatus::unknown && !is_unknown(result.value) &&
        result.missing.empty())
        return join({"指标值类型不符，视为未知", "the measure is of the wrong type and counts as "
                                                 "unknown"},
                    c.note);
    return c.note;
}

} // namespace

std::optional<bool> truth_of(const Value& value) {
    const auto number = to_number(value);
    return number ? std::optional(*number != 0) : std::nullopt;
}

std::optional<bool> meets(const Value& value, const Requirement& require) {
    const bool is_list = require.op == Comparison::in || require.op == Comparison::not_in;
    bool is_member = false;
    for (const auto& limit : require.limit) {
        const auto order = compare(value, limit);
        if (!order) return {};
        if (is_list && *order == 0) is_member = true;
        if (is_list) continue;
        switch (require.op) {
        case Comparison::at_most:
            return *order <= 0;
        case Comparison::below:
            return *order < 0;
        case Comparison::at_least:
            return *order >= 0;
        case Comparison::above:
            return *order > 0;
        case Comparison::equal:
            return *order == 0;
        default:
            return *order != 0;
        }
    }
    return is_member == (require.op == Comparison::in);
}

std::optional<double> margin_of(const Value& value, const Requirement& require) {
    if (require.limit.size() != 1 || is_text_unit(require.unit)) return {};
    const auto number = to_number(value);
    const auto limit = to_number(require.limit.front());
    if (!number || !limit) return {};
    switch (require.op) {
    case Comparison::at_most:
    case Comparison::below:
        return *limit - *number;
    case Comparison::at_least:
    case Comparison::above:
        return *number - *limit;
    case Comparison::equal:
        return *number == *limit ? 0 : -std::abs(*number - *limit);
    case Comparison::not_equal:
        return std::abs(*number - *limit);
    default:
        return {};
    }
}

double share_of(const PointsRule& rule, double measure) {
    const auto above =
        std::upper_bound(rule.table.begin(), rule.table.end(), measure,
                         [](double x, const auto& point) { return x < point.first; });
    const bool is_linear = rule.shape == PointsRule::Shape::linear;
    if (above == rule.table.begin()) return is_linear ? above->second : 0;
    const auto& below = *(above - 1);
    if (!is_linear || above == rule.table.end()) return below.second;
    const double t = (measure - below.first) / (above->first - below.first);
    return below.second + t * (above->second - below.second);
}

Judged judge(const Criterion& c, const Measured& measured) {
    Judged judged{c.kind, status_of(c, measured), c.weight, {}};
    const bool is_scored =
        c.kind == CriterionKind::score &&
        (judged.status == CriterionStatus::passed || judged.status == CriterionStatus::failed);
    if (is_scored)
        if (const auto share = share_given(c, measured.measure))
            judged.points = std::round(*share * c.weight * 1e9) / 1e9;
    return judged;
}

CriterionResult describe(const Criterion& c, const Measured& measured,
                         std::vector<std::string> facts, std::vector<std::string> missing) {
    auto result = describe(c);
    const auto judged = judge(c, measured);
    result.status = judged.status;
    result.value = measured.measure;
    result.facts = std::move(facts);
    if (result.status == CriterionStatus::not_applicable) return result;
    if (c.require) result.margin = margin_of(result.value, *c.require);
    result.remedy = to_number(measured.remedy);
    result.is_doubtful = measured.doubt.value_or(true);
    result.points = judged.points;
    if (result.status == CriterionStatus::unknown) result.missing = std::move(missing);
    const bool is_short = result.status == CriterionStatus::failed ||
                          (result.points && *result.points < result.weight);
    if (is_short) result.change = change_of(c, result);
    result.note = note_of(c, result);
    return result;
}

std::vector<Judged> judged_of(const std::vector<CriterionResult>& trace) {
    std::vector<Judged> lines;
    lines.reserve(trace.size());
    for (const auto& line : trace)
        lines.push_back({line.kind, line.status, line.weight, line.points});
    return lines;
}

CriterionResult describe_disabled(const Criterion& c) {
    auto result = describe(c);
    result.status = CriterionStatus::disabled;
    const Text why = c.verified
                         ? Text{"未启用", "switched off"}
                         : Text{"依据未核实，未启用", "the source is not verified: switched off"};
    result.note = join(why, c.note);
    return result;
}

} // namespace geo
