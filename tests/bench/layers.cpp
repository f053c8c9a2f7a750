// SPDX-License-Identifier: Apache-2.0
#include "bench/layers.hpp"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <numbers>

namespace geo::bench {

namespace {

constexpr double units_per_metre_x = 1e9 / 93'100; // at 33.3° N
constexpr double units_per_metre_y = 1e9 / 110'900;
constexpr GridPoint corner{116'680'000'000, 33'030'000'000};
constexpr double width_m = 60'000;

class Random {
  public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}
    double between(double low, double high) {
        m_state += 0x9e3779b97f4a7c15;
        auto z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return low + (high - low) * static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
    }

  private:
    std::uint64_t m_state;
};

GridPoint place(double x_m, double y_m) {
    return {corner.x + std::llround(x_m * units_per_metre_x),
            corner.y + std::llround(y_m * units_per_metre_y)};
}

// Radii between 0.45 and 1 of `radius_m`, with waves and noise: simple, and not convex anywhere.
void add_star(Polygons& to, Random& random, double x_m, double y_m, double radius_m, int vertices) {
    const double phase = random.between(0, 6);
    for (int i = 0; i < vertices; ++i) {
        const double angle = 2 * std::numbers::pi * i / vertices;
        const double wave = 0.72 + 0.15 * std::sin(3 * angle + phase) +
                            0.08 * std::sin(17 * angle) + random.between(-0.01, 0.01);
        to.add_point(place(x_m + radius_m * wave * std::cos(angle),
                           y_m + radius_m * wave * std::sin(angle)));
    }
    to.end_ring();
    to.end_part();
    to.end_feature();
}

Polygons make_parks() {
    Polygons made;
    Random random(1);
    for (int i = 0; i < 1000; ++i)
        add_star(made, random, random.between(0, width_m), random.between(0, width_m),
                 random.between(150, 900), 60);
    return made;
}

Polygons make_zones() {
    Polygons made;
    Random random(2);
    constexpr int side = 14;
    constexpr double cell = width_m / side;
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column)
            add_star(made, random, cell * (column + 0.5), cell * (row + 0.5), 0.5 * cell, 2500);
    return made;
}

Lines make_rivers() {
    Lines made;
    Random random(3);
    for (int river = 0; river < 11; ++river) {
        double x = 0, y = width_m * (river + 0.5) / 11, course = 0;
        for (int i = 0; i < 7300; ++i) {
            made.points.push_back(place(x, y));
            course = 0.98 * course + random.between(-0.3, 0.3);
            x += 8 + 4 * std::cos(course);
            y += 9 * std::sin(course);
        }
        made.path_begin.push_back(static_cast<std::uint32_t>(made.points.size()));
        made.feature_begin.push_back(static_cast<std::uint32_t>(made.paths()));
    }
    return made;
}

std::vector<GridPoint> make_sites() {
    std::vector<GridPoint> made;
    Random random(4);
    for (int i = 0; i < 100'000; ++i)
        made.push_back(place(random.between(0, width_m), random.between(0, width_m)));
    return made;
}

std::vector<SourcePoint> make_projected() {
    std::vector<LonLat> places;
    for (const auto p : zones().points)
        places.push_back({static_cast<double>(p.x) / units_per_degree,
                          static_cast<double>(p.y) / units_per_degree});
    return FromGrid("EPSG:4527").points(places);
}

template <class T> void append(std::vector<std::byte>& to, T value) {
    const auto at = to.size();
    to.resize(at + sizeof value);
    std::memcpy(to.data() + at, &value, sizeof value);
}

std::vector<std::vector<std::byte>> make_wkb() {
    std::vector<std::vector<std::byte>> made;
    for (std::size_t r = 0; r < zones().rings(); ++r) {
        const auto begin = zones().ring_begin[r], end = zones().ring_begin[r + 1];
        auto& wkb = made.emplace_back();
        append(wkb, std::uint8_t{1});
        append(wkb, std::uint32_t{3});
        append(wkb, std::uint32_t{1});
        append(wkb, std::uint32_t{end - begin + 1});
        for (auto i = begin; i <= end; ++i) append(wkb, projected_vertices()[i < end ? i : begin]);
    }
    return made;
}

} // namespace

const Polygons& parks() {
    static const auto made = make_parks();
    return made;
}

const Polygons& zones() {
    static const auto made = make_zones();
    return made;
}

const Lines& rivers() {
    static const auto made = make_rivers();
    return made;
}

const std::vector<GridPoint>& sites() {
    static const auto made = make_sites();
    return made;
}

const std::vector<SourcePoint>& projected_vertices() {
    static const auto made = make_projected();
    return made;
}

const std::vector<std::vector<std::byte>>& zones_as_wkb() {
    static const auto made = make_wkb();
    return made;
}

void report(benchmark::State& state, std::size_t units, const std::string& what,
            const std::string& unit) {
    using benchmark::Counter;
    state.counters["ns"] = Counter(static_cast<double>(units) * 1e-9,
                                   Counter::kIsIterationInvariantRate | Counter::kInvert);
    state.SetLabel(what + " / " + unit);
}

} // namespace geo::bench
