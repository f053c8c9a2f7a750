// SPDX-License-Identifier: Apache-2.0
// Features of a FlatGeobuf come the same whether they are read straight from the file or by GDAL.
#include <catch2/catch.hpp>

#include <limits>

#include <ogrsf_frmts.h>

#include "libgeo/io/gdal_session.hpp"
#include "unit/io/sample_layers.hpp"
#include "unit/io/scratch.hpp"
#include "unit/io/two_ways.hpp"

using namespace geo;
using namespace geo::test;

namespace {

struct Field {
    const char* name;
    OGRFieldType type;
    OGRFieldSubType subtype;
};

const std::vector<Field> every_field{
    {"text", OFTString, OFSTNone},    {"json", OFTString, OFSTJSON},
    {"yes", OFTInteger, OFSTBoolean}, {"short", OFTInteger, OFSTInt16},
    {"whole", OFTInteger, OFSTNone},  {"long", OFTInteger64, OFSTNone},
    {"real", OFTReal, OFSTNone},      {"float", OFTReal, OFSTFloat32},
    {"day", OFTDate, OFSTNone},       {"moment", OFTDateTime, OFSTNone}};

void fill(OGRFeature& feature) {
    feature.SetField("text", "洪泽湖 \"a\"");
    feature.SetField("json", "{\"a\": [1, 2]}");
    feature.SetField("yes", 1);
    feature.SetField("short", -32768);
    feature.SetField("whole", std::numeric_limits<int>::max());
    feature.SetField("long", GIntBig{-9'000'000'000'000'000'000});
    feature.SetField("real", 0.1);
    feature.SetField("float", 0.25);
    feature.SetField("day", 2024, 2, 29);
    feature.SetField("moment", 2024, 2, 28, 23, 59, 58.5F, 100);
}

/// A file of these shapes, each with all fields set, with none, and with empty texts.
void write(const std::string& path, OGRwkbGeometryType type, const std::vector<const char*>& shapes,
           const char* index, const std::vector<Field>& fields = every_field) {
    open_gdal_session();
    auto* driver = GetGDALDriverManager()->GetDriverByName("FlatGeobuf");
    const GDALDatasetUniquePtr dataset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    OGRSpatialReference srs;
    srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    srs.SetFromUserInput("EPSG:4490");
    CPLStringList options;
    options.SetNameValue("SPATIAL_INDEX", index);
    auto* layer = dataset->CreateLayer("zones", &srs, type, options.List());
    for (const auto& field : fields) {
        OGRFieldDefn made(field.name, field.type);
        made.SetSubType(field.subtype);
        REQUIRE(layer->CreateField(&made) == OGRERR_NONE);
    }
    for (const char* wkt : shapes)
        for (int row = 0; row < 3; ++row) {
            OGRFeature feature(layer->GetLayerDefn());
            if (row == 0 && fields.size() == every_field.size()) fill(feature);
            if (row == 1 && fields[0].type == OFTString) feature.SetField(0, "");
            if (fields[0].type == OFTBinary) feature.SetField(0, 4, "\1\2\3\4");
            OGRGeometry* shape = nullptr;
            REQUIRE(OGRGeometryFactory::createFromWkt(wkt, nullptr, &shape) == OGRERR_NONE);
            feature.SetGeometryDirectly(shape);
            REQUIRE(layer->CreateFeature(&feature) == OGRERR_NONE);
        }
}

Way way_of_shapes(OGRwkbGeometryType type, const std::vector<const char*>& shapes) {
    const Scratch scratch;
    write(scratch / "plain.fgb", type, shapes, "NO");
    write(scratch / "indexed.fgb", type, shapes, "YES");
    const auto way = way_of(scratch / "plain.fgb");
    CHECK(way_of(scratch / "indexed.fgb") == way);
    return way;
}

constexpr const char* ring = "(119 33, 119.1 33, 119.1 33.1, 119 33)";
const std::string square =
    "((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 1), (3 3, 4 3, 4 4, 3 3))";

} // namespace

TEST_CASE("Features of a FlatGeobuf are read directly, in the order of the file") {
    const Scratch scratch;
    for (const int features : {1, 3, 3000}) {
        const auto path = scratch / (std::to_string(features) + ".fgb");
        write_sample(path, {.driver = "FlatGeobuf", .features = features});
        CHECK(way_of(path) == Way::direct);
        CHECK(read_layer(spec_of(path)).features() == static_cast<std::size_t>(features));
    }
}

TEST_CASE("Shapes of every kind come as GDAL gives them, with every type of field") {
    const auto polygon = "POLYGON (" + std::string(ring) + ")";
    const auto holes = "POLYGON " + square;
    const auto many = "MULTIPOLYGON (" + square + ", (" + ring + "))";
    const auto one = "MULTIPOLYGON ((" + std::string(ring) + "))";
    CHECK(way_of_shapes(wkbPolygon, {polygon.c_str(), holes.c_str()}) == Way::direct);
    CHECK(way_of_shapes(wkbMultiPolygon, {many.c_str(), one.c_str()}) == Way::direct);
    CHECK(way_of_shapes(wkbPoint, {"POINT (119 33)"}) == Way::direct);
    CHECK(way_of_shapes(wkbMultiPoint, {"MULTIPOINT (1 2, 3 4)", "MULTIPOINT (5 6)"}) ==
          Way::direct);
    CHECK(way_of_shapes(wkbLineString, {"LINESTRING (1 2, 3 4, 5 7)"}) == Way::direct);
    CHECK(way_of_shapes(wkbMultiLineString, {"MULTILINESTRING ((1 2, 3 4), (5 6, 7 8, 9 9))",
                                             "MULTILINESTRING ((1 2, 3 4))"}) == Way::direct);
    CHECK(way_of_shapes(wkbUnknown, {polygon.c_str(), many.c_str(), "POINT (1 2)"}) == Way::direct);
    CHECK(way_of_shapes(wkbPolygon25D, {"POLYGON Z ((0 0 1, 9 0 2, 9 9 3, 0 0 1))"}) ==
          Way::direct);
    CHECK(way_of_shapes(wkbPoint25D, {"POINT Z (1 2 3)"}) == Way::direct);
}

TEST_CASE("What is out of the ordinary is left to GDAL") {
    CHECK(way_of_shapes(wkbPointM, {"POINT M (1 2 3)"}) == Way::by_gdal);
    CHECK(way_of_shapes(wkbCurvePolygon,
                        {"CURVEPOLYGON (CIRCULARSTRING (0 0, 1 1, 2 0, 1 -1, 0 0))"}) ==
          Way::by_gdal);
    const Scratch scratch;
    const std::vector<Field> binary{{"bytes", OFTBinary, OFSTNone}};
    write(scratch / "b.fgb", wkbPoint, {"POINT (1 2)"}, "NO", binary);
    CHECK(way_of(scratch / "b.fgb") == Way::by_gdal);
}

TEST_CASE("A FlatGeobuf that lost or gained features is refused, as GDAL would not") {
    const Scratch scratch;
    write_sample(scratch / "zones.fgb", {.driver = "FlatGeobuf", .features = 50});
    const auto whole = bytes_of(scratch / "zones.fgb");
    write_sample(scratch / "less.fgb", {.driver = "FlatGeobuf", .features = 49});
    const auto size = whole.size() - bytes_of(scratch / "less.fgb").size();
    const auto last = whole.substr(whole.size() - size);
    const auto refused = [&](const std::string& bytes) {
        return error_of([&] { read_layer(spec_of(scratch.write("bad.fgb", bytes))); }).en;
    };
    const std::string text = "bad.fgb, layer 'zones': the file is damaged or incomplete: sizes, "
                             "places or the number of its features contradict each other. Repair "
                             "it or export it again.";
    CHECK(refused(whole + last) == text);
    CHECK(refused(whole.substr(0, whole.size() - size)) == text);
    CHECK(refused(whole.substr(0, whole.size() - 1)) == text);
    CHECK(refused(whole + '\0') == text);
}

TEST_CASE("A FlatGeobuf with a changed byte is read as GDAL reads it, or refused") {
    const Scratch scratch;
    write_sample(scratch / "zones.fgb", {.driver = "FlatGeobuf", .features = 20});
    const auto whole = bytes_of(scratch / "zones.fgb");
    int direct = 0, refused = 0;
    for (std::size_t at = 8; at < whole.size(); at += 3) {
        auto bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << at % 8));
        const auto path = scratch.write("bad.fgb", bytes);
        INFO("byte " << at);
        std::optional<RawLayer> own;
        try {
            own = read_layer(spec_of(path));
        } catch (const InputError&) {
            ++refused;
            continue;
        }
        if (own->feature_numbers.empty()) continue;
        ++direct;
        try {
            CHECK(is_same(*own, read_layer(spec_of(path, "1 = 1"))));
        } catch (const InputError& error) {
            FAIL("GDAL refuses what was read: " << error.text().en);
        }
    }
    CHECK(direct > 100);
    CHECK(refused > 100);
}

TEST_CASE("The limits hold for every feature of a FlatGeobuf while it is read") {
    const Scratch scratch;
    write_sample(scratch / "zones.fgb", {.driver = "FlatGeobuf", .features = 20});
    const auto said = [&](const char* name, std::uint64_t most) {
        auto spec = spec_of(scratch / "zones.fgb");
        spec.limits.emplace();
        set_limit(*spec.limits, name, most);
        return error_of([&] { read_layer(spec); }).en;
    };
    CHECK(said("features", 20).empty());
    CHECK(said("features", 19).find("features") != std::string::npos);
    CHECK(said("feature_vertices", 5).empty());
    CHECK(said("feature_vertices", 4).find("feature_vertices") != std::string::npos);
    CHECK(said("attribute_kb", 1).empty());
    CHECK(said("attribute_kb", 0).find("attribute_kb") != std::string::npos);
}
