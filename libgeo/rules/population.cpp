// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/population.hpp"

#include <algorithm>
#include <numeric>

#include "libgeo/rules/evaluator.hpp"

namespace geo {

Population population_of(const Pack& pack, const std::vector<Facts>& subjects) {
    Population population;
    population.measures.resize(pack.ranks.size());
    population.unknown.resize(pack.ranks.size());
    if (pack.ranks.empty() || subjects.empty()) return population;
    std::vector<std::string> names;
    for (const auto& fact : subjects.front().list) names.push_back(fact.name);
    Evaluator evaluator(pack, names);
    for (const auto& subject : subjects) {
        const auto measures = evaluator.rank_measures(subject);
        for (std::size_t i = 0; i < measures.size(); ++i)
            if (const auto number = to_number(measures[i]))
                population.measures[i].push_back(*number);
            else
                ++population.unknown[i];
    }
    for (auto& measures : population.measures) std::sort(measures.begin(), measures.end());
    return population;
}

Value standing_in(const std::vector<double>& all, Ranking ranking, const Value& measure) {
    const auto number = to_number(measure);
    if (!number) return {};
    const auto [low, high] = std::equal_range(all.begin(), all.end(), *number);
    if (ranking == Ranking::share_above) {
        const double total = std::accumulate(all.rbegin(), all.rend(), 0.0);
        if (!(total > 0) || *number < 0 || all.front() < 0) return {};
        const double above =
            std::accumulate(all.rbegin(), std::make_reverse_iterator(high), 0.0) / total;
        return std::round(above * 1e12) / 1e12;
    }
    if (all.size() < 2) return {};
    const auto better = ranking == Ranking::high ? all.end() - high : low - all.begin();
    const auto n = static_cast<double>(all.size());
    return (n - static_cast<double>(better) - 1) / n;
}

} // namespace geo
