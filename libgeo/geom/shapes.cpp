// SPDX-License-Identifier: Apache-2.0
#include "libgeo/geom/shapes.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <string>
#include <vector>

#define GEOS_USE_ONLY_R_API
#include <geos_c.h>

#include "libgeo/core/error.hpp"
#include "libgeo/geom/part_groups.hpp"

namespace geo {

namespace {

/// The context of this thread and the last words of GEOS.
class Geos {
  public:
    Geos() : m_context(GEOS_init_r()) {
        GEOSContext_setErrorMessageHandler_r(m_context, &Geos::remember, &m_words);
    }
    ~Geos() { GEOS_finish_r(m_context); }
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;

    GEOSContextHandle_t get() const { return m_context; }

    [[noreturn]] void fail(const std::string& operation) const {
        throw GeometryError({operation + " 无法计算：GEOS 报告 '" + m_words +
                                 "'。请用 parkline check 检查输入几何。",
                             operation + " cannot be computed: GEOS says '" + m_words +
                                 "'. Check the input geometry with parkline check."});
    }

  private:
    static void remember(const char* message, void* words) {
        *static_cast<std::string*>(words) = message;
    }
    GEOSContextHandle_t m_context;
    std::string m_words;
};

Geos& geos() {
    thread_local Geos instance;
    return instance;
}

struct GeometryDeleter {
    void operator()(GEOSGeometry* g) const { GEOSGeom_destroy_r(geos().get(), g); }
};
using Geometry = std::unique_ptr<GEOSGeometry, GeometryDeleter>;

Geometry checked(GEOSGeometry* raw, const std::string& operation) {
    if (!raw) geos().fail(operation);
    return Geometry(raw);
}

/// Metres to grid units along both axes, at one latitude.
struct Scale {
    double x = 1;
    double y = 1;
};

GEOSGeometry* make_ring(std::span<const GridPoint> ring, Scale scale) {
    const auto n = static_cast<unsigned>(ring.size() + 1);
    std::vector<double> xy(2 * std::size_t{n});
    for (std::size_t i = 0; i < n; ++i) {
        const GridPoint p = ring[i % ring.size()];
        xy[2 * i] = static_cast<double>(p.x) * scale.x;
        xy[2 * i + 1] = static_cast<double>(p.y) * scale.y;
    }
    auto* sequence = GEOSCoordSeq_copyFromBuffer_r(geos().get(), xy.data(), n, 0, 0);
    return GEOSGeom_createLinearRing_r(geos().get(), sequence);
}

GEOSGeometry* make_part(const Polygons& p, std::size_t part, Scale scale) {
    std::vector<GEOSGeometry*> holes;
    for (auto r = p.part_begin[part] + 1; r < p.part_begin[part + 1]; ++r)
        holes.push_back(make_ring(p.ring(r), scale));
    return GEOSGeom_createPolygon_r(geos().get(), make_ring(p.ring(p.part_begin[part]), scale),
                                    holes.data(), static_cast<unsigned>(holes.size()));
}

Geometry make_feature(const Polygons& p, std::size_t feature, Scale scale = {}) {
    std::vector<GEOSGeometry*> parts;
    for (auto part = p.feature_begin[feature]; part < p.feature_begin[feature + 1]; ++part)
        parts.push_back(make_part(p, part, scale));
    return checked(GEOSGeom_createCollection_r(geos().get(), GEOS_MULTIPOLYGON, parts.data(),
                                               static_cast<unsigned>(parts.size())),
                   "polygon");
}

Geometry make_all(const Polygons& p) {
    std::vector<GEOSGeometry*> parts;
    for (std::size_t part = 0; part < p.parts(); ++part) parts.push_back(make_part(p, part, {}));
    return checked(GEOSGeom_createCollection_r(geos().get(), GEOS_GEOMETRYCOLLECTION, parts.data(),
                                               static_cast<unsigned>(parts.size())),
                   "polygons");
}

/// Appends a ring in the wanted direction; rings that collapse on the grid are left out.
bool append_ring(const GEOSGeometry* ring, Scale scale, bool counter_clockwise, Polygons& out) {
    const auto* sequence = GEOSGeom_getCoordSeq_r(geos().get(), ring);
    unsigned n = 0;
    GEOSCoordSeq_getSize_r(geos().get(), sequence, &n);
    std::vector<double> xy(2 * std::size_t{n});
    GEOSCoordSeq_copyToBuffer_r(geos().get(), sequence, xy.data(), 0, 0);
    std::vector<GridPoint> points;
    for (std::size_t i = 0; i + 1 < n; ++i) {
        const GridPoint p{std::llround(xy[2 * i] / scale.x), std::llround(xy[2 * i + 1] / scale.y)};
        if (points.empty() || points.back() != p) points.push_back(p);
    }
    while (points.size() > 1 && points.front() == points.back()) points.pop_back();
    const Int128 area = points.size() < 3 ? 0 : twice_signed_area(points);
    if (area == 0) return false;
    if ((area > 0) != counter_clockwise) std::reverse(points.begin(), points.end());
    out.points.insert(out.points.end(), points.begin(), points.end());
    out.end_ring();
    return true;
}

void append_polygon(const GEOSGeometry* polygon, Scale scale, Polygons& out) {
    auto* context = geos().get();
    if (GEOSisEmpty_r(context, polygon) == 1) return;
    if (!append_ring(GEOSGetExteriorRing_r(context, polygon), scale, true, out)) return;
    for (int i = 0; i < GEOSGetNumInteriorRings_r(context, polygon); ++i)
        append_ring(GEOSGetInteriorRingN_r(context, polygon, i), scale, false, out);
    out.end_part();
}

void append_areas(const GEOSGeometry* geometry, Scale scale, Polygons& out) {
    const int type = GEOSGeomTypeId_r(geos().get(), geometry);
    if (type == GEOS_POLYGON) append_polygon(geometry, scale, out);
    if (type != GEOS_MULTIPOLYGON && type != GEOS_GEOMETRYCOLLECTION) return;
    for (int i = 0; i < GEOSGetNumGeometries_r(geos().get(), geometry); ++i)
        append_areas(GEOSGetGeometryN_r(geos().get(), geometry, i), scale, out);
}

/// The areas of a result as a column of one feature, in GEOS's normal order.
Polygons to_column(Geometry geometry, Scale scale = {}) {
    GEOSNormalize_r(geos().get(), geometry.get());
    Polygons out;
    append_areas(geometry.get(), scale, out);
    out.end_feature();
    return out;
}

constexpr double grid_step = 1.0;

} // namespace

Validity check_validity(const Polygons& polygons, std::size_t feature) {
    const auto geometry = make_feature(polygons, feature);
    char* reason = nullptr;
    GEOSGeometry* where = nullptr;
    const char verdict = GEOSisValidDetail_r(geos().get(), geometry.get(), 0, &reason, &where);
    const Geometry place(where);
    Validity result;
    if (verdict == 2) geos().fail("validity");
    result.valid = verdict == 1;
    if (reason) {
        result.reason = reason;
        GEOSFree_r(geos().get(), reason);
    }
    double x = 0;
    double y = 0;
    if (place && GEOSGeomGetX_r(geos().get(), place.get(), &x) == 1 &&
        GEOSGeomGetY_r(geos().get(), place.get(), &y) == 1)
        result.place = {std::llround(x), std::llround(y)};
    return result;
}

namespace {

Polygons repaired_group(const Polygons& group, RepairMethod method) {
    const auto geometry = make_feature(group, 0);
    auto* parameters = GEOSMakeValidParams_create_r(geos().get());
    GEOSMakeValidParams_setMethod_r(geos().get(), parameters,
                                    method == RepairMethod::structure ? GEOS_MAKE_VALID_STRUCTURE
                                                                      : GEOS_MAKE_VALID_LINEWORK);
    GEOSMakeValidParams_setKeepCollapsed_r(geos().get(), parameters, 0);
    GEOSGeometry* raw = GEOSMakeValidWithParams_r(geos().get(), geometry.get(), parameters);
    GEOSMakeValidParams_destroy_r(geos().get(), parameters);
    const auto valid = checked(raw, "repair");
    // The repair makes new vertices; they are put onto the grid, which keeps the polygon valid.
    return to_column(
        checked(GEOSGeom_setPrecision_r(geos().get(), valid.get(), grid_step, 0), "repair"));
}

} // namespace

Polygons repaired(const Polygons& polygons, std::size_t feature, RepairMethod method) {
    Polygons whole;
    for (const Polygons& group : part_groups(polygons, feature)) {
        const Polygons mended =
            check_validity(group, 0).valid ? group : repaired_group(group, method);
        append_parts(whole, mended);
    }
    whole.end_feature();
    return whole;
}

Polygons shape_intersection(const Polygons& a, const Polygons& b) {
    return to_column(checked(GEOSIntersectionPrec_r(geos().get(), make_feature(a, 0).get(),
                                                    make_feature(b, 0).get(), grid_step),
                             "intersection"));
}

Polygons shape_difference(const Polygons& a, const Polygons& b) {
    return to_column(checked(GEOSDifferencePrec_r(geos().get(), make_feature(a, 0).get(),
                                                  make_feature(b, 0).get(), grid_step),
                             "difference"));
}

Polygons shape_union(const Polygons& polygons) {
    return to_column(
        checked(GEOSUnaryUnionPrec_r(geos().get(), make_all(polygons).get(), grid_step), "union"));
}

namespace {

/// Radii of curvature of the CGCS2000 ellipsoid at a latitude, in metres per grid unit.
Scale scale_at(double latitude_deg) {
    const double latitude = latitude_deg * std::numbers::pi / 180;
    constexpr double a = 6378137.0;
    constexpr double e2 = 0.006694380022900787;
    const double w2 = 1 - e2 * std::sin(latitude) * std::sin(latitude);
    constexpr double radians_per_unit = std::numbers::pi / 180 / units_per_degree;
    return {a / std::sqrt(w2) * std::cos(latitude) * radians_per_unit,
            a * (1 - e2) / (w2 * std::sqrt(w2)) * radians_per_unit};
}

/// A neighbourhood back on the grid.
Polygons grown(const Geometry& geometry, Scale scale, double metres) {
    constexpr int segments = 16;
    Polygons rounded = to_column(
        checked(GEOSBuffer_r(geos().get(), geometry.get(), metres, segments), "buffer"), scale);
    if (rounded.parts() == 0) return rounded;
    return repaired(rounded, 0, RepairMethod::structure);
}

Geometry make_lines(const Lines& lines, Scale scale) {
    std::vector<GEOSGeometry*> paths;
    for (std::size_t p = 0; p < lines.paths(); ++p) {
        std::vector<double> xy;
        for (const auto point : lines.path(p)) {
            xy.push_back(static_cast<double>(point.x) * scale.x);
            xy.push_back(static_cast<double>(point.y) * scale.y);
        }
        auto* sequence = GEOSCoordSeq_copyFromBuffer_r(geos().get(), xy.data(),
                                                       static_cast<unsigned>(xy.size() / 2), 0, 0);
        paths.push_back(GEOSGeom_createLineString_r(geos().get(), sequence));
    }
    return checked(GEOSGeom_createCollection_r(geos().get(), GEOS_MULTILINESTRING, paths.data(),
                                               static_cast<unsigned>(paths.size())),
                   "lines");
}

} // namespace

Polygons shape_grown(const Polygons& polygons, double metres) {
    const GridBox box = box_of(polygons, 0);
    if (box.empty()) return polygons;
    const auto scale = scale_at(static_cast<double>(box.y_min + box.y_max) / 2 / units_per_degree);
    return grown(make_feature(polygons, 0, scale), scale, metres);
}

Polygons lines_grown(const Lines& lines, double metres, double latitude_deg) {
    const auto scale = scale_at(latitude_deg);
    return grown(make_lines(lines, scale), scale, metres);
}

std::string geos_version_text() {
    return GEOSversion();
}

} // namespace geo
