// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/hot_pixel.hpp"

namespace geo {

namespace {

/// One end of an interval of places along an edge.
struct End {
    Int128 num = 0;
    Int128 den = 1; ///< positive
    bool closed = true;
};

struct Interval {
    End low;
    End high;

    void cut_low(End end) {
        const auto order = end.num * low.den - low.num * end.den;
        if (order > 0 || (order == 0 && !end.closed)) low = end;
    }
    void cut_high(End end) {
        const auto order = end.num * high.den - high.num * end.den;
        if (order < 0 || (order == 0 && !end.closed)) high = end;
    }
    bool empty() const {
        const auto order = low.num * high.den - high.num * low.den;
        return order > 0 || (order == 0 && !(low.closed && high.closed));
    }
};

/// Keeps the places whose coordinate lies in [p - 1/2, p + 1/2).
void cut(Interval& places, std::int64_t from, std::int64_t to, std::int64_t p) {
    const Int128 run = 2 * (static_cast<Int128>(to) - from);
    const Int128 bottom = 2 * (static_cast<Int128>(p) - from) - 1, top = bottom + 2;
    if (run == 0) {
        if (from != p) places.high = {-1, 1, false};
    } else if (run > 0) {
        places.cut_low({bottom, run, true});
        places.cut_high({top, run, false});
    } else {
        places.cut_low({-top, -run, false});
        places.cut_high({-bottom, -run, true});
    }
}

std::int64_t rounded(std::int64_t from, std::int64_t run, const Ratio& at) {
    const Int128 twice = 2 * at.den;
    const Int128 num = 2 * static_cast<Int128>(run) * at.num + at.den;
    const Int128 quotient = num / twice;
    return from + static_cast<std::int64_t>(quotient - (num % twice < 0 ? 1 : 0));
}

} // namespace

GridPoint rounded(GridEdge edge, const Ratio& at) {
    return {rounded(edge.from.x, edge.to.x - edge.from.x, at),
            rounded(edge.from.y, edge.to.y - edge.from.y, at)};
}

bool passes_pixel(GridEdge edge, GridPoint p) {
    if (std::max(edge.from.x, edge.to.x) < p.x - 1 || std::min(edge.from.x, edge.to.x) > p.x + 1 ||
        std::max(edge.from.y, edge.to.y) < p.y - 1 || std::min(edge.from.y, edge.to.y) > p.y + 1)
        return false;
    Interval places{{0, 1, true}, {1, 1, true}};
    cut(places, edge.from.x, edge.to.x, p.x);
    cut(places, edge.from.y, edge.to.y, p.y);
    return !places.empty();
}

} // namespace geo
