// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/measured_facts.hpp"

#include <catch2/catch.hpp>

#include "libgeo/crs/geodesic.hpp"
#include "libgeo/geom/area.hpp"
#include "unit/overlay/shapes.hpp"

using namespace geo;
using namespace std::string_literals;
using shapes::at;
using shapes::box_degrees;

namespace {

FeatureColumns columns(const std::vector<std::string>& ids, const std::vector<std::string>& classes,
                       const std::string& attribute, const std::vector<Value>& values) {
    FeatureColumns c{
        ids, ids, classes, std::vector<double>(ids.size()), std::vector<char>(ids.size()), {}};
    if (!attribute.empty()) c.attributes = {{attribute}, {values}};
    return c;
}

void add_line(Lines& lines, const std::vector<GridPoint>& path) {
    lines.points.insert(lines.points.end(), path.begin(), path.end());
    lines.path_begin.push_back(static_cast<std::uint32_t>(lines.points.size()));
    lines.feature_begin.push_back(static_cast<std::uint32_t>(lines.paths()));
}

/// One park of 0.02 degree from (119, 33.5).
struct World {
    PolygonLayer parks{columns({"P"}, {""}, "footprint", {Value()}),
                       shapes::polygon({box_degrees(119, 33.5, 119.02, 33.52)})};
    LineLayer lines;
    PointLayer residents;
    PolygonLayer footprints;

    void line(const std::vector<GridPoint>& path, const std::string& reference = "bank",
              const std::string& kind = "river") {
        add_line(lines.shapes, path);
        auto ids = lines.features.ids;
        auto classes = lines.features.classes;
        auto references = ids.empty() ? std::vector<Value>{} : lines.features.attributes.columns[0];
        ids.push_back("L" + std::to_string(ids.size()));
        classes.push_back(kind);
        references.emplace_back(reference);
        lines.features = columns(ids, classes, "reference", references);
    }

    Fact fact(const Measurement& wanted) const {
        return measured_facts(parks, {lines, residents, footprints, {}}, std::vector{wanted})
            .at(0)
            .at(0);
    }
    double metres() const { return *to_number(fact(distance()).value); }

    static Measurement distance() {
        return {"distance", "m", {"river"}, ReferenceLine::bank, 0, {}};
    }
    static Measurement strip(double width, Footprint footprint = Footprint::whole) {
        return {"strip", "m2", {"river"}, ReferenceLine::bank, width, footprint};
    }
    static Measurement people(double width) {
        return {"people", "count", {"residents"}, ReferenceLine::park_edge, width, {}};
    }
};

} // namespace

TEST_CASE("A distance is geodesic, from the nearest line of the class, and names its line") {
    World w;
    w.line({at(119.03, 33.4), at(119.03, 33.6)});
    w.line({at(119.025, 33.4), at(119.025, 33.6)}, "bank", "canal");
    CHECK(w.metres() == Approx(geodesic_distance_m(119.02, 33.52, 119.03, 33.52)).epsilon(1e-6));
    const auto fact = w.fact(World::distance());
    CHECK(fact.evidence == "L0");
    CHECK(fact.method == "geodesic distance from the bank line (river)");
}

TEST_CASE("A vertex of the line decides where it is nearest to the middle of an edge") {
    World w;
    w.line({at(119.03, 33.51), at(119.2, 33.51)});
    CHECK(w.metres() == Approx(geodesic_distance_m(119.02, 33.51, 119.03, 33.51)).epsilon(1e-6));
}

TEST_CASE("A line that crosses, touches or lies inside has distance 0") {
    const std::vector<std::vector<GridPoint>> paths{{at(118.9, 33.51), at(119.2, 33.51)},
                                                    {at(119.02, 33.52), at(119.1, 33.6)},
                                                    {at(119.02, 33.4), at(119.02, 33.6)},
                                                    {at(119.005, 33.505), at(119.01, 33.51)}};
    for (const auto& path : paths) {
        World w;
        w.line(path);
        CHECK(w.metres() == 0);
    }
}

TEST_CASE("The area in a strip is 0 beyond its width and the ground within it") {
    World w;
    w.line({at(119.03, 33.4), at(119.03, 33.6)});
    CHECK(to_number(w.fact(World::strip(900)).value) == 0.0);
    const double degrees = 1000 / (geodesic_distance_m(119, 33.51, 119.01, 33.51) * 100);
    const auto expected =
        area_of(shapes::polygon({box_degrees(119.03 - degrees, 33.5, 119.02, 33.52)}), 0).m2;
    CHECK(*to_number(w.fact(World::strip(1000)).value) == Approx(expected).epsilon(5e-3));
    CHECK(*to_number(w.fact(World::strip(5000)).value) ==
          Approx(area_of(w.parks.shapes, 0).m2).epsilon(1e-9));
}

TEST_CASE("A strip of a line that is too near its width to tell is unknown, never 0") {
    World w;
    w.line({at(119.03, 33.51), at(119.2, 33.51)});
    const auto limit = w.metres();
    CHECK(to_number(w.fact(World::strip(limit - 1e-4)).value) == 0.0);
    const auto fact = w.fact(World::strip(limit + 1e-5));
    const auto area = to_number(fact.value);
    CHECK((!area || *area > 0));
    if (!area) CHECK(fact.method.find("too near the limit to tell") != std::string::npos);
}

TEST_CASE("New and existing footprints are measured apart, and unknown where nobody says") {
    World w;
    w.line({at(119.01, 33.4), at(119.01, 33.6)}); // through the park
    const auto added = World::strip(50'000, Footprint::added);
    const auto existing = World::strip(50'000, Footprint::existing);
    CHECK(is_unknown(w.fact(added).value));
    CHECK(w.fact(added).method.find("nobody says what stood before") != std::string::npos);
    w.footprints = {columns({"P"}, {""}, "", {}),
                    shapes::polygon({box_degrees(119, 33.5, 119.01, 33.52)})};
    const auto half = area_of(w.footprints.shapes, 0).m2;
    CHECK(*to_number(w.fact(added).value) == Approx(half).epsilon(1e-9));
    CHECK(*to_number(w.fact(existing).value) == Approx(half).epsilon(1e-9));
    w.parks.features.attributes.columns[0][0] = "existing"s;
    CHECK(to_number(w.fact(added).value) == 0.0);
    CHECK(*to_number(w.fact(existing).value) == Approx(2 * half).epsilon(1e-9));
}

TEST_CASE("Another reference line, or no layer, leaves a measurement unknown and says why") {
    World w;
    CHECK(w.fact(World::distance()).method.find("the project has no such lines") !=
          std::string::npos);
    w.line({at(119.03, 33.4), at(119.03, 33.6)});
    w.line({at(119.025, 33.4), at(119.025, 33.6)}, "water_edge");
    const auto fact = w.fact(World::distance());
    CHECK(is_unknown(fact.value));
    CHECK(fact.method.find("gives water_edge, the rule wants bank") != std::string::npos);
}

TEST_CASE("People are counted inside, or outside within the width of the edge") {
    World w;
    CHECK(is_unknown(w.fact(World::people(0)).value));
    w.residents.points = {at(119.01, 33.51), at(119.024, 33.51), at(119.026, 33.51),
                          at(119.02, 33.51)};
    w.residents.features =
        columns({"in", "near", "far", "edge"}, {"", "", "", ""}, "people",
                {std::int64_t{12}, std::int64_t{5}, std::int64_t{7}, std::int64_t{1}});
    CHECK(to_number(w.fact(World::people(0)).value) == 12.0);
    CHECK(w.fact(World::people(0)).evidence == "in");
    CHECK(to_number(w.fact(World::people(500)).value) == 6.0); // 371 m, and the one on the edge
    CHECK(w.fact(World::people(500)).evidence == "near;edge");
    w.residents.features.attributes.columns[0][1] = Value();
    CHECK(is_unknown(w.fact(World::people(500)).value));
    CHECK(to_number(w.fact(World::people(0)).value) == 12.0);
    w.residents.features.attributes = {};
    CHECK(to_number(w.fact(World::people(500)).value) == 2.0);
}
