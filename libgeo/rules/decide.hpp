// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>

#include "libgeo/core/verdict.hpp"
#include "libgeo/rules/pack.hpp"
#include "libgeo/rules/population.hpp"

namespace geo {

/// Judges many subjects under one pack; the expressions are compiled once.
/// One object serves one thread at a time.
class Decider {
  public:
    /// `fact_names`: the facts that subjects have. Throws ConfigError when an enabled criterion or
    /// an exit row reads a fact that is not among them, or when a parameter has a fact's name.
    Decider(const Pack& pack, std::span<const std::string> fact_names);
    ~Decider();
    Decider(Decider&&) noexcept;
    Decider& operator=(Decider&&) noexcept;

    /// The verdict on one subject. A fact that the subject lacks is unknown; facts that the pack
    /// declares are read in their declared type, and a text that is none (a number, an ISO date)
    /// counts as unknown. Questions are asked in the order of the pack, by default:
    ///   1. any failed veto: the exit route table;
    ///   2. any failed hard criterion: rectify (unknown others are listed, they cannot undo it);
    ///   3. any veto or hard criterion under review: review;
    ///   4. any veto or hard criterion unknown: insufficient_data;
    ///   5. the score: at or above the line support_upgrade, below it rectify. Unknown items give
    ///      no points; when they could lift the score to the line the outcome is
    ///      insufficient_data. A pack without score criteria gives support_upgrade.
    ///   6. with a table of results: what it says, else insufficient_data.
    Verdict decide(const Facts& facts);

    /// The population that the ranks of the pack refer to; without one they are unknown.
    void use(Population population);

  private:
    struct Implementation;
    std::unique_ptr<Implementation> m;
};

/// The verdicts on a whole population, in its order. All have the facts of the first, in its order;
/// the ranks of the pack refer to them.
std::vector<Verdict> decide_all(const Pack& pack, const std::vector<Facts>& subjects);

/// The verdict on one subject; see Decider for the meaning. For many subjects use a Decider.
Verdict decide(const Pack& pack, const Facts& facts);

} // namespace geo
