// SPDX-License-Identifier: Apache-2.0
#include "libgeo/screening.hpp"

#include <catch2/catch.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/io/project_file.hpp"
#include "libgeo/publish.hpp"
#include "unit/io/scratch.hpp"

using namespace geo;
using namespace geo::test;
namespace fs = std::filesystem;

namespace {

std::string square(const std::string& id, double west, double south) {
    const auto at = [&](double dx, double dy) {
        return "[" + shortest(west + dx) + "," + shortest(south + dy) + "]";
    };
    return R"({"type":"Feature","properties":{"id":")" + id +
           R"("},"geometry":{"type":"Polygon","coordinates":[[)" + at(0, 0) + "," + at(0.01, 0) +
           "," + at(0.01, 0.01) + "," + at(0, 0.01) + "," + at(0, 0) + "]]}}";
}

std::string collection(const std::string& features) {
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

/// A bow tie of 0.02 by 0.01 degree, which is invalid.
std::string bow_tie(const std::string& id, double lon, double lat) {
    const auto at = [&](double dx, double dy) {
        return "[" + fixed(lon + dx, 4) + "," + fixed(lat + dy, 4) + "]";
    };
    return R"({"type":"Feature","properties":{"id":")" + id +
           R"("},"geometry":{"type":"Polygon","coordinates":[[)" + at(0, 0) + "," + at(0.02, 0.01) +
           "," + at(0.02, 0) + "," + at(0, 0.01) + "," + at(0, 0) + "]]}}";
}

/// One park, one red line over its eastern half, two sites.
Project small_project(const Scratch& scratch) {
    scratch.write("parks.geojson", collection(square("P", 119, 33)));
    scratch.write("zones.geojson", collection(square("Z", 119.005, 33)));
    scratch.write("sites.csv", "id,lon,lat\nin,119.007,33.005\nout,119.2,33.005\n");
    return read_project(scratch.write(
        "project.toml",
        "[project]\nname = \"small\"\nas_of = 2026-11-23\n"
        "extent = [118, 32, 120, 34]\n"
        "[[layer]]\nrole = \"parks\"\npath = \"parks.geojson\"\n"
        "[[layer]]\nrole = \"zones\"\npath = \"zones.geojson\"\n"
        "values = { class = \"redline_national\" }\n"
        "[[layer]]\nrole = \"sites\"\npath = \"sites.csv\"\nsrc_crs = \"EPSG:4490\"\n"));
}

} // namespace

TEST_CASE("A screening finds the half of the park under the red line and the site inside") {
    const Scratch scratch;
    const auto s = screen(small_project(scratch));
    REQUIRE(s.conflicts.list.size() == 1);
    CHECK(s.conflicts.list[0].area.m2 ==
          Approx(area_of(s.city.parks.shapes, 0).m2 / 2).epsilon(1e-9));
    REQUIRE(s.sites.size() == 2);
    CHECK(s.sites[0].status == SiteStatus::inside);
    CHECK(s.verdicts.empty());
    CHECK(s.inputs.size() == 4);
}

TEST_CASE("An input that changes during the run gives no results") {
    const Scratch scratch;
    const auto project = small_project(scratch);
    ResultFolder folder(scratch / "out", Overwrite::no);
    const auto s =
        screen(project, {[&](const Text& step, std::size_t, std::size_t) {
                   if (step.en == "overlaying parks and zones")
                       scratch.write("zones.geojson", collection(square("Z", 119.5, 33)));
               }});
    const auto text = error_of([&] { folder.publish(s); });
    CHECK(text.en == scratch / "zones.geojson" +
                         ": the file changed during the run, so the results cannot be trusted and "
                         "none were written. Run again when nobody writes to it.");
    CHECK(text.zh == scratch / "zones.geojson" +
                         "：运行期间文件发生了变化，结果不可信，未写出。请等文件写完后重新运行。");
    CHECK_FALSE(fs::exists(scratch / "out/manifest.json"));
    CHECK_FALSE(fs::exists(scratch / "out/conflicts.csv"));
}

TEST_CASE("An input that disappears during the run gives no results") {
    const Scratch scratch;
    const auto project = small_project(scratch);
    ResultFolder folder(scratch / "out", Overwrite::no);
    const auto s = screen(project);
    fs::remove(scratch / "sites.csv");
    CHECK(error_of([&] {
              folder.publish(s);
          }).en.starts_with(scratch / "sites.csv: the file changed"));
}

TEST_CASE("A run that is interrupted at any step leaves nothing") {
    for (int stop = 0; stop < 8; ++stop) {
        const Scratch scratch;
        const auto project = small_project(scratch);
        int steps = 0;
        try {
            ResultFolder folder(scratch / "out", Overwrite::no);
            folder.publish(screen(project, {[&](const Text&, std::size_t, std::size_t) {
                                      if (steps++ == stop) throw Interrupted(2);
                                  }}));
            FAIL("not interrupted at step " << stop);
        } catch (const Interrupted& interrupted) {
            CHECK(interrupted.signal() == 2);
        }
        CHECK_FALSE(fs::exists(scratch / "out"));
    }
}

TEST_CASE("Results go out in the first layer's CRS, or in the one that the project names") {
    const Scratch scratch;
    auto project = small_project(scratch);
    for (const auto& [wanted, found] : {std::pair{"", "EPSG:4326"}, {"EPSG:4549", "EPSG:4549"}}) {
        project.dst_crs = wanted;
        ResultFolder folder(scratch / (std::string("out") + wanted), Overwrite::no);
        folder.publish(screen(project));
        const auto manifest = bytes_of(scratch / (std::string("out") + wanted + "/manifest.json"));
        CHECK(manifest.find(std::string("\"dst_crs\": \"") + found + "\"") != std::string::npos);
    }
    project.dst_crs = "EPSG:999999"; // known before any layer is read
    std::size_t steps = 0;
    CHECK_FALSE(error_of([&] {
                    screen(project, {[&](const Text&, std::size_t, std::size_t) { ++steps; }});
                }).en.empty());
    CHECK(steps == 0);
}

TEST_CASE("The same project gives the same bytes, wherever its folder stands") {
    const Scratch one, two;
    for (const auto* scratch : {&one, &two}) {
        ResultFolder folder(*scratch / "out", Overwrite::no);
        folder.publish(screen(small_project(*scratch)));
    }
    for (const char* name : {"conflicts.csv", "sites.csv", "parks.csv", "summary.json",
                             "results.gpkg", "manifest.json", "problems.csv"}) {
        INFO(name);
        CHECK(bytes_of(one / "out/" + name) == bytes_of(two / "out/" + name));
    }
}

TEST_CASE("Lines, residents and listed facts of a project reach the verdicts and their routes") {
    const Scratch scratch;
    small_project(scratch);
    scratch.write("line.geojson",
                  collection(R"({"type":"Feature","properties":{"id":"Y"},"geometry":{"type":)"
                             R"("LineString","coordinates":[[119.015,32.9],[119.015,33.2]]}})"));
    scratch.write("homes.csv", "id,lon,lat,people\nH,119.001,33.001,4\n");
    scratch.write("facts.csv", "id,subject,fact,value,method,evidence\n"
                               "P,park,management_body,1,ledger,case 5\n"
                               "in,enterprise,is_chemical,1,list,\n"
                               "in,enterprise,in_elimination_list,0,list,\n"
                               "in,enterprise,is_key_point,0,list,\n");
    const auto policies = fs::absolute("datasets/policies").string();
    const auto project = read_project(scratch.write(
        "more.toml",
        bytes_of(scratch / "project.toml") +
            "[[layer]]\nrole = \"lines\"\npath = \"line.geojson\"\n"
            "values = { class = \"yangtze_main_stem\", reference = \"bank\" }\n"
            "[[layer]]\nrole = \"residents\"\npath = \"homes.csv\"\nsrc_crs = \"EPSG:4490\"\n"
            "[[layer]]\nrole = \"facts\"\npath = \"facts.csv\"\n"
            "[policy]\npack = \"" +
            policies + "/jiangsu-park-screening.toml\"\nenterprise_pack = \"" + policies +
            "/enterprise-route.toml\"\n"));
    const auto s = screen(project);
    const auto& facts = s.facts.at(0);
    CHECK(to_number(facts.find("residents_inside")->value) == 4.0);
    CHECK(facts.find("residents_inside")->method == "inside the park edge (residents)");
    CHECK(facts.find("residents_inside")->version.starts_with("parks.geojson@"));
    CHECK(is_unknown(facts.find("yangtze_strip_new_m2")->value)); // nobody says what is new
    CHECK(facts.find("management_body")->evidence == "case 5");
    CHECK(facts.find("zone_classes")->value == Value(std::string("redline_national")));
    CHECK(s.verdicts.at(0).outcome == Outcome::close);
    REQUIRE(s.enterprise_verdicts.size() == 2);
    CHECK(s.enterprise_verdicts[0].subject_id == "in");
    CHECK(s.enterprise_verdicts[0].result == "move"); // on forbidden ground
    CHECK(s.enterprise_facts[0].find("park_verdict")->value == Value(std::string("close")));
    CHECK(s.enterprise_verdicts[1].outcome == Outcome::insufficient_data);
}

TEST_CASE("Residents without a place may live in any park: nobody counted is unknown, not 0") {
    const Scratch scratch;
    small_project(scratch);
    const auto people_with = [&](const std::string& rows) {
        scratch.write("homes.csv", "id,lon,lat,people\n" + rows);
        const auto policies = fs::absolute("datasets/policies").string();
        const auto s = screen(read_project(scratch.write(
            "more.toml",
            bytes_of(scratch / "project.toml") +
                "[[layer]]\nrole = \"residents\"\npath = \"homes.csv\"\nsrc_crs = \"EPSG:4490\"\n"
                "[policy]\npack = \"" +
                policies + "/jiangsu-park-screening.toml\"\n")));
        return *s.facts.at(0).find("residents_inside");
    };
    CHECK(to_number(people_with("far,119.5,33.5,4\n").value) == 0.0);
    const auto open = people_with("far,119.5,33.5,4\nlost,,,90\n");
    CHECK(is_unknown(open.value));
    CHECK(open.evidence == "lost");
    INFO("whoever is counted lives there, whatever is not known of others");
    CHECK(to_number(people_with("in,119.001,33.001,4\nlost,,,90\n").value) == 4.0);
}

TEST_CASE("Where an enterprise stands is open on ground under review or of a class no rule knows") {
    const Scratch scratch;
    auto project = small_project(scratch);
    scratch.write("parks.geojson",
                  collection(square("P", 119, 33) + "," + bow_tie("B", 119.595, 33)));
    scratch.write("zones.geojson",
                  collection(square("Z", 119.005, 33) + "," + bow_tie("Q", 119.195, 33)));
    scratch.write("scenic.geojson", collection(square("S", 119.395, 33)));
    std::string sites = "id,lon,lat,is_chemical,in_elimination_list,is_key_point\n";
    for (const auto* place : {"a,119.007", "b,119.2", "c,119.4", "d,119.6", "e,119.8"})
        sites += std::string(place) + ",33.005,1,0,0\n";
    scratch.write("sites.csv", sites);
    const auto policies = fs::absolute("datasets/policies").string();
    project = read_project(scratch.write(
        "more.toml", bytes_of(scratch / "project.toml") +
                         "[[layer]]\nrole = \"zones\"\npath = \"scenic.geojson\"\n"
                         "values = { class = \"scenic_area\" }\n"
                         "[policy]\npack = \"" +
                         policies + "/jiangsu-park-screening.toml\"\nenterprise_pack = \"" +
                         policies + "/enterprise-route.toml\"\n"));
    const auto s = screen(project);
    REQUIRE(s.enterprise_facts.size() == 5);
    const auto fact = [&](std::size_t site, const char* name) {
        return *s.enterprise_facts[site].find(name);
    };
    CHECK(fact(0, "in_forbidden_zone").value == Value(std::int64_t{1}));
    CHECK(is_unknown(fact(1, "in_forbidden_zone").value));
    CHECK(fact(1, "in_forbidden_zone").evidence == "Q");
    CHECK(is_unknown(fact(2, "in_forbidden_zone").value));
    CHECK(fact(2, "in_forbidden_zone").evidence == "S");
    CHECK(is_unknown(fact(3, "park_verdict").value)); // its park is under review
    CHECK(fact(3, "in_forbidden_zone").value == Value(std::int64_t{0}));
    CHECK(fact(4, "park_verdict").value == Value(std::string("outside")));
    CHECK(fact(4, "in_forbidden_zone").value == Value(std::int64_t{0}));
    for (const auto site : {1, 2, 3})
        CHECK(s.enterprise_verdicts[static_cast<std::size_t>(site)].outcome ==
              Outcome::insufficient_data);
    CHECK(s.enterprise_verdicts[4].result == "move");
}

TEST_CASE("A pack about parks is refused as a pack for enterprises") {
    const Scratch scratch;
    auto project = small_project(scratch);
    project.enterprise_pack = "datasets/policies/jiangsu-park-screening.toml";
    CHECK(error_of([&] { screen(project); }).en ==
          "policy pack jiangsu-park-screening is about the subject 'park', but 'enterprise' is "
          "needed here. Choose another pack.");
}
