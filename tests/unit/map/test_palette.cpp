// SPDX-License-Identifier: Apache-2.0
// The classes of a layer must be told apart in grey print and by colour-blind readers.
#include <catch2/catch.hpp>

#include <array>

#include "libgeo/map/style.hpp"

using namespace geo;
using namespace geo::map;

namespace {

using Rgb = std::array<double, 3>;

Rgb linear(const Ink& ink) {
    // On white paper, as the opacity has it.
    const auto one = [&](std::uint8_t part) {
        const double mixed = (part * ink.opacity + 255 * (1 - ink.opacity)) / 255;
        return mixed <= 0.04045 ? mixed / 12.92 : std::pow((mixed + 0.055) / 1.055, 2.4);
    };
    return {one(ink.red), one(ink.green), one(ink.blue)};
}

/// Full dichromacy, on linear RGB: Machado, Oliveira, Fernandes (2009), severity 1.0.
Rgb seen_by(const Rgb& c, const std::array<double, 9>& m) {
    return {m[0] * c[0] + m[1] * c[1] + m[2] * c[2], m[3] * c[0] + m[4] * c[1] + m[5] * c[2],
            m[6] * c[0] + m[7] * c[1] + m[8] * c[2]};
}

/// CIE L*a*b* (D65).
Rgb lab(const Rgb& c) {
    const auto f = [](double t) {
        t = std::max(t, 0.0);
        return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116;
    };
    const double x = f((0.4124 * c[0] + 0.3576 * c[1] + 0.1805 * c[2]) / 0.9505);
    const double y = f(0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]);
    const double z = f((0.0193 * c[0] + 0.1192 * c[1] + 0.9505 * c[2]) / 1.089);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double difference(const Rgb& a, const Rgb& b) {
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

bool has_same_pattern(const Rule& a, const Rule& b) {
    if (a.hatches.size() != b.hatches.size()) return false;
    for (std::size_t h = 0; h < a.hatches.size(); ++h)
        if (a.hatches[h].angle_deg != b.hatches[h].angle_deg ||
            std::abs(std::log(a.hatches[h].spacing / b.hatches[h].spacing)) > 0.3)
            return false;
    return true;
}

const std::array<std::array<double, 9>, 3> blindness{
    {{0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
     {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
     {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
      0.303900}}}; // protan, deutan, tritan

/// Luminance contrast of a hatch with the ground that it is drawn on (WCAG: lighter / darker).
double contrast(const Rule& rule, const Hatch& hatch) {
    const auto luminance = [](const Rgb& c) {
        return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2] + 0.05;
    };
    const double ground = luminance(rule.fill ? linear(*rule.fill) : Rgb{1, 1, 1});
    const double lines = luminance(linear(hatch.ink));
    return std::max(ground, lines) / std::min(ground, lines);
}

} // namespace

TEST_CASE("Two classes differ in hatch or shape, or else in colour for every reader and in grey") {
    const auto pack = read_style_pack("parkline");
    for (const auto& layer : pack.layers)
        for (std::size_t a = 0; a < layer.rules.size(); ++a)
            for (std::size_t b = a + 1; b < layer.rules.size(); ++b) {
                const auto& one = layer.rules[a];
                const auto& other = layer.rules[b];
                INFO(layer.id << ": " << one.id << " and " << other.id);
                if (one.marker && other.marker) {
                    CHECK(one.marker->shape != other.marker->shape);
                    continue;
                }
                if (!one.fill || !other.fill || !has_same_pattern(one, other)) continue;
                const auto left = linear(*one.fill);
                const auto right = linear(*other.fill);
                CHECK(std::abs(lab(left)[0] - lab(right)[0]) > 7); // grey print
                for (const auto& kind : blindness)
                    CHECK(difference(lab(seen_by(left, kind)), lab(seen_by(right, kind))) > 9);
            }
}

TEST_CASE("Every class of areas of a layer has a hatch of its own; one alone may be plain") {
    const auto pack = read_style_pack("parkline");
    for (const auto& layer : pack.layers)
        for (std::size_t a = 0; a < layer.rules.size(); ++a)
            for (std::size_t b = a + 1; b < layer.rules.size(); ++b) {
                if (!layer.rules[a].fill || !layer.rules[b].fill) continue;
                INFO(layer.id << ": " << layer.rules[a].id << " and " << layer.rules[b].id);
                CHECK_FALSE(has_same_pattern(layer.rules[a], layer.rules[b]));
            }
}

TEST_CASE("A hatch can be seen on its ground in grey print") {
    const auto pack = read_style_pack("parkline");
    for (const auto& layer : pack.layers)
        for (const auto& rule : layer.rules)
            for (const auto& hatch : rule.hatches) {
                INFO(layer.id << ": " << rule.id);
                CHECK(contrast(rule, hatch) > 1.5);
            }
}
