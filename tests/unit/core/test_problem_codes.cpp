// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/problem_codes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

using namespace geo;

namespace {

/// The codes of the table in docs/formats.md (tests run in the root of the repository).
std::set<std::string> documented_codes() {
    std::ostringstream text;
    text << std::ifstream("docs/formats.md").rdbuf();
    auto section = text.str();
    section = section.substr(section.find("## Problem codes"));
    section = section.substr(0, section.find("\n## ", 4));
    std::set<std::string> codes;
    std::istringstream lines(section);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("| `")) continue;
        const auto cell = line.substr(0, line.find(" | ", 2));
        const std::regex code("`([a-z_]+)`");
        for (std::sregex_iterator at(cell.begin(), cell.end(), code), end; at != end; ++at)
            codes.insert((*at)[1]);
    }
    return codes;
}

} // namespace

TEST_CASE("Problem codes are sorted, unique and say both lines in both languages") {
    const auto all = problem_codes();
    for (std::size_t i = 0; i < all.size(); ++i) {
        INFO(all[i].code);
        CHECK((i == 0 || all[i - 1].code < all[i].code));
        for (const auto* text : {&all[i].title, &all[i].remedy}) {
            CHECK(!text->zh.empty());
            CHECK(!text->en.empty());
        }
        CHECK(problem_code(all[i].code) == &all[i]);
    }
    CHECK(problem_code("no_such_code") == nullptr);
}

TEST_CASE("The problem codes are those of the page of formats") {
    std::set<std::string> listed;
    for (const auto& entry : problem_codes()) listed.insert(std::string(entry.code));
    CHECK(listed == documented_codes());
}
