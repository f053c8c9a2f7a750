// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/robustness.hpp"

#include <algorithm>

#include "libgeo/rules/decide.hpp"
#include "libgeo/rules/judge.hpp"
#include "libgeo/rules/least_change.hpp"

namespace geo {

namespace {

/// SplitMix64: the same numbers everywhere, unlike the distributions of the standard library.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : m_state(seed) {}

    /// Uniform in [0, 1).
    double next() {
        m_state += 0x9E3779B97F4A7C15U;
        auto z = m_state;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1p-53;
    }

  private:
    std::uint64_t m_state;
};

Outcome outcome_with(const Pack& pack, const Verdict& verdict, const std::vector<Judged>& lines) {
    const auto answer = answer_of(pack.decision, lines);
    const bool is_settled = answer.step == DecisionStep::veto || !pack.decision.result.empty();
    return is_settled ? verdict.outcome : answer.outcome; // weights touch neither exits nor tables
}

std::vector<std::pair<Outcome, double>> vary_weights(const Pack& pack, const Verdict& verdict,
                                                     const WeightTrial& trial) {
    const auto given = judged_of(verdict.trace);
    std::map<Outcome, std::size_t> count;
    Dice dice(trial.seed);
    for (std::size_t i = 0; i < trial.samples; ++i) {
        auto lines = given;
        for (auto& line : lines) {
            const double factor = 1 + trial.spread * (2 * dice.next() - 1);
            line.weight *= factor;
            if (line.points) *line.points *= factor;
        }
        ++count[outcome_with(pack, verdict, lines)];
    }
    std::vector<std::pair<Outcome, double>> shares;
    for (const auto& [outcome, n] : count)
        shares.emplace_back(outcome, static_cast<double>(n) / static_cast<double>(trial.samples));
    std::stable_sort(shares.begin(), shares.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return shares;
}

/// The facts with every overlap taken at one end of its band, "certain" or "possible".
Facts at_end(Facts facts, const std::string& end) {
    constexpr std::string_view certain = "_certain_m2";
    const auto* area = facts.find("area_m2");
    const double whole = area == nullptr ? 0 : to_number(area->value).value_or(0);
    std::vector<std::string> layers;
    for (const auto& fact : facts.list)
        if (fact.name.ends_with(certain))
            layers.push_back(fact.name.substr(0, fact.name.size() - certain.size()));
    for (const auto& layer : layers) {
        const auto* fact = facts.find(layer + "_" + end + "_m2");
        if (fact == nullptr) continue;
        const auto value = fact->value;
        for (const char* name : {"_certain_m2", "_m2", "_possible_m2"})
            if (facts.find(layer + name) != nullptr) facts.set(layer + name, value, "m2");
        const auto number = to_number(value);
        if (facts.find(layer + "_share") != nullptr && number && whole > 0)
            facts.set(layer + "_share", *number / whole, "share");
    }
    return facts;
}

} // namespace

Robustness robustness_of(const Pack& pack, const Facts& facts, const Verdict& verdict,
                         const WeightTrial& trial) {
    return {vary_weights(pack, verdict, trial), decide(pack, at_end(facts, "certain")).outcome,
            decide(pack, at_end(facts, "possible")).outcome};
}

} // namespace geo
