// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/layers.hpp"

#include <catch2/catch.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/geom/area.hpp"
#include "libgeo/io/wkb_writer.hpp"

using namespace geo;

namespace {

using Ring = std::vector<SourcePoint>;
using Parts = std::vector<std::vector<Ring>>;

/// A layer of polygons in memory, longitudes and latitudes.
class LayerBuilder {
  public:
    explicit LayerBuilder(std::string crs = "EPSG:4490") {
        raw.subject = "test.gpkg, layer 'x'";
        raw.crs = std::move(crs);
        raw.has_geometry = true;
        raw.attributes.names = {"id"};
        raw.attributes.columns.resize(1);
        spec.role = Role::zones;
    }

    LayerBuilder& add(const std::string& id, const Parts& parts) {
        WkbWriter out(raw.wkb);
        out.header(wkb::multi_polygon);
        out.count(static_cast<std::uint32_t>(parts.size()));
        for (const auto& rings : parts) {
            out.header(wkb::polygon);
            out.count(static_cast<std::uint32_t>(rings.size()));
            for (const auto& ring : rings) {
                out.count(static_cast<std::uint32_t>(ring.size()));
                for (const auto& p : ring) out.point(p.x, p.y);
            }
        }
        return finish(id);
    }

    LayerBuilder& finish(const std::string& id) {
        raw.wkb_begin.push_back(raw.wkb.size());
        raw.feature_ids.push_back(id);
        raw.attributes.columns[0].emplace_back(id);
        return *this;
    }

    PolygonLayer normalised() { return normalise_polygons(raw, spec, extent, log); }

    std::string refusal() {
        try {
            normalised();
        } catch (const Error& error) {
            return error.text().en;
        }
        return "";
    }

    const Conservation& counts() const { return log.reports.back().counts; }

    RawLayer raw;
    LayerSpec spec;
    Extent extent{117.9, 32.5, 120.1, 34.5};
    NormaliseLog log;
};

/// Places of the correctness tables: units of 1e-6 degree from (119, 33.5).
Ring scaled(const std::vector<std::pair<double, double>>& points) {
    Ring ring;
    for (const auto& [x, y] : points) ring.push_back({119 + x * 1e-6, 33.5 + y * 1e-6});
    return ring;
}

Ring square(double x, double y, double side) {
    return scaled({{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}});
}

/// Area in the squares of 1e-6 degree that the tables count in.
double squares(double m2) {
    LayerBuilder one;
    one.add("1", {{square(0, 0, 1000)}});
    const auto layer = one.normalised();
    return m2 / area_of(layer.shapes, 0).m2 * 1e6;
}

} // namespace

TEST_CASE("A valid polygon is used, whatever the direction of its rings") {
    LayerBuilder layer;
    auto ring = square(0, 0, 1000);
    std::reverse(ring.begin(), ring.end());
    layer.add("2", {{ring, square(100, 100, 100)}}).add("1", {{square(2000, 0, 1000)}});
    const auto out = layer.normalised();
    CHECK(out.features.ids == std::vector<std::string>{"1", "2"});
    CHECK(layer.counts().used == 2);
    CHECK(twice_signed_area(out.shapes.ring(1)) > 0); // shell to the left, hole to the right
    CHECK(twice_signed_area(out.shapes.ring(2)) < 0);
}

TEST_CASE("The invalid polygons of the traps table are quarantined with both repairs' areas") {
    struct Trap {
        const char* name;
        Parts parts;
        double linework, structure; ///< by GEOS, in squares
    };
    const std::vector<Trap> traps{
        {"bow-tie", {{scaled({{0, 0}, {10, 10}, {10, 0}, {0, 10}, {0, 0}})}}, 50, 50},
        {"hole overlapping the shell",
         {{square(0, 0, 10), scaled({{5, 5}, {15, 5}, {15, 8}, {5, 8}, {5, 5}})}},
         100,
         85},
        {"two overlapping parts",
         {{square(0, 0, 10)}, {scaled({{5, 0}, {15, 0}, {15, 10}, {5, 10}, {5, 0}})}},
         150,
         150},
        {"the same part twice", {{square(0, 0, 10)}, {square(0, 0, 10)}}, 100, 100},
    };
    for (const auto& trap : traps) {
        CAPTURE(trap.name);
        LayerBuilder layer;
        layer.add("bad", trap.parts).add("good", {{square(500, 500, 10)}});
        const auto out = layer.normalised();
        CHECK(out.features.ids == std::vector<std::string>{"good"});
        CHECK(layer.counts().review == 1);
        CHECK(layer.counts().holds());
        REQUIRE(layer.log.quarantine.size() == 1);
        CHECK(squares(layer.log.quarantine[0].structure_m2) ==
              Approx(trap.structure).epsilon(1e-3));
        CHECK(squares(layer.log.quarantine[0].linework_m2) ==
              Approx(trap.linework).epsilon(1e-3).margin(1e-3));
        REQUIRE(layer.log.problems.size() == 1);
        CHECK(layer.log.problems[0].code == "invalid_polygon");
        CHECK(layer.log.problems[0].severity == Severity::error);
        CHECK(layer.log.problems[0].lon == Approx(119).margin(1e-3));
    }
}

TEST_CASE("A repair is taken only when the project accepts it, and is counted as repaired") {
    LayerBuilder layer;
    layer.spec.repairs = Repairs::structure;
    layer.add("bad", {{scaled({{0, 0}, {10, 10}, {10, 0}, {0, 10}, {0, 0}})}});
    const auto out = layer.normalised();
    CHECK(out.shapes.features() == 1);
    CHECK(layer.counts().repaired == 1);
    CHECK(layer.log.problems[0].severity == Severity::warning);
    CHECK(squares(area_of(out.shapes, 0).m2) == Approx(50).epsilon(1e-3));
}

TEST_CASE("What is quarantined has all its fields, also when the layer keeps only ids") {
    const auto quarantined = [](Fields kept) {
        LayerBuilder layer;
        layer.raw.attributes.names = {"id", "class", "synthetic"};
        layer.raw.attributes.columns.resize(3);
        for (int i = 0; i < 1500; ++i) { // several chunks
            const double x = 40.0 * (i % 40);
            const double y = 40.0 * (i / 40);
            const bool is_bad = i % 7 == 3;
            auto ring = scaled({{x, y}, {x + 10, y}, {x + 10, y + 10}, {x, y + 10}, {x, y}});
            if (is_bad) std::swap(ring[1], ring[2]);
            layer.add(std::to_string(i), {{ring}});
            layer.raw.attributes.columns[1].emplace_back("class " + std::to_string(i));
            layer.raw.attributes.columns[2].emplace_back(std::int64_t{i % 2});
        }
        auto normal = normalise_polygons(layer.raw, layer.spec, layer.extent, layer.log, kept);
        CHECK(normal.features.synthetic[1] == 1);
        CHECK(normal.features.classes.empty() == (kept == Fields::named));
        return std::move(layer.log.quarantine);
    };
    const auto all = quarantined(Fields::all);
    const auto named = quarantined(Fields::named);
    REQUIRE(all.size() == 214);
    REQUIRE(named.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto id = std::to_string(7 * i + 3);
        for (const auto* found : {&all[i], &named[i]}) {
            REQUIRE(found->id == id);
            REQUIRE(found->features.classes == std::vector<std::string>{"class " + id});
            REQUIRE(found->features.attribute(0, "id") == Value(id));
            REQUIRE(found->features.synthetic[0] == static_cast<char>((7 * i + 3) % 2));
        }
        REQUIRE(all[i].geometry_sha256 == named[i].geometry_sha256);
    }
}

TEST_CASE("Rings that are no rings are rejected with the reason, one by one") {
    LayerBuilder layer;
    layer.add("open", {{scaled({{0, 0}, {10, 0}, {10, 10}, {0, 10}})}})
        .add("short", {{scaled({{0, 0}, {10, 0}, {0, 0}})}})
        .add("nan", {{{{119, 33.5}, {NAN, 33.5}, {119.1, 33.6}, {119, 33.5}}}})
        .add("infinite", {{{{119, 33.5}, {INFINITY, 33.5}, {119.1, 33.6}, {119, 33.5}}}})
        .add("dot", {{scaled({{0, 0}, {1e-5, 0}, {0, 1e-5}, {0, 0}})}})
        .finish("none")
        .add("good", {{square(0, 0, 10)}});
    layer.normalised();
    CHECK(layer.counts().read == 7);
    CHECK(layer.counts().rejected == 6);
    CHECK(layer.counts().used == 1);
    std::vector<std::string> codes;
    for (const auto& p : layer.log.problems) codes.push_back(p.feature_id + ":" + p.code);
    CHECK(codes == std::vector<std::string>{"open:ring_not_closed", "short:too_few_points",
                                            "nan:not_finite", "infinite:not_finite",
                                            "dot:collapsed", "none:empty_geometry"});
}

TEST_CASE("A layer without features, with equal ids or without CRS is refused") {
    CHECK(LayerBuilder().refusal() ==
          "test.gpkg, layer 'x': the layer has no feature. Check the file and --where.");
    LayerBuilder twice;
    twice.add("7", {{square(0, 0, 10)}}).add("7", {{square(50, 0, 10)}});
    CHECK(twice.refusal() == "test.gpkg, layer 'x': the id '7' occurs more than once, so results "
                             "could not be told apart. "
                             "Correct the ids, or name a unique field with fields.id.");
    LayerBuilder bare("");
    bare.add("1", {{square(0, 0, 10)}});
    CHECK(bare.refusal() ==
          "test.gpkg, layer 'x' has no CRS. Its coordinates run over x 119.0000–119.0000, y "
          "33.5000–33.5000: they look like degrees; EPSG:4490 is possible (with --datum gcj02 or "
          "bd09 when they come from a web map). Give it with --src-crs (for example "
          "EPSG:4490); nothing was guessed.");
}

TEST_CASE("A layer that lies outside of the extent is refused with the likely cause") {
    const auto refusal = [](const std::string& crs, Ring ring) {
        LayerBuilder layer(crs);
        layer.add("1", {{std::move(ring)}});
        return layer.refusal();
    };
    const Ring swapped{{33.5, 119}, {33.6, 119}, {33.6, 119.1}, {33.5, 119}};
    CHECK(refusal("EPSG:4490", swapped).find("the axes seem to be swapped") != std::string::npos);
    const Ring prefixed{
        {40409000, 3719000}, {40410000, 3719000}, {40410000, 3720000}, {40409000, 3719000}};
    CHECK(refusal("EPSG:4549", prefixed).find("carry the zone prefix 40 but the CRS has none") !=
          std::string::npos);
    const Ring bare{{409000, 3719000}, {410000, 3719000}, {410000, 3720000}, {409000, 3719000}};
    CHECK(refusal("EPSG:4528", bare).find("carry no zone prefix but the CRS expects 40") !=
          std::string::npos);
    CHECK(
        refusal("EPSG:4527", prefixed).find("carry the zone prefix 40 but the CRS is of zone 39") !=
        std::string::npos);
    const Ring degrees{{119, 33.5}, {119.1, 33.5}, {119.1, 33.6}, {119, 33.5}};
    CHECK(refusal("EPSG:4549", degrees).find("look like degrees but the CRS is projected") !=
          std::string::npos);
    CHECK(refusal("EPSG:4490", bare).find("look like projected metres but the CRS is geographic") !=
          std::string::npos);
}

TEST_CASE("One feature outside of the extent is rejected, the others are used") {
    LayerBuilder layer;
    layer.add("out", {{{{116, 33}, {116.1, 33}, {116.1, 33.1}, {116, 33}}}})
        .add("in", {{square(0, 0, 10)}});
    CHECK(layer.normalised().features.ids == std::vector<std::string>{"in"});
    CHECK(layer.log.problems[0].code == "outside_extent");
}

TEST_CASE("A field that the file lacks is refused with the one that was probably meant") {
    LayerBuilder layer;
    layer.raw.attributes.names = {"YQBM"};
    layer.spec.fields["id"] = "YQBN";
    layer.add("1", {{square(0, 0, 10)}});
    CHECK(layer.refusal() == "test.gpkg, layer 'x': no field 'YQBN' (for id). It has: YQBM. Did "
                             "you mean 'YQBM'? Correct the field map.");
}

TEST_CASE("A fact mapped to a field that is not there is a slip, not an unknown fact") {
    LayerBuilder layer;
    layer.spec.fields["risk_grade"] = "FXDJ";
    layer.add("1", {{square(0, 0, 10)}});
    CHECK(layer.refusal().starts_with("test.gpkg, layer 'x': no field 'FXDJ' (for risk_grade)."));
}

TEST_CASE("Two inputs of a role become one layer in id order, and may not share an id") {
    LayerBuilder one, two;
    one.add("10", {{square(0, 0, 10)}});
    two.add("9", {{square(50, 0, 10)}});
    std::vector<PolygonLayer> layers{one.normalised(), two.normalised()};
    CHECK(merged(layers, "zones").features.ids == std::vector<std::string>{"9", "10"});
    layers[1] = layers[0];
    CHECK_THROWS_AS(merged(layers, "zones"), InputError);
}
