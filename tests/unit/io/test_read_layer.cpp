// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/raw_layer.hpp"

#include <catch2/catch.hpp>

#include "libgeo/io/encoding.hpp"
#include "libgeo/normalise/wkb.hpp"
#include "unit/io/sample_layers.hpp"
#include "unit/io/scratch.hpp"

using namespace geo;
using namespace geo::test;

namespace {

LayerSpec spec_of(const std::string& path, const std::string& layer = "") {
    LayerSpec spec;
    spec.path = path;
    spec.layer = layer;
    return spec;
}

Value value(const RawLayer& raw, const char* field, std::size_t feature) {
    const auto column = raw.attributes.find(field);
    REQUIRE(column);
    return raw.attributes.columns[*column][feature];
}

Text refusal(const LayerSpec& spec) {
    return error_of([&] { read_layer(spec); });
}

bool has_note(const RawLayer& raw, const std::string& code) {
    for (const auto& note : raw.notes)
        if (note.code == code) return true;
    return false;
}

} // namespace

TEST_CASE("Every format gives the same features, fields and CRS") {
    const Scratch scratch;
    struct Format {
        const char* driver;
        const char* file;
    };
    for (const auto& [driver, file] :
         {Format{"GPKG", "zones.gpkg"}, Format{"FlatGeobuf", "zones.fgb"},
          Format{"ESRI Shapefile", "zones.shp"}, Format{"GeoJSON", "zones.geojson"}}) {
        INFO(driver);
        const bool lon_lat_only = std::string(driver) == "GeoJSON";
        write_sample(
            scratch / file,
            {.driver = driver, .crs = lon_lat_only ? "EPSG:4326" : "EPSG:4528", .encoding = ""});
        const auto raw = read_layer(spec_of(scratch / file));
        REQUIRE(raw.features() == 3);
        CHECK(raw.has_geometry);
        CHECK(raw.crs.find(lon_lat_only ? "4326" : "4528") != std::string::npos);
        CHECK(to_text(value(raw, "code", 2)) == "Z2");
        CHECK(to_text(value(raw, "名称", 0)) == "洪泽湖保护区");
        CHECK(to_number(value(raw, "area", 2)) == 3.0);
        CHECK(to_number(value(raw, "count", 1)) == 1.0);
        CHECK(to_text(value(raw, "day", 0)) == "2024-02-29");
        const auto shape = decode_wkb(raw.geometry(1));
        CHECK(shape.kind == ShapeKind::areas);
        CHECK(shape.points.size() == 5);
        CHECK(shape.points[0].x > (lon_lat_only ? 118.9 : 4e7)); // x is east in every format
    }
}

TEST_CASE("A missing file is named") {
    const auto text = refusal(spec_of("nowhere/zones.gpkg"));
    CHECK(text.en == "nowhere/zones.gpkg: no such file. Check the path.");
    CHECK(text.zh == "nowhere/zones.gpkg：文件不存在。请检查路径。");
}

TEST_CASE("A missing layer is answered with the layers that there are") {
    const Scratch scratch;
    const auto path = scratch / "city.gpkg";
    write_sample(path, {.layer = "园区"});
    write_sample(path, {.layer = "红线"});
    const auto text = refusal(spec_of(path, "park"));
    CHECK(text.en == "no layer 'park' in " + path + ". It has: 园区, 红线. Choose with --layer.");
    CHECK(text.zh == path + " 中没有图层 'park'。有：园区, 红线。请用 --layer 选择。");
    const auto several = refusal(spec_of(path));
    CHECK(several.en ==
          path + " has several layers: 园区, 红线. Choose with --layer or layer = \"…\".");
    CHECK(read_layer(spec_of(path, "红线")).features() == 3);
}

TEST_CASE("A file without any layer is refused") {
    const Scratch scratch;
    const auto path = scratch / "empty.gpkg";
    write_empty_geopackage(path);
    CHECK(refusal(spec_of(path)).en.starts_with(path + ": cannot be opened as a layer or list"));
}

TEST_CASE("Only plain files are read: no folders, links, connection strings or addresses") {
    const Scratch scratch;
    write_sample(scratch / "zones.gpkg");
    std::filesystem::create_symlink(scratch / "zones.gpkg", scratch / "link.gpkg");
    CHECK(refusal(spec_of(scratch / "link.gpkg")).en ==
          scratch / "link.gpkg: not a plain file (links, folders and special files are not read). "
                    "Give the file itself.");
    CHECK_FALSE(refusal(spec_of(scratch.path())).en.empty());
    CHECK_FALSE(refusal(spec_of("/dev/zero")).en.empty());
    CHECK_FALSE(refusal(spec_of("/vsimem/zones.gpkg")).en.empty());
    CHECK_FALSE(refusal(spec_of("http://127.0.0.1:1/zones.geojson")).en.empty());
    CHECK_FALSE(refusal(spec_of("PG:dbname=x")).en.empty());
    CHECK_FALSE(refusal(spec_of("<OGRVRTDataSource/>")).en.empty());
}

TEST_CASE("A format that is not on the list is refused whatever its name") {
    const Scratch scratch;
    const auto vrt = R"(<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>x.csv</SrcDataSource>
                        </OGRVRTLayer></OGRVRTDataSource>)";
    for (const char* name :
         {"parks.gpkg", "parks.shp", "parks.geojson", "parks.vrt", "parks.gml"}) {
        INFO(name);
        CHECK_FALSE(refusal(spec_of(scratch.write(name, vrt))).en.empty());
    }
}

TEST_CASE("A shapefile in GBK without .cpg is read right, and the user is told") {
    const auto raw = read_layer(spec_of("datasets/huaian/zones_gbk.shp"));
    CHECK(raw.features() == 42);
    CHECK(raw.attributes.find("备注"));
    CHECK(to_text(value(raw, "HXLXMC", 0)).find("红线") != std::string::npos);
    CHECK(has_note(raw, "encoding_found"));
}

TEST_CASE("All texts of a shapefile have one encoding, found by all of them") {
    // 农 in GBK is C5 A9, which is a letter of UTF-8 too.
    const auto raw = read_layer(spec_of("tests/cases/door/shp_gbk_two.shp"));
    CHECK(to_text(value(raw, "name", 0)) == "农");
    CHECK(to_text(value(raw, "name", 1)) == "洪泽湖");
    CHECK(refusal(spec_of("tests/cases/door/shp_either.shp")).en ==
          "shp_either.shp, layer 'shp_either': the texts can be GB18030 or UTF-8 ('农' / 'ũ'), and "
          "nothing says which. Add a .cpg file that says GBK or UTF-8.");
}

TEST_CASE("The language of a table's header stands in for a .cpg") {
    const auto text_in = [](const char* file) {
        return to_text(value(read_layer(spec_of(file)), "name", 0));
    };
    CHECK(text_in("tests/cases/door/shp_ldid_936.shp") == "农");
    CHECK(text_in("tests/cases/door/shp_ldid_lies.shp") == "洪泽湖");
    CHECK(text_in("tests/cases/door/shp_ldid_950.shp") == "區");
}

TEST_CASE("A shapefile that says its encoding is believed") {
    const Scratch scratch;
    for (const char* encoding : {"UTF-8", "GBK"}) {
        INFO(encoding);
        const auto path = scratch / (std::string(encoding) + ".shp");
        write_sample(path, {.driver = "ESRI Shapefile", .encoding = encoding});
        const auto raw = read_layer(spec_of(path));
        CHECK(to_text(value(raw, "名称", 0)) == "洪泽湖保护区");
        CHECK_FALSE(has_note(raw, "encoding_found"));
    }
}

TEST_CASE("A shapefile without one of its parts is refused, never read without attributes") {
    const Scratch scratch;
    for (const char* part : {".dbf", ".shx"}) {
        INFO(part);
        const std::string name = std::string("no") + (part + 1);
        write_sample(scratch / (name + ".shp"), {.driver = "ESRI Shapefile"});
        std::filesystem::remove(scratch / (name + part));
        const auto text = refusal(spec_of(scratch / (name + ".shp")));
        CHECK(text.en == scratch / (name + ".shp") + ": its companion " + name + part +
                             " is missing. Copy all parts of the shapefile: .shp, .shx, .dbf, .prj "
                             "and .cpg.");
        CHECK(text.zh == scratch / (name + ".shp") + "：缺少同名的 " + name + part +
                             "。请把 shapefile 的各部分一起复制：.shp、.shx、.dbf、.prj 和 .cpg。");
    }
}

TEST_CASE("A shapefile without .prj has no CRS, and none is guessed") {
    const Scratch scratch;
    write_sample(scratch / "zones.shp", {.driver = "ESRI Shapefile"});
    std::filesystem::remove(scratch / "zones.prj");
    CHECK(read_layer(spec_of(scratch / "zones.shp")).crs.empty());
}

TEST_CASE("A list in CSV is read as UTF-8 or, as Excel writes it in China, as GB18030") {
    const Scratch scratch;
    const std::string header = "id,name,lon,lat\n";
    const auto utf8 = scratch.write("utf8.csv", "\xEF\xBB\xBF" + header + "1,化工厂,119.1,33.5\n");
    CHECK(to_text(value(read_layer(spec_of(utf8)), "name", 0)) == "化工厂");
    CHECK(read_layer(spec_of(utf8)).attributes.find("id")); // no byte order mark before the name
    CHECK_FALSE(has_note(read_layer(spec_of(utf8)), "encoding_found"));
    const auto gbk = scratch.write("gbk.csv", header + "1,\xBB\xAF\xB9\xA4\xB3\xA7,119.1,33.5\n");
    const auto raw = read_layer(spec_of(gbk));
    CHECK(to_text(value(raw, "name", 0)) == "化工厂");
    CHECK(has_note(raw, "encoding_found"));
    CHECK(to_number(value(raw, "lon", 0)) == 119.1);
    CHECK_FALSE(raw.has_geometry);
    const auto neither = scratch.write("neither.csv", header + "1,\xFF\xFE\xFF,119.1,33.5\n");
    CHECK_FALSE(refusal(spec_of(neither)).en.empty());
}

TEST_CASE("A list in Excel is read with its sheet's name") {
    const auto raw = read_layer(spec_of("datasets/huaian/enterprises.xlsx", "企业清单"));
    CHECK(raw.features() == 240);
    CHECK_FALSE(raw.has_geometry);
    CHECK(refusal(spec_of("datasets/huaian/enterprises.xlsx", "清单")).en ==
          "no layer '清单' in datasets/huaian/enterprises.xlsx. It has: 企业清单. Choose with "
          "--layer.");
}

TEST_CASE("A filter takes its features, and a wrong one is refused") {
    const Scratch scratch;
    write_sample(scratch / "zones.gpkg");
    auto spec = spec_of(scratch / "zones.gpkg");
    spec.where = "code = 'Z1'";
    CHECK(read_layer(spec).features() == 1);
    spec.where = "nobody = 1";
    CHECK(refusal(spec).en.find("the filter 'nobody = 1' is not valid") != std::string::npos);
    spec.where = "code = ";
    CHECK_FALSE(refusal(spec).en.empty());
}

TEST_CASE("Curves are made linear in small steps, and the user is told") {
    const Scratch scratch;
    write_sample(scratch / "zones.gpkg", {.features = 1});
    auto raw = read_layer(spec_of(scratch / "zones.gpkg"));
    CHECK_FALSE(has_note(raw, "curve_linearised"));
}

TEST_CASE("Texts are UTF-8 or GB18030 by their bytes, or neither") {
    bool gb18030 = false;
    CHECK(to_utf8("\xEF\xBB\xBF淮安", gb18030) == "淮安");
    CHECK_FALSE(gb18030);
    CHECK(to_utf8("\xBB\xB4\xB0\xB2", gb18030) == "淮安");
    CHECK(gb18030);
    CHECK_FALSE(to_utf8("\xFF\xFF", gb18030));
}

TEST_CASE("A shapefile counts all the files that belong to it") {
    const auto files = files_of("datasets/huaian/zones_gbk.shp");
    CHECK(files == std::vector<std::string>{
                       "datasets/huaian/zones_gbk.dbf", "datasets/huaian/zones_gbk.prj",
                       "datasets/huaian/zones_gbk.shp", "datasets/huaian/zones_gbk.shx"});
    CHECK(files_of("a.gpkg") == std::vector<std::string>{"a.gpkg"});
}
