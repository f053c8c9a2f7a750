// SPDX-License-Identifier: Apache-2.0
#include "libgeo/convert.hpp"

#include <cmath>
#include <filesystem>

#include "libgeo/core/error.hpp"
#include "libgeo/io/database_source.hpp"
#include "libgeo/io/output_format.hpp"
#include "libgeo/io/wkb_writer.hpp"
#include "libgeo/io/write_database.hpp"
#include "libgeo/io/write_drawing.hpp"
#include "libgeo/io/write_list.hpp"
#include "libgeo/io/write_raw_layer.hpp"
#include "libgeo/normalise/doubts.hpp"
#include "libgeo/normalise/fields.hpp"
#include "libgeo/normalise/list_places.hpp"
#include "libgeo/normalise/wkb.hpp"

namespace geo {

namespace {

namespace fs = std::filesystem;

void put_path(WkbWriter& wkb, std::span<const SourcePoint> path) {
    wkb.count(static_cast<std::uint32_t>(path.size()));
    for (const auto& p : path) wkb.point(p.x, p.y);
}

/// The shape with other points as WKB: points, MultiLineString or MultiPolygon.
void put_shape(WkbWriter& wkb, const RawShape& shape, std::span<const SourcePoint> points) {
    const auto path = [&](std::size_t i) {
        return points.subspan(shape.path_begin[i], shape.path_begin[i + 1] - shape.path_begin[i]);
    };
    const auto parts = static_cast<std::uint32_t>(shape.part_begin.size() - 1);
    if (shape.kind == ShapeKind::point && parts == 1) {
        wkb.header(wkb::point);
        return wkb.point(points[0].x, points[0].y);
    }
    const bool areas = shape.kind == ShapeKind::areas;
    const bool lines = shape.kind == ShapeKind::lines;
    wkb.header(areas ? wkb::multi_polygon : lines ? wkb::multi_line_string : wkb::multi_point);
    wkb.count(parts);
    for (std::uint32_t part = 0; part < parts; ++part) {
        wkb.header(areas ? wkb::polygon : lines ? wkb::line_string : wkb::point);
        const auto first = shape.part_begin[part];
        if (areas) wkb.count(static_cast<std::uint32_t>(shape.part_begin[part + 1] - first));
        for (auto i = first; areas && i < shape.part_begin[part + 1]; ++i) put_path(wkb, path(i));
        if (lines) put_path(wkb, path(first));
        if (!areas && !lines) wkb.point(path(first)[0].x, path(first)[0].y);
    }
}

[[noreturn]] void refuse_vertex(const RawLayer& raw, std::size_t feature) {
    const auto id = raw.feature_id(feature);
    throw InputError({raw.subject + "：要素 " + id + " 有无法转换的坐标。请先用 check 检查该图层。",
                      raw.subject + ": feature " + id +
                          " has a coordinate that cannot be "
                          "transformed. Look at the layer with check first."});
}

/// Every vertex in the other CRS.
RawLayer transformed(const RawLayer& raw, const ToGrid& to_grid, const FromGrid& from_grid,
                     const std::string& dst_crs) {
    RawLayer out = raw;
    out.crs = dst_crs;
    out.wkb.clear();
    out.wkb_begin = {0};
    bool dropped = false;
    for (std::size_t i = 0; i < raw.features(); ++i) {
        const auto shape = decode_wkb(raw.geometry(i));
        if (shape.kind == ShapeKind::mixed) refuse_vertex(raw, i);
        const auto places = to_grid.lon_lat(shape.points);
        for (const auto& p : places)
            if (!std::isfinite(p.lon) || !std::isfinite(p.lat)) refuse_vertex(raw, i);
        WkbWriter wkb(out.wkb);
        if (shape.kind != ShapeKind::none) put_shape(wkb, shape, from_grid.points(places));
        out.wkb_begin.push_back(out.wkb.size());
        dropped = dropped || shape.had_z_or_m;
    }
    if (dropped)
        out.notes.push_back({raw.subject,
                             "",
                             "z_or_m_dropped",
                             Severity::note,
                             no_place(),
                             no_place(),
                             {"已去掉 Z/M 值。", "Z and M values were dropped."}});
    return out;
}

/// `step`: how far the format may move a vertex.
bool same_shape(std::span<const std::byte> a, std::span<const std::byte> b, double step) {
    const auto x = decode_wkb(a);
    const auto y = decode_wkb(b);
    if (x.kind != y.kind || x.points.size() != y.points.size() || x.paths() != y.paths())
        return false;
    // Formats may turn rings round, so sums are compared and not the order.
    double sum_a = 0, sum_b = 0, size = 1;
    for (const auto& p : x.points) sum_a += p.x + p.y, size += std::abs(p.x) + std::abs(p.y);
    for (const auto& p : y.points) sum_b += p.x + p.y;
    return std::abs(sum_a - sum_b) <=
           1e-12 * size + 2 * step * static_cast<double>(x.points.size());
}

/// Reals may differ in the digits beyond 15, which a .kml and a .dbf have not.
bool nearly_same(const Value& a, const Value& b) {
    const auto x = to_number(a);
    const auto y = to_number(b);
    return x && y && std::abs(*x - *y) <= 1e-12 * std::abs(*x);
}

[[noreturn]] void refuse_difference(const std::string& path, const std::string& zh,
                                    const std::string& en) {
    throw OutputError({path + "：写出后读回不一致（" + zh + "），未保留。请改用 .gpkg。",
                       path + ": reading it back shows a difference (" + en +
                           "), so it was not kept. Use .gpkg instead."});
}

/// What of a layer the output has to give back.
struct Kept {
    bool values = true;        ///< every value, and not only every field
    bool shapes = true;        ///< every shape
    bool drawing_only = false; ///< of the fields those of a drawing
    double step = 0;           ///< how far the format may move a vertex
};

Kept kept_by(const RawLayer& raw, const std::string& path) {
    const bool is_list = is_list_output(path);
    return {!is_list, !is_list, output_driver(path) == "DXF", coordinate_step(raw, path)};
}

/// What the way out did to values.
struct Differences {
    std::size_t rounded = 0; ///< reals that lost digits beyond 15
    std::string example;     ///< the first of them
};

/// Where a value stands.
struct Cell {
    std::string field, feature;
};

/// Values whose texts differ: counted, or refused.
void judge(const Value& before, const Value& after, const std::string& path, const Cell& cell,
           Differences& differences) {
    if (!nearly_same(before, after))
        refuse_difference(path, "字段 '" + cell.field + "'，要素 " + cell.feature,
                          "field '" + cell.field + "' of feature " + cell.feature);
    if (++differences.rounded == 1)
        differences.example = cell.field + " " + to_text(before) + " → " + to_text(after);
}

/// Compares what was read back with what went in.
Differences require_same(const RawLayer& raw, const RawLayer& back, const Kept& kept,
                         const std::string& path) {
    Differences differences;
    if (back.features() != raw.features())
        refuse_difference(path, std::to_string(back.features()) + " 个要素",
                          std::to_string(back.features()) + " features");
    for (std::size_t c = 0; c < raw.attributes.names.size(); ++c) {
        const auto& name = raw.attributes.names[c];
        if (kept.drawing_only && !is_field_of_drawing(name)) continue;
        const auto column = back.attributes.find(name);
        if (!column) refuse_difference(path, "缺少字段 '" + name + "'", "no field '" + name + "'");
        for (std::size_t i = 0; kept.values && i < raw.features(); ++i) {
            const auto& before = raw.attributes.columns[c][i];
            const auto& after = back.attributes.columns[*column][i];
            if (to_text(before) != to_text(after))
                judge(before, after, path, {name, raw.feature_id(i)}, differences);
        }
    }
    for (std::size_t i = 0; kept.shapes && i < raw.features(); ++i)
        if (!same_shape(raw.geometry(i), back.geometry(i), kept.step))
            refuse_difference(path, "要素 " + raw.feature_id(i) + " 的图形",
                              "the shape of feature " + raw.feature_id(i));
    return differences;
}

void say_what_was_rounded(const RawLayer& raw, const Differences& found, Conversion& done) {
    if (found.rounded == 0) return;
    const auto n = std::to_string(found.rounded);
    done.notes.push_back({raw.subject,
                          "",
                          "reals_rounded",
                          Severity::note,
                          no_place(),
                          no_place(),
                          {n + " 个小数在这种格式中只保留 15 位有效数字，例如 " + found.example +
                               "。要逐位相同请用 .gpkg。",
                           n + " reals keep 15 digits in this format, for example " +
                               found.example + ". Use .gpkg to keep every digit."}});
}

RawLayer read_for_conversion(const LayerSpec& spec) {
    auto raw = read_layer(spec);
    refuse_empty_layer(raw);
    if (spec.role != Role::sites || raw.has_geometry) return raw;
    check_field_map(raw, spec);
    return placed_list(raw, spec);
}

void refuse_ending(const std::string& path) {
    if (!output_driver(path).empty()) return;
    throw ConfigError({path + "：不写这种格式。请用 .gpkg、.fgb、.geojson、.geojsonl、.kml、"
                              ".gdb、.shp、.dxf、.csv、.xlsx、.ods，或数据库 pg:…:TABLE。",
                       path + ": this format is not written. Use .gpkg, .fgb, .geojson, "
                              ".geojsonl, .kml, .gdb, .shp, .dxf, .csv, .xlsx or .ods, or a "
                              "database pg:…:TABLE."});
}

/// What a drawing leaves to the table beside it.
void say_what_drawings_lack(const RawLayer& raw, const std::string& path, Conversion& done) {
    if (output_driver(path) != "DXF") return;
    const auto table = fs::path(attribute_file_of(path)).filename().string();
    const auto crs = raw.crs.starts_with("EPSG:") ? raw.crs : std::string("WKT");
    done.notes.push_back({raw.subject,
                          "",
                          "drawing_without_fields",
                          Severity::note,
                          no_place(),
                          no_place(),
                          {"DXF 只有轮廓、名称和图层；全部字段写在 " + table +
                               "。DXF 没有坐标系，坐标为 " + crs + "。",
                           "a drawing holds outlines, names and layers; all fields are in " +
                               table + ". It has no CRS; its coordinates are " + crs + "."}});
}

void write_file(const RawLayer& raw, const std::string& path, Overwrite overwrite,
                TextEncoding encoding, Conversion& done) {
    done.aliases = aliases_for(raw, path, encoding);
    std::vector<std::string> names;
    for (const auto& part : parts_of_output(path, done.aliases))
        names.push_back(fs::path(part).filename().string());
    auto taken = names; // what must not stand there without --overwrite
    const auto stale = stale_parts(path, done.aliases);
    for (const auto& part : stale) taken.push_back(fs::path(part).filename().string());
    Staging staging(fs::absolute(path).parent_path().string(), taken, overwrite);
    LayerSpec written;
    written.path = staging.path_for(names.front());
    for (std::size_t i = 1; i < names.size(); ++i) staging.path_for(names[i]);
    write_raw_layer(raw, written.path, fs::path(path).stem().string(), done.aliases, encoding);
    const auto found = require_same(raw, read_layer(written), kept_by(raw, path), path);
    say_what_was_rounded(raw, found, done);
    for (const auto& part : stale) fs::remove(part);
    staging.publish();
}

void write_table(const RawLayer& raw, const std::string& output, Overwrite overwrite,
                 Conversion& done) {
    const auto target = split_source(output);
    NewTable table(target.path, target.layer, overwrite);
    table.write(raw);
    const auto found =
        require_same(raw, read_layer(table.unpublished()), {}, shown_address(target.path));
    say_what_was_rounded(raw, found, done);
    table.publish();
}

} // namespace

Conversion convert(const LayerSpec& spec, const std::string& path, const std::string& dst_crs,
                   Overwrite overwrite, TextEncoding encoding) {
    const bool to_database = is_database(path);
    if (!to_database) refuse_ending(path);
    auto raw = read_for_conversion(spec);
    Conversion done;
    if (raw.has_geometry) raw.crs = crs_for(raw, spec, {});
    if (raw.has_geometry && (!dst_crs.empty() || spec.datum_declared)) {
        const ToGrid to_grid(raw.crs, spec.datum, raw.subject);
        const auto target = dst_crs.empty() ? std::string("EPSG:4490") : dst_crs;
        raw = transformed(raw, to_grid, FromGrid(target), target);
        done.crs = to_grid.operation();
    }
    done.notes = raw.notes;
    if (to_database)
        write_table(raw, path, overwrite, done);
    else
        write_file(raw, path, overwrite, encoding, done);
    done.features = raw.features();
    say_what_drawings_lack(raw, path, done);
    return done;
}

} // namespace geo
