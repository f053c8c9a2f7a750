// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "libgeo/core/verdict.hpp"
#include "libgeo/rules/judge.hpp"
#include "libgeo/rules/pack.hpp"
#include "libgeo/rules/population.hpp"

namespace geo {

/// What the exit table answers after a veto.
struct ExitRoute {
    std::size_t row = 0;           ///< the first row that holds
    std::vector<std::size_t> open; ///< rows before it that are unknown and lead elsewhere
    Outcome outcome = Outcome::insufficient_data;
};

/// A pack whose expressions are compiled over the facts that subjects have: from a row of facts to
/// what every criterion and table measures. One object serves one thread at a time.
class Evaluator {
  public:
    /// Throws ConfigError when an enabled criterion, a table or an exit row reads a fact that is
    /// not among `fact_names`, or when a parameter or table has a fact's name.
    Evaluator(const Pack& pack, std::span<const std::string> fact_names);

    /// Takes the facts of a subject and evaluates the pack over them. A fact that the subject lacks
    /// is unknown; declared facts are read in their declared type, anything else counts as unknown.
    void load(const Facts& facts);
    /// The same with one value a fact name, in their order.
    void load(std::span<const Value> values);

    /// The population that ranks refer to; without one they are unknown.
    void use(Population population) { m_population = std::move(population); }

    /// What each rank of the pack measures for a subject.
    std::vector<Value> rank_measures(const Facts& facts);

    const Pack& pack() const { return m_pack; }

    /// What an enabled criterion measures.
    Measured measured(std::size_t criterion) const;

    /// The row of a table that holds; nothing when none is known to.
    std::optional<std::size_t> table_row(std::size_t table) const;

    /// The exit route after a veto. No datum that is missing can choose a route: while a row before
    /// the first one that holds is unknown and leads elsewhere, the outcome is insufficient data.
    ExitRoute exit_route() const;

    /// The facts that a criterion's status hangs on, or a table reads, in the order of first use.
    std::vector<std::string> facts_of(std::size_t criterion) const;
    std::vector<std::string> facts_of_table(std::size_t table) const;
    std::vector<std::string> facts_of_exit(std::size_t row) const;
    /// Of some facts those that are unknown.
    std::vector<std::string> missing_of(const std::vector<std::string>& facts) const;

  private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    struct Compiled {
        std::size_t measure = none;
        std::size_t doubt = none;
        std::size_t remedy = none;
        std::size_t applies = none;
    };

    std::size_t compile(const Expression& expression);
    std::optional<bool> truth(std::size_t compiled, bool when_absent) const;
    void take(const Facts& facts);
    void evaluate();
    void add_facts(std::size_t compiled, std::vector<std::string>& into) const;

    Pack m_pack;
    std::vector<std::string> m_columns;
    std::vector<FactSpec>
        m_facts; ///< the declared fact of each fact column; without a unit when it is not declared
    Sandbox m_sandbox;
    std::vector<Compiled> m_criteria;
    std::vector<std::size_t> m_tables;
    std::vector<std::size_t> m_exits;
    std::vector<std::size_t> m_ranks;
    Population m_population;
    std::vector<Value> m_row;
    std::vector<Value> m_values; ///< of all compiled expressions
};

} // namespace geo
