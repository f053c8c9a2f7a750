// SPDX-License-Identifier: Apache-2.0
// Lines on the grid, and layers that are placed in pieces by several threads.
#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

#include "libgeo/core/error.hpp"
#include "libgeo/io/wkb_writer.hpp"
#include "libgeo/normalise/layers.hpp"

using namespace geo;

namespace {

using Path = std::vector<SourcePoint>;

/// A layer in memory with the ids 1, 2, 3, …
struct Layer {
    explicit Layer(const std::string& crs) {
        raw.subject = "rivers.gpkg, layer 'x'";
        raw.crs = crs;
        raw.has_geometry = true;
        spec.role = Role::lines;
    }
    void add(std::uint32_t type, const Path& path) {
        WkbWriter out(raw.wkb);
        out.header(type);
        if (type == wkb::polygon) out.count(1);
        if (type != wkb::point) out.count(static_cast<std::uint32_t>(path.size()));
        for (const auto& p : path) out.point(p.x, p.y);
        raw.wkb_begin.push_back(raw.wkb.size());
        raw.feature_numbers.push_back(static_cast<std::int64_t>(raw.features()));
    }
    /// The layer with feature i alone.
    Layer only(std::size_t i) const {
        Layer one(raw.crs);
        const auto bytes = raw.geometry(i);
        one.raw.wkb.assign(bytes.begin(), bytes.end());
        one.raw.wkb_begin.push_back(bytes.size());
        one.raw.feature_numbers.push_back(raw.feature_numbers[i]);
        return one;
    }
    RawLayer raw;
    LayerSpec spec;
    Extent extent{117, 32, 121, 35};
};

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A rough path of `n` vertices around a place in zone 39 (EPSG:4527), with one of several defects.
Path rough(std::size_t i, std::size_t n) {
    const double x = 39'500'000 + 40.0 * static_cast<double>(i % 97);
    const double y = 3'700'000 + 1'700.0 * static_cast<double>(i % 31) + (i % 37 == 5 ? 4e6 : 0);
    Path path;
    for (std::size_t k = 0; k < n; ++k) {
        const double angle = 6.283185307179586 * static_cast<double>(k) / static_cast<double>(n);
        const double r = i % 41 == 7 ? 1e-6 : 300 + 20 * std::sin(static_cast<double>(7 * k + i));
        path.push_back({x + r * std::cos(angle), y + r * std::sin(angle)});
    }
    if (i % 43 == 11) path[n / 2].x = nan;
    path.push_back(i % 47 == 13 ? path[1] : path[0]);
    return path;
}

std::vector<std::string> codes(const Problems& problems) {
    std::vector<std::string> all;
    for (const auto& p : problems) all.push_back(p.feature_id + " " + p.code);
    return all;
}

} // namespace

TEST_CASE("Lines come onto the grid without equal neighbours, and collapsed ones are listed") {
    Layer layer("EPSG:4490");
    layer.add(wkb::line_string, {{119, 33}, {119, 33}, {119.1, 33.1}});
    layer.add(wkb::line_string, {{119, 33}, {119 + 1e-11, 33}});
    layer.add(wkb::line_string, {{119, 33}, {130, 33}});
    layer.add(wkb::line_string, {});
    NormaliseLog log;
    const auto lines = normalise_lines(layer.raw, layer.spec, layer.extent, log);
    CHECK(lines.features.ids == std::vector<std::string>{"1"});
    CHECK(lines.shapes.points == std::vector<GridPoint>{{119'000'000'000, 33'000'000'000},
                                                        {119'100'000'000, 33'100'000'000}});
    CHECK(codes(log.problems) ==
          std::vector<std::string>{"2 collapsed", "3 outside_extent", "4 empty_geometry"});
    CHECK(log.reports.back().counts.holds());
}

TEST_CASE("A point among lines is a problem of its own, and a layer of points is refused") {
    Layer layer("EPSG:4490");
    layer.add(wkb::line_string, {{119, 33}, {119.1, 33.1}});
    layer.add(wkb::point, {{119, 33}});
    NormaliseLog log;
    const auto lines = normalise_lines(layer.raw, layer.spec, layer.extent, log);
    CHECK(lines.features.ids == std::vector<std::string>{"1"});
    CHECK(codes(log.problems) == std::vector<std::string>{"2 wrong_geometry_type"});
    Layer points("EPSG:4490");
    points.add(wkb::point, {{119, 33}});
    CHECK_THROWS_AS(normalise_lines(points.raw, points.spec, points.extent, log), InputError);
}

namespace {

/// Each feature of `layer` through `place` alone, what comes out into `keep`; the problems met.
template <typename Place, typename Keep>
std::vector<std::string> one_by_one(const Layer& layer, Place&& place, Keep&& keep) {
    std::vector<std::string> problems;
    for (std::size_t i = 0; i < layer.raw.features(); ++i) {
        NormaliseLog own;
        const auto one = layer.only(i);
        try {
            keep(place(one.raw, one.spec, one.extent, own).shapes);
        } catch (const InputError&) { // nothing usable in it
        }
        for (const auto& code : codes(own.problems)) problems.push_back(code);
    }
    return problems;
}

} // namespace

TEST_CASE("Lines in many pieces are what each of them is alone") {
    Layer layer("EPSG:4527");
    for (std::size_t i = 0; i < 1500; ++i) layer.add(wkb::line_string, rough(i, 40));
    NormaliseLog log;
    const auto all = normalise_lines(layer.raw, layer.spec, layer.extent, log);
    std::vector<GridPoint> apart;
    const auto problems = one_by_one(layer, normalise_lines, [&](const Lines& line) {
        apart.insert(apart.end(), line.points.begin(), line.points.end());
    });
    CHECK(all.shapes.points == apart);
    CHECK(codes(log.problems) == problems);
    CHECK(problems.size() > 50);
    CHECK(log.reports.back().counts.used + problems.size() == layer.raw.features());
}

TEST_CASE("Polygons in many pieces are what each of them is alone") {
    Layer layer("EPSG:4527");
    for (std::size_t i = 0; i < 1500; ++i) layer.add(wkb::polygon, rough(i, 40));
    NormaliseLog log;
    const auto all = normalise_polygons(layer.raw, layer.spec, layer.extent, log);
    Polygons apart;
    const auto place = [](const RawLayer& raw, const LayerSpec& spec, const Extent& extent,
                          NormaliseLog& own) { return normalise_polygons(raw, spec, extent, own); };
    const auto problems = one_by_one(layer, place, [&](const Polygons& polygon) {
        if (polygon.features() == 1) append_feature(apart, polygon, 0);
    });
    CHECK(all.shapes.points == apart.points);
    CHECK(all.shapes.ring_begin == apart.ring_begin);
    CHECK(all.shapes.feature_begin == apart.feature_begin);
    CHECK(codes(log.problems) == problems);
    CHECK(problems.size() > 80);
    CHECK(log.reports.back().counts.holds());
}
