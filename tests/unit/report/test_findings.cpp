// SPDX-License-Identifier: Apache-2.0
// Findings of a run: their ids, their GeoJSON, and what two runs found otherwise.
#include <filesystem>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/report/finding_diff.hpp"
#include "libgeo/report/findings_geojson.hpp"
#include "unit/io/scratch.hpp"

using namespace geo;
using namespace geo::test;
using nlohmann::json;

namespace {

Finding finding(const std::string& rule, const std::string& id,
                Severity severity = Severity::error) {
    Finding f;
    f.rule = rule;
    f.severity = severity;
    f.message = {"甲", "a"};
    f.layer = "parks";
    f.feature_id = id;
    f.lon = f.lat = no_place();
    f.id = finding_id(rule, {id});
    return f;
}

void write_folder(const Scratch& scratch, const std::string& name,
                  const std::vector<Finding>& findings) {
    std::filesystem::create_directories(scratch / name);
    FindingReport report;
    report.findings = findings;
    write_whole_file(scratch / name + "/findings.geojson", findings_geojson(report));
}

std::vector<std::string> changes(const Scratch& scratch) {
    std::vector<std::string> list;
    for (const auto& row : finding_diff(scratch / "a", scratch / "b").rows)
        list.push_back(to_text(row[0]) + " " + to_text(row[2]) + " " + to_text(row[4]));
    return list;
}

} // namespace

TEST_CASE("The id of a finding is that of its rule and features, each by itself") {
    const auto id = finding_id("r", {"P1", "Z1"});
    CHECK(id.size() == 16);
    CHECK(id == finding_id("r", {"P1", "Z1"}));
    CHECK(id != finding_id("r", {"P1Z1"}));
    CHECK(id != finding_id("r", {"Z1", "P1"}));
    CHECK(id != finding_id("s", {"P1", "Z1"}));
    CHECK(finding_id("r", {"P1", ""}) != finding_id("r", {"P1"}));
}

TEST_CASE("A finding that occurs again gets an id of its own, whatever else was found") {
    std::vector<Finding> twice{finding("r", "1"), finding("r", "1"), finding("r", "1")};
    const auto first = twice[0].id;
    tell_ids_apart(twice);
    CHECK(twice[0].id == first);
    CHECK(twice[1].id != first);
    CHECK(twice[2].id != twice[1].id);
    std::vector<Finding> among{finding("q", "7"), finding("r", "1"), finding("r", "1")};
    tell_ids_apart(among);
    CHECK(among[2].id == twice[1].id);
}

TEST_CASE("SARIF has the id as fingerprint, the other feature as related, the state beside") {
    auto f = finding("r", "P1");
    f.state = "violation";
    f.related = {{"zones", "Z1"}};
    FindingReport report;
    report.findings = {f, finding("plain", "P2")};
    report.findings[1].id.clear();
    const auto results = json::parse(to_sarif(report))["runs"][0]["results"];
    CHECK(results[0]["fingerprints"]["parkline/v1"] == f.id);
    CHECK(results[0]["properties"]["state"] == "violation");
    CHECK(results[0]["relatedLocations"][0]["id"] == 0);
    CHECK(results[0]["relatedLocations"][0]["logicalLocations"][0]["fullyQualifiedName"] ==
          "zones/Z1");
    CHECK(!results[1].contains("fingerprints"));
    CHECK(!results[1].contains("relatedLocations"));
    CHECK(!results[1]["properties"].contains("state"));
}

TEST_CASE("SARIF of a run has places where GeoJSON has the whole shape") {
    auto f = finding("r", "P1");
    for (const GridPoint p :
         {GridPoint{119'000'000'000, 33'000'000'000}, GridPoint{119'500'000'000, 33'000'000'000},
          GridPoint{119'000'000'000, 33'250'000'000}})
        f.shape.add_point(p);
    f.shape.end_ring();
    f.shape.end_part();
    f.shape.end_feature();
    f.lon = 119.25;
    f.lat = 33.125;
    FindingReport report;
    report.findings = {f};
    report.shapes = FindingShapes::place;
    const auto result = json::parse(to_sarif(report))["runs"][0]["results"][0];
    CHECK(result["properties"]["geometry"] ==
          json{{"type", "Point"}, {"coordinates", {119.25, 33.125}}});
    const auto features = json::parse(findings_geojson(report))["features"];
    REQUIRE(features.size() == 1);
    CHECK(features[0]["geometry"]["type"] == "MultiPolygon");
    CHECK(features[0]["properties"]["id"] == f.id);
    CHECK(features[0]["properties"]["level"] == "error");
}

TEST_CASE("GeoJSON of nothing is an empty collection, and hostile texts stay texts") {
    CHECK(json::parse(findings_geojson({}))["features"] == json::array());
    FindingReport report;
    report.findings = {finding("r", "\"},\n</script>\xff")};
    CHECK(json::parse(findings_geojson(report))["features"][0]["properties"]["feature_id"] ==
          "\"},\n</script>\xEF\xBF\xBD");
}

TEST_CASE("Two runs differ in what is new, changed and gone, errors first") {
    const Scratch scratch;
    auto moved = finding("r", "moved");
    write_folder(scratch, "a", {finding("r", "same"), moved, finding("r", "gone")});
    moved.message = {"乙", "b"};
    write_folder(
        scratch, "b",
        {finding("r", "note", Severity::note), finding("r", "new"), moved, finding("r", "same")});
    CHECK(changes(scratch) ==
          std::vector<std::string>{"new r new", "new r note", "changed r moved", "gone r gone"});
}

TEST_CASE("The order of findings makes no difference") {
    const Scratch scratch;
    write_folder(scratch, "a", {finding("r", "1"), finding("r", "2")});
    write_folder(scratch, "b", {finding("r", "2"), finding("r", "1")});
    CHECK(changes(scratch).empty());
}

TEST_CASE("A folder without findings, or with a file that no run wrote, is refused") {
    const Scratch scratch;
    write_folder(scratch, "a", {});
    CHECK_THROWS_AS(finding_diff(scratch / "a", scratch / "b"), InputError);
    std::filesystem::create_directories(scratch / "b");
    for (const auto* text :
         {"", "[]", "{\"features\":7}", "{\"features\":[{\"properties\":{\"id\":1}}]}"}) {
        write_whole_file(scratch / "b/findings.geojson", text);
        CHECK_THROWS_AS(finding_diff(scratch / "a", scratch / "b"), InputError);
    }
    write_folder(scratch, "b", {finding("r", "1"), finding("r", "1")});
    CHECK_THROWS_AS(finding_diff(scratch / "a", scratch / "b"), InputError);
}
