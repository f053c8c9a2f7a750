// SPDX-License-Identifier: Apache-2.0
#include "tools/layer_input.hpp"

#include <filesystem>

#include "libgeo/io/raw_layer.hpp"
#include "libgeo/normalise/wkb.hpp"
#include "libgeo/normalise/zone_parts.hpp"

namespace parkline {

namespace {

geo::LayerSpec spec_of(const LayerInput& input, geo::Role role) {
    geo::LayerSpec spec;
    spec.role = role;
    spec.path = input.path;
    // A colon splits path and layer unless the whole is a file's name.
    const auto colon = input.path.rfind(':');
    if (colon != std::string::npos && !std::filesystem::exists(input.path)) {
        spec.path = input.path.substr(0, colon);
        spec.layer = input.path.substr(colon + 1);
    }
    spec.where = input.where;
    if (!input.datum.empty()) {
        spec.datum = *geo::datum_from(input.datum);
        spec.datum_declared = true;
    }
    if (input.repairs == "structure") spec.repairs = geo::Repairs::structure;
    if (input.repairs == "linework") spec.repairs = geo::Repairs::linework;
    if (!input.id.empty()) spec.fields["id"] = input.id;
    if (!input.lon.empty()) spec.fields["lon"] = input.lon;
    if (!input.lat.empty()) spec.fields["lat"] = input.lat;
    return spec;
}

/// The raw layer, with the CRS of the command line when the file has none.
geo::RawLayer read_raw(const LayerInput& input, geo::LayerSpec& spec) {
    spec.has_crs_fallback = !input.src_crs.empty();
    auto raw = geo::read_layer(spec, input.fields);
    if (raw.crs.empty()) spec.src_crs = input.src_crs;
    return raw;
}

/// Polygons of one layer, also of one with several zones.
geo::PolygonLayer polygons_of(geo::RawLayer raw, const geo::LayerSpec& spec,
                              geo::NormaliseLog& log) {
    const auto parts = geo::zone_parts(std::move(raw), spec);
    if (parts.size() == 1) return geo::normalise_polygons(parts[0].raw, parts[0].spec, {}, log);
    std::vector<geo::PolygonLayer> layers;
    for (const auto& part : parts)
        layers.push_back(geo::normalise_polygons(part.raw, part.spec, {}, log));
    return geo::merged(layers, parts[0].raw.subject);
}

} // namespace

std::vector<Option> shared_options(LayerInput& input) {
    return {{"--src-crs",
             "CRS",
             {"文件没有坐标系时给出", "the CRS, for files that have none"},
             &input.src_crs},
            {"--datum",
             "DATUM",
             {"坐标基准", "frame of the coordinates"},
             &input.datum,
             {"wgs84", "cgcs2000", "gcj02", "bd09"}},
            {"--repairs",
             "METHOD",
             {"无效面的处理：隔离，或采用一种修复",
              "invalid polygons: quarantine, or accept one repair"},
             &input.repairs,
             {"quarantine", "structure", "linework"}}};
}

geo::PolygonLayer read_polygons(const LayerInput& input, geo::NormaliseLog& log) {
    auto spec = spec_of(input, geo::Role::zones);
    auto raw = read_raw(input, spec);
    return polygons_of(std::move(raw), spec, log);
}

ShapeLayer read_shapes(const LayerInput& input, geo::NormaliseLog& log) {
    auto spec = spec_of(input, geo::Role::zones);
    auto raw = read_raw(input, spec);
    ShapeLayer layer;
    if (geo::holds_lines(raw)) {
        auto lines = geo::normalise_lines(raw, spec, {}, log);
        layer.features = std::move(lines.features);
        layer.lines = std::move(lines.shapes);
    } else {
        auto polygons = polygons_of(std::move(raw), spec, log);
        layer.features = std::move(polygons.features);
        layer.polygons = std::move(polygons.shapes);
    }
    return layer;
}

geo::PointLayer read_points(const LayerInput& input, geo::NormaliseLog& log) {
    auto spec = spec_of(input, geo::Role::sites);
    auto raw = read_raw(input, spec);
    const auto parts = geo::zone_parts(std::move(raw), spec);
    if (parts.size() == 1) return geo::normalise_points(parts[0].raw, parts[0].spec, {}, log);
    std::vector<geo::PointLayer> layers;
    for (const auto& part : parts)
        layers.push_back(geo::normalise_points(part.raw, part.spec, {}, log));
    return geo::merged(layers, parts[0].raw.subject);
}

} // namespace parkline
