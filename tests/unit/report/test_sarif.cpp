// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/sarif.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace geo;
using nlohmann::json;

namespace {

Finding finding(const std::string& rule, const std::string& id, double lon = no_place()) {
    return {rule,
            Severity::error,
            {"面无效。", "the polygon is invalid."},
            "红线.gpkg",
            "红线.gpkg, layer 'z'",
            id,
            lon,
            std::isnan(lon) ? no_place() : 33.5};
}

json written(const FindingReport& report) {
    return json::parse(to_sarif(report));
}

json result(const Finding& only, Language language = Language::en) {
    return written({"0.1.0", language, {}, {only}, {}, {}})["runs"][0]["results"][0];
}

} // namespace

TEST_CASE("A report of nothing is a whole SARIF log") {
    const auto log = written({"0.1.0", Language::en, {}, {}, {}, {{"read", 7}}});
    CHECK(log["version"] == "2.1.0");
    CHECK(log["$schema"] == "https://json.schemastore.org/sarif-2.1.0.json");
    const auto& run = log["runs"][0];
    CHECK(run["tool"]["driver"]["name"] == "parkline");
    CHECK(run["tool"]["driver"]["semanticVersion"] == "0.1.0");
    CHECK(run["results"] == json::array());
    CHECK(run["properties"]["counts"] == json{{"read", 7}});
}

TEST_CASE("A finding says rule, level, sentence in both languages, feature and place") {
    const auto r = result(finding("invalid_polygon", "Z1", 119.25));
    CHECK(r["ruleId"] == "invalid_polygon");
    CHECK(r["level"] == "error");
    CHECK(r["message"]["text"] == "the polygon is invalid.");
    CHECK(r["message"]["properties"] ==
          json{{"zh", "面无效。"}, {"en", "the polygon is invalid."}});
    CHECK(r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] ==
          "%E7%BA%A2%E7%BA%BF.gpkg");
    CHECK(r["locations"][0]["logicalLocations"][0]["name"] == "Z1");
    CHECK(r["locations"][0]["logicalLocations"][0]["kind"] == "feature");
    CHECK(r["properties"]["feature_id"] == "Z1");
    CHECK(r["properties"]["geometry"] == json{{"type", "Point"}, {"coordinates", {119.25, 33.5}}});
}

TEST_CASE("The sentence of a finding is in the language of the report") {
    CHECK(result(finding("a", "1"), Language::zh)["message"]["text"] == "面无效。");
}

TEST_CASE("A finding without a place has no geometry, one with a shape has the closed shape") {
    auto f = finding("a", "1");
    CHECK(result(f)["properties"]["geometry"].is_null());
    for (const GridPoint p :
         {GridPoint{119'000'000'000, 33'000'000'000}, GridPoint{119'500'000'000, 33'000'000'000},
          GridPoint{119'000'000'000, 33'250'000'001}})
        f.shape.add_point(p);
    f.shape.end_ring();
    f.shape.end_part();
    f.shape.end_feature();
    const json ring{{119.0, 33.0}, {119.5, 33.0}, {119.0, 33.250000001}, {119.0, 33.0}};
    CHECK(result(f)["properties"]["geometry"] ==
          json{{"type", "MultiPolygon"}, {"coordinates", json::array({json::array({ring})})}});
}

TEST_CASE("A finding about a whole layer names the layer") {
    const auto location = result(finding("a", ""))["locations"][0]["logicalLocations"][0];
    CHECK(location["kind"] == "layer");
    CHECK(location["fullyQualifiedName"] == "红线.gpkg, layer 'z'");
    CHECK(!location.contains("name"));
}

TEST_CASE("Rules are those that findings name, sorted, and every index points to its rule") {
    const FindingReport report{"0.1.0",
                               Language::en,
                               {{"b", {"乙", "B"}, {"改", "mend"}}, {"unused", {"", "U"}, {}}},
                               {finding("c", "1"), finding("b", "2"), finding("c", "3")},
                               {},
                               {}};
    const auto run = written(report)["runs"][0];
    const auto& rules = run["tool"]["driver"]["rules"];
    REQUIRE(rules.size() == 2);
    CHECK(rules[0]["id"] == "b");
    CHECK(rules[0]["shortDescription"]["text"] == "B");
    CHECK(rules[0]["help"]["text"] == "mend");
    CHECK(rules[0]["properties"]["title"]["zh"] == "乙");
    CHECK(rules[1] == json{{"id", "c"}});
    for (const auto& r : run["results"])
        CHECK(rules[r["ruleIndex"].get<std::size_t>()]["id"] == r["ruleId"]);
}

TEST_CASE("Inputs are artifacts with their SHA-256") {
    const auto run =
        written({"0.1.0", Language::en, {}, {}, {{"a b.gpkg", "00ff"}}, {}})["runs"][0];
    CHECK(run["artifacts"] ==
          json::parse(R"([{"location": {"uri": "a%20b.gpkg", "uriBaseId": "INPUT"},
                                              "hashes": {"sha-256": "00ff"}}])"));
    CHECK(run["originalUriBaseIds"].contains("INPUT"));
}

TEST_CASE("A name that is no UTF-8 does not end the report") {
    CHECK_NOTHROW(result(finding("a", "\xff\xfe")));
}

TEST_CASE("Problems keep layer, feature, place and severity as findings") {
    const Problems problems{{"l", "1", "spike", Severity::note, 1, 2, {"a", "b"}},
                            {"m", "", "x", Severity::warning, no_place(), no_place(), {"c", "d"}}};
    const auto findings = findings_of(problems, {{"l", "l.gpkg"}});
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].rule == "spike");
    CHECK(findings[0].file == "l.gpkg");
    CHECK(findings[0].lat == 2);
    CHECK(findings[1].file.empty());
    CHECK(findings[1].message.zh == "c");
}
