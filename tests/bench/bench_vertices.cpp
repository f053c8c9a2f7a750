// SPDX-License-Identifier: Apache-2.0
// What a vertex costs on its way from the file to the grid, and alone on the grid: CPU time of one
// thread, but for `normalise`.
#include "bench/layers.hpp"
#include "libgeo/geom/area.hpp"
#include "libgeo/geom/predicates.hpp"
#include "libgeo/geom/quick_validity.hpp"
#include "libgeo/geom/shapes.hpp"
#include "libgeo/normalise/layers.hpp"
#include "libgeo/normalise/wkb.hpp"

namespace geo::bench {

namespace {

void wkb_decode(benchmark::State& state) {
    const auto& all = zones_as_wkb();
    for (auto _ : state)
        for (const auto& wkb : all) benchmark::DoNotOptimize(decode_wkb(wkb));
    report(state, zones().points.size(), "WKB to points", "vertex");
}
BENCHMARK(wkb_decode);

void crs_to_grid(benchmark::State& state) {
    const ToGrid route("EPSG:4527", Datum::cgcs2000, "bench");
    const auto& all = projected_vertices();
    for (auto _ : state) benchmark::DoNotOptimize(route.lon_lat(all));
    report(state, all.size(), "EPSG:4527 to longitude and latitude", "vertex");
}
BENCHMARK(crs_to_grid);

void crs_densified(benchmark::State& state) {
    const ToGrid route("EPSG:4527", Datum::cgcs2000, "bench");
    const std::span<const SourcePoint> all = projected_vertices();
    for (auto _ : state)
        for (std::size_t r = 0; r < zones().rings(); ++r)
            benchmark::DoNotOptimize(
                route.densified(all.subspan(zones().ring_begin[r], zones().ring(r).size())));
    report(state, all.size(), "the same, with points added where edges would stray 1 mm", "vertex");
}
BENCHMARK(crs_densified);

void normalise(benchmark::State& state) {
    RawLayer raw;
    raw.subject = "bench";
    raw.crs = "EPSG:4527";
    raw.has_geometry = true;
    for (const auto& wkb : zones_as_wkb()) {
        raw.wkb.insert(raw.wkb.end(), wkb.begin(), wkb.end());
        raw.wkb_begin.push_back(raw.wkb.size());
        raw.feature_ids.push_back(std::to_string(raw.feature_ids.size()));
    }
    LayerSpec spec;
    spec.role = Role::zones;
    spec.path = "bench";
    for (auto _ : state) {
        NormaliseLog log;
        benchmark::DoNotOptimize(normalise_polygons(raw, spec, Extent{}, log));
    }
    report(state, zones().points.size(), "WKB to valid polygons on the grid, all cores", "vertex");
}
BENCHMARK(normalise)->UseRealTime();

void area(benchmark::State& state) {
    const auto& all = zones();
    for (auto _ : state)
        for (std::size_t f = 0; f < all.features(); ++f) benchmark::DoNotOptimize(area_of(all, f));
    report(state, all.points.size(), "area on the ellipsoid with its bound", "vertex");
}
BENCHMARK(area);

void validity_exact(benchmark::State& state) {
    const auto& all = zones();
    for (auto _ : state)
        for (std::size_t f = 0; f < all.features(); ++f)
            benchmark::DoNotOptimize(is_surely_valid(all, f));
    report(state, all.points.size(), "validity, exact", "vertex");
}
BENCHMARK(validity_exact);

void validity_geos(benchmark::State& state) {
    const auto& all = zones();
    for (auto _ : state)
        for (std::size_t f = 0; f < all.features(); ++f)
            benchmark::DoNotOptimize(check_validity(all, f));
    report(state, all.points.size(), "validity, by GEOS", "vertex");
}
BENCHMARK(validity_geos);

void predicate_orient(benchmark::State& state) {
    const auto& points = sites();
    for (auto _ : state) {
        int left = 0;
        for (std::size_t i = 2; i < points.size(); ++i)
            left += orient(points[i - 2], points[i - 1], points[i]) > 0;
        benchmark::DoNotOptimize(left);
    }
    report(state, points.size() - 2, "side of a point to a line, exact", "call");
}
BENCHMARK(predicate_orient);

void predicate_compare(benchmark::State& state) {
    // All within 1e-20 of a third: only the 256-bit products can tell.
    std::vector<Ratio> places;
    for (std::size_t i = 0; i + 1 < sites().size(); i += 2) {
        const auto den = static_cast<Int128>(sites()[i].x) * sites()[i + 1].y;
        places.emplace_back(den / 3, den);
    }
    for (auto _ : state) {
        int less = 0;
        for (std::size_t i = 1; i < places.size(); ++i)
            less += compare(places[i - 1], places[i]) < 0;
        benchmark::DoNotOptimize(less);
    }
    report(state, places.size() - 1, "order of two crossings too close for doubles, exact", "call");
}
BENCHMARK(predicate_compare);

} // namespace

} // namespace geo::bench
