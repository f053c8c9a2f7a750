// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/decision_table.hpp"

#include <algorithm>

#include "libgeo/rules/expression_check.hpp"
#include "libgeo/rules/units.hpp"

namespace geo {

namespace {

constexpr std::size_t most_combinations = 200000;

std::vector<std::string> members_of(std::string_view text) {
    std::vector<std::string> list;
    while (true) {
        const auto bar = text.find('|');
        list.emplace_back(trim(text.substr(0, bar)));
        if (bar == std::string_view::npos) return list;
        text.remove_prefix(bar + 1);
    }
}

std::optional<Cell> parse_members(std::string_view text, Cell cell) {
    cell.members = members_of(text);
    for (const auto& member : cell.members)
        if (member.empty()) return {};
    return cell;
}

/// "[1, 2)" and its like.
std::optional<Cell> parse_interval(std::string_view text, Cell cell) {
    const auto comma = text.find(',');
    const char last = text.back();
    if (comma == std::string_view::npos || (last != ')' && last != ']')) return {};
    cell.low = parse_number(text.substr(1, comma - 1));
    cell.high = parse_number(text.substr(comma + 1, text.size() - comma - 2));
    cell.has_low = text.front() == '[';
    cell.has_high = last == ']';
    const bool is_empty = !cell.low || !cell.high || *cell.low > *cell.high ||
                          (*cell.low == *cell.high && !(cell.has_low && cell.has_high));
    return is_empty ? std::nullopt : std::optional(cell);
}

std::optional<Cell> parse_bound(std::string_view text, Cell cell) {
    const bool has_end = text.size() > 1 && text[1] == '=';
    const auto number = parse_number(text.substr(has_end ? 2 : 1));
    if (!number) return {};
    (text.front() == '<' ? cell.high : cell.low) = number;
    (text.front() == '<' ? cell.has_high : cell.has_low) = has_end;
    return cell;
}

/// What the analysis puts in for one input: a value of every piece into which the cells cut it.
std::vector<Value> samples_of_text(const DecisionTable& table, std::size_t input) {
    std::vector<std::string> words = table.inputs[input].values;
    const bool is_open = words.empty();
    if (is_open)
        for (const auto& row : table.rows)
            words.insert(words.end(), row.when[input].members.begin(),
                         row.when[input].members.end());
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    std::vector<Value> samples(words.begin(), words.end());
    if (is_open) samples.emplace_back(std::string("…"));
    return samples;
}

std::vector<double> breaks_of(const DecisionTable& table, std::size_t input) {
    std::vector<double> breaks;
    const auto add = [&](const std::optional<double>& end) {
        if (end) breaks.push_back(*end);
    };
    add(table.inputs[input].low);
    add(table.inputs[input].high);
    for (const auto& row : table.rows) {
        add(row.when[input].low);
        add(row.when[input].high);
    }
    if (breaks.empty()) breaks.push_back(0);
    std::sort(breaks.begin(), breaks.end());
    breaks.erase(std::unique(breaks.begin(), breaks.end()), breaks.end());
    return breaks;
}

std::vector<Value> samples_of_number(const DecisionTable& table, std::size_t input) {
    const auto& one = table.inputs[input];
    const auto breaks = breaks_of(table, input);
    std::vector<double> samples{breaks.front() - 1, breaks.back() + 1};
    for (std::size_t i = 0; i < breaks.size(); ++i) {
        if (one.is_whole) {
            for (const double x : {std::floor(breaks[i]) - 1, std::floor(breaks[i]),
                                   std::ceil(breaks[i]), std::ceil(breaks[i]) + 1})
                samples.push_back(x);
            continue;
        }
        samples.push_back(breaks[i]);
        if (i > 0) samples.push_back(breaks[i - 1] + (breaks[i] - breaks[i - 1]) / 2);
    }
    std::sort(samples.begin(), samples.end());
    samples.erase(std::unique(samples.begin(), samples.end()), samples.end());
    std::vector<Value> inside;
    for (const double x : samples)
        if (!(one.low && x < *one.low) && !(one.high && x > *one.high)) inside.emplace_back(x);
    return inside;
}

/// "credit_points = 10.5, level = A".
std::string describe(const DecisionTable& table, const std::vector<std::vector<Value>>& samples,
                     const std::vector<std::size_t>& at) {
    std::string text;
    for (std::size_t i = 0; i < at.size(); ++i)
        text += (i == 0 ? "" : ", ") + table.inputs[i].fact + " = " + to_text(samples[i][at[i]]);
    return text;
}

std::optional<Text> flaw_at(const DecisionTable& table,
                            const std::vector<std::vector<Value>>& samples,
                            const std::vector<std::size_t>& at, std::vector<bool>& is_used) {
    std::vector<std::size_t> rows;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        bool holds = true;
        for (std::size_t i = 0; i < at.size() && holds; ++i)
            holds = table.rows[r].when[i].holds(samples[i][at[i]]);
        if (holds) rows.push_back(r);
    }
    for (const auto r : rows) is_used[r] = true;
    if (rows.size() == 1) return {};
    const auto place = describe(table, samples, at);
    if (rows.empty())
        return Text{"缺行：" + place + " 时没有一行成立。请补一行。",
                    "a row is missing: none holds for " + place + ". Add one."};
    const auto first = std::to_string(rows[0] + 1);
    const auto second = std::to_string(rows[1] + 1);
    return Text{"第 " + first + " 行与第 " + second + " 行重叠：" + place +
                    " 时两行都成立。请改其一。",
                "rows " + first + " and " + second + " overlap: both hold for " + place +
                    ". Change one of them."};
}

/// The next combination; false after the last one.
bool step(std::vector<std::size_t>& at, const std::vector<std::vector<Value>>& samples) {
    for (std::size_t i = 0; i < at.size(); ++i) {
        if (++at[i] < samples[i].size()) return true;
        at[i] = 0;
    }
    return false;
}

std::string literal(const std::string& text) {
    std::string sql = "'";
    for (const char c : text) {
        if (c == '\'') sql += '\'';
        sql += c;
    }
    return sql + "'";
}

std::string literal(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return literal(*text);
    return to_text(value);
}

std::string any_of(const std::string& fact, const std::vector<std::string>& words) {
    std::string sql = fact + " IN (";
    for (std::size_t i = 0; i < words.size(); ++i) sql += (i == 0 ? "" : ", ") + literal(words[i]);
    return sql + ")";
}

std::string condition(const std::string& fact, const Cell& cell) {
    if (!cell.members.empty()) return any_of(fact, cell.members);
    std::string sql;
    if (cell.low) sql = fact + (cell.has_low ? " >= " : " > ") + shortest(*cell.low);
    if (cell.high)
        sql += (sql.empty() ? "" : " AND ") + fact + (cell.has_high ? " <= " : " < ") +
               shortest(*cell.high);
    return sql;
}

/// True when the input is known and cannot be.
std::string outside(const TableInput& input) {
    if (!input.values.empty()) return "NOT (" + any_of(input.fact, input.values) + ")";
    std::string sql;
    const auto add = [&](const std::string& one) { sql += (sql.empty() ? "" : " OR ") + one; };
    if (input.low) add(input.fact + " < " + shortest(*input.low));
    if (input.high) add(input.fact + " > " + shortest(*input.high));
    if (input.is_whole) add(input.fact + " <> round(" + input.fact + ")");
    return sql;
}

template <typename Result> std::string cases_of(const DecisionTable& table, Result&& result) {
    std::string sql = "(CASE";
    for (const auto& input : table.inputs)
        if (const auto guard = outside(input); !guard.empty())
            sql += " WHEN " + guard + " THEN NULL";
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        std::string all;
        const auto& when = table.rows[r].when;
        for (std::size_t i = 0; i < when.size(); ++i)
            if (!when[i].is_any)
                all += (all.empty() ? "" : " AND ") + condition(table.inputs[i].fact, when[i]);
        sql += " WHEN " + (all.empty() ? "1" : all) + " THEN " + result(r);
    }
    return sql + " END)";
}

} // namespace

bool Cell::holds(const Value& value) const {
    if (is_any) return true;
    if (!members.empty())
        return std::find(members.begin(), members.end(), to_text(value)) != members.end();
    const auto number = to_number(value);
    if (!number) return false;
    const bool is_above = !low || *number > *low || (has_low && *number == *low);
    const bool is_below = !high || *number < *high || (has_high && *number == *high);
    return is_above && is_below;
}

std::optional<Cell> parse_cell(std::string_view whole, bool is_text) {
    const auto text = trim(whole);
    Cell cell;
    cell.text = text;
    cell.is_any = text == "*";
    if (cell.is_any) return cell;
    if (text.empty()) return {};
    if (is_text) return parse_members(text, cell);
    if (text.front() == '[' || text.front() == '(') return parse_interval(text, cell);
    if (text.front() == '<' || text.front() == '>') return parse_bound(text, cell);
    const auto number = parse_number(text.front() == '=' ? text.substr(1) : text);
    if (!number) return {};
    cell.low = cell.high = number;
    return cell;
}

std::optional<Text> find_flaw(const DecisionTable& table) {
    std::vector<std::vector<Value>> samples;
    std::size_t count = 1;
    for (std::size_t i = 0; i < table.inputs.size(); ++i) {
        samples.push_back(is_text_unit(table.inputs[i].unit) ? samples_of_text(table, i)
                                                             : samples_of_number(table, i));
        count *= samples.back().size();
        if (count > most_combinations)
            return Text{"组合超过 200000 种，无法逐一分析。请拆成两张表。",
                        "there are more than 200,000 combinations to look at. Make two tables."};
    }
    std::vector<bool> is_used(table.rows.size());
    std::vector<std::size_t> at(samples.size());
    do {
        if (auto flaw = flaw_at(table, samples, at, is_used)) return flaw;
    } while (step(at, samples));
    const auto idle = std::find(is_used.begin(), is_used.end(), false);
    if (idle == is_used.end()) return {};
    const auto row = std::to_string(idle - is_used.begin() + 1);
    return Text{"第 " + row + " 行在输入的范围内永远不成立。请删去或改正。",
                "row " + row +
                    " never holds within the ranges of the inputs. Remove or correct "
                    "it."};
}

std::string to_sql(const DecisionTable& table) {
    return cases_of(table, [&](std::size_t row) { return literal(table.rows[row].then); });
}

std::string to_row_sql(const DecisionTable& table) {
    return cases_of(table, [](std::size_t row) { return std::to_string(row); });
}

std::string with_tables(std::string_view sql, const std::vector<DecisionTable>& tables) {
    std::string expanded;
    each_token(sql, [&](std::string_view token) {
        const auto table = std::find_if(tables.begin(), tables.end(),
                                        [&](const auto& one) { return one.id == token; });
        if (table == tables.end())
            expanded += token;
        else if (!table->enabled)
            expanded += "NULL";
        else // which reads earlier ones only
            expanded += with_tables(to_sql(*table), {tables.begin(), table});
    });
    return expanded;
}

} // namespace geo
