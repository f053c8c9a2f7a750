// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/expression_units.hpp"

#include <algorithm>
#include <array>

#include "libgeo/rules/expression_check.hpp"

namespace geo {

namespace {

using Unit = std::string; ///< empty: fits every other

/// Units that may stand beside each other without conversion count as one.
Unit kind_of(std::string_view unit) {
    if (unit == "share" || unit == "ratio") return "number";
    if (unit == "grade") return "text";
    return Unit(unit);
}

std::vector<std::string> tokens_of(std::string_view sql) {
    constexpr std::array<std::string_view, 6> pairs{"<=", ">=", "<>", "!=", "==", "||"};
    std::vector<std::string> tokens;
    bool may_pair = false;
    each_token(sql, [&](std::string_view token) {
        const bool was_mark = may_pair;
        may_pair = token.size() == 1;
        if (trim(token).empty()) {
            may_pair = false;
            return;
        }
        const auto both = tokens.empty() ? Unit() : tokens.back() + std::string(token);
        if (was_mark && std::find(pairs.begin(), pairs.end(), both) != pairs.end())
            tokens.back() = both;
        else
            tokens.emplace_back(token);
    });
    return tokens;
}

/// Walks an expression by the precedence of SQL. What it does not know makes it give up in silence.
class UnitReader {
  public:
    UnitReader(std::string_view sql, const std::vector<FactSpec>& names)
        : m_tokens(tokens_of(sql)), m_names(names) {}

    std::optional<Text> flaw_against(std::string_view wanted) {
        const auto unit = disjunction();
        if (m_at < m_tokens.size()) m_gave_up = true;
        const auto kind = kind_of(wanted);
        const bool fits = unit.empty() || kind.empty() || unit == kind || kind == "bool";
        if (!fits && !m_gave_up && !m_flaw)
            m_flaw =
                Text{"单位不符：表达式的单位是 " + unit + "，要求的是 " + std::string(wanted) +
                         "。请改其一。",
                     "units do not match: the expression is in " + unit + ", the requirement in " +
                         std::string(wanted) + ". Change one of them."};
        return m_gave_up ? std::nullopt : m_flaw;
    }

  private:
    bool ended() const { return m_gave_up || m_at >= m_tokens.size(); }
    std::string word() const { return ended() ? std::string() : ascii_lower(m_tokens[m_at]); }

    bool take(std::string_view token) {
        if (word() != token) return false;
        ++m_at;
        return true;
    }

    bool take_one_of(std::initializer_list<std::string_view> tokens) {
        return std::any_of(tokens.begin(), tokens.end(), [&](auto token) { return take(token); });
    }

    Unit give_up() {
        m_gave_up = true;
        return {};
    }

    /// The unit of two things that have to agree.
    Unit agreed(const Unit& a, const Unit& b) {
        if (a.empty()) return b;
        if (b.empty() || a == b || m_flaw) return a;
        m_flaw = Text{"单位不符：" + a + " 与 " + b + " 不能相加、比较或互为替代。请改正表达式。",
                      "units do not match: " + a + " and " + b +
                          " cannot be added, compared or take each other's place. Correct the "
                          "expression."};
        return a;
    }

    Unit disjunction() {
        auto unit = conjunction();
        while (take("or")) conjunction(), unit = "bool";
        return unit;
    }

    Unit conjunction() {
        auto unit = negation();
        while (take("and")) negation(), unit = "bool";
        return unit;
    }

    Unit negation() {
        if (!take("not")) return comparison();
        negation();
        return "bool";
    }

    Unit comparison() {
        auto unit = sum();
        while (true) {
            if (take_one_of({"<=", ">=", "<>", "!=", "==", "<", ">", "="})) {
                agreed(unit, sum());
            } else if (take("is")) {
                take("not");
                agreed(unit, sum());
            } else if (take("in") || (word() == "not" && take("not") && take("in"))) {
                agreed(unit, arguments());
            } else {
                return unit;
            }
            unit = "bool";
        }
    }

    Unit sum() {
        auto unit = product();
        while (take_one_of({"+", "-"})) unit = agreed(unit, product());
        return unit;
    }

    Unit product() {
        auto unit = joined();
        while (true) {
            if (take("*"))
                unit = times(unit, joined());
            else if (take("/"))
                unit = over(unit, joined());
            else
                return unit;
        }
    }

    static Unit times(const Unit& a, const Unit& b) {
        if (a == "m" && b == "m") return "m2";
        if (a == "number") return b;
        return b == "number" ? a : Unit();
    }

    static Unit over(const Unit& a, const Unit& b) {
        if (!a.empty() && a == b) return "number";
        return b == "number" ? a : Unit();
    }

    Unit joined() {
        auto unit = primary();
        while (take("||")) primary(), unit = "text";
        return unit;
    }

    /// A list in brackets whose members have to agree.
    Unit arguments() {
        if (!take("(")) return give_up();
        Unit unit;
        while (!ended() && word() != ")") {
            unit = agreed(unit, disjunction());
            take(",");
        }
        if (!take(")")) return give_up();
        return unit;
    }

    Unit primary() {
        if (ended()) return give_up();
        if (take("-") || take("+")) return primary();
        if (word() == "(") return arguments();
        const auto token = m_tokens[m_at++];
        if (word() == "(") return call(ascii_lower(token));
        if (token.front() == '\'' || (token.front() >= '0' && token.front() <= '9')) {
            if (take(".")) ++m_at; // the digits behind the point
            return {};
        }
        if (ascii_lower(token) == "null") return {};
        for (const auto& name : m_names)
            if (name.name == token) return kind_of(name.unit);
        return give_up();
    }

    Unit call(const std::string& function) {
        if (function == "iif") {
            take("(");
            disjunction();
            take(",");
            const auto yes = disjunction();
            take(",");
            const auto unit = agreed(yes, disjunction());
            return take(")") ? unit : give_up();
        }
        const bool keeps = function == "min" || function == "max" || function == "coalesce" ||
                           function == "ifnull" || function == "abs" || function == "nullif" ||
                           function == "round";
        if (keeps) return arguments();
        const auto outer = m_flaw; // other functions take what they like
        arguments();
        m_flaw = outer;
        if (function == "julianday") return "days";
        return function == "date" ? Unit("date") : Unit();
    }

    std::vector<std::string> m_tokens;
    const std::vector<FactSpec>& m_names;
    std::size_t m_at = 0;
    bool m_gave_up = false;
    std::optional<Text> m_flaw;
};

} // namespace

std::optional<Text> find_unit_flaw(std::string_view sql, const std::vector<FactSpec>& names,
                                   std::string_view wanted) {
    return UnitReader(sql, names).flaw_against(wanted);
}

} // namespace geo
