// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

#include "libgeo/core/error.hpp"
#include "libgeo/io/wkb_writer.hpp"
#include "libgeo/normalise/layers.hpp"

using namespace geo;

namespace {

const Extent extent{118, 32, 120, 35};

/// A list of sites with the columns id, lon, lat.
struct SiteList {
    RawLayer raw;
    LayerSpec spec;
    NormaliseLog log;

    SiteList() {
        raw.subject = "list.csv";
        raw.attributes.names = {"id", "lon", "lat"};
        raw.attributes.columns.resize(3);
        spec.role = Role::sites;
        spec.src_crs = "EPSG:4490";
    }
    SiteList& add(Value id, Value lon, Value lat) {
        raw.attributes.columns[0].push_back(std::move(id));
        raw.attributes.columns[1].push_back(std::move(lon));
        raw.attributes.columns[2].push_back(std::move(lat));
        raw.feature_ids.push_back(std::to_string(raw.feature_ids.size()));
        raw.wkb_begin.push_back(raw.wkb.size());
        return *this;
    }
    PointLayer normalised() { return normalise_points(raw, spec, extent, log); }
    std::vector<std::string> codes() const {
        std::vector<std::string> all;
        for (const auto& problem : log.problems) all.push_back(problem.code);
        return all;
    }
};

std::string text(const char* value) {
    return value;
}

} // namespace

TEST_CASE("Sites of a list are sorted by id; numbers may stand as text") {
    SiteList list;
    list.add(text("10"), 119.5, 33.5).add(text("9"), text(" 119.25 "), text("33.25"));
    const auto sites = list.normalised();
    CHECK(sites.features.ids == std::vector<std::string>{"9", "10"});
    CHECK(sites.points[0] == GridPoint{119'250'000'000, 33'250'000'000});
    CHECK(list.log.reports[0].counts.used == 2);
}

TEST_CASE("Every row without a usable place is rejected with its reason, and counted") {
    SiteList list;
    const double nan = std::nan(""), infinite = std::numeric_limits<double>::infinity();
    list.add(text("good"), 119.0, 33.0)
        .add(text("none"), Value(), Value())
        .add(text("half"), 119.0, Value())
        .add(text("words"), text("洪泽湖"), text("33"))
        .add(text("comma"), text("119,5"), text("33,5"))
        .add(text("nan"), nan, 33.0)
        .add(text("inf"), 119.0, infinite)
        .add(text("zero"), 0.0, 0.0)
        .add(text("swapped"), 33.5, 119.0);
    const auto sites = list.normalised();
    CHECK(sites.features.ids == std::vector<std::string>{"good"});
    const auto& counts = list.log.reports[0].counts;
    CHECK(counts.read == 9);
    CHECK(counts.used == 1);
    CHECK(counts.rejected == 8);
    CHECK(list.codes() ==
          std::vector<std::string>{"missing_coordinates", "missing_coordinates",
                                   "missing_coordinates", "missing_coordinates", "outside_extent",
                                   "outside_extent", "missing_coordinates", "outside_extent",
                                   "unreadable_coordinates", "unreadable_coordinates"});
    CHECK(list.log.problems[4].message.en.find("not a finite number") != std::string::npos);
    CHECK(list.log.problems[7].message.en.find("the axes seem to be swapped") != std::string::npos);
}

TEST_CASE("A list of which all places are swapped is refused as a whole") {
    SiteList list;
    list.add(text("a"), 33.5, 119.0).add(text("b"), 33.6, 119.1);
    try {
        list.normalised();
        FAIL("accepted");
    } catch (const InputError& error) {
        CHECK(error.text().en.find("the axes seem to be swapped") != std::string::npos);
    }
}

TEST_CASE("A list in GCJ-02 comes to the true places") {
    SiteList list;
    list.spec.datum = Datum::gcj02;
    list.add(text("a"), 119.025473, 33.598615);
    const auto p = list.normalised().points[0];
    CHECK(static_cast<double>(p.x) == Approx(119.02e9).margin(1000));
    CHECK(static_cast<double>(p.y) == Approx(33.60e9).margin(1000));
}

TEST_CASE("A list without longitude and latitude fields names what to do") {
    SiteList list;
    list.add(text("a"), 119.0, 33.0);
    list.raw.attributes.names = {"id", "ZB1", "ZB2"};
    CHECK_THROWS_AS(list.normalised(), ConfigError);
    list.spec.fields = {{"lon", "ZB1"}, {"lat", "ZB2"}};
    CHECK(list.normalised().points.size() == 1);
    list.spec.fields["lat"] = "ZB22";
    try {
        list.normalised();
        FAIL("accepted");
    } catch (const ConfigError& error) {
        CHECK(error.text().en.find("Did you mean 'ZB2'?") != std::string::npos);
    }
}

TEST_CASE("Equal ids are refused, also one that an empty id falls back to") {
    SiteList list;
    list.add(text("1"), 119.0, 33.0).add(Value(), 119.1, 33.1); // the second is feature 1
    CHECK_THROWS_AS(list.normalised(), InputError);
}

TEST_CASE("Bytes that are no geometry reject their point and no other") {
    SiteList list;
    list.raw.has_geometry = true;
    WkbWriter(list.raw.wkb).header(wkb::point); // a point without its numbers
    list.add(text("broken"), Value(), Value());
    WkbWriter good(list.raw.wkb);
    good.header(wkb::point);
    good.point(119.0, 33.0);
    list.add(text("good"), Value(), Value());
    WkbWriter empty(list.raw.wkb);
    empty.header(wkb::point);
    empty.point(std::nan(""), std::nan(""));
    list.add(text("empty"), Value(), Value());
    CHECK(list.normalised().features.ids == std::vector<std::string>{"good"});
    CHECK(list.codes() == std::vector<std::string>{"unreadable_geometry", "missing_coordinates"});
}

TEST_CASE("Usual names of longitude and latitude are found, and said") {
    for (const auto& [lon, lat] : {std::pair{"JD", "WD"},
                                   {"经度（°）", "纬度（°）"},
                                   {"longitude", "Latitude"},
                                   {"东经", "北纬"}}) {
        INFO(lon);
        SiteList list;
        list.add(text("a"), text("119°01′12″"), text("33度36分"));
        list.raw.attributes.names = {"id", lon, lat};
        const auto sites = list.normalised();
        CHECK(sites.points[0] == GridPoint{119'020'000'000, 33'600'000'000});
        CHECK(list.codes() == std::vector<std::string>{"place_fields_found"});
    }
}

TEST_CASE("X and Y are told apart by their values: in China X is the northing") {
    SiteList list;
    list.spec.src_crs = "EPSG:4528";
    list.add(text("a"), 3719724.443, 40409039.020);
    list.raw.attributes.names = {"id", "X", "Y"};
    const auto p = list.normalised().points[0];
    CHECK(static_cast<double>(p.x) == Approx(119.02e9).margin(100));
    CHECK(static_cast<double>(p.y) == Approx(33.60e9).margin(100));
    CHECK(list.codes() == std::vector<std::string>{"x_is_north"});
}

TEST_CASE("X and Y that their values do not tell apart are refused") {
    SiteList list;
    list.add(text("a"), 12.0, 300.0);
    list.raw.attributes.names = {"id", "X", "Y"};
    CHECK_THROWS_AS(list.normalised(), ConfigError);
}

TEST_CASE("A letter of the other axis makes a coordinate unreadable") {
    SiteList list;
    list.add(text("a"), text("119°E"), text("33°N")).add(text("b"), text("33.5N"), text("119E"));
    const auto sites = list.normalised();
    CHECK(sites.features.ids == std::vector<std::string>{"a"});
    CHECK(list.codes() ==
          std::vector<std::string>{"missing_coordinates", "unreadable_coordinates"});
}

TEST_CASE("A row that states its own frame is brought to the layer's") {
    SiteList list;
    list.raw.attributes.names = {"id", "lon", "lat", "坐标系"};
    list.raw.attributes.columns.resize(4);
    list.add(text("gcj"), 119.025473, 33.598615).add(text("bd"), 119.031899, 33.604873);
    list.add(text("true"), 119.02, 33.60);
    list.raw.attributes.columns[3] = {text("高德（GCJ-02）"), text("百度"), text("CGCS2000")};
    const auto sites = list.normalised();
    for (const auto& p : sites.points) {
        CHECK(static_cast<double>(p.x) == Approx(119.02e9).margin(1500));
        CHECK(static_cast<double>(p.y) == Approx(33.60e9).margin(1500));
    }
    CHECK(list.codes() == std::vector<std::string>{"datum_by_row"});
}

TEST_CASE("Areas with a unit get a column in square metres, and keep their text") {
    SiteList list;
    list.raw.attributes.names = {"id", "lon", "lat", "占地面积（亩）", "面积"};
    list.raw.attributes.columns.resize(5);
    list.add(text("a"), 119.0, 33.0).add(text("b"), 119.1, 33.1);
    list.raw.attributes.columns[3] = {text("１５"), text("约三亩")};
    list.raw.attributes.columns[4] = {text("1.5公顷"), text("0.02 km²")};
    const auto sites = list.normalised();
    CHECK(to_number(sites.features.attribute(0, "占地面积（亩）_m2")) == Approx(10000));
    CHECK(to_text(sites.features.attribute(0, "占地面积（亩）")) == "１５");
    CHECK(is_unknown(sites.features.attribute(1, "占地面积（亩）_m2")));
    CHECK(to_number(sites.features.attribute(0, "面积_m2")) == 15000.0);
    CHECK(to_number(sites.features.attribute(1, "面积_m2")) == 20000.0);
    CHECK(list.codes() == std::vector<std::string>{"area_not_read"});
}
