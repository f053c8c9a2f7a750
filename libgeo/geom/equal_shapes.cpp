// SPDX-License-Identifier: Apache-2.0
#include "libgeo/geom/equal_shapes.hpp"

#include <algorithm>

namespace geo {

namespace {

constexpr std::uint64_t mixed(std::uint64_t h) {
    h ^= h >> 30U;
    h *= 0xBF58476D1CE4E5B9U;
    h ^= h >> 27U;
    h *= 0x94D049BB133111EBU;
    return h ^ h >> 31U;
}

/// The ring from its least point on, in the direction whose second point is the lesser one: equal
/// for all spellings of one ring.
std::vector<GridPoint> canonical(std::span<const GridPoint> ring) {
    std::vector<GridPoint> points(ring.begin(), ring.end());
    std::rotate(points.begin(), std::min_element(points.begin(), points.end()), points.end());
    if (points.size() > 2 && points.back() < points[1])
        std::reverse(points.begin() + 1, points.end());
    return points;
}

/// Rings that are equal have equal numbers: a sum over the points, so the start does not matter.
std::uint64_t number_of(std::span<const GridPoint> ring) {
    std::uint64_t sum = mixed(ring.size());
    for (const auto& p : ring)
        sum += mixed(mixed(static_cast<std::uint64_t>(p.x)) + static_cast<std::uint64_t>(p.y));
    return sum;
}

std::uint64_t number_of(const Polygons& polygons, std::size_t feature) {
    std::uint64_t sum = 0;
    for (auto r = polygons.first_ring(feature); r < polygons.last_ring(feature); ++r)
        sum += mixed(number_of(polygons.ring(r)));
    return sum;
}

std::vector<std::vector<GridPoint>> rings_of(const Polygons& polygons, std::size_t feature) {
    std::vector<std::vector<GridPoint>> rings;
    for (auto r = polygons.first_ring(feature); r < polygons.last_ring(feature); ++r)
        rings.push_back(canonical(polygons.ring(r)));
    std::sort(rings.begin(), rings.end());
    return rings;
}

/// Pairs among things with numbers: those with the same number are compared in full.
template <typename Equal>
std::vector<EqualPair> pairs_among(const std::vector<std::uint64_t>& numbers, Equal equal) {
    std::vector<std::size_t> order(numbers.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return numbers[a] != numbers[b] ? numbers[a] < numbers[b] : a < b;
    });
    std::vector<EqualPair> pairs;
    for (std::size_t i = 0; i < order.size();) {
        std::size_t end = i + 1;
        while (end < order.size() && numbers[order[end]] == numbers[order[i]]) ++end;
        for (auto k = i + 1; k < end; ++k)
            for (auto first = i; first < k; ++first)
                if (equal(order[first], order[k])) {
                    pairs.push_back({order[first], order[k]});
                    break;
                }
        i = end;
    }
    std::sort(pairs.begin(), pairs.end(),
              [](const auto& a, const auto& b) { return a.copy < b.copy; });
    return pairs;
}

} // namespace

std::vector<EqualPair> equal_features(const Polygons& polygons) {
    std::vector<std::uint64_t> numbers(polygons.features());
    for (std::size_t f = 0; f < numbers.size(); ++f) numbers[f] = number_of(polygons, f);
    return pairs_among(numbers, [&](std::size_t a, std::size_t b) {
        return rings_of(polygons, a) == rings_of(polygons, b);
    });
}

std::vector<EqualPair> equal_rings(const Polygons& polygons, std::size_t feature) {
    const auto first = polygons.first_ring(feature);
    std::vector<std::uint64_t> numbers;
    for (auto r = first; r < polygons.last_ring(feature); ++r)
        numbers.push_back(number_of(polygons.ring(r)));
    return pairs_among(numbers, [&](std::size_t a, std::size_t b) {
        return canonical(polygons.ring(first + a)) == canonical(polygons.ring(first + b));
    });
}

} // namespace geo
