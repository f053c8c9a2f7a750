// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/raw_layer.hpp"

#include <catch2/catch.hpp>

#include "libgeo/io/encoding.hpp"
#include "libgeo/io/write_geopackage.hpp"
#include "libgeo/normalise/wkb.hpp"
#include "scratch.hpp"

using namespace geo;

namespace {

LayerSpec spec_of(const std::string& path) {
    LayerSpec spec;
    spec.path = path;
    return spec;
}

std::string refusal(const LayerSpec& spec) {
    return refusal_of([&] { read_layer(spec); });
}

std::string geojson(const std::string& crs, const std::string& x = "119") {
    return "{\"type\":\"FeatureCollection\"," + crs +
           "\"features\":[{\"type\":\"Feature\",\"properties\":{\"name\":\"点\"},\"geometry\":{"
           "\"type\":\"Point\",\"coordinates\":[" +
           x + ",33]}}]}";
}

/// A GeoPackage with two point layers.
std::string geopackage(const Scratch& scratch) {
    const std::vector<GridPoint> points{{119000000000, 33000000000}};
    const Table one{"one", {text_column("id")}, {{std::string("1")}}};
    Table two = one;
    two.name = "two";
    write_geopackage(scratch / "two.gpkg",
                     {{one, nullptr, &points, ""}, {two, nullptr, &points, ""}}, "EPSG:4490",
                     "2026-11-23");
    return scratch / "two.gpkg";
}

} // namespace

TEST_CASE("Features come with their ids, attributes and geometry") {
    const Scratch scratch;
    const auto raw = read_layer(spec_of(scratch.file("a.geojson", geojson(""))));
    CHECK(raw.format == "GeoJSON");
    CHECK(raw.crs == "EPSG:4326");
    REQUIRE(raw.features() == 1);
    CHECK(to_text(raw.attributes.columns[*raw.attributes.find("name")][0]) == "点");
    CHECK(decode_wkb(raw.geometry(0)).points[0].x == 119);
}

TEST_CASE("A crs link is never followed and an unknown crs is never taken for WGS 84") {
    const Scratch scratch;
    const auto link = scratch.file(
        "l.geojson",
        geojson("\"crs\":{\"type\":\"link\",\"properties\":{\"href\":\"http://127.0.0.1/x\"}},"));
    CHECK(refusal(spec_of(link)) ==
          link + ": the crs member is a link, and no address is ever fetched; nothing was guessed. "
                 "Remove the crs member and give the CRS with --src-crs.");
    const auto name = scratch.file(
        "n.geojson", geojson("\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"x\"}},"));
    CHECK(refusal(spec_of(name)).find("the crs member 'x' is not a known CRS") !=
          std::string::npos);
    const auto good =
        scratch.file("g.geojson", geojson("\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
                                          "\"urn:ogc:def:crs:EPSG::4490\"}},"));
    CHECK(read_layer(spec_of(good)).crs == "EPSG:4490");
}

TEST_CASE("A missing layer is named with those there are") {
    const Scratch scratch;
    auto spec = spec_of(geopackage(scratch));
    CHECK(refusal(spec) ==
          spec.path + " has several layers: one, two. Choose with --layer or layer = \"…\".");
    spec.layer = "three";
    CHECK(refusal(spec) ==
          "no layer 'three' in " + spec.path + ". It has: one, two. Choose with --layer.");
    spec.layer = "two";
    CHECK(read_layer(spec).features() == 1);
    spec.where = "nonsense >";
    CHECK(refusal(spec).find("the filter 'nonsense >' is not valid") != std::string::npos);
}

TEST_CASE("Only plain files are opened") {
    const Scratch scratch;
    CHECK(refusal(spec_of(scratch / "none.gpkg")) ==
          scratch / "none.gpkg" + ": no such file. Check the path.");
    CHECK(refusal(spec_of(scratch.folder())).find("not a plain file") != std::string::npos);
    const auto target = scratch.file("a.geojson", geojson(""));
    std::filesystem::create_symlink(target, scratch / "link.geojson");
    CHECK(refusal(spec_of(scratch / "link.geojson")).find("not a plain file") != std::string::npos);
    CHECK(refusal(spec_of("/vsicurl/http://127.0.0.1/x.geojson")).find("no such file") !=
          std::string::npos);
    CHECK(refusal(spec_of(scratch.file("x.gpkg", "not a database")))
              .find("cannot be opened as a layer or list") != std::string::npos);
}

TEST_CASE("A GeoPackage cut anywhere is refused, never read in part") {
    const Scratch scratch;
    const auto whole = Scratch::bytes_of(geopackage(scratch));
    for (std::size_t percent = 5; percent < 100; percent += 10) {
        CAPTURE(percent);
        auto spec =
            spec_of(scratch.file("cut.gpkg", whole.substr(0, whole.size() * percent / 100)));
        spec.layer = "two";
        CHECK_FALSE(refusal(spec).empty());
    }
}

TEST_CASE("The same layers give the same GeoPackage bytes") {
    const Scratch a, b;
    CHECK(Scratch::bytes_of(geopackage(a)) == Scratch::bytes_of(geopackage(b)));
}

TEST_CASE("The GBK shapefile of the demo is decoded, and the user is told") {
    const auto raw = read_layer(spec_of("datasets/huaian/zones_gbk.shp"));
    CHECK(raw.features() == 42);
    CHECK(raw.attributes.find("备注"));
    REQUIRE(raw.notes.size() == 1);
    CHECK(raw.notes[0].code == "encoding_found");
    CHECK(raw.notes[0].message.en.find("GB18030") != std::string::npos);
}

TEST_CASE("Texts are UTF-8 or GB18030 by their bytes, or refused") {
    bool gb18030 = false;
    CHECK(to_utf8("\xEF\xBB\xBF淮安", gb18030) == "淮安");
    CHECK_FALSE(gb18030);
    CHECK(to_utf8("\xBB\xB4\xB0\xB2", gb18030) == "淮安");
    CHECK(gb18030);
    CHECK_FALSE(to_utf8("\xFF\xFF", gb18030));
}

TEST_CASE("WKB that lies about its size is refused without taking memory") {
    const auto bytes = [](std::initializer_list<unsigned> list) {
        std::vector<std::byte> out;
        for (const auto b : list) out.push_back(static_cast<std::byte>(b));
        return out;
    };
    CHECK(decode_wkb({}).kind == ShapeKind::none);
    CHECK_THROWS_AS(decode_wkb(bytes({1, 3, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255})),
                    GeometryError);
    CHECK_THROWS_AS(decode_wkb(bytes({1, 3, 0, 0, 0, 255, 255, 255, 255})), GeometryError);
    CHECK_THROWS_AS(decode_wkb(bytes({2, 1, 0, 0, 0})), GeometryError);
    CHECK_THROWS_AS(decode_wkb(bytes({1, 99, 0, 0, 0})), GeometryError);
    std::vector<std::byte> nested;
    for (int i = 0; i < 100; ++i)
        for (const auto b : bytes({1, 7, 0, 0, 0, 1, 0, 0, 0})) nested.push_back(b);
    CHECK_THROWS_AS(decode_wkb(nested), GeometryError);
}
