// SPDX-License-Identifier: Apache-2.0
#include "libgeo/datum_detective.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "libgeo/crs/web_map_datum.hpp"
#include "libgeo/io/wkb_writer.hpp"

using namespace geo;

namespace {

const Extent extent{117.9, 32.5, 120.1, 34.5};

/// Real outlines of six counties (GCJ-02 undone), and points of our own in them.
struct City {
    CityLayers city;

    City() {
        std::vector<PolygonLayer> layers;
        for (const char* code : {"320803", "320804", "320813", "320826", "320830", "320831"}) {
            LayerSpec spec;
            spec.role = Role::counties;
            spec.path = std::string("datasets/huaian/source/outlines/") + code + ".json";
            spec.src_crs = "EPSG:4490";
            spec.datum = Datum::gcj02;
            spec.values = {{"id", code}};
            layers.push_back(normalise_polygons(read_layer(spec), spec, extent, city.log));
        }
        city.counties = merged(layers, "counties");
    }

    /// True places 150 m to the inside of every 40th edge of the outlines, with their county.
    std::vector<std::pair<LonLat, std::string>> markers() const {
        std::vector<std::pair<LonLat, std::string>> all;
        const auto& shapes = city.counties.shapes;
        for (std::size_t f = 0; f < shapes.features(); ++f) {
            const auto ring = shapes.ring(shapes.first_ring(f));
            for (std::size_t i = 0; i + 1 < ring.size(); i += 40) {
                const double k = std::cos(33.5 * 3.14159265 / 180);
                const double dx = static_cast<double>(ring[i + 1].x - ring[i].x) * k;
                const double dy = static_cast<double>(ring[i + 1].y - ring[i].y);
                const double scale = 150 / 111000.0 * units_per_degree / std::hypot(dx, dy);
                const double x = static_cast<double>(ring[i].x + ring[i + 1].x) / 2;
                const double y = static_cast<double>(ring[i].y + ring[i + 1].y) / 2;
                all.push_back(
                    {{(x - dy * scale / k) / units_per_degree, (y + dx * scale) / units_per_degree},
                     city.counties.features.ids[f]});
            }
        }
        return all;
    }

    /// Takes the markers as a file in `in_file` has them, declared as `declared`.
    DatumTest test(Datum in_file, Datum declared) {
        RawLayer raw;
        raw.subject = "markers";
        raw.has_geometry = true;
        raw.attributes.names = {"county_code"};
        raw.attributes.columns.resize(1);
        for (const auto& [place, county] : markers()) {
            auto p = place;
            if (in_file != Datum::cgcs2000) p = to_gcj02(p);
            if (in_file == Datum::bd09) p = gcj02_to_bd09(p);
            WkbWriter wkb(raw.wkb);
            wkb.header(wkb::point);
            wkb.point(p.lon, p.lat);
            raw.wkb_begin.push_back(raw.wkb.size());
            raw.feature_ids.push_back(std::to_string(raw.feature_ids.size()));
            raw.attributes.columns[0].emplace_back(county + "101"); // of a township
        }
        LayerSpec spec;
        spec.role = Role::sites;
        spec.src_crs = "EPSG:4490";
        spec.datum = declared;
        city.sites = normalise_points(raw, spec, extent, city.log);
        const auto tests = test_datums(city);
        REQUIRE(tests.size() == 1);
        return tests[0];
    }
};

} // namespace

TEST_CASE("The frame of markers near real county borders is found, whatever was declared") {
    City city;
    REQUIRE(city.markers().size() > 200);
    for (const auto in_file : {Datum::cgcs2000, Datum::gcj02, Datum::bd09})
        for (const auto declared : {Datum::cgcs2000, Datum::wgs84, Datum::gcj02, Datum::bd09}) {
            INFO(name_of(in_file) << " declared as " << name_of(declared));
            const auto test = city.test(in_file, declared);
            CHECK(test.best == in_file);
            CHECK(test.contradicted ==
                  (in_file != (declared == Datum::wgs84 ? Datum::cgcs2000 : declared)));
            for (const auto& h : test.hypotheses)
                CHECK((h.datum == in_file) == (h.outside * 10 < test.points));
        }
}

TEST_CASE("Sites in a doubtful frame take part in nothing that depends on their place") {
    City city;
    const auto test = city.test(Datum::gcj02, Datum::cgcs2000);
    std::vector<SitePlacement> sites(city.city.sites.points.size());
    sites[0].parks = {0};
    sites[0].nearest_zone = 0;
    CHECK(block_doubtful({test}, city.city, sites));
    CHECK(sites[0].status == SiteStatus::doubtful_datum);
    CHECK(sites[0].parks.empty());
    CHECK(sites[0].nearest_zone == SIZE_MAX);
    const auto problems = problems_of({test}, city.city);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].code == "doubtful_datum");
    CHECK(problems[0].message.en.find("read as CGCS2000 but GCJ-02 fits clearly better") !=
          std::string::npos);
    CHECK_FALSE(block_doubtful({city.test(Datum::gcj02, Datum::gcj02)}, city.city, sites));
}

TEST_CASE("The centres of real townships lie too far inside to tell the frames apart") {
    City city;
    std::vector<PointLayer> layers;
    for (const char* code : {"320803", "320804", "320813", "320826", "320830", "320831"}) {
        LayerSpec spec;
        spec.role = Role::sites;
        spec.path = std::string("datasets/huaian/source/outlines/adcode_") + code + ".csv";
        spec.src_crs = "EPSG:4490";
        spec.datum = Datum::gcj02;
        spec.fields = {{"id", "field_1"},
                       {"lon", "field_13"},
                       {"lat", "field_14"},
                       {"county_code", "field_1"}};
        layers.push_back(normalise_points(read_layer(spec), spec, extent, city.city.log));
    }
    city.city.sites = merged(layers, "sites");
    const auto tests = test_datums(city.city);
    REQUIRE(tests.size() == 6);
    for (const auto& test : tests) {
        CHECK(test.points > 15);
        CHECK_FALSE(test.contradicted);
        CHECK(test.hypotheses[1].outside == 0); // GCJ-02, which is what they are in
        CHECK(problems_of({test}, city.city)[0].code == "datum_tested");
    }
}
