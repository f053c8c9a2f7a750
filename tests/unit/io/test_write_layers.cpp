// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/write_layers.hpp"

#include <catch2/catch.hpp>

#include <thread>

#include "libgeo/io/geojson_writer.hpp"
#include "libgeo/io/layer_names.hpp"
#include "libgeo/io/ogr_writer.hpp"
#include "libgeo/io/raw_layer.hpp"
#include "libgeo/normalise/wkb.hpp"
#include "unit/io/scratch.hpp"
#include "unit/io/two_ways.hpp"

using namespace geo;
using namespace geo::test;

namespace {

Polygons square_with_hole() {
    Polygons p;
    const auto ring = [&](std::int64_t x0, std::int64_t x1, bool hole) {
        const std::int64_t y0 = 33'500'000'000 + x0, y1 = 33'500'000'000 + x1;
        const std::int64_t w = 119'000'000'000 + x0, e = 119'000'000'000 + x1;
        if (hole)
            for (const GridPoint q : {GridPoint{w, y0}, {w, y1}, {e, y1}, {e, y0}}) p.add_point(q);
        else
            for (const GridPoint q : {GridPoint{w, y0}, {e, y0}, {e, y1}, {w, y1}}) p.add_point(q);
        p.end_ring();
    };
    ring(0, 10'000'000, false);
    ring(2'000'000, 4'000'000, true);
    p.end_part();
    p.end_feature();
    p.end_feature(); // a feature without a shape
    return p;
}

const Polygons shapes = square_with_hole();
const std::vector<GridPoint> places{{119'000'000'001, 33'500'000'002}};

std::vector<OutputLayer> layers() {
    const Table zones{"zones",
                      {text_column("id"), real_column("area_m2", 4), whole_column("synthetic")},
                      {{std::string("Z1"), 1.23456789, std::int64_t{1}},
                       {std::string("Z2"), Value(), std::int64_t{0}}}};
    const Table sites{"sites", {text_column("id")}, {{std::string("中")}}};
    return {{zones, &shapes}, {sites, nullptr, &places}};
}

RawLayer read(const std::string& path, const std::string& layer) {
    LayerSpec spec;
    spec.path = path;
    spec.layer = layer;
    return read_layer(spec);
}

/// Two features, one of two parts with a hole, and one without a shape.
void overlay_like(Polygons& made) {
    const auto ring = [&made](std::int64_t x, std::int64_t side, bool is_hole) {
        const GridPoint low{x, -33'123'456'781};
        for (const auto& p :
             {low, GridPoint{low.x + side, low.y}, GridPoint{low.x + side, low.y + side}})
            made.add_point(p);
        made.end_ring();
        if (is_hole) std::reverse(made.points.end() - 3, made.points.end());
    };
    ring(-119'123'454'321, 5000, false);
    ring(-119'123'452'321, 900, true);
    made.end_part();
    ring(7'654'321'987, 3, false);
    made.end_part();
    made.end_feature();
    ring(119'123'456'789, 1'000'000'000, false);
    made.end_part();
    made.end_feature();
    made.end_feature();
}

} // namespace

TEST_CASE("What is written is read back: places to the grid unit, numbers with their decimals") {
    const Scratch scratch;
    const QgisTables qgis{
        {{"zones", "plain", "<qgis/>", "<sld/>"}}, "it's", "<qgis>project</qgis>"};
    write_geopackage(scratch / "r.gpkg", layers(), "EPSG:4490", "2026-11-23", qgis);
    const auto zones = read(scratch / "r.gpkg", "zones");
    REQUIRE(zones.features() == 2);
    CHECK(zones.crs == "EPSG:4490");
    CHECK(to_number(zones.attributes.columns[1][0]) == 1.2346);
    CHECK(is_unknown(zones.attributes.columns[1][1]));
    const auto shape = decode_wkb(zones.geometry(0));
    REQUIRE(shape.paths() == 2);
    CHECK(shape.points[0].x == 119.0);
    CHECK(shape.points[0].y == 33.5);
    CHECK(decode_wkb(zones.geometry(1)).paths() == 0);
    const auto sites = read(scratch / "r.gpkg", "sites");
    CHECK(std::llround(decode_wkb(sites.geometry(0)).points[0].x * 1e9) == 119'000'000'001);
    CHECK(to_text(sites.attributes.columns[0][0]) == "中");
    const auto styles = read(scratch / "r.gpkg", "layer_styles");
    CHECK(styles.features() == 1);
    CHECK(layer_names(scratch / "r.gpkg") == std::vector<std::string>{"zones", "sites"});
}

TEST_CASE("The same layers give the same bytes, a second later and on another thread") {
    const Scratch scratch;
    write_geopackage(scratch / "a.gpkg", layers(), "EPSG:4528", "2026-11-23");
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    std::thread([&] {
        write_geopackage(scratch / "b.gpkg", layers(), "EPSG:4528", "2026-11-23");
    }).join();
    CHECK(bytes_of(scratch / "a.gpkg") == bytes_of(scratch / "b.gpkg"));
    CHECK_FALSE(bytes_of(scratch / "a.gpkg").empty());
}

TEST_CASE("A CRS that cannot hold the places is refused; no infinite number is written") {
    const Scratch scratch;
    const std::vector<GridPoint> far{{30'000'000'000, 0}}; // 90 degrees from the central meridian
    const Table table{"sites", {text_column("id")}, {{std::string("S")}}};
    const auto text = error_of([&] {
        write_geopackage(scratch / "r.gpkg", {{table, nullptr, &far}}, "EPSG:4549", "2026-11-23");
    });
    CHECK(text.en == "the CRS EPSG:4549 has no coordinates for the place 30.000000000, "
                     "0.000000000 (EPSG:4490). Choose another CRS for the results with --dst-crs.");
    CHECK(text.zh == "坐标系 EPSG:4549 在 30.000000000, 0.000000000（EPSG:4490）处没有坐标。请用 "
                     "--dst-crs 为结果另选坐标系。");
}

TEST_CASE("A place that cannot be written to is named") {
    const auto text =
        error_of([] { write_geopackage("nowhere/r.gpkg", layers(), "EPSG:4490", "2026-11-23"); });
    CHECK(text.en.starts_with("nowhere/r.gpkg: cannot be written (GDAL says: "));
}

TEST_CASE("One layer in each format reads back the same, features in their order") {
    const Scratch scratch;
    auto layer = layers().front();
    layer.table.columns.push_back({"ratio", ColumnType::real, all_decimals});
    for (auto& row : layer.table.rows) row.resize(4);
    layer.table.rows[0][3] = 0.1234567890123;
    const auto one = single(shapes, 0);
    for (const std::string name : {"r.gpkg", "r.geojson", "r.fgb"}) {
        INFO(name);
        if (name == "r.fgb") { // it cannot hold the feature without a shape
            CHECK(error_of([&] {
                      write_layer(scratch / name, *layer_format_of(name), layer, "EPSG:4490",
                                  "2026-11-23");
                  }).en == (scratch / name) +
                               ": feature 2 has no shape, and a FlatGeobuf would lose "
                               "it. Write a .gpkg instead.");
            layer.table.rows.resize(1);
            layer.shapes = &one;
        }
        const auto format = layer_format_of(name);
        REQUIRE(format);
        write_layer(scratch / name, *format, layer, "EPSG:4490", "2026-11-23");
        const auto back = read(scratch / name, "");
        REQUIRE(back.features() == layer.table.rows.size());
        CHECK(back.crs == (name == "r.geojson" ? "EPSG:4326" : "EPSG:4490"));
        const auto value = [&](const char* field, std::size_t row) {
            return back.attributes.columns[back.attributes.find(field).value()][row];
        };
        CHECK(to_text(value("id", 0)) == "Z1");
        CHECK(to_number(value("area_m2", 0)) == 1.2346);
        CHECK(to_number(value("ratio", 0)) == 0.1234567890123);
        if (back.features() > 1) CHECK(is_unknown(value("ratio", 1)));
        const auto shape = decode_wkb(back.geometry(0));
        REQUIRE(shape.paths() == 2);
        CHECK(shape.points[0].x == 119.0);
        CHECK(shape.points[0].y == 33.5);
    }
    CHECK_FALSE(layer_format_of("r.csv"));
    CHECK_FALSE(layer_format_of("r"));
}

TEST_CASE("GeoJSON reads back as what GDAL's own writer writes") {
    const Scratch scratch;
    Polygons two;
    overlay_like(two);
    Table table{"叠加 \"x\"",
                {text_column("id"),
                 real_column("area_m2", 4),
                 {"ratio", ColumnType::real, all_decimals},
                 whole_column("n")},
                {{std::string("a\n\t\\\"引\""), 1.5, 0.1, std::int64_t{-3}},
                 {std::string(""), 1e12, 1e-300, std::int64_t{9'007'199'254'740'992}},
                 {Value(), Value(), Value(), Value()}}};
    const OutputLayer layer{table, &two};
    write_geojson(scratch / "own.geojson", layer);
    OgrWriter by_gdal(scratch / "gdal.geojson", "GeoJSON", "EPSG:4326", "2026-11-23");
    by_gdal.add(layer, {"COORDINATE_PRECISION=9", "RFC7946=NO"});
    by_gdal.close();
    auto own = read(scratch / "own.geojson", "");
    own.subject = read(scratch / "gdal.geojson", "").subject;
    CHECK(is_same(own, read(scratch / "gdal.geojson", "")));
    // GDAL's writer rounds what is near a whole degree (33.000000001 to 33.0); ours keeps it.
    const std::vector<GridPoint> ends{{-1, 0}, {180'000'000'000, -90'000'000'000}, {1, 10}};
    write_geojson(scratch / "own.geojson", {table, nullptr, &ends});
    const auto back = read(scratch / "own.geojson", "");
    for (std::size_t i = 0; i < ends.size(); ++i) {
        const auto p = decode_wkb(back.geometry(i)).points[0];
        CHECK(GridPoint{std::llround(p.x * 1e9), std::llround(p.y * 1e9)} == ends[i]);
    }
    CHECK(error_of([&] { write_geojson("nowhere/r.geojson", layer); }).en ==
          "nowhere/r.geojson: cannot be written. Check disk space and permissions.");
    CHECK(error_of([&] { write_geojson("/dev/full", layer); }).en ==
          "/dev/full: cannot be written. Check disk space and permissions.");
}
