// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "libgeo/core/problem.hpp"
#include "libgeo/core/project.hpp"
#include "libgeo/core/value.hpp"
#include "libgeo/crs/to_grid.hpp"
#include "libgeo/geom/polygons.hpp"
#include "libgeo/geom/shapes.hpp"
#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// What every feature of a normalised layer has, column by column, sorted by id (id_less). Of a
/// layer that was read with Fields::named there are only ids: names, classes, attributes and the
/// kinds of points are empty columns then.
struct FeatureColumns {
    std::vector<std::string> ids; ///< unique within a role
    std::vector<std::string> names;
    std::vector<std::string> classes;
    std::vector<double> accuracy_m; ///< declared by the layer; 0 = not declared
    std::vector<char> synthetic;    ///< 1 when the feature is generated, not real
    Attributes attributes;          ///< the file's own fields

    std::size_t size() const { return ids.size(); }
    /// The attribute of one feature; unknown when the layer has no such field.
    const Value& attribute(std::size_t feature, std::string_view name) const;
};

/// An invalid polygon that was taken out of every decision, with both repairs on offer.
struct Quarantined {
    std::string layer;
    std::string id;
    std::string reason;
    GridPoint place;
    Polygons structure;
    Polygons linework;
    double structure_m2 = 0;
    double linework_m2 = 0;
    std::string role;
    FeatureColumns features;     ///< its own, one row
    bool accepted = false;       ///< the project accepted a repair, so it takes part after all
    std::string geometry_sha256; ///< of its WKB as read
};

/// Where one input layer came from and what became of it.
struct LayerReport {
    std::string role;
    std::string path;
    std::string subject;
    CrsOperation crs;
    std::string datum;
    double accuracy_m = 0;
    Conservation counts;
};

inline constexpr std::uint32_t derived_report = UINT32_MAX;

/// Polygons on the grid, sorted by id.
struct PolygonLayer {
    FeatureColumns features;
    Polygons shapes;
    /// Its layer, as index into NormaliseLog::reports; `derived_report` for derived features.
    std::vector<std::uint32_t> reports{};
};

/// Lines on the grid, sorted by id.
struct LineLayer {
    FeatureColumns features;
    Lines shapes;
};

/// Points on the grid, sorted by id.
struct PointLayer {
    FeatureColumns features;
    std::vector<GridPoint> points;
    std::vector<std::string> kinds;
    std::vector<std::uint32_t> reports; ///< its layer, as index into NormaliseLog::reports
};

/// A list without geometry, as read.
struct TableLayer {
    FeatureColumns features;
};

/// A feature that was computed as an outline minus others, with what was measured on the way.
struct DerivedFeature {
    std::string role;
    std::string id;
    std::string name;
    double area_m2 = 0;        ///< after the datum was undone
    double source_area_m2 = 0; ///< of the same difference in the coordinates as the files give them
    std::size_t parts = 0;
    std::string source_datum;
};

/// What normalising collects beside the features.
struct NormaliseLog {
    Problems problems;
    std::vector<LayerReport> reports;
    std::vector<Quarantined> quarantine;
};

/// Brings polygons onto the grid: decodes, transforms vertex by vertex, densifies to 1 mm, rounds,
/// orders rings and checks validity. Every feature ends as used, repaired, rejected or under
/// review, and each that is not simply used has a Problem.
///
/// Errors: InputError when the layer as a whole cannot be right: no CRS, wrong geometry type, all
/// coordinates outside the extent (with the likely cause: swapped axes, zone prefix), unknown
/// field, duplicate ids, no feature at all.
///
/// Fields::named keeps only the ids of the features, as if the layer had been read so; what is
/// quarantined has all its fields. The raw layer is used up on the way, so that a caller that moves
/// it in never holds the whole of both.
PolygonLayer normalise_polygons(RawLayer raw, const LayerSpec& spec, const Extent& extent,
                                NormaliseLog& log, Fields kept_fields = Fields::all);

/// Brings lines onto the grid: densified like the edges of polygons. A path that collapses to one
/// place is rejected. Errors as `normalise_polygons`.
LineLayer normalise_lines(const RawLayer& raw, const LayerSpec& spec, const Extent& extent,
                          NormaliseLog& log);

/// Brings points onto the grid: point geometries, or the lon and lat fields of a list.
/// Rows without coordinates and points outside the extent are rejected and listed.
PointLayer normalise_points(const RawLayer& raw, const LayerSpec& spec, const Extent& extent,
                            NormaliseLog& log);

/// A list: ids, names and attributes.
TableLayer normalise_table(const RawLayer& as_read, const LayerSpec& spec, NormaliseLog& log);

/// Several inputs of one role as one layer, sorted by id. Throws InputError on an id that stands in
/// two of them.
PolygonLayer merged(std::vector<PolygonLayer> layers, const std::string& role);
PointLayer merged(const std::vector<PointLayer>& layers, const std::string& role);
LineLayer merged(const std::vector<LineLayer>& layers, const std::string& role);

} // namespace geo
