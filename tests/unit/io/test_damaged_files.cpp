// SPDX-License-Identifier: Apache-2.0
// A file that lost its end is refused, whatever the format and wherever it was cut.
#include <catch2/catch.hpp>

#include <filesystem>

#include "unit/io/damage.hpp"
#include "unit/io/sample_layers.hpp"
#include "unit/io/scratch.hpp"

using namespace geo;
using namespace geo::test;

namespace {

bool is_refused(const std::string& path) {
    return !features_of(path);
}

/// Cuts `part` of a good copy at many places and reads `main`; gives the places that were accepted,
/// but for the last bytes when they are no data (`end_mark`) and all features still came.
std::vector<std::size_t> accepted_cuts(const Scratch& scratch, const std::string& main,
                                       const std::string& part, std::size_t end_mark = 0) {
    const auto all = features_of(scratch / main);
    const auto whole = bytes_of(scratch / part);
    std::vector<std::size_t> accepted;
    const std::size_t places = 60;
    for (std::size_t k = 0; k < places; ++k) {
        const std::size_t at = k < 4 ? whole.size() - 1 - k : whole.size() * (k - 4) / (places - 4);
        scratch.write(part, whole.substr(0, at));
        const auto features = features_of(scratch / main);
        if (features && !(features == all && at + end_mark >= whole.size())) accepted.push_back(at);
    }
    scratch.write(part, whole);
    return accepted;
}

} // namespace

TEST_CASE("A shapefile cut anywhere in any of its parts is refused") {
    const Scratch scratch;
    write_sample(scratch / "zones.shp", {.driver = "ESRI Shapefile", .features = 200});
    REQUIRE_FALSE(is_refused(scratch / "zones.shp"));
    CHECK(accepted_cuts(scratch, "zones.shp", "zones.shp") == none);
    CHECK(accepted_cuts(scratch, "zones.shp", "zones.shx") == none);
    CHECK(accepted_cuts(scratch, "zones.shp", "zones.dbf", 1) == none); // a table may lack 0x1A
    CHECK_FALSE(is_refused(scratch / "zones.shp"));
}

TEST_CASE("A shapefile whose parts count different features is refused") {
    const Scratch scratch;
    write_sample(scratch / "a.shp", {.driver = "ESRI Shapefile", .features = 5});
    write_sample(scratch / "b.shp", {.driver = "ESRI Shapefile", .features = 4});
    for (const char* part : {".dbf", ".shx"}) {
        INFO(part);
        const auto own = bytes_of(scratch / ("a" + std::string(part)));
        scratch.write("a" + std::string(part), bytes_of(scratch / ("b" + std::string(part))));
        CHECK(is_refused(scratch / "a.shp"));
        scratch.write("a" + std::string(part), own);
    }
    CHECK_FALSE(is_refused(scratch / "a.shp"));
}

TEST_CASE("A GeoPackage cut anywhere is refused") {
    const Scratch scratch;
    write_sample(scratch / "zones.gpkg", {.features = 300});
    REQUIRE_FALSE(is_refused(scratch / "zones.gpkg"));
    CHECK(accepted_cuts(scratch, "zones.gpkg", "zones.gpkg") == none);
}

TEST_CASE("A GeoJSON cut anywhere is refused") {
    const Scratch scratch;
    write_sample(scratch / "zones.geojson",
                 {.driver = "GeoJSON", .crs = "EPSG:4326", .features = 100});
    REQUIRE_FALSE(is_refused(scratch / "zones.geojson"));
    // The last byte is the line end after the closing brace.
    CHECK(accepted_cuts(scratch, "zones.geojson", "zones.geojson", 1) == none);
}

TEST_CASE("A FlatGeobuf cut anywhere is refused") {
    const Scratch scratch;
    write_sample(scratch / "zones.fgb", {.driver = "FlatGeobuf", .features = 100});
    REQUIRE_FALSE(is_refused(scratch / "zones.fgb"));
    CHECK(accepted_cuts(scratch, "zones.fgb", "zones.fgb") == none);
}

TEST_CASE("An Excel list cut anywhere is refused") {
    const Scratch scratch;
    scratch.write("list.xlsx", bytes_of("datasets/huaian/enterprises.xlsx"));
    REQUIRE_FALSE(is_refused(scratch / "list.xlsx"));
    // The last field of a ZIP is the length of its comment, which GDAL does not need.
    CHECK(accepted_cuts(scratch, "list.xlsx", "list.xlsx", 3) == none);
}

TEST_CASE("A file that has the right name and nothing in it is refused") {
    const Scratch scratch;
    CHECK(is_refused(scratch.write("zones.gpkg", "SQLite format 3")));
    CHECK(is_refused(scratch.write("zero.gpkg", "")));
    CHECK(is_refused(scratch.write("zones.shp", "")));
    CHECK(is_refused(scratch.write("zones.xlsx", "PK")));
}

TEST_CASE("A KML, a drawing and a GeoJSON sequence cut anywhere are refused") {
    const Scratch scratch;
    write_sample(scratch / "zones.kml", {.driver = "LIBKML", .crs = "EPSG:4326", .features = 60});
    write_sample(scratch / "zones.geojsonl",
                 {.driver = "GeoJSONSeq", .crs = "EPSG:4326", .features = 60});
    scratch.write("plan.dxf", bytes_of("tests/cases/door/cad_ac1021.dxf"));
    for (const std::string name : {"zones.kml", "zones.geojsonl", "plan.dxf"}) {
        INFO(name);
        REQUIRE_FALSE(is_refused(scratch / name));
        CHECK(accepted_cuts(scratch, name, name, 2) == none);
    }
}

TEST_CASE("A file geodatabase of which a table was cut is refused, or nothing is lost") {
    const Scratch scratch;
    write_sample(scratch / "zones.gdb", {.driver = "OpenFileGDB", .features = 60});
    const auto whole = content_of(scratch / "zones.gdb");
    REQUIRE(whole);
    int refused = 0;
    for (const auto& entry : std::filesystem::directory_iterator(scratch / "zones.gdb")) {
        const auto name = "zones.gdb/" + entry.path().filename().string();
        if (!name.ends_with(".gdbtable") && !name.ends_with(".gdbtablx")) continue;
        INFO(name);
        const auto bytes = bytes_of(scratch / name);
        for (std::size_t k = 0; k < 40; ++k) { // tables that only keep settings may be cut
            scratch.write(name, bytes.substr(0, bytes.size() * k / 40));
            const auto found = content_of(scratch / "zones.gdb");
            CHECK((!found || *found == *whole));
            refused += !found;
        }
        scratch.write(name, bytes);
    }
    CHECK(refused >= 80); // the table of the features and its index, and more
}

TEST_CASE("A list of LibreOffice or old Excel cut anywhere is refused") {
    const Scratch scratch;
    write_sample(scratch / "list.ods", {.driver = "ODS", .crs = "", .features = 60});
    scratch.write("list.xls", bytes_of("tests/unit/io/old_list.xls")); // of xlwt, invented rows
    for (const std::string name : {"list.ods", "list.xls"}) {
        INFO(name);
        REQUIRE_FALSE(is_refused(scratch / name));
        CHECK(accepted_cuts(scratch, name, name, 3) == none);
    }
}
