// SPDX-License-Identifier: Apache-2.0
// correctness: GDAL fetches a crs link, and takes an unknown name for WGS 84.
#include <catch2/catch.hpp>

#include "libgeo/io/raw_layer.hpp"
#include "unit/io/scratch.hpp"

using namespace geo;
using namespace geo::test;

namespace {

std::string collection(const std::string& crs_member) {
    return R"({"type":"FeatureCollection",)" + crs_member +
           R"("features":[{"type":"Feature","properties":{"id":1},"geometry":{"type":"Polygon",)"
           R"("coordinates":[[[119,33.5],[119.1,33.5],[119.1,33.6],[119,33.5]]]}}]})";
}

Text refusal(const Scratch& scratch, const std::string& text,
             const std::string& name = "zones.geojson") {
    LayerSpec spec;
    spec.path = scratch.write(name, text);
    return error_of([&] { read_layer(spec); });
}

const std::string crs_link =
    R"({"type":"link","properties":{"href":"http://127.0.0.1:9/crs.prj","type":"esriwkt"}})";

} // namespace

TEST_CASE("GeoJSON without crs, and with the names of WGS 84 and EPSG codes, is read") {
    const Scratch scratch;
    for (const std::string crs :
         {"", R"("crs":null,)", R"("crs":{"type":"name","properties":{"name":"EPSG:4490"}},)",
          R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},)",
          R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},)"}) {
        INFO(crs);
        CHECK(refusal(scratch, collection(crs)).en.empty());
    }
}

TEST_CASE("A crs link is refused before anything is fetched") {
    const Scratch scratch;
    const auto text = refusal(scratch, collection("\"crs\":" + crs_link + ","));
    CHECK(text.en == scratch / "zones.geojson" +
                         ": the crs member is a link, and no address is ever fetched; nothing was "
                         "guessed. Remove the crs member and give the CRS with --src-crs.");
    CHECK(text.zh == scratch / "zones.geojson" +
                         "：crs 成员是链接，不会访问网络，未采用任何默认值。请删除 crs 成员并用 "
                         "--src-crs 给出坐标系。");
}

TEST_CASE("A crs link cannot hide behind case, escapes, blanks or another file name") {
    const Scratch scratch;
    CHECK_FALSE(refusal(scratch, collection("\"CRS\":" + crs_link + ",")).en.empty());
    CHECK_FALSE(refusal(scratch, collection("\"\\u0063rs\" :\n" + crs_link + ",")).en.empty());
    CHECK_FALSE(refusal(scratch, collection("\"c\\u0072\\u0073\":" + crs_link + ",")).en.empty());
    for (const char* name : {"zones.gpkg", "zones.json", "zones.txtx", "zones", "zones.geojsonl"}) {
        INFO(name);
        CHECK_FALSE(refusal(scratch, collection("\"crs\":" + crs_link + ","), name).en.empty());
    }
}

TEST_CASE("A crs with an unknown name is refused, never taken for WGS 84") {
    const Scratch scratch;
    const auto text =
        refusal(scratch, collection(R"("crs":{"type":"name","properties":{"name":"x"}},)"));
    CHECK(text.en == scratch / "zones.geojson" +
                         ": the crs member 'x' is not a known CRS; nothing was guessed. Remove the "
                         "crs member and give the CRS with --src-crs.");
    for (const std::string crs :
         {R"({"type":"name","properties":{}})", R"({"type":"EPSG"})", R"({})", R"("EPSG:4490")",
          R"(4490)", R"({"type":"name","properties":{"name":"EPSG:999999"}})"}) {
        INFO(crs);
        const auto refused = refusal(scratch, collection("\"crs\":" + crs + ","));
        CHECK_FALSE(refused.en.empty());
    }
}
