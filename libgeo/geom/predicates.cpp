// SPDX-License-Identifier: Apache-2.0
#include "libgeo/geom/predicates.hpp"

namespace geo {

namespace {

__extension__ using UInt128 = unsigned __int128;

struct UInt256 {
    UInt128 high = 0;
    UInt128 low = 0;
    friend auto operator<=>(const UInt256&, const UInt256&) = default;
};

UInt256 product(UInt128 a, UInt128 b) {
    constexpr UInt128 mask = (static_cast<UInt128>(1) << 64) - 1;
    const UInt128 a0 = a & mask, a1 = a >> 64, b0 = b & mask, b1 = b >> 64;
    const UInt128 p00 = a0 * b0, p01 = a0 * b1, p10 = a1 * b0, p11 = a1 * b1;
    const UInt128 middle = (p00 >> 64) + (p01 & mask) + (p10 & mask);
    return {p11 + (p01 >> 64) + (p10 >> 64) + (middle >> 64), (middle << 64) | (p00 & mask)};
}

} // namespace

int compare(const Ratio& p, const Ratio& q) {
    // Each approximation of a number in [0, 1] is off by less than 4e-16.
    constexpr double clearly_apart = 1e-15;
    if (p.approx - q.approx > clearly_apart) return 1;
    if (q.approx - p.approx > clearly_apart) return -1;
    if (p.num == q.num && p.den == q.den) return 0;
    const auto left = product(static_cast<UInt128>(p.num), static_cast<UInt128>(q.den));
    const auto right = product(static_cast<UInt128>(q.num), static_cast<UInt128>(p.den));
    return left == right ? 0 : left < right ? -1 : 1;
}

} // namespace geo
