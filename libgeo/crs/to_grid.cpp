// SPDX-License-Identifier: Apache-2.0
#include "libgeo/crs/to_grid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "libgeo/core/error.hpp"
#include "libgeo/crs/conformal_patches.hpp"
#include "libgeo/crs/proj_handles.hpp"

namespace geo {

namespace {

/// An edge may stray 1 mm from its own straight line; the grid takes up to 0.08 mm of it.
constexpr double stray_limit_m = 0.9e-3;
/// Longer edges are looked at in three places, because a curve may cross its chord in the middle.
constexpr double long_edge_m = 1000;
constexpr int deepest_split = 24;

LonLat undo_web_map_datum(LonLat p, Datum datum) {
    if (datum == Datum::gcj02) return from_gcj02(p);
    if (datum == Datum::bd09) return from_gcj02(bd09_to_gcj02(p));
    return p;
}

double stray_m(LonLat a, LonLat b, LonLat between, double share) {
    const double lon = a.lon + (b.lon - a.lon) * share;
    const double lat = a.lat + (b.lat - a.lat) * share;
    constexpr double metres_per_degree = 111320;
    const double east = (between.lon - lon) * std::cos(lat * std::numbers::pi / 180);
    return std::hypot(east, between.lat - lat) * metres_per_degree;
}

SourcePoint blend(SourcePoint a, SourcePoint b, double of_b) {
    return {a.x * (1 - of_b) + b.x * of_b, a.y * (1 - of_b) + b.y * of_b};
}

} // namespace

struct ToGrid::Impl {
    proj::Context context;
    proj::Route route;
    Datum datum = Datum::cgcs2000;
    CrsOperation description;
    std::optional<ConformalPatches> patches; ///< for plain projections

    void prepare_patches() {
        if (!route.only_projection) return;
        patches.emplace([this](double x, double y) { return by_proj({x, y}); }, route.eccentricity);
    }

    LonLat by_proj(SourcePoint p) const {
        const PJ_COORD out =
            proj_trans(route.transformation.get(), PJ_FWD, proj_coord(p.x, p.y, 0, 0));
        proj_errno_reset(route.transformation.get());
        return {out.xy.x, out.xy.y};
    }

    LonLat one(SourcePoint p) {
        LonLat place{p.x, p.y};
        if (patches)
            place = patches->at(p.x, p.y);
        else if (route.transformation)
            place = by_proj(p);
        if (!std::isfinite(place.lon) || !std::isfinite(place.lat)) {
            constexpr double nan = std::numeric_limits<double>::quiet_NaN();
            return {nan, nan};
        }
        return undo_web_map_datum(place, datum);
    }

    bool is_straight(SourcePoint a, LonLat at_a, SourcePoint b, LonLat at_b, LonLat middle) {
        if (stray_m(at_a, at_b, middle, 0.5) > stray_limit_m) return false;
        if (std::hypot(a.x - b.x, a.y - b.y) < long_edge_m) return true;
        return stray_m(at_a, at_b, one(blend(a, b, 0.25)), 0.25) <= stray_limit_m &&
               stray_m(at_a, at_b, one(blend(a, b, 0.75)), 0.75) <= stray_limit_m;
    }

    /// Adds the points between a and b, without the ends.
    void split(SourcePoint a, LonLat at_a, SourcePoint b, LonLat at_b, int depth,
               std::vector<LonLat>& out) {
        const SourcePoint middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
        const LonLat at_middle = one(middle);
        if (depth == 0 || is_straight(a, at_a, b, at_b, at_middle)) return;
        split(a, at_a, middle, at_middle, depth - 1, out);
        out.push_back(at_middle);
        split(middle, at_middle, b, at_b, depth - 1, out);
    }

    /// A conformal image of a line bends by less than 3 tan(latitude) / R, which is 0.4 mm on 60 m
    /// at 60 degrees.
    bool is_surely_straight(SourcePoint a, SourcePoint b, LonLat at_b) {
        constexpr double short_edge_m = 60;
        return std::abs(a.x - b.x) + std::abs(a.y - b.y) < short_edge_m &&
               std::abs(at_b.lat) < 60 && patches && patches->serves(b.x, b.y);
    }

    /// Adds the points of the edge from a to b, without the ends. The lower end always comes first
    /// in the arithmetic, so both neighbours of a shared border get the same bits.
    void split_in_canonical_order(SourcePoint a, LonLat at_a, SourcePoint b, LonLat at_b,
                                  std::vector<LonLat>& out) {
        const bool forward = a.x < b.x || (a.x == b.x && a.y <= b.y);
        if (is_surely_straight(a, b, at_b)) return;
        const auto start = static_cast<std::ptrdiff_t>(out.size());
        if (forward) {
            split(a, at_a, b, at_b, deepest_split, out);
            return;
        }
        split(b, at_b, a, at_a, deepest_split, out);
        std::reverse(out.begin() + start, out.end());
    }
};

ToGrid::ToGrid(const std::string& crs, Datum datum, const std::string& subject)
    : m_impl(std::make_unique<Impl>()) {
    m_impl->context = proj::make_context();
    m_impl->route = proj::find_route(m_impl->context.get(), crs, subject);
    m_impl->datum = datum;
    m_impl->prepare_patches();
    const auto& route = m_impl->route;
    m_impl->description = {route.source, route.code, route.operation, route.accuracy_m,
                           route.policy};
    if (datum != Datum::gcj02 && datum != Datum::bd09) return;
    if (route.projected)
        throw ConfigError(
            {subject + "：datum 声明为 " + std::string(name_of(datum)) +
                 "，但坐标系是投影坐标。网络地图坐标只有经纬度；请改正 datum 或 src_crs。",
             subject + ": the datum is declared as " + std::string(name_of(datum)) +
                 " but the CRS is projected. Web-map coordinates are longitude and latitude; "
                 "correct "
                 "datum or src_crs."});
    m_impl->description.operation =
        std::string("inverse of ") + (datum == Datum::gcj02 ? "GCJ-02" : "BD-09 and GCJ-02");
    m_impl->description.policy = "declared-web-map-datum";
    m_impl->description.accuracy_m = 5;
}

ToGrid::ToGrid(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

ToGrid ToGrid::copy() const {
    auto impl = std::make_unique<Impl>();
    impl->datum = m_impl->datum;
    impl->description = m_impl->description;
    if (m_impl->route.transformation) impl->context = proj::make_context();
    impl->route = proj::copy_of(impl->context.get(), m_impl->route);
    impl->prepare_patches();
    return ToGrid(std::move(impl));
}

ToGrid::~ToGrid() = default;
ToGrid::ToGrid(ToGrid&&) noexcept = default;
ToGrid& ToGrid::operator=(ToGrid&&) noexcept = default;

const CrsOperation& ToGrid::operation() const {
    return m_impl->description;
}
bool ToGrid::is_projected() const {
    return m_impl->route.projected;
}

std::optional<double> ToGrid::false_easting() const {
    if (!m_impl->route.projected) return {};
    return m_impl->route.false_easting;
}

LonLat ToGrid::lon_lat(SourcePoint point) const {
    return m_impl->one(point);
}

std::vector<LonLat> ToGrid::lon_lat(std::span<const SourcePoint> points) const {
    std::vector<LonLat> places;
    places.reserve(points.size());
    for (const auto& p : points) places.push_back(m_impl->one(p));
    return places;
}

std::vector<LonLat> ToGrid::densified(std::span<const SourcePoint> path) const {
    std::vector<LonLat> out;
    densify(path, out);
    return out;
}

void ToGrid::densify(std::span<const SourcePoint> path, std::vector<LonLat>& out) const {
    out.clear();
    const bool has_edges = m_impl->route.transformation != nullptr;
    LonLat before{};
    for (std::size_t i = 0; i < path.size(); ++i) {
        const LonLat place = m_impl->one(path[i]);
        if (has_edges && i > 0 && std::isfinite(before.lon) && std::isfinite(place.lon))
            m_impl->split_in_canonical_order(path[i - 1], before, path[i], place, out);
        out.push_back(place);
        before = place;
    }
}

struct FromGrid::Impl {
    proj::Context context;
    proj::Route route;
    std::string crs;
    std::optional<ProjectionPatches> patches; ///< for plain projections

    SourcePoint by_proj(double lon, double lat) const {
        const PJ_COORD out =
            proj_trans(route.transformation.get(), PJ_INV, proj_coord(lon, lat, 0, 0));
        proj_errno_reset(route.transformation.get());
        return {out.xy.x, out.xy.y};
    }

    SourcePoint one(LonLat p) {
        if (!route.transformation) return {p.lon, p.lat};
        const auto out = patches ? patches->at(p) : by_proj(p.lon, p.lat);
        if (!std::isfinite(out.x) || !std::isfinite(out.y)) refuse(p);
        return out;
    }

    [[noreturn]] void refuse(LonLat p) const {
        const auto place = fixed(p.lon, 9) + ", " + fixed(p.lat, 9);
        throw ConfigError({"坐标系 " + crs + " 在 " + place +
                               "（EPSG:4490）处没有坐标。请用 --dst-crs 为结果另选坐标系。",
                           "the CRS " + crs + " has no coordinates for the place " + place +
                               " (EPSG:4490). Choose another CRS for the results with --dst-crs."});
    }
};

FromGrid::FromGrid(const std::string& crs) : m_impl(std::make_unique<Impl>()) {
    m_impl->context = proj::make_context();
    m_impl->crs = crs;
    try {
        m_impl->route = proj::find_route(m_impl->context.get(), crs, "dst_crs");
    } catch (const InputError&) {
        throw ConfigError(
            {"结果不能写成坐标系 '" + crs +
                 "'：无法识别，或与 CGCS2000 之间没有已知精度的转换。请用 --dst-crs 给出 EPSG "
                 "代码，例如 EPSG:4490。",
             "results cannot be written in the CRS '" + crs +
                 "': it is not known, or has no transformation of known accuracy from CGCS2000. "
                 "Give an EPSG code with --dst-crs, for example EPSG:4490."});
    }
    auto* impl = m_impl.get();
    if (impl->route.only_projection)
        impl->patches.emplace([impl](double lon, double lat) { return impl->by_proj(lon, lat); },
                              impl->route.eccentricity);
}
FromGrid::~FromGrid() = default;
FromGrid::FromGrid(FromGrid&&) noexcept = default;
FromGrid& FromGrid::operator=(FromGrid&&) noexcept = default;

std::vector<SourcePoint> FromGrid::points(std::span<const LonLat> places) const {
    std::vector<SourcePoint> out;
    out.reserve(places.size());
    for (const auto& p : places) out.push_back(m_impl->one(p));
    return out;
}

std::string proj_version() {
    const PJ_INFO info = proj_info();
    return info.version;
}

} // namespace geo
