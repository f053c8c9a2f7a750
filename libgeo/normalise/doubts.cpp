// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/doubts.hpp"

#include <algorithm>
#include <cmath>

#include "libgeo/core/error.hpp"
#include "libgeo/io/coordinate_text.hpp"
#include "libgeo/normalise/crs_evidence.hpp"

namespace geo {

std::string crs_for(const RawLayer& raw, const LayerSpec& spec, const Extent& extent) {
    if (!spec.src_crs.empty()) return spec.src_crs;
    if (!raw.crs.empty()) return raw.crs;
    if (spec.datum_declared) return "EPSG:4490"; // longitudes and latitudes of the declared frame
    const auto evidence = crs_evidence(raw, extent);
    throw InputError({raw.subject + " 没有坐标系。" + evidence.zh +
                          "请用 --src-crs 给出（例如 EPSG:4490）；没有作任何猜测。",
                      raw.subject + " has no CRS." + evidence.en +
                          " Give it with --src-crs (for example EPSG:4490); nothing was guessed."});
}

void refuse_empty_layer(const RawLayer& raw) {
    if (raw.features() > 0) return;
    throw InputError({raw.subject + "：图层没有要素。请检查文件和 --where。",
                      raw.subject + ": the layer has no feature. Check the file and --where."});
}

void refuse_useless_layer(const Conservation& counts, const Problems& problems) {
    if (counts.read == 0 || counts.rejected < counts.read) return;
    const auto first = [&](auto is_it) {
        const auto found = std::find_if(problems.begin(), problems.end(), [&](const Problem& one) {
            return one.layer == counts.layer && is_it(one);
        });
        return found == problems.end() ? Text{} : found->message;
    };
    // What was written there says more than that nothing could be used.
    auto why = first([](const Problem& one) { return one.code == "unreadable_coordinates"; });
    if (why.zh.empty())
        why = first([](const Problem& one) { return one.severity == Severity::error; });
    throw InputError(
        {counts.layer + "：没有一个要素可用，例如：" + why.zh + "请检查文件、图层和坐标字段。",
         counts.layer + ": not one feature is usable; for example, " + why.en +
             " Check the file, the layer and the coordinate fields."});
}

namespace {

Text name_of_kind(ShapeKind kind) {
    switch (kind) {
    case ShapeKind::point:
        return {"点", "points"};
    case ShapeKind::lines:
        return {"线", "lines"};
    case ShapeKind::areas:
        return {"面", "polygons"};
    case ShapeKind::mixed:
        return {"多种类型的集合", "a collection of several kinds"};
    case ShapeKind::none:
        break;
    }
    return {"空几何", "nothing"};
}

} // namespace

void refuse_wrong_layer(const RawLayer& raw, ShapeKind wanted, std::uint64_t wrong) {
    if (wrong < raw.features()) return;
    const auto kind = name_of_kind(wanted);
    throw InputError({raw.subject + "：需要" + kind.zh + "图层，但其中没有。请用 --layer 选择" +
                          kind.zh + "图层。",
                      raw.subject + ": " + kind.en +
                          " are needed, and it has none. Choose the right layer with --layer."});
}

Text wrong_kind_text(ShapeKind found, ShapeKind wanted) {
    const auto have = name_of_kind(found);
    const auto need = name_of_kind(wanted);
    if (found == wanted) // several points where one is needed
        return {"要素有多个点，此图层每个要素只能有一个点。",
                "the feature has several points; one is needed."};
    return {"要素是" + have.zh + "，此图层需要" + need.zh + "。",
            "the feature is made of " + have.en + "; " + need.en + " are needed."};
}

std::string describe(const Extent& e) {
    return fixed(e.lon_min, 4) + "–" + fixed(e.lon_max, 4) + " E, " + fixed(e.lat_min, 4) + "–" +
           fixed(e.lat_max, 4) + " N";
}

namespace {

bool lands_inside(SourcePoint p, const ToGrid& to_grid, const Extent& extent) {
    const auto place = to_grid.lon_lat(std::span(&p, 1)).front();
    return std::isfinite(place.lon) && extent.contains(place.lon, place.lat);
}

Text zone_reason(double easting, double false_easting) {
    const int in_data = zone_prefix(easting);
    const int in_crs = zone_prefix(false_easting);
    const auto n = [](int zone) { return std::to_string(zone); };
    if (in_data != 0 && in_crs == 0)
        return {"坐标带有带号前缀 " + n(in_data) + "，而坐标系不带前缀",
                "the eastings carry the zone prefix " + n(in_data) + " but the CRS has none"};
    if (in_data == 0 && in_crs != 0)
        return {"坐标不带带号前缀，而坐标系要求前缀 " + n(in_crs),
                "the eastings carry no zone prefix but the CRS expects " + n(in_crs)};
    return {"坐标的带号前缀是 " + n(in_data) + "，坐标系的是 " + n(in_crs),
            "the eastings carry the zone prefix " + n(in_data) + " but the CRS is of zone " +
                n(in_crs)};
}

} // namespace

Text reason_outside(SourcePoint p, const ToGrid& to_grid, const Extent& extent) {
    if (!std::isfinite(p.x) || !std::isfinite(p.y))
        return {"坐标不是有限数", "a coordinate is not a finite number"};
    if (lands_inside({p.y, p.x}, to_grid, extent))
        return {"两个坐标轴疑似颠倒", "the axes seem to be swapped"};
    if (const auto false_easting = to_grid.false_easting()) {
        if (std::abs(p.x) <= 180 && std::abs(p.y) <= 90)
            return {"数值像经纬度，而坐标系是投影坐标",
                    "the numbers look like degrees but the CRS is projected"};
        if (zone_prefix(p.x) != zone_prefix(*false_easting))
            return zone_reason(p.x, *false_easting);
        if (zone_prefix(p.y) != 0) return {"两个坐标轴疑似颠倒", "the axes seem to be swapped"};
        return {"坐标系或中央经线可能不对", "the CRS or its central meridian may be wrong"};
    }
    if (std::abs(p.x) > 360 || std::abs(p.y) > 360)
        return {"数值像米制投影坐标，而坐标系是经纬度",
                "the numbers look like projected metres but the CRS is geographic"};
    return {"坐标系可能不对", "the CRS may be wrong"};
}

void refuse_all_outside(const RawLayer& raw, SourcePoint example, const ToGrid& to_grid,
                        const Extent& extent) {
    const auto reason = reason_outside(example, to_grid, extent);
    const auto place = shortest(example.x) + ", " + shortest(example.y);
    const auto crs =
        to_grid.operation().code.empty() ? to_grid.operation().source : to_grid.operation().code;
    throw InputError(
        {raw.subject + "：所有要素都在项目范围 " + describe(extent) + " 之外，例如 (" + place +
             ")，坐标系 " + crs + "：" + reason.zh +
             "。请用 --src-crs 或 src_crs 给出正确的坐标系，或改正 extent。",
         raw.subject + ": no feature lies inside the extent " + describe(extent) +
             "; for example (" + place + ") in " + crs + ": " + reason.en +
             ". Give the right CRS with --src-crs or src_crs, or correct the extent."});
}

} // namespace geo
