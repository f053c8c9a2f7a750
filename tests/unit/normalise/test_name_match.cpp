// SPDX-License-Identifier: Apache-2.0
// Names of parks and townships matched to a register.
#include <catch2/catch.hpp>

#include "libgeo/core/name_form.hpp"
#include "libgeo/normalise/name_match.hpp"

using namespace geo;

namespace {

NameMatch one(const NamedRow& row, const std::vector<NamedRow>& right,
              const NameAliases& aliases = {}) {
    return match_names({row}, right, aliases)[0];
}

using Rows = std::vector<std::size_t>;

} // namespace

TEST_CASE("The same name is exact, however it is typed") {
    const auto found = one({"1", " 灌南化工园（南区）", ""},
                           {{"a", "灌南化工园", ""}, {"b", "灌南化工园(南区)", ""}});
    CHECK(found.kind == MatchKind::exact);
    CHECK(found.candidates == Rows{1});
    CHECK(found.similarity == 1);
}

TEST_CASE("A part in brackets is another thing, so it is a proposal only") {
    const auto found = one({"1", "灌南化工园", ""}, {{"b", "灌南化工园(南区)", ""}});
    CHECK(found.kind == MatchKind::fuzzy);
}

TEST_CASE("A name that two have is ambiguous unless the place tells them apart") {
    const std::vector<NamedRow> right{{"a", "城南街道", "320812"}, {"b", "城南街道", "320826"}};
    CHECK(one({"1", "城南街道", ""}, right).kind == MatchKind::ambiguous);
    CHECK(one({"1", "城南街道", ""}, right).candidates == Rows{0, 1});
    CHECK(one({"1", "城南街道", "320826"}, right).candidates == Rows{1});
    CHECK(one({"1", "城南街道", "320803"}, right).kind == MatchKind::none);
}

TEST_CASE("Words of the register and a list of aliases make an alias") {
    CHECK(one({"1", "城南街道办事处", ""}, {{"a", "城南街道", ""}}).how == "standard form");
    const NameAliases aliases{{written_name("南园"), {written_name("灌南化工园区")}}};
    const auto found =
        one({"1", "南 园", ""}, {{"a", "灌南化工园区", ""}, {"b", "南园街道", ""}}, aliases);
    CHECK(found.kind == MatchKind::alias);
    CHECK(found.how == "aliases");
    CHECK(found.candidates == Rows{0});
}

TEST_CASE("A township that became a sub-district is proposed and never taken") {
    const auto found =
        one({"1", "淮城镇", "320803"}, {{"a", "淮海街道", "320803"}, {"b", "淮城街道", "320803"}});
    CHECK(found.kind == MatchKind::fuzzy);
    CHECK(found.how == "same stem");
    CHECK(found.candidates[0] == 1);
}

TEST_CASE("Two rows cannot be the same one; the exact name has it") {
    const std::vector<NamedRow> right{{"a", "城南街道", ""}};
    auto found = match_names({{"1", "城南街道", ""}, {"2", "城南街道办事处", ""}}, right, {});
    CHECK(found[0].kind == MatchKind::exact);
    CHECK(found[1].kind == MatchKind::ambiguous);
    found = match_names({{"1", "城南街道", ""}, {"2", "城南街道", ""}}, right, {});
    CHECK(found[0].kind == MatchKind::ambiguous);
    CHECK(found[1].kind == MatchKind::ambiguous);
}

TEST_CASE("A row without a name matches nothing, and neither does one that is like nobody") {
    CHECK(one({"1", " ", ""}, {{"a", "", ""}}).kind == MatchKind::none);
    CHECK(one({"1", "平桥镇", ""}, {{"a", "河下街道", ""}}).kind == MatchKind::none);
    CHECK(one({"320803102", "上河镇", ""}, {{"320803102", "石塘街", ""}}).how == "same code");
}
