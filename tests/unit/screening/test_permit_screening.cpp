// SPDX-License-Identifier: Apache-2.0
#include "libgeo/permit_screening.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "libgeo/io/project_file.hpp"
#include "libgeo/permit_answer.hpp"
#include "unit/io/scratch.hpp"

using namespace geo;
using namespace geo::test;

namespace {

std::string ring(double west, double south, double size) {
    const auto at = [&](double dx, double dy) {
        return "[" + shortest(west + dx) + "," + shortest(south + dy) + "]";
    };
    return "[" + at(0, 0) + "," + at(size, 0) + "," + at(size, size) + "," + at(0, size) + "," +
           at(0, 0) + "]";
}

std::string square(const std::string& properties, double west, double south, double size = 0.01) {
    return R"({"type":"Feature","properties":{)" + properties +
           R"(},"geometry":{"type":"Polygon","coordinates":[)" + ring(west, south, size) + "]}}";
}

std::string collection(const std::string& features) {
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

/// A city with one zone of each kind that the tests need.
struct Town {
    Scratch scratch;
    Project project;

    explicit Town(const std::string& zones, double accuracy_m = 2) {
        scratch.write("zones.geojson", collection(zones));
        scratch.write("units.geojson",
                      collection(square(R"("id":"ZH1","class":"priority")", 119, 33, 0.1) + "," +
                                 square(R"("id":"ZH3","class":"general")", 119.1, 33, 0.1)));
        scratch.write("lines.geojson",
                      collection(R"({"type":"Feature","properties":{"id":"L1","strip_m":1000},)"
                                 R"("geometry":{"type":"LineString",)"
                                 R"("coordinates":[[119.3,32.9],[119.3,33.2]]}})"));
        project = read_project(scratch.write(
            "project.toml",
            "[project]\nname = \"town\"\nas_of = 2026-11-23\nextent = [118, 32, 120, 34]\n"
            "[[layer]]\nrole = \"zones\"\npath = \"zones.geojson\"\naccuracy_m = " +
                shortest(accuracy_m) +
                "\nfields = { class = \"class\" }\n"
                "[[layer]]\nrole = \"control_units\"\npath = \"units.geojson\"\n"
                "fields = { class = \"class\" }\n"
                "[[layer]]\nrole = \"lines\"\npath = \"lines.geojson\"\naccuracy_m = 5\n"));
    }

    PermitScreening ask(const std::string& footprints, const std::string& industries = "") {
        PermitQuestion question;
        question.footprints.path = scratch.write("footprints.geojson", collection(footprints));
        if (!industries.empty())
            question.industries = scratch.write(
                "industries.csv", "project_id,industry,base_class,sensitive_class,counts_1,"
                                  "counts_2,counts_3\n" +
                                      industries);
        question.packs = "datasets/policies";
        return screen_permits(project, question);
    }
};

const std::string red = R"("id":"Z1","name":"红线","class":"redline_national")";
const std::string footprint = R"("id":"P1","name":"项目")";

} // namespace

TEST_CASE("certain overlap with a red line prohibits the site") {
    Town town(square(red, 119.015, 33.01));
    const auto s = town.ask(square(footprint, 119.01, 33.01));
    REQUIRE(s.answers.size() == 1);
    const auto& answer = s.answers[0];
    CHECK(answer.outcome == SitingOutcome::prohibited);
    CHECK(answer.conflicts.size() == 1);
    CHECK(answer.zones.at(0).distance_m == 0);
    CHECK(answer.zones.at(0).sensitive_set == "2");
    CHECK(*answer.ground[1].measured_m2 == Approx(answer.area.m2 / 2).epsilon(1e-3));
    CHECK_FALSE(answer.ground[0].measured_m2); // no layer of that set: unknown, not 0
}

TEST_CASE("touching a red line is within its accuracy, so it is for review") {
    Town town(square(red, 119.02, 33.01));
    CHECK(town.ask(square(footprint, 119.01, 33.01)).answers[0].outcome == SitingOutcome::review);
    Town exact(square(red, 119.02, 33.01), 0);
    const auto answer = exact.ask(square(footprint, 119.01, 33.01)).answers[0];
    CHECK(answer.outcome == SitingOutcome::conditions); // in a priority unit
    CHECK(answer.conflicts.empty());
    CHECK(answer.zones.at(0).distance_m == 0);
}

TEST_CASE("a control area is a condition and a distant zone is none") {
    Town town(square(R"("id":"Z1","class":"ecological_control")", 119.115, 33.01));
    CHECK(town.ask(square(footprint, 119.11, 33.01)).answers[0].outcome ==
          SitingOutcome::conditions);
    const auto answer = town.ask(square(footprint, 119.15, 33.01)).answers[0];
    CHECK(answer.outcome == SitingOutcome::clear);
    CHECK(answer.reasons.empty());
    CHECK(answer.zones.at(0).distance_m == Approx(2336).margin(5)); // 0.025 degrees of a parallel
}

TEST_CASE("control units share the footprint") {
    Town town(square(red, 119.5, 33.5));
    const auto answer = town.ask(square(footprint, 119.095, 33.01)).answers[0];
    REQUIRE(answer.units.size() == 2);
    CHECK(answer.units[0].area.m2 + answer.units[1].area.m2 ==
          Approx(answer.area.m2).epsilon(1e-9));
    CHECK(answer.outcome == SitingOutcome::conditions);
}

TEST_CASE("a strip is inside, doubtful within the accuracy, or outside") {
    Town town(square(red, 119.5, 33.5));
    // 1000 m along the parallel of 33.1 degrees are 0.010712 degrees.
    const auto status = [&](double gap_deg) {
        const auto s = town.ask(square(footprint, 119.29 - gap_deg, 33.1));
        return std::string(name_of(s.answers[0].strips.at(0).status));
    };
    CHECK(status(0.0100) == "inside");
    CHECK(status(0.01071) == "doubtful");
    CHECK(status(0.0112) == "outside");
    CHECK(status(-0.005) == "inside"); // it crosses the line
}

TEST_CASE("a project of several industries takes the highest class") {
    Town town(square(red, 119.5, 33.5));
    const auto site = square(footprint, 119.15, 33.01);
    const auto eia = [&](const std::string& industries) {
        return town.ask(site, industries).answers[0].eia;
    };
    CHECK(eia("P1,a,登记表,报告表,0,0,0\nP1,b,报告表,报告书,0,0,0\n").eia_class == "form");
    CHECK(eia("P1,a,报告书,报告书,0,0,0\nP1,b,,,0,0,0\n").eia_class == "report");
    const auto open = eia("P1,a,报告表,报告书,0,0,0\nP1,b,,,0,0,0\n");
    CHECK(open.eia_class.empty()); // b could need a report
    const auto& missing = open.industries[1].missing;
    CHECK(std::find(missing.begin(), missing.end(), "base_class") != missing.end());
    CHECK(eia("").eia_class.empty());
    CHECK(eia("P1,a,不在名录,不在名录,0,0,0\n").eia_class == "none");
}

TEST_CASE("a sensitive area raises the class only where the row counts its set") {
    Town town(square(red, 119.015, 33.01));
    const auto eia = [&](const std::string& row) {
        return town.ask(square(footprint, 119.01, 33.01), row).answers[0].eia;
    };
    CHECK(eia("P1,a,报告表,报告书,0,1,0\n").eia_class == "report");
    CHECK(eia("P1,a,报告表,报告书,0,0,0\n").eia_class == "form");
    const auto unknown = eia("P1,a,报告表,报告书,1,0,0\n"); // no layer of set (1)
    CHECK(unknown.eia_class.empty());
    CHECK(unknown.reason.en.find("sensitive_1_m2") != std::string::npos);
}

TEST_CASE("a class that hangs on the accuracy is not settled") {
    Town town(square(red, 119.02, 33.01)); // touches
    const auto eia =
        town.ask(square(footprint, 119.01, 33.01), "P1,a,报告表,报告书,0,1,0\n").answers[0].eia;
    CHECK(eia.eia_class == "form");
    CHECK_FALSE(eia.is_settled);
}

TEST_CASE("ground in two sets counts in (1) and not again in (2)") {
    Town town(square(red, 119.015, 33.01) + "," +
              square(R"("id":"Z2","class":"nature_reserve")", 119.0175, 33.01));
    const auto answer = town.ask(square(footprint, 119.01, 33.01)).answers[0];
    CHECK(*answer.ground[0].measured_m2 == Approx(answer.area.m2 / 4).epsilon(1e-3));
    CHECK(*answer.ground[1].measured_m2 == Approx(answer.area.m2 / 4).epsilon(1e-3));
}

TEST_CASE("an invalid footprint is not judged and is said") {
    Town town(square(red, 119.5, 33.5));
    const auto bow = R"({"type":"Feature","properties":{"id":"P2","name":"坏"},"geometry":)"
                     R"({"type":"Polygon","coordinates":)"
                     R"([[[119.01,33.01],[119.02,33.02],[119.02,33.01],[119.01,33.02],)"
                     R"([119.01,33.01]]]}})";
    const auto s = town.ask(square(footprint, 119.15, 33.01) + "," + bow);
    CHECK(s.answers.size() == 1);
    const auto table = permits_table(s);
    REQUIRE(table.rows.size() == 2);
    CHECK(to_text(table.rows[1][0]) == "P2");
    CHECK(to_text(table.rows[1][3]) == "review");
    CHECK(is_unknown(table.rows[1][2]));
}

TEST_CASE("an invalid zone that may reach the footprint leaves the answer open") {
    const auto bow = R"({"type":"Feature","properties":{"id":"Z9","class":"redline_national"},)"
                     R"("geometry":{"type":"Polygon","coordinates":)"
                     R"([[[119.15,33.01],[119.17,33.03],[119.17,33.01],[119.15,33.03],)"
                     R"([119.15,33.01]]]}})";
    Town town(square(red, 119.5, 33.5) + "," + bow);
    const auto s = town.ask(square(footprint, 119.16, 33.015), "P1,a,报告表,报告书,0,1,0\n");
    CHECK(s.answers[0].outcome == SitingOutcome::review);
    CHECK(s.answers[0].open == std::vector<std::string>{"Z9"});
    CHECK(s.answers[0].eia.eia_class.empty());
}

TEST_CASE("industries of a project without a footprint are a problem") {
    Town town(square(red, 119.5, 33.5));
    const auto s = town.ask(square(footprint, 119.15, 33.01), "P7,a,报告表,报告书,0,0,0\n");
    CHECK(std::any_of(s.city.log.problems.begin(), s.city.log.problems.end(), [](const auto& p) {
        return p.code == "industry_without_footprint" && p.feature_id == "P7";
    }));
}
