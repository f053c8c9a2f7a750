// SPDX-License-Identifier: Apache-2.0
// One bit of a file changed. A format with checksums shows it; the others can only keep their
// counts.
#include <catch2/catch.hpp>

#include <filesystem>

#include "unit/io/damage.hpp"
#include "unit/io/sample_layers.hpp"

using namespace geo;
using namespace geo::test;

TEST_CASE("A changed byte of a packed list is found, or nothing changed") {
    const Scratch scratch;
    write_sample(scratch / "list.ods", {.driver = "ODS", .crs = "", .features = 60});
    scratch.write("list.xlsx", bytes_of("datasets/huaian/enterprises.xlsx"));
    for (const std::string name : {"list.ods", "list.xlsx"}) {
        INFO(name);
        const auto whole = content_of(scratch / name);
        REQUIRE(whole);
        CHECK(harmful_flips(scratch, name, name,
                            [&](const Content& found) { return !(found == *whole); }) == none);
    }
}

TEST_CASE("A changed byte loses no feature in silence") {
    const Scratch scratch;
    write_sample(scratch / "z.kml", {.driver = "LIBKML", .crs = "EPSG:4326", .features = 20});
    write_sample(scratch / "z.geojsonl",
                 {.driver = "GeoJSONSeq", .crs = "EPSG:4326", .features = 20});
    write_sample(scratch / "z.geojson", {.driver = "GeoJSON", .crs = "EPSG:4326", .features = 20});
    write_sample(scratch / "z.gpkg", {.features = 20});
    write_sample(scratch / "z.fgb", {.driver = "FlatGeobuf", .features = 20});
    write_sample(scratch / "z.shp", {.driver = "ESRI Shapefile", .features = 20});
    for (const std::string name :
         {"z.kml", "z.geojsonl", "z.geojson", "z.gpkg", "z.fgb", "z.shp"}) {
        INFO(name);
        const auto features = [&] {
            const auto found = content_of(scratch / name);
            return found ? found->columns.at(0).size() : 0;
        }();
        REQUIRE(features == 20);
        CHECK(harmful_flips(scratch, name, name, [&](const Content& found) {
                  return found.columns.empty() || found.columns[0].size() != features;
              }) == none);
    }
}

TEST_CASE("A changed byte of a shapefile's table or index loses no record in silence; its values "
          "have no checksum") {
    const Scratch scratch;
    write_sample(scratch / "z.shp", {.driver = "ESRI Shapefile", .features = 20});
    for (const std::string part : {"z.dbf", "z.shx"}) {
        INFO(part);
        CHECK(harmful_flips(scratch, "z.shp", part, [](const Content& found) {
                  return found.features() != 20 && !found.says("deleted_records");
              }) == none);
    }
}

TEST_CASE("A changed byte of an old Excel list is refused or read, and never ends the process; the "
          "format has neither counts nor checksums") {
    const Scratch scratch;
    scratch.write("list.xls", bytes_of("tests/unit/io/old_list.xls"));
    int read = 0;
    // A layer without any row may come out; whoever needs rows refuses it (`only a header`).
    CHECK(harmful_flips(scratch, "list.xls", "list.xls", [&](const Content& found) {
              ++read;
              return found.features() > 0 && found.columns.empty();
          }) == none);
    CHECK(read > 0);
}

TEST_CASE("A changed byte of a drawing is refused, or its outlines keep their number unless what "
          "was left out is said; a drawing has neither counts nor checksums") {
    const Scratch scratch;
    scratch.write("plan.dxf", bytes_of("tests/cases/door/cad_ac1021.dxf"));
    const auto whole = content_of(scratch / "plan.dxf");
    REQUIRE(whole);
    CHECK(harmful_flips(scratch, "plan.dxf", "plan.dxf", [&](const Content& found) {
              return found.features() != whole->features() && !found.says("cad_entities_left_out");
          }) == none);
}

TEST_CASE("A changed byte of a file geodatabase is refused or keeps the number of features; its "
          "values have no checksum") {
    const Scratch scratch;
    write_sample(scratch / "z.gdb", {.driver = "OpenFileGDB", .features = 20});
    std::vector<std::string> parts;
    for (const auto& entry : std::filesystem::directory_iterator(scratch / "z.gdb"))
        parts.push_back("z.gdb/" + entry.path().filename().string());
    for (const auto& part : parts) {
        INFO(part);
        CHECK(harmful_flips(scratch, "z.gdb", part,
                            [](const Content& found) { return found.features() != 20; }) == none);
    }
}
