// SPDX-License-Identifier: Apache-2.0
// What the engine costs once the layers are on the grid. All cores.
#include "bench/layers.hpp"
#include "libgeo/overlay/locate.hpp"
#include "libgeo/overlay/nearest.hpp"
#include "libgeo/overlay/overlap_areas.hpp"
#include "libgeo/overlay/within.hpp"

namespace geo::bench {

namespace {

void index_build(benchmark::State& state) {
    const auto& all = zones();
    for (auto _ : state) benchmark::DoNotOptimize(EdgeIndex(all).memory_bytes());
    report(state, all.points.size(), "index of polygons", "vertex");
    state.counters["bytes"] =
        static_cast<double>(EdgeIndex(all).memory_bytes()) / static_cast<double>(all.points.size());
}
BENCHMARK(index_build)->UseRealTime();

void overlap_parks(benchmark::State& state) {
    const EdgeIndex a(parks()), b(zones());
    for (auto _ : state) benchmark::DoNotOptimize(overlap_areas(a, b));
    report(state, parks().points.size() + zones().points.size(),
           "areas of all pairs, parks x zones, indices built", "vertex of both");
}
BENCHMARK(overlap_parks)->UseRealTime();

void overlap_self(benchmark::State& state) {
    const EdgeIndex a(zones()), b(zones());
    for (auto _ : state) benchmark::DoNotOptimize(overlap_areas(a, b));
    report(state, 2 * zones().points.size(),
           "areas of all pairs, zones x zones: every edge coincident", "vertex of both");
}
BENCHMARK(overlap_self)->UseRealTime();

void locate(benchmark::State& state) {
    const auto& points = sites();
    const EdgeIndex index(zones());
    for (auto _ : state) benchmark::DoNotOptimize(geo::locate(points, index));
    report(state, points.size(), "which zones hold a point", "point");
}
BENCHMARK(locate)->UseRealTime();

void within_1km(benchmark::State& state) {
    const auto& points = sites();
    const EdgeIndex index(rivers());
    for (auto _ : state) benchmark::DoNotOptimize(within(points, index, 1000));
    report(state, points.size(), "within 1 km of rivers, geodesic", "point");
}
BENCHMARK(within_1km)->UseRealTime();

void nearest_zone(benchmark::State& state) {
    const auto& points = sites();
    const EdgeIndex index(zones());
    for (auto _ : state) benchmark::DoNotOptimize(nearest(points, index));
    report(state, points.size(), "nearest zone, geodesic distance", "point");
}
BENCHMARK(nearest_zone)->UseRealTime();

} // namespace

} // namespace geo::bench
