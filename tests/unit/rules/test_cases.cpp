// SPDX-License-Identifier: Apache-2.0
#include "unit/rules/case_file.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <map>

#include "libgeo/rules/decide.hpp"

using namespace geo;

namespace {

std::vector<std::string> case_files() {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::directory_iterator("tests/cases/rules"))
        if (entry.path().extension() == ".case") paths.push_back(entry.path().string());
    std::sort(paths.begin(), paths.end());
    return paths;
}

/// Every fact the pack declares, unknown, then the facts of the file and of the case.
Facts facts_of(const Pack& pack, const cases::CaseFile& file, const cases::Case& one) {
    Facts facts{"1", one.title, {}};
    for (const auto& fact : pack.facts) facts.set(fact.name, {}, fact.unit);
    for (const auto& [name, value] : file.facts) facts.set(name, value);
    for (const auto& [name, value] : one.facts) facts.set(name, value);
    return facts;
}

Pack with_enabled(Pack pack, const std::vector<std::string>& ids) {
    for (auto& criterion : pack.criteria)
        if (std::find(ids.begin(), ids.end(), criterion.id) != ids.end()) criterion.enabled = true;
    return pack;
}

} // namespace

TEST_CASE("Every case file holds") {
    std::size_t count = 0;
    std::map<std::string, int> outcomes;
    for (const auto& path : case_files()) {
        const auto file = cases::read_cases(path);
        const auto pack = read_pack(file.pack);
        for (const auto& one : file.cases) {
            ++count;
            INFO(path << ", line " << one.line << ": " << one.title << " [" << one.source << "]");
            CHECK_FALSE(one.source.empty());
            CHECK_FALSE(one.expect.empty());
            const auto verdict = decide(with_enabled(pack, one.enable), facts_of(pack, file, one));
            ++outcomes[std::string(name_of(verdict.outcome))];
            for (const auto& [what, expected] : one.expect) {
                const auto actual = cases::actual(verdict, what);
                INFO(what << ": expected '" << expected << "', is '" << actual << "'");
                CHECK(cases::agrees(what, expected, actual));
            }
        }
    }
    CHECK(count >= 25);
    CHECK(outcomes.size() == outcome_names().size());
}
