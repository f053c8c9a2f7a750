// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/style_expressions.hpp"

#include <algorithm>

#include "libgeo/map/expression_tokens.hpp"

namespace geo::map {

namespace {

using Kind = ExpressionToken::Kind;
using Conditions = std::optional<std::vector<Condition>>;

std::string quoted(const std::string& text, char quote) {
    std::string out(1, quote);
    for (const char c : text) {
        if (c == quote) out += c;
        out += c;
    }
    return out + quote;
}

std::string expression_of(const Condition& condition) {
    const auto field = quoted(condition.field, '"');
    std::string test;
    if (condition.values.size() == 1) {
        test = field + " = " + quoted(condition.values.front(), '\'');
    } else {
        for (const auto& value : condition.values)
            test += (test.empty() ? "" : ", ") + quoted(value, '\'');
        test = field + " IN (" + test + ")";
    }
    const bool takes_unknown =
        std::find(condition.values.begin(), condition.values.end(), "") != condition.values.end();
    return takes_unknown ? "(" + field + " IS NULL OR " + test + ")" : test;
}

/// True when no feature can meet both: they want different values of one field.
bool exclude_each_other(const Rule& a, const Rule& b) {
    for (const auto& one : a.where)
        for (const auto& other : b.where)
            if (one.field == other.field &&
                std::none_of(one.values.begin(), one.values.end(), [&](const auto& value) {
                    return std::find(other.values.begin(), other.values.end(), value) !=
                           other.values.end();
                }))
                return true;
    return false;
}

/// Reads conditions: OR binds less than AND.
class ConditionParser {
  public:
    explicit ConditionParser(const std::string& expression) : m_words(expression) {}

    Conditions parse() {
        auto found = either();
        if (!m_words.at_end()) return {};
        return found;
    }

  private:
    /// Values of one field, joined by OR.
    Conditions either() {
        auto first = both();
        while (first && m_words.take_word("or")) {
            const auto other = both();
            if (!other || first->size() != 1 || other->size() != 1 ||
                first->front().field != other->front().field)
                return {};
            auto& values = first->front().values;
            for (const auto& value : other->front().values)
                if (std::find(values.begin(), values.end(), value) == values.end())
                    values.push_back(value);
        }
        return first;
    }

    Conditions both() {
        auto first = one();
        while (first && m_words.take_word("and")) {
            const auto other = one();
            if (!other) return {};
            first->insert(first->end(), other->begin(), other->end());
        }
        return first;
    }

    Conditions one() {
        if (m_words.take_sign("(")) {
            auto inside = either();
            return m_words.take_sign(")") ? inside : std::nullopt;
        }
        if (m_words.take_word("not")) return earlier_rule();
        if (!m_words.is(Kind::field) && !m_words.is(Kind::word)) return {};
        const auto field = m_words.next();
        if (m_words.take_sign("=")) return equal(field);
        if (m_words.take_word("in")) return listed(field);
        if (m_words.take_word("is") && m_words.take_word("null"))
            return std::vector{Condition{field, {""}}};
        return {};
    }

    /// NOT coalesce(…, FALSE): what `filter_of` adds; the order of the rules says it already.
    Conditions earlier_rule() {
        const bool known = m_words.take_word("coalesce") && m_words.take_sign("(") && either() &&
                           m_words.take_sign(",") && m_words.take_word("false") &&
                           m_words.take_sign(")");
        return known ? Conditions(std::vector<Condition>{}) : std::nullopt;
    }

    bool is_value() const { return m_words.is(Kind::text) || m_words.is(Kind::number); }

    Conditions equal(const std::string& field) {
        if (!is_value()) return {};
        return std::vector{Condition{field, {m_words.next()}}};
    }

    Conditions listed(const std::string& field) {
        if (!m_words.take_sign("(")) return {};
        Condition condition{field, {}};
        do {
            if (!is_value()) return {};
            condition.values.push_back(m_words.next());
        } while (m_words.take_sign(","));
        if (!m_words.take_sign(")")) return {};
        return std::vector{condition};
    }

    TokenReader m_words;
};

/// How a number is written: its unit and decimals, and what follows it.
struct NumberFormat {
    const char* name;
    const char* scaled; ///< behind the field
    const char* decimals;
    const char* tail;
};
constexpr NumberFormat number_formats[]{
    {"ha", " / 10000", "2", ""}, {"km2", " / 1000000", "3", ""},   {"mu", " * 3 / 2000", "1", ""},
    {"m2", "", "0", ""},         {"percent", " * 100", "2", " %"}, {"lonlat", "", "6", "°"},
    {"metres", "", "0", ""}};

std::string expression_of_slot(const std::string& slot) {
    const auto bar = slot.find('|');
    const auto field = quoted(slot.substr(0, bar), '"');
    if (bar == std::string::npos) return field;
    for (const auto& format : number_formats) {
        if (slot.substr(bar + 1) != format.name) continue;
        const std::string tail = format.tail;
        return "format_number(" + field + format.scaled + ", " + format.decimals + ")" +
               (tail.empty() ? "" : " || " + quoted(tail, '\''));
    }
    return field; // the legend's word for a value: QGIS shows the value
}

/// Reads a label text: parts joined by ||.
class LabelParser {
  public:
    explicit LabelParser(const std::string& expression) : m_words(expression) {}

    std::optional<std::string> parse() {
        std::string text;
        do {
            const auto part = one();
            if (!part) return {};
            text += *part;
        } while (m_words.take_sign("||"));
        if (!m_words.at_end()) return {};
        return text;
    }

  private:
    std::optional<std::string> one() {
        if (m_words.is(Kind::text)) return m_words.next();
        if (m_words.is(Kind::field)) return "{" + m_words.next() + "}";
        if (m_words.take_word("format_number")) return number();
        if (m_words.is(Kind::word)) return "{" + m_words.next() + "}";
        return {};
    }

    std::optional<std::string> number() {
        if (!m_words.take_sign("(") || !m_words.is(Kind::field)) return {};
        const auto field = m_words.next();
        std::string scaled;
        while (!m_words.take_sign(",")) {
            if (m_words.at_end()) return {};
            scaled += " " + m_words.next();
        }
        const auto decimals = m_words.next();
        if (!m_words.take_sign(")")) return {};
        for (const auto& format : number_formats)
            if (scaled == format.scaled && decimals == format.decimals && takes_tail(format))
                return "{" + field + "|" + format.name + "}";
        return {};
    }

    bool takes_tail(const NumberFormat& format) {
        if (std::string_view(format.tail).empty()) return true;
        const auto before = m_words;
        if (m_words.take_sign("||") && m_words.take(Kind::text, format.tail)) return true;
        m_words = before;
        return false;
    }

    TokenReader m_words;
};

} // namespace

std::string expression_of(const std::vector<Condition>& where) {
    std::string text;
    for (const auto& condition : where)
        text += (text.empty() ? "" : " AND ") + expression_of(condition);
    return text;
}

std::string filter_of(const LayerStyle& style, std::size_t r) {
    const auto& rules = style.rules;
    if (rules[r].where.empty() && rules.size() > 1 && r + 1 == rules.size()) return "ELSE";
    auto text = expression_of(rules[r].where);
    for (std::size_t q = 0; q < r; ++q)
        if (!exclude_each_other(rules[q], rules[r]))
            text += (text.empty() ? "" : " AND ") +
                    ("NOT coalesce(" + expression_of(rules[q].where) + ", FALSE)");
    return text;
}

std::optional<std::vector<Condition>> conditions_from(const std::string& expression) {
    const auto tokens = tokens_of(expression);
    const bool is_else = tokens.size() == 2 && tokens[0].value == "else";
    if (tokens.size() == 1 || is_else) return std::vector<Condition>{};
    return ConditionParser(expression).parse();
}

std::string label_expression_of(const std::string& text) {
    std::string out;
    const auto add = [&](const std::string& part) { out += (out.empty() ? "" : " || ") + part; };
    std::size_t at = 0;
    while (at < text.size()) {
        const auto open = text.find('{', at);
        const auto close = open == std::string::npos ? open : text.find('}', open);
        if (close == std::string::npos) {
            add(quoted(text.substr(at), '\''));
            break;
        }
        if (open > at) add(quoted(text.substr(at, open - at), '\''));
        add(expression_of_slot(text.substr(open + 1, close - open - 1)));
        at = close + 1;
    }
    return out;
}

std::optional<std::string> label_text_from(const std::string& expression) {
    return LabelParser(expression).parse();
}

} // namespace geo::map
