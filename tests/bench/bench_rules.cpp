// SPDX-License-Identifier: Apache-2.0
// bench_rules [PARKS]: judges so many invented parks (default 1,000,000) by the Jiangsu pack with
// everything switched on and filled up to 40 criteria; prints seconds, microseconds a park and the
// peak of the memory.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "libgeo/rules/bulk.hpp"

namespace {

constexpr std::size_t criteria = 40;

geo::Pack full_pack() {
    auto pack = geo::read_pack("datasets/policies/jiangsu-park-screening.toml");
    for (auto& criterion : pack.criteria) criterion.enabled = true;
    for (std::size_t i = 0; pack.criteria.size() < criteria; ++i) {
        auto copy = pack.criteria[i];
        copy.id += "x";
        pack.criteria.push_back(copy);
    }
    return pack;
}

std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
}

/// A fact of an invented park: most meet their requirement, some do not, some are unknown.
geo::Value value_of(const geo::FactSpec& fact, std::uint64_t dice) {
    const auto of_ten = dice % 10;
    if (of_ten == 0 && dice % 1000 == 0) return {};
    if (fact.unit == "date") return std::string(of_ten == 0 ? "2019-05-01" : "2024-05-01");
    if (fact.unit == "grade") return std::string(of_ten == 0 ? "B" : "D");
    if (fact.unit == "text") return std::string(of_ten == 0 ? "取消" : "认定");
    if (fact.unit == "bool" || fact.unit == "ratio") return std::int64_t{of_ten == 0 ? 0 : 1};
    if (fact.name == "area_m2" || fact.name.find("largest") != std::string::npos) return 8e6;
    return of_ten == 0 && dice % 50 == 0 ? static_cast<double>(dice % 100000) : 0.0;
}

} // namespace

int main(int argc, char** argv) {
    const auto count = static_cast<std::size_t>(argc > 1 ? std::atoll(argv[1]) : 1000000);
    const auto pack = full_pack();
    std::vector<std::string> names;
    for (const auto& fact : pack.facts) names.push_back(fact.name);
    const auto read = [&](std::size_t park, std::span<geo::Value> row) {
        for (std::size_t i = 0; i < row.size(); ++i)
            row[i] = value_of(pack.facts[i], mixed(park * 1000003 + i * 7919 + 1));
    };
    std::map<std::string, std::size_t> outcomes;
    const auto start = std::chrono::steady_clock::now();
    geo::judge_many(pack, names, count, read, [&](std::size_t, const geo::Judgement& judgement) {
        ++outcomes[std::string(geo::name_of(judgement.outcome))];
    });
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%zu parks x %zu criteria over %zu facts: %.2f s, %.2f us a park, peak %ld MB\n",
                count, pack.criteria.size(), names.size(), seconds.count(),
                1e6 * seconds.count() / static_cast<double>(count), usage.ru_maxrss / 1024);
    std::printf("processor time %.2f s\n",
                static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                    1e-6 * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec));
    for (const auto& [outcome, n] : outcomes) std::printf("  %s %zu\n", outcome.c_str(), n);
}
