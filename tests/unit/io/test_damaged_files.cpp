// SPDX-License-Identifier: Apache-2.0
// A file that lost its end is refused, whatever the format and wherever it was cut.
#include <catch2/catch.hpp>

#include "libgeo/io/raw_layer.hpp"
#include "libgeo/normalise/wkb.hpp"
#include "unit/io/sample_layers.hpp"
#include "unit/io/scratch.hpp"

using namespace geo;
using namespace geo::test;

namespace {

const std::vector<std::size_t> none;

/// True when reading the file fails or gives all there was: never fewer features or empty shapes.
bool is_refused(const std::string& path) {
    LayerSpec spec;
    spec.path = path;
    try {
        read_layer(spec);
        return false;
    } catch (const InputError&) {
        return true;
    }
}

/// Cuts `part` of a good copy at many places and reads `main`; gives the places that were accepted.
std::vector<std::size_t> accepted_cuts(const Scratch& scratch, const std::string& main,
                                       const std::string& part) {
    const auto whole = bytes_of(scratch / part);
    std::vector<std::size_t> accepted;
    const std::size_t places = 60;
    for (std::size_t k = 0; k < places; ++k) {
        const std::size_t at = k < 4 ? whole.size() - 1 - k : whole.size() * (k - 4) / (places - 4);
        scratch.write(part, whole.substr(0, at));
        if (!is_refused(scratch / main)) accepted.push_back(at);
    }
    scratch.write(part, whole);
    return accepted;
}

} // namespace

TEST_CASE("A shapefile cut anywhere in any of its parts is refused") {
    const Scratch scratch;
    write_sample(scratch / "zones.shp", {.driver = "ESRI Shapefile", .features = 200});
    REQUIRE_FALSE(is_refused(scratch / "zones.shp"));
    for (const char* part : {"zones.shp", "zones.shx", "zones.dbf"}) {
        INFO(part);
        CHECK(accepted_cuts(scratch, "zones.shp", part) == none);
    }
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
    for (const auto at : accepted_cuts(scratch, "zones.geojson", "zones.geojson"))
        CHECK(at == bytes_of(scratch / "zones.geojson").size() - 1);
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
    CHECK(accepted_cuts(scratch, "list.xlsx", "list.xlsx") == none);
}

TEST_CASE("A view in a GeoPackage that gives nothing is not taken for an empty layer") {
    // A file that is no database at all, with the right name.
    const Scratch scratch;
    CHECK(is_refused(scratch.write("zones.gpkg", "SQLite format 3")));
    CHECK(is_refused(scratch.write("zero.gpkg", "")));
    CHECK(is_refused(scratch.write("zones.shp", "")));
    CHECK(is_refused(scratch.write("zones.xlsx", "PK")));
}
