// SPDX-License-Identifier: Apache-2.0
#include "unit/rules/case_file.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace geo;

TEST_CASE("Every case file holds") {
    std::size_t count = 0;
    std::map<std::string, int> outcomes;
    for (const auto& path : cases::case_files()) {
        const auto file = cases::read_cases(path);
        const auto pack = read_pack(file.pack);
        for (const auto& one : file.cases) {
            ++count;
            INFO(path << ", line " << one.line << ": " << one.title << " [" << one.source << "]");
            CHECK_FALSE(one.source.empty());
            CHECK_FALSE(one.expect.empty());
            const auto verdict = cases::verdict_on(pack, file, one);
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
