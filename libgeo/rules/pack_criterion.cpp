// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "libgeo/rules/pack_reading.hpp"
#include "libgeo/rules/units.hpp"

namespace geo {

namespace {

constexpr std::array<std::string_view, 8> signs{"<=", "<", ">=", ">", "=", "!=", "in", "not_in"};

const std::vector<std::string> sign_names(signs.begin(), signs.end());
const std::vector<std::string> kind_names{"veto", "hard", "score", "finding"};

template <typename Enum>
Enum chosen(TomlTable& table, std::string_view key, const std::vector<std::string>& names) {
    const auto word = table.choice(key, names);
    return static_cast<Enum>(std::find(names.begin(), names.end(), word) - names.begin());
}

std::vector<Value> read_limit(TomlTable& table, bool is_list) {
    const auto& node = table.need("limit");
    if (!is_list) return {value_of(node, table.subject())};
    const auto* array = node.as_array();
    if (array == nullptr || array->empty())
        table.fail("limit", {"“in”与“not_in”的 limit 应为非空列表。请写成 [\"C\", \"D\"]。",
                             "the limit of 'in' and 'not_in' has to be a list that is not empty. "
                             "Write [\"C\", \"D\"]."});
    std::vector<Value> limit;
    for (const auto& element : *array) limit.push_back(value_of(element, table.subject()));
    return limit;
}

void check_limit_type(TomlTable& table, const Requirement& require) {
    for (const auto& limit : require.limit) {
        const bool is_text = std::holds_alternative<std::string>(limit);
        if (is_text == is_text_unit(require.unit)) continue;
        table.fail("limit",
                   {"limit 的类型与单位“" + require.unit + "”不符。请改其一。",
                    "the limit does not fit the unit '" + require.unit + "'. Change one of them."});
    }
}

std::optional<Requirement> read_requirement(TomlTable& criterion) {
    const auto* table = criterion.table_or_null("require");
    if (table == nullptr) return {};
    TomlTable reader(*table, criterion.subject());
    Requirement require;
    require.op = chosen<Comparison>(reader, "op", sign_names);
    require.unit = reader.choice("unit", unit_names());
    const bool is_list = require.op == Comparison::in || require.op == Comparison::not_in;
    require.limit = read_limit(reader, is_list);
    check_limit_type(reader, require);
    reader.finish();
    return require;
}

std::pair<double, double> read_point(const toml::node& node, const Text& subject) {
    const auto* pair = node.as_array();
    const bool has_two = pair != nullptr && pair->size() == 2;
    const auto x = has_two ? pair->get(0)->value<double>() : std::nullopt;
    const auto share = has_two ? pair->get(1)->value<double>() : std::nullopt;
    if (!x || !share || !std::isfinite(*x) || !(*share >= 0 && *share <= 1))
        fail_at(node, subject,
                {"应为 [指标值, 得分比例 0–1]。请改正。",
                 "it has to be [measure, share of the weight 0 to 1]. Correct it."});
    return {*x, *share};
}

PointsRule read_points(TomlTable& criterion) {
    const auto* table = criterion.table_or_null("points");
    if (table == nullptr) return {};
    TomlTable reader(*table, criterion.subject());
    const auto* steps = reader.find("steps");
    const auto* linear = reader.find("linear");
    reader.finish();
    const auto* node = steps != nullptr ? steps : linear;
    const auto* array = node == nullptr ? nullptr : node->as_array();
    if (array == nullptr || (steps != nullptr && linear != nullptr) || array->empty())
        criterion.fail("points",
                       {"points 应为 steps 或 linear 之一的列表。请改正。",
                        "'points' has to be a list, either steps or linear. Correct it."});
    PointsRule rule;
    rule.shape = steps != nullptr ? PointsRule::Shape::steps : PointsRule::Shape::linear;
    for (const auto& element : *array) rule.table.push_back(read_point(element, reader.subject()));
    for (std::size_t i = 1; i < rule.table.size(); ++i)
        if (!(rule.table[i - 1].first < rule.table[i].first))
            criterion.fail("points", {"指标值须递增。请排序。", "the measures of 'points' have to "
                                                                "rise. Put them in order."});
    return rule;
}

void check_change(TomlTable& table, const std::string& text) {
    for (auto open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
        const auto close = text.find('}', open);
        const auto name = text.substr(open, close == std::string::npos ? close : close - open + 1);
        if (name != "{value}" && name != "{limit}" && name != "{gap}")
            table.fail("change",
                       {"change 中的占位“" + name + "”未知。可用：{value} {limit} {gap}。",
                        "'change' holds the unknown place '" + name +
                            "'. There are: {value}, {limit}, {gap}."});
    }
}

/// What a kind demands and forbids.
void check_kind(TomlTable& table, const Criterion& c) {
    const std::string kind(name_of(c.kind));
    const bool is_score = c.kind == CriterionKind::score;
    const bool decides = c.kind == CriterionKind::veto || c.kind == CriterionKind::hard;
    if (!is_score && table.find("weight") != nullptr)
        table.fail("weight", {kind + " 不计分，不能有 weight。请删去，或改 kind。",
                              "a " + kind +
                                  " is never scored, so it has no weight. Remove it, or "
                                  "change the kind."});
    if (!is_score && c.points.shape != PointsRule::Shape::none)
        table.fail("points", {kind + " 不计分，不能有 points。请删去，或改 kind。",
                              "a " + kind +
                                  " is never scored, so it has no points. Remove them, "
                                  "or change the kind."});
    if (is_score && !(c.weight > 0))
        table.fail("weight", {"score 须有大于 0 的 weight。请补上。",
                              "a score needs a weight above 0. Add it."});
    if (decides && !c.require)
        table.fail("require", {kind + " 须有 require。请补上 { op, limit, unit }。",
                               "a " + kind + " needs 'require'. Add { op, limit, unit }."});
    if (is_score && !c.require && c.points.shape == PointsRule::Shape::none)
        table.fail("points", {"score 须有 require 或 points。请补上。",
                              "a score needs 'require' or 'points'. Add one of them."});
    if (!c.remedy.empty() && !c.require)
        table.fail("remedy", {"remedy 须与 require 同用。请补上 require。",
                              "'remedy' works on 'require' only. Add 'require'."});
    if (!c.doubt.empty() && !c.require)
        table.fail("doubt", {"doubt 须与 require 同用。请补上 require。",
                             "'doubt' works on 'require' only. Add 'require'."});
}

} // namespace

std::string_view sign_of(Comparison comparison) {
    return signs.at(static_cast<std::size_t>(comparison));
}

bool read_verified(TomlTable& table) {
    const bool is_verified = table.choice("status", {"verified", "unverified"}) == "verified";
    const auto mark = table.choice("mark", {"L", "V", "P", "C", "M"});
    if (mark == "M" && is_verified)
        table.fail("status", {"标记 M（凭记忆）不能是 verified。请改为 unverified 并核对来源。",
                              "the mark M (from memory) cannot be verified. Set it unverified "
                              "until the source has been read."});
    return is_verified;
}

Citation read_citation_or(TomlTable& parent, std::string_view key) {
    const auto* table = parent.table_or_null(key);
    if (table == nullptr) return {};
    TomlTable reader(*table, parent.subject());
    Citation citation{reader.string("document"), reader.string_or("article", {})};
    reader.finish();
    return citation;
}

Citation read_citation(TomlTable& parent, std::string_view key) {
    if (parent.find(key) != nullptr) return read_citation_or(parent, key);
    const std::string name(key);
    parent.fail(key, {"没有依据：缺少“" + name + "”。请补上 { document, article }。",
                      "it has no citation: '" + name + "' is missing. Add { document, article }."});
}

Expression read_expression(TomlTable& parent, std::string_view key) {
    const auto* node = parent.find(key);
    if (node == nullptr) return {};
    const auto place = place_of(*node);
    const std::string name(key);
    const auto& subject = parent.subject();
    return {parent.string(key),
            {place.zh + (subject.zh.empty() ? "" : "，" + subject.zh) + "，" + name,
             place.en + (subject.en.empty() ? "" : ", " + subject.en) + ", " + name}};
}

Criterion read_criterion(const toml::table& node) {
    TomlTable table(node, {"准则", "criterion"});
    Criterion c;
    c.id = table.string("id");
    table.rename({"准则 " + c.id, "criterion '" + c.id + "'"});
    c.title = table.text("title");
    c.kind = chosen<CriterionKind>(table, "kind", kind_names);
    table.need("measure");
    c.measure = read_expression(table, "measure");
    c.doubt = read_expression(table, "doubt");
    c.remedy = read_expression(table, "remedy");
    c.applies = read_expression(table, "applies");
    c.require = read_requirement(table);
    c.weight = table.number_or("weight", 0);
    c.points = read_points(table);
    c.source = read_citation(table, "source");
    c.basis = read_citation_or(table, "basis");
    c.verified = read_verified(table);
    c.mark = table.string("mark");
    c.enabled = table.boolean_or("enabled", c.verified);
    c.change = table.text_or("change");
    c.note = table.text_or("note");
    check_change(table, c.change.zh);
    check_change(table, c.change.en);
    check_kind(table, c);
    table.finish();
    return c;
}

} // namespace geo
