// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>

#include "libgeo/core/error.hpp"
#include "libgeo/crs/given_shift.hpp"
#include "libgeo/crs/proj_handles.hpp"

namespace geo::proj {

Context make_context() {
    Context context(proj_context_create());
    proj_context_set_enable_network(context.get(), 0);
    proj_log_level(context.get(), PJ_LOG_NONE);
    return context;
}

namespace {

/// Datums whose coordinates are taken as CGCS2000 without a shift, and how far apart they are.
struct Coincident {
    std::string_view datum;
    double within_m;
};
constexpr std::array<Coincident, 4> coincident{{{"China 2000", 0.0},
                                                {"World Geodetic System 1984", 1.0},
                                                {"European Terrestrial Reference System 1989", 1.0},
                                                {"North American Datum 1983", 2.0}}};
constexpr double worst_accuracy_m = 2.0;
constexpr std::array<const char*, 4> hubs{"4490", "4326", "4258", "4269"};

std::string text_or_empty(const char* text) {
    return text ? text : "";
}

std::string code_of(const PJ* crs) {
    const auto authority = text_or_empty(proj_get_id_auth_name(crs, 0));
    const auto code = text_or_empty(proj_get_id_code(crs, 0));
    return authority.empty() || code.empty() ? "" : authority + ":" + code;
}

Pj open_crs(PJ_CONTEXT* context, const std::string& text, const std::string& subject) {
    Pj crs(proj_create(context, text.c_str()));
    if (!crs || !proj_is_crs(crs.get())) {
        const std::string shown = text.size() > 60 ? text.substr(0, 60) + "…" : text;
        throw InputError(
            {subject + "：坐标系 '" + shown + "' 无法识别。请写 EPSG 代码，例如 EPSG:4490。",
             subject + ": the CRS '" + shown +
                 "' is not known. Give an EPSG code, for example EPSG:4490."});
    }
    if (proj_get_type(crs.get()) == PJ_TYPE_COMPOUND_CRS)
        crs.reset(proj_crs_get_sub_crs(context, crs.get(), 0));
    return crs;
}

std::string datum_name(PJ_CONTEXT* context, const PJ* geodetic) {
    const Pj datum(proj_crs_get_datum_forced(context, geodetic));
    return datum ? text_or_empty(proj_get_name(datum.get())) : "";
}

const Coincident* find_coincident(const std::string& datum) {
    for (const auto& c : coincident)
        if (datum == c.datum || datum.starts_with(std::string(c.datum) + " (")) return &c;
    return nullptr;
}

bool is_in_degrees(PJ_CONTEXT* context, const PJ* geographic) {
    const Pj system(proj_crs_get_coordinate_system(context, geographic));
    double factor = 0;
    return system &&
           proj_cs_get_axis_info(context, system.get(), 0, nullptr, nullptr, nullptr, &factor,
                                 nullptr, nullptr, nullptr) &&
           factor > 0.01745329251 && factor < 0.01745329252;
}

double eccentricity_of(PJ_CONTEXT* context, const PJ* geodetic) {
    const Pj ellipsoid(proj_get_ellipsoid(context, geodetic));
    double inverse_flattening = 0;
    if (ellipsoid)
        proj_ellipsoid_get_parameters(context, ellipsoid.get(), nullptr, nullptr, nullptr,
                                      &inverse_flattening);
    if (inverse_flattening <= 0) return 0;
    const double f = 1 / inverse_flattening;
    return std::sqrt(f * (2 - f));
}

void read_projection(PJ_CONTEXT* context, const PJ* crs, Route& route) {
    const auto type = proj_get_type(crs);
    route.projected = type == PJ_TYPE_PROJECTED_CRS;
    if (!route.projected) return;
    const Pj conversion(proj_crs_get_coordoperation(context, crs));
    if (!conversion) return;
    const int index =
        proj_coordoperation_get_param_index(context, conversion.get(), "False easting");
    if (index >= 0)
        proj_coordoperation_get_param(context, conversion.get(), index, nullptr, nullptr, nullptr,
                                      &route.false_easting, nullptr, nullptr, nullptr, nullptr,
                                      nullptr, nullptr);
}

Pj east_north(PJ_CONTEXT* context, Pj operation) {
    return Pj(operation ? proj_normalize_for_visualization(context, operation.get()) : nullptr);
}

/// The best operation to any hub that PROJ knows with a stated accuracy, never a ballpark.
Pj accurate_operation(PJ_CONTEXT* context, const PJ* crs, Route& route) {
    for (const char* hub : hubs) {
        const Pj target(
            proj_create_from_database(context, "EPSG", hub, PJ_CATEGORY_CRS, 0, nullptr));
        const Factory factory(proj_create_operation_factory_context(context, nullptr));
        proj_operation_factory_context_set_allow_ballpark_transformations(context, factory.get(),
                                                                          0);
        // Parameters must hold wherever the CRS is used: those of a desert far away move Beijing
        // 1954 by metres too, only wrongly.
        proj_operation_factory_context_set_spatial_criterion(
            context, factory.get(), PROJ_SPATIAL_CRITERION_STRICT_CONTAINMENT);
        const List list(proj_create_operations(context, crs, target.get(), factory.get()));
        for (int i = 0; list && i < proj_list_get_count(list.get()); ++i) {
            Pj operation(proj_list_get(context, list.get(), i));
            const double accuracy = proj_coordoperation_get_accuracy(context, operation.get());
            if (accuracy < 0 || accuracy > worst_accuracy_m) continue;
            if (!proj_coordoperation_is_instantiable(context, operation.get())) continue;
            if (proj_coordoperation_has_ballpark_transformation(context, operation.get())) continue;
            route.operation = text_or_empty(proj_get_name(operation.get()));
            route.accuracy_m = accuracy;
            route.policy = hub == hubs.front() ? "" : "coincident-itrf";
            return east_north(context, std::move(operation));
        }
    }
    return nullptr;
}

/// The operation by the parameters or the grid that the user wrote down; null when PROJ cannot
/// carry it out, because the grid is not there.
Pj bound_operation(PJ_CONTEXT* context, const PJ* crs, const std::string& shift, Route& route) {
    const Pj wgs84(proj_create_from_database(context, "EPSG", "4326", PJ_CATEGORY_CRS, 0, nullptr));
    const Factory factory(proj_create_operation_factory_context(context, nullptr));
    proj_operation_factory_context_set_allow_ballpark_transformations(context, factory.get(), 0);
    const List list(proj_create_operations(context, crs, wgs84.get(), factory.get()));
    for (int i = 0; list && i < proj_list_get_count(list.get()); ++i) {
        Pj operation(proj_list_get(context, list.get(), i));
        if (!proj_coordoperation_is_instantiable(context, operation.get())) continue;
        if (proj_coordoperation_has_ballpark_transformation(context, operation.get())) continue;
        route.operation = "parameters given by the user" +
                          (shift.empty() ? "" : " (" + shift + ")") + ", to WGS 84";
        route.policy = "coincident-itrf";
        return east_north(context, std::move(operation));
    }
    return nullptr;
}

[[noreturn]] void refuse(const Route& route, const std::string& datum, const std::string& subject) {
    throw InputError({subject + "：" + route.source + "（基准 " + datum +
                          "）到 CGCS2000 没有已知精度的转换，只有 0 "
                          "米的近似（ballpark），已拒绝。请用 --src-crs 给出带参数的坐标系"
                          "（+towgs84=… 七参数或格网），或先转换数据。",
                      subject + ": " + route.source + " (datum " + datum +
                          ") has no transformation to CGCS2000 of known accuracy, only a ballpark "
                          "of 0 m, which is refused. "
                          "Give local parameters with --src-crs (+towgs84=… or a grid), or "
                          "transform the data first."});
}

[[noreturn]] void refuse_grid(const Route& route, const std::string& subject) {
    throw InputError({subject + "：" + route.source +
                          " 指定的转换格网或参数无法使用。请安装该格网，或改用 +towgs84=… 参数。",
                      subject + ": the grid or the parameters given with " + route.source +
                          " cannot be used. Install the grid, or give +towgs84=… instead."});
}

/// True when the CRS gives longitudes and latitudes, or eastings and northings, of the earth as it
/// is: not heights, not geocentric axes, not a rotated pole, not longitudes from another meridian.
bool is_plain(PJ_CONTEXT* context, const PJ* geodetic) {
    const Pj derivation(proj_crs_get_coordoperation(context, geodetic));
    return proj_get_type(geodetic) != PJ_TYPE_GEOCENTRIC_CRS && !derivation;
}

bool counts_from_greenwich(PJ_CONTEXT* context, const PJ* geodetic) {
    const Pj meridian(proj_get_prime_meridian(context, geodetic));
    double longitude = 0;
    return meridian &&
           proj_prime_meridian_get_parameters(context, meridian.get(), &longitude, nullptr,
                                              nullptr) &&
           longitude == 0;
}

[[noreturn]] void refuse_kind(const Route& route, const std::string& subject) {
    throw InputError(
        {subject + "：坐标系 '" + route.source +
             "' 既不是经纬度也不是平面坐标（例如地心坐标、高程或旋转极）。请转换数据，或"
             "用 --src-crs 给出正确的坐标系。",
         subject + ": the CRS '" + route.source +
             "' gives neither longitudes and latitudes nor plane coordinates (it is "
             "geocentric, vertical or of a rotated pole). Transform the data, or give "
             "the right CRS with --src-crs."});
}

} // namespace

Route find_route(PJ_CONTEXT* context, const std::string& text, const std::string& subject) {
    const Pj crs = open_crs(context, text, subject);
    Route route;
    route.source = text_or_empty(proj_get_name(crs.get()));
    route.code = code_of(crs.get());
    if (proj_get_type(crs.get()) == PJ_TYPE_BOUND_CRS) {
        const Pj base(proj_get_source_crs(context, crs.get()));
        read_projection(context, base.get(), route);
        refuse_silent_shift(text, subject);
        route.transformation = bound_operation(context, crs.get(), given_shift(text), route);
        if (!route.transformation) refuse_grid(route, subject);
        return route;
    }
    read_projection(context, crs.get(), route);
    const Pj geodetic(proj_crs_get_geodetic_crs(context, crs.get()));
    if (!geodetic || !is_plain(context, geodetic.get())) refuse_kind(route, subject);
    const std::string datum = datum_name(context, geodetic.get());
    const Coincident* same = find_coincident(datum);
    if (same && counts_from_greenwich(context, geodetic.get()) &&
        is_in_degrees(context, geodetic.get())) {
        route.accuracy_m = same->within_m;
        route.policy = same->within_m > 0 ? "coincident-itrf" : "";
        route.operation = route.projected ? "inverse projection" : "none";
        route.only_projection = route.projected;
        route.eccentricity = eccentricity_of(context, geodetic.get());
        if (route.projected)
            route.transformation =
                east_north(context, Pj(proj_create_crs_to_crs_from_pj(
                                        context, crs.get(), geodetic.get(), nullptr, nullptr)));
        if (!route.projected || route.transformation) return route;
    }
    route.transformation = accurate_operation(context, crs.get(), route);
    if (!route.transformation) refuse(route, datum.empty() ? "?" : datum, subject);
    return route;
}

Route copy_of(PJ_CONTEXT* context, const Route& route) {
    Route copy;
    if (route.transformation) {
        copy.transformation = Pj(proj_clone(context, route.transformation.get()));
        if (!copy.transformation) throw std::runtime_error("PROJ could not copy a transformation");
    }
    copy.projected = route.projected;
    copy.false_easting = route.false_easting;
    copy.eccentricity = route.eccentricity;
    copy.only_projection = route.only_projection;
    copy.source = route.source;
    copy.code = route.code;
    copy.operation = route.operation;
    copy.accuracy_m = route.accuracy_m;
    copy.policy = route.policy;
    return copy;
}

} // namespace geo::proj
