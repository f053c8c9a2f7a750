// SPDX-License-Identifier: Apache-2.0
// Layers whose coordinate system is not said, or not one.
#include <catch2/catch.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/io/wkb_writer.hpp"
#include "libgeo/normalise/crs_evidence.hpp"
#include "libgeo/normalise/layers.hpp"
#include "libgeo/normalise/zone_parts.hpp"

using namespace geo;

namespace {

const Extent extent{118.2, 32.7, 119.7, 34.1};

RawLayer points(std::initializer_list<std::pair<double, double>> places) {
    RawLayer raw;
    raw.subject = "p.gpkg, layer 'p'";
    raw.has_geometry = true;
    for (const auto& [x, y] : places) {
        WkbWriter wkb(raw.wkb);
        wkb.header(wkb::point);
        wkb.point(x, y);
        raw.wkb_begin.push_back(raw.wkb.size());
        raw.feature_ids.push_back(std::to_string(raw.feature_ids.size() + 1));
    }
    return raw;
}

bool says(const RawLayer& raw, const std::string& words, const Extent& where = extent) {
    const auto text = crs_evidence(raw, where).en;
    INFO(text);
    CHECK(text.find(words) != std::string::npos);
    return text.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("Without a CRS the numbers are shown with what they can be, and nothing is decided") {
    CHECK(says(points({{40409039.02, 3719724.443}}),
               "prefix 40; as CGCS2000 possible are EPSG:4528 (119.0200 E, 33.6000 N); Xian 1980"));
    CHECK(says(points({{20687502.6, 3721123.5}}), "EPSG:4498 (119.0200 E, 33.6000 N)"));
    CHECK(says(points({{409039.02, 3719724.443}}),
               "without prefix, so the zone is not in them; as CGCS2000 possible are EPSG:4549"));
    CHECK(says(points({{119.02, 33.6}}), "look like degrees; EPSG:4490 is possible"));
    CHECK(says(points({{33.6, 119.02}}), "degrees (north before east); exchange the axes first"));
    CHECK(says(points({{3719724.443, 409039.02}}), "(north before east); exchange the axes"));
    CHECK(says(points({{40409039.02, 3719724.443}, {39687502.6, 3721123.5}}),
               "prefixes 39 to 40; as CGCS2000 possible is EPSG:4527"));
    CHECK(says(points({{12, 3000}}), "like no coordinates in use in China"));
    CHECK(says(points({{1e308, -1e308}, {4e49, 1}}), "like no coordinates in use in China"));
    CHECK(crs_evidence(points({}), extent).en.empty());
}

TEST_CASE("Bare eastings leave every zone open when no extent is known") {
    const auto text = crs_evidence(points({{409039.02, 3719724.443}}), {}).en;
    CHECK(text.find("EPSG:4534 (central meridian 75) to EPSG:4554 (135)") != std::string::npos);
}

TEST_CASE("Features of several zones in one layer each come to their own place") {
    LayerSpec spec;
    spec.role = Role::sites;
    spec.src_crs = "EPSG:4528";
    auto parts =
        zone_parts(points({{40409039.020, 3719724.443}, {39687502.601, 3721123.491}}), spec);
    REQUIRE(parts.size() == 2);
    NormaliseLog log;
    for (const auto& part : parts) {
        const auto layer = normalise_points(part.raw, part.spec, extent, log);
        REQUIRE(layer.points.size() == 1); // domain 10.3: both are (119.02, 33.60)
        CHECK(static_cast<double>(layer.points[0].x) == Approx(119.02e9).margin(20));
        CHECK(static_cast<double>(layer.points[0].y) == Approx(33.60e9).margin(20));
    }
    CHECK(parts[0].spec.src_crs == "EPSG:4527");
    CHECK(parts[0].raw.feature_ids == std::vector<std::string>{"2"});
    CHECK(log.problems[0].code == "mixed_zones");
}

TEST_CASE("A layer of one zone, without prefix or in degrees stays whole") {
    LayerSpec spec;
    for (const char* crs : {"EPSG:4528", "EPSG:4549", "EPSG:4490", "EPSG:3857"}) {
        spec.src_crs = crs;
        CHECK(zone_parts(points({{40409039.0, 3719724.0}, {40409040.0, 3719724.0}}), spec).size() ==
              1);
    }
    spec.src_crs = "EPSG:4528"; // a point without prefix stays with those that have one
    const auto parts = zone_parts(points({{40409039.0, 3719724.0}, {409039.0, 3719724.0}}), spec);
    CHECK(parts.size() == 1);
    CHECK(parts[0].raw.features() == 2);
}

TEST_CASE("A layer that was read for its ids only, with numbers for ids, splits as well") {
    auto raw = points({{40409039.020, 3719724.443}, {39687502.601, 3721123.491}});
    raw.feature_ids.clear();
    raw.feature_numbers = {7, 9};
    raw.fields = Fields::named;
    raw.attributes = {{"note"}, {{}}}; // a column that nobody asked for
    LayerSpec spec;
    spec.src_crs = "EPSG:4528";
    const auto parts = zone_parts(std::move(raw), spec);
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].raw.feature_id(0) == "9");
    CHECK(parts[0].raw.fields == Fields::named);
    CHECK(parts[0].raw.attributes.columns[0].empty());
}
