// SPDX-License-Identifier: Apache-2.0
// Codes in the fields of a layer, and fields with usual names.
#include <catch2/catch.hpp>

#include "libgeo/normalise/code_checks.hpp"
#include "libgeo/normalise/field_words.hpp"

using namespace geo;

namespace {

RawLayer list(std::vector<std::string> names, std::vector<std::vector<Value>> columns) {
    RawLayer raw;
    raw.subject = "list.csv";
    for (std::size_t i = 0; i < columns[0].size(); ++i) {
        raw.feature_ids.push_back(std::to_string(i + 1));
        raw.wkb_begin.push_back(0);
    }
    raw.attributes.names = std::move(names);
    raw.attributes.columns = std::move(columns);
    return raw;
}

LayerSpec of(Role role) {
    LayerSpec spec;
    spec.role = role;
    return spec;
}

/// 清河 and 清浦 became 清江浦 in 2016; 楚州 was renamed in 2011; 洪泽县 became a district.
AreaCodes huaian() {
    AreaCodes codes;
    codes.add("320802", {"清河区", 2000, 2016, {"320812"}});
    codes.add("320803", {"淮安区", 2011, 0, {}});
    codes.add("320803", {"楚州区", 2000, 2011, {"320803"}});
    codes.add("320829", {"洪泽县", 2000, 2016, {"320813"}});
    codes.add("320881", {"宿迁市", 1990, 1996, {"321302", "321321"}});
    codes.add("320812", {"清江浦区", 2016, 0, {}});
    codes.add("320813", {"洪泽区", 2016, 0, {}});
    codes.add("322229", {"淮安县", 1981, 1983, {"320811", "320828"}});
    codes.add("320828", {"淮安县", 1983, 1987, {"329010"}});
    codes.add("320811", {"清浦区", 1983, 2016, {"320812"}});
    return codes;
}

std::vector<std::string> codes_of(const Problems& problems) {
    std::vector<std::string> codes;
    for (const auto& problem : problems) codes.push_back(problem.code + " " + problem.feature_id);
    return codes;
}

using Words = std::vector<std::string>;

} // namespace

TEST_CASE("A code is in force in the years of its period, and followed through all steps") {
    const auto codes = huaian();
    CHECK(codes.in("320803", 2005)->name == "楚州区");
    CHECK(codes.in("320803", 2011)->name == "淮安区");
    CHECK(codes.in("320803", 0)->name == "淮安区");
    CHECK(codes.in("320802", 2016) == nullptr);
    CHECK(codes.in("320802", 0) == nullptr);
    CHECK(codes.in("320802", 1999) == nullptr);
    CHECK(codes.successors_in("320802", 2026) == Words{"320812"});
    CHECK(codes.successors_in("322229", 2026) == Words{"320812", "329010"});
    CHECK(codes.successors_in("320881", 2026) == Words{"321302", "321321"});
}

TEST_CASE("Old and unknown area codes are said once a code, with what they became") {
    const auto raw = list({"id", "county_code", "county"},
                          {{"a", "b", "c", "d", "e"},
                           {std::int64_t{320829}, "320829001", "320802", "320899", "320803"},
                           {"洪泽县", "", "", "", "楚州区"}});
    const auto codes = huaian();
    const auto found = check_codes(raw, of(Role::sites), &codes, 2026);
    CHECK(codes_of(found) ==
          Words{"area_code_old c", "area_name_old e", "area_code_old a", "area_code_unknown d"});
    CHECK(found[2].message.en.find("2 features") == 0);
    CHECK(found[2].message.en.find("320813 洪泽区") != std::string::npos);
    CHECK(check_codes(raw, of(Role::sites), nullptr, 2026).empty());
}

TEST_CASE("A wrong credit code is said with the digit that it must have, and nothing is dropped") {
    const auto raw =
        list({"id", "TYSHXYDM"},
             {{"a", "b", "c", "d"}, {"91350503MA31DKY80A", "91350203M0001QAY9B", "1234", Value()}});
    const auto found = check_codes(raw, of(Role::sites), nullptr, 0);
    CHECK(codes_of(found) == Words{"credit_code_wrong b", "credit_code_wrong c"});
    CHECK(found[0].message.en.find("must be 9") != std::string::npos);
    CHECK(found[0].severity == Severity::warning);
}

TEST_CASE("Industry codes get a full form beside them and keep their text") {
    auto raw =
        list({"id", "HYDM"}, {{"a", "b", "c", "d"}, {std::int64_t{2614}, "D26", "化工", Value()}});
    CHECK(codes_of(check_codes(raw, of(Role::sites), nullptr, 0)) ==
          Words{"industry_letter_differs b", "industry_code_unclear c"});
    add_industry_column(raw, of(Role::sites));
    REQUIRE(raw.attributes.names.back() == "HYDM_gbt4754");
    CHECK(raw.attributes.columns.back() == std::vector<Value>{"C2614", "C26", Value(), Value()});
    CHECK(to_text(raw.attributes.columns[1][0]) == "2614");
}

TEST_CASE(
    "A field map is offered for usual names, only where nobody wrote one and one field fits") {
    const auto raw = list({"YQBM", "园区名称（全称）", "FXDJ", "MJ"}, {{"a"}, {"b"}, {"c"}, {"d"}});
    auto spec = of(Role::parks);
    const auto offered = proposed_fields(raw, spec);
    REQUIRE(offered.size() == 1);
    CHECK(offered[0].message.en.find("fields = { id = \"YQBM\", name = \"园区名称（全称）\", "
                                     "risk_grade = \"FXDJ\" }") != std::string::npos);
    spec.fields = {{"id", "YQBM"}, {"name", "园区名称（全称）"}, {"risk_grade", "FXDJ"}};
    CHECK(proposed_fields(raw, spec).empty());
    CHECK(proposed_fields(raw, of(Role::sites)).empty());
    const auto two = list({"id", "企业名称", "单位名称"}, {{"1"}, {"a"}, {"b"}});
    CHECK(proposed_fields(two, of(Role::sites)).empty());
}
