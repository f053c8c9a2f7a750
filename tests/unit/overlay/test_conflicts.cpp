// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/conflicts.hpp"

#include <catch2/catch.hpp>

#include "libgeo/overlay/sites.hpp"
#include "libgeo/overlay/townships.hpp"

using namespace geo;

namespace {

/// A rectangle in degrees east and north of (119, 33.5).
struct Rectangle {
    std::string id;
    double west, south, east, north;
    std::string zone_class = "redline_national";
    std::string legal_status = "";
};

std::int64_t units(double degrees) {
    return std::llround(degrees * units_per_degree);
}

PolygonLayer layer(const std::vector<Rectangle>& rectangles, double accuracy_m) {
    PolygonLayer out;
    out.features.attributes.names = {"legal_status"};
    out.features.attributes.columns.resize(1);
    for (const auto& r : rectangles) {
        const auto x0 = units(119 + r.west), x1 = units(119 + r.east);
        const auto y0 = units(33.5 + r.south), y1 = units(33.5 + r.north);
        for (const GridPoint p :
             {GridPoint{x0, y0}, GridPoint{x1, y0}, GridPoint{x1, y1}, GridPoint{x0, y1}})
            out.shapes.add_point(p);
        out.shapes.end_ring();
        out.shapes.end_part();
        out.shapes.end_feature();
        out.features.ids.push_back(r.id);
        out.features.names.push_back(r.id);
        out.features.classes.push_back(r.zone_class);
        out.features.accuracy_m.push_back(accuracy_m);
        out.features.synthetic.push_back(0);
        out.features.attributes.columns[0].push_back(
            r.legal_status.empty() ? Value() : Value(r.legal_status));
    }
    return out;
}

const Rectangle park{"P", 0, 0, 0.02, 0.02};
const Rectangle red_line{"R", 0.01, 0.01, 0.03, 0.03};

Conflicts conflicts_of(const std::vector<Rectangle>& parks, const std::vector<Rectangle>& zones,
                       double accuracy_m = 0, double minimum_m2 = 0) {
    return find_conflicts(layer(parks, accuracy_m), layer(zones, accuracy_m), minimum_m2);
}

} // namespace

TEST_CASE("K5: park and red line overlap by the known area, within the bound") {
    const auto found = conflicts_of({park}, {red_line});
    REQUIRE(found.list.size() == 1);
    // 1,030,460.1177 m² with geodesic edges; edges straight in longitude and latitude differ by
    // less than 1 m².
    CHECK(found.list[0].area.m2 == Approx(1030460.1177).margin(0.01));
    CHECK(found.list[0].area.bound_m2 < 0.5);
    CHECK(found.list[0].status == ConflictStatus::violation);
    CHECK(found.list[0].certain_m2 == found.list[0].area.m2);
    CHECK(found.problems.empty());
}

TEST_CASE("K8: zones over the same ground count once in the park and are marked as not additive") {
    Rectangle twin = red_line;
    twin.id = "R2";
    const auto found = conflicts_of({park}, {red_line, twin});
    REQUIRE(found.list.size() == 2);
    CHECK_FALSE(found.list[0].additive);
    CHECK_FALSE(found.list[1].additive);
    CHECK(found.forbidden[0].measured.m2 == Approx(1030460.1177).margin(0.01));
}

TEST_CASE("Neighbouring zones that share a border are additive") {
    const auto found =
        conflicts_of({park}, {{"A", 0.01, 0, 0.015, 0.03}, {"B", 0.015, 0, 0.03, 0.03}});
    REQUIRE(found.list.size() == 2);
    CHECK(found.list[0].additive);
    CHECK(found.list[1].additive);
    CHECK(found.forbidden[0].measured.m2 ==
          Approx(found.list[0].area.m2 + found.list[1].area.m2).epsilon(1e-12));
}

TEST_CASE("Touching along an edge or at a corner is no conflict when outlines are exact") {
    CHECK(conflicts_of({park}, {{"R", 0.02, 0, 0.03, 0.02}}).list.empty());
    CHECK(conflicts_of({park}, {{"R", 0.02, 0.02, 0.03, 0.03}}).list.empty());
}

TEST_CASE("Touching within the accuracy is listed for review with area 0") {
    const auto found = conflicts_of({park}, {{"R", 0.02, 0, 0.03, 0.02}}, 2);
    REQUIRE(found.list.size() == 1);
    CHECK(found.list[0].area.m2 == 0);
    CHECK(found.list[0].certain_m2 == 0);
    CHECK(found.list[0].possible_m2 > 0);
    CHECK(found.list[0].status == ConflictStatus::review);
}

TEST_CASE("Zones beyond the accuracy of both are no conflict") {
    // 0.0001 degree of longitude is 9.3 m here: more than 2 + 2 m, less than 5 + 5 m.
    const Rectangle near{"R", 0.0201, 0, 0.03, 0.02};
    CHECK(conflicts_of({park}, {near}, 2).list.empty());
    CHECK(conflicts_of({park}, {near}, 5).list.size() == 1);
}

TEST_CASE("Certain and possible areas lie one accuracy inside and outside of the measured one") {
    const double a = 2;
    const auto found = conflicts_of({park}, {red_line}, a);
    REQUIRE(found.list.size() == 1);
    const auto& c = found.list[0];
    // The overlap is a rectangle of w × h whose four sides each move by the accuracy.
    const double h = 0.01 * 110921.0, w = c.area.m2 / h;
    CHECK(c.certain_m2 == Approx((w - 2 * a) * (h - 2 * a)).epsilon(2e-5));
    CHECK(c.possible_m2 == Approx((w + 2 * a) * (h + 2 * a)).epsilon(2e-5));
    CHECK(c.status == ConflictStatus::violation);
}

TEST_CASE("A strip thinner than the accuracy is a sliver, never a violation, and is kept") {
    const auto found = conflicts_of({park}, {{"R", 0.01999, 0, 0.03, 0.02}}, 2); // 0.93 m wide
    REQUIRE(found.list.size() == 1);
    CHECK(found.list[0].status == ConflictStatus::sliver);
    CHECK(found.list[0].certain_m2 == 0);
    CHECK(found.list[0].area.m2 > 0);
    CHECK(found.list[0].width_m == Approx(0.93).epsilon(0.02));
}

TEST_CASE("Below, at and above the minimum mapping area") {
    const auto found = conflicts_of({park}, {red_line});
    const double area = found.list[0].area.m2;
    CHECK(conflicts_of({park}, {red_line}, 0, area - 1).list[0].status ==
          ConflictStatus::violation);
    CHECK(conflicts_of({park}, {red_line}, 0, area).list[0].status == ConflictStatus::violation);
    CHECK(conflicts_of({park}, {red_line}, 0, area + 1).list[0].status ==
          ConflictStatus::below_minimum);
}

TEST_CASE("Zones that do not forbid siting give findings and no conflict area") {
    Rectangle control = red_line;
    control.zone_class = "ecological_control";
    Rectangle lake = red_line;
    lake.legal_status = "none: illustration, not a statutory red line";
    for (const auto& zone : {control, lake}) {
        const auto found = conflicts_of({park}, {zone});
        REQUIRE(found.list.size() == 1);
        CHECK(found.list[0].status == ConflictStatus::finding);
        CHECK(found.forbidden[0].measured.m2 == 0);
    }
}

TEST_CASE("Township red-line area counts red-line classes only, and shared ground once") {
    Rectangle farmland{"F", 0, 0, 0.005, 0.005, "permanent_farmland"};
    Rectangle twin = red_line;
    twin.id = "R2";
    const auto overlaps = overlay_townships(layer({park}, 0), layer({red_line, twin, farmland}, 0));
    REQUIRE(overlaps.size() == 1);
    CHECK(overlaps[0].red_line.m2 == Approx(1030460.1177).margin(0.01));
    CHECK(overlaps[0].area.m2 == Approx(4122074.2137).margin(0.05));
}

namespace {

PointLayer sites_at(const std::vector<std::pair<double, double>>& places) {
    PointLayer sites;
    for (const auto& [east, north] : places) {
        sites.points.push_back({units(119 + east), units(33.5 + north)});
        sites.features.ids.push_back(std::to_string(sites.points.size()));
        sites.kinds.push_back("enterprise");
    }
    return sites;
}

} // namespace

TEST_CASE(
    "A site inside a zone gets its distance to the border; on the border it is near, not inside") {
    const auto placed =
        place_sites(sites_at({{0.02, 0.02}, {0.01, 0.02}, {0.0, 0.02}, {-0.5, 0.02}}), {},
                    layer({red_line}, 0), {500, 1000});
    CHECK(placed[0].status == SiteStatus::inside);
    CHECK(placed[0].distance_m == Approx(928.9).margin(1)); // 0.01 degree of longitude
    CHECK(placed[0].distance_class == "inside");
    CHECK(placed[1].status == SiteStatus::near);
    CHECK(placed[1].distance_m == 0);
    CHECK(placed[1].zones.empty());
    CHECK(placed[2].status == SiteStatus::near);
    CHECK(placed[2].distance_class == "500-1000");
    CHECK(placed[3].status == SiteStatus::clear);
    CHECK(placed[3].distance_class == ">1000");
}

TEST_CASE("Zones without legal force neither hold sites nor are nearest to them") {
    Rectangle lake = red_line;
    lake.legal_status = "none: illustration";
    const auto placed =
        place_sites(sites_at({{0.02, 0.02}}), layer({park}, 0), layer({lake}, 0), {500});
    CHECK(placed[0].zones.empty());
    CHECK(placed[0].nearest_zone == SIZE_MAX);
    CHECK(placed[0].status == SiteStatus::clear);
}
