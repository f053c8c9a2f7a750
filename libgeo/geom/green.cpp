// SPDX-License-Identifier: Apache-2.0
#include "libgeo/geom/green.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace geo {

namespace {

constexpr double area_unit = 68719476736.0; // 2^36: sums in 1.5e-11 m2
constexpr double length_unit = 1048576.0;   // 2^20: sums in 1e-6 m
constexpr double longest_half = 2.5e-4;     // radians; the neglected term is below 1e-16 F
constexpr double series_reach = 0.02;       // radians; the truncated term is below 1e-11

constexpr double semi_major = 6378137.0;
constexpr double flattening = 1 / 298.257222101;
constexpr double e2 = flattening * (2 - flattening);

double authalic(double latitude) {
    const double e = std::sqrt(e2);
    const double s = std::sin(latitude);
    const double b2 = semi_major * semi_major * (1 - e2);
    return b2 / 2 * (s / (1 - e2 * s * s) + std::atanh(e * s) / e);
}

using Series = std::array<double, 5>;

Series times(const Series& a, const Series& b) {
    Series c{};
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = 0; i + j < a.size(); ++j) c[i + j] += a[i] * b[j];
    return c;
}

Series reciprocal(const Series& a) {
    Series r{};
    r[0] = 1 / a[0];
    for (std::size_t n = 1; n < a.size(); ++n) {
        double s = 0;
        for (std::size_t k = 1; k <= n; ++k) s += a[k] * r[n - k];
        r[n] = -s * r[0];
    }
    return r;
}

// F'(B) = a^2 (1 - e^2) cos B / (1 - e^2 sin^2 B)^2, expanded by arithmetic on power series.
green::Band make_band(double center_units) {
    const double b = center_units * green::radians_per_unit;
    const double s = std::sin(b), c = std::cos(b);
    const Series sine{s, c, -s / 2, -c / 6, s / 24};
    const Series cosine{c, -s, -c / 2, s / 6, c / 24};
    Series w = times(sine, sine);
    for (auto& x : w) x *= -e2;
    w[0] += 1;
    const Series slope = times(cosine, reciprocal(times(w, w)));
    green::Band band;
    band.center = center_units;
    band.at_center = authalic(b);
    for (std::size_t n = 0; n < slope.size(); ++n)
        band.g[n + 1] = semi_major * semi_major * (1 - e2) * slope[n] / static_cast<double>(n + 1);
    band.meridian = semi_major * (1 - e2) / (w[0] * std::sqrt(w[0]));
    band.per_meridian = 1 / band.meridian;
    return band;
}

constexpr std::size_t bands = 720;

std::array<green::Band, bands> make_bands() {
    std::array<green::Band, bands> table;
    for (std::size_t k = 0; k < bands; ++k)
        table[k] = make_band((static_cast<double>(k) + 0.5) * green::band_units - 90e9);
    return table;
}

double value(const green::Band& n, double u) {
    const auto& g = n.g;
    return u * (g[1] + u * (g[2] + u * (g[3] + u * (g[4] + u * g[5]))));
}

// Mean of the series over [u - h, u + h], with the term of h^2.
double mean(const green::Band& n, double u, double h) {
    const auto& g = n.g;
    const double second = 2 * g[2] + u * (6 * g[3] + u * (12 * g[4] + u * (20 * g[5])));
    return value(n, u) + h * h * (1.0 / 6) * second;
}

double length(const green::Band& n, double u, double d_lat, double d_lon) {
    const double metres_east = d_lon * (n.g[1] + 2 * n.g[2] * u) * n.per_meridian;
    const double metres_north = d_lat * n.meridian;
    return std::sqrt(metres_east * metres_east + metres_north * metres_north);
}

Int128 to_fixed(double value, double unit) {
    const double scaled = value * unit;
    const double rounded = scaled + std::copysign(0.5, scaled);
    if (std::abs(rounded) < 4e18) return static_cast<std::int64_t>(rounded);
    return static_cast<Int128>(rounded);
}

void put(AreaSum& sum, double area_m2, double length_m) {
    sum.area += to_fixed(area_m2, area_unit);
    sum.length += static_cast<std::int64_t>(length_m * length_unit + 0.5);
}

} // namespace

namespace green {

const Band& band_at(double latitude_units) {
    static const auto table = make_bands();
    const double row = (latitude_units + 90e9) / band_units;
    if (row < 1) return table.front();
    return table[row < bands - 1 ? static_cast<std::size_t>(row) : bands - 1];
}

} // namespace green

GreenFrame::GreenFrame(GridPoint reference)
    : m_band(&green::band_at(static_cast<double>(reference.y))),
      m_origin(value(*m_band, (static_cast<double>(reference.y) - m_band->center) *
                                  green::radians_per_unit)) {}

void GreenFrame::add(Sum& sum, GridPoint a, GridPoint b, double t0, double t1) const {
    constexpr double unit = green::radians_per_unit;
    const double dx = static_cast<double>(b.x - a.x);
    const double dy = static_cast<double>(b.y - a.y);
    const double y = static_cast<double>(a.y) - m_band->center; // exact: whole numbers
    const double part = t1 - t0;
    const double u = (y + (t0 + t1) * 0.5 * dy) * unit;
    const double h = part * dy * (unit / 2);
    const double d_lon = part * dx * unit;
    if (std::abs(h) > longest_half) return add_divided(sum, a, b, t0, t1);
    if (std::abs(u) > series_reach) return add_far(sum, m_band->center + u / unit, h, d_lon);
    put(sum, -d_lon * (mean(*m_band, u, h) - m_origin), length(*m_band, u, 2 * h, d_lon));
}

namespace {

/// Some edges side by side, so that the processor works on several at once.
struct EdgeBlock {
    static constexpr std::size_t size = 64;
    std::array<double, size> u, h, d_lon, area, length;

    /// False when an edge is too long or too far for the plain series.
    bool load(std::span<const GridPoint> points, double center) {
        constexpr double unit = green::radians_per_unit;
        double longest = 0, farthest = 0;
        for (std::size_t i = 0; i < size; ++i) {
            const double dx = static_cast<double>(points[i + 1].x - points[i].x);
            const double dy = static_cast<double>(points[i + 1].y - points[i].y);
            u[i] = (static_cast<double>(points[i].y) - center + 0.5 * dy) * unit;
            h[i] = dy * (unit / 2);
            d_lon[i] = dx * unit;
            longest = std::max(longest, std::abs(h[i]));
            farthest = std::max(farthest, std::abs(u[i]));
        }
        return longest <= longest_half && farthest <= series_reach;
    }

    void measure(const green::Band& band, double origin) {
        for (std::size_t i = 0; i < size; ++i) {
            area[i] = -d_lon[i] * (mean(band, u[i], h[i]) - origin);
            length[i] = geo::length(band, u[i], 2 * h[i], d_lon[i]);
        }
    }
};

} // namespace

void GreenFrame::add_ring(Sum& sum, std::span<const GridPoint> ring) const {
    EdgeBlock block;
    const auto band = *m_band; // by value: nothing the loops write can change it
    std::size_t edge = 0;
    for (; edge + EdgeBlock::size < ring.size(); edge += EdgeBlock::size) {
        const auto points = ring.subspan(edge, EdgeBlock::size + 1);
        if (block.load(points, band.center)) {
            block.measure(band, m_origin);
            for (std::size_t i = 0; i < EdgeBlock::size; ++i)
                put(sum, block.area[i], block.length[i]);
        } else {
            for (std::size_t i = 0; i < EdgeBlock::size; ++i)
                add(sum, points[i], points[i + 1], 0, 1);
        }
    }
    for (; edge + 1 < ring.size(); ++edge) add(sum, ring[edge], ring[edge + 1], 0, 1);
    add(sum, ring.back(), ring.front(), 0, 1);
}

// A long edge in parts of equal height.
void GreenFrame::add_divided(Sum& sum, GridPoint a, GridPoint b, double t0, double t1) const {
    const double half =
        std::abs(static_cast<double>(b.y - a.y) * (t1 - t0)) * (green::radians_per_unit / 2);
    const int parts = static_cast<int>(half / (longest_half * 0.99)) + 1;
    double from = t0;
    for (int k = 1; k <= parts; ++k) {
        const double to = k == parts ? t1 : t0 + (t1 - t0) * k / parts;
        add(sum, a, b, from, to);
        from = to;
    }
}

// By the series of the place's own band.
void GreenFrame::add_far(Sum& sum, double y, double h, double d_lon) const {
    const auto& band = green::band_at(y);
    const double u = (y - band.center) * green::radians_per_unit;
    const double offset = band.at_center - m_band->at_center - m_origin;
    put(sum, -d_lon * (mean(band, u, h) + offset), length(band, u, 2 * h, d_lon));
}

Area to_area(const AreaSum& sum) {
    const double m2 = sum.area <= 0 ? 0 : static_cast<double>(sum.area) / area_unit;
    return {m2, 1e-9 * m2 + 0.079e-3 * length_m(sum)};
}

double length_m(const AreaSum& sum) {
    return static_cast<double>(sum.length) / length_unit;
}

GridPoint reference_of(const Polygons& polygons, std::size_t feature) {
    const auto box = box_of(polygons, feature);
    return box.empty() ? GridPoint{} : GridPoint{box.x_min, box.y_min};
}

AreaSum area_sum(const Polygons& polygons, std::size_t feature) {
    AreaSum sum;
    const GreenFrame frame(reference_of(polygons, feature));
    for (auto r = polygons.first_ring(feature); r < polygons.last_ring(feature); ++r)
        frame.add_ring(sum, polygons.ring(r));
    return sum;
}

void PlanarFrame::add(Sum& sum, GridPoint a, GridPoint b, double t0, double t1) const {
    const double x = static_cast<double>(a.x - m_reference.x);
    const double y = static_cast<double>(a.y - m_reference.y);
    const double dx = static_cast<double>(b.x - a.x);
    const double dy = static_cast<double>(b.y - a.y);
    sum.area += to_fixed((x * dy - y * dx) * (t1 - t0), length_unit);
}

double to_square_units(const PlanarFrame::Sum& sum) {
    return static_cast<double>(sum.area) / length_unit / 2;
}

} // namespace geo
