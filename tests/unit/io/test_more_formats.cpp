// SPDX-License-Identifier: Apache-2.0
// File geodatabases, drawings, and arcs.
#include <catch2/catch.hpp>

#include <cmath>
#include <filesystem>
#include <numbers>

#include <ogr_geometry.h>

#include "libgeo/io/curves.hpp"
#include "libgeo/io/raw_layer.hpp"
#include "unit/io/sample_layers.hpp"
#include "unit/io/scratch.hpp"

using namespace geo;
using namespace geo::test;

namespace {

std::unique_ptr<OGRGeometry> from_wkt(const std::string& wkt) {
    OGRGeometry* geometry = nullptr;
    OGRGeometryFactory::createFromWkt(wkt.c_str(), nullptr, &geometry);
    return std::unique_ptr<OGRGeometry>(geometry);
}

LayerSpec spec_of(const std::string& path, const std::string& layer = {}) {
    LayerSpec spec;
    spec.path = path;
    spec.layer = layer;
    return spec;
}

} // namespace

TEST_CASE("A circle of 100 m has its area when its chords stray at most 1 mm") {
    const auto circle =
        from_wkt("CURVEPOLYGON (CIRCULARSTRING (100 0, 0 100, -100 0, 0 -100, 100 0))");
    const auto linear = linearised(*circle, false);
    const auto* polygon = linear->toPolygon();
    // K13: 31 415.9265 m²; 4-degree steps give 31 390.413. Chords of sagitta s lose 2/3 s of width.
    CHECK(polygon->get_Area() == Approx(31415.9265).margin(2 * std::numbers::pi * 100 * 0.001));
    const auto* ring = polygon->getExteriorRing();
    for (int i = 0; i + 1 < ring->getNumPoints(); ++i) {
        const double x = (ring->getX(i) + ring->getX(i + 1)) / 2;
        const double y = (ring->getY(i) + ring->getY(i + 1)) / 2;
        REQUIRE(100 - std::hypot(x, y) <= most_sagitta_m * 1.0001);
    }
}

TEST_CASE("The largest arc of a geometry decides the step, and degrees are no metres") {
    const auto big =
        from_wkt("MULTISURFACE (CURVEPOLYGON (COMPOUNDCURVE (CIRCULARSTRING (10000 0, 0 "
                 "10000, -10000 0), (-10000 0, 10000 0))))");
    const auto linear = linearised(*big, false);
    const int n = linear->toMultiPolygon()->getGeometryRef(0)->getExteriorRing()->getNumPoints();
    CHECK(n > 3000); // a half circle of 10 km: step 2 acos(1 - 1e-7) = 0.051 degrees
    CHECK(n < 4500);
    const auto degrees =
        from_wkt("CURVEPOLYGON (CIRCULARSTRING (119.01 33, 119 33.01, 118.99 33, 119 "
                 "32.99, 119.01 33))");
    const auto fine = linearised(*degrees, true);
    CHECK(fine->toPolygon()->getExteriorRing()->getNumPoints() > 900);
}

TEST_CASE("A file geodatabase is read like the other formats") {
    const Scratch scratch;
    write_sample(scratch / "city.gdb", {.driver = "OpenFileGDB", .crs = "EPSG:4528"});
    const auto raw = read_layer(spec_of(scratch / "city.gdb"));
    REQUIRE(raw.features() == 3);
    CHECK(raw.crs == "EPSG:4528");
    const auto name = raw.attributes.find("名称");
    REQUIRE(name);
    CHECK(to_text(raw.attributes.columns[*name][2]) == "洪泽湖保护区");
    const auto files = files_of(scratch / "city.gdb");
    CHECK(files.size() > 5);
    CHECK(std::is_sorted(files.begin(), files.end()));
}

TEST_CASE("A geodatabase with a link in it is no geodatabase") {
    const Scratch scratch;
    write_sample(scratch / "city.gdb", {.driver = "OpenFileGDB"});
    std::filesystem::create_symlink("/dev/null", scratch / "city.gdb/a00000099.gdbtable");
    CHECK(error_of([&] {
              read_layer(spec_of(scratch / "city.gdb"));
          }).en.find("not a plain file") != std::string::npos);
}

TEST_CASE("Texts of a drawing name the outline that holds them, its layers are classes") {
    for (const char* file : {"named", "gb18030", "ansi_936", "ansi_1252", "ac1021"}) {
        INFO(file);
        const auto raw = read_layer(spec_of(std::string("tests/cases/door/cad_") + file + ".dxf"));
        REQUIRE(raw.features() == 1);
        CHECK(raw.crs.empty());
        CHECK(to_text(raw.attributes.columns[*raw.attributes.find("name")][0]) == "一号地");
        CHECK(to_text(raw.attributes.columns[*raw.attributes.find("class")][0]) == "园区");
    }
    const auto two = read_layer(spec_of("tests/cases/door/cad_two_texts.dxf"));
    CHECK(to_text(two.attributes.columns[*two.attributes.find("name")][0]) == "一号地;1.2亩");
}
