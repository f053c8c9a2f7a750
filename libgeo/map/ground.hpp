// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/crs/to_grid.hpp"
#include "libgeo/map/canvas.hpp"
#include "libgeo/map/scene.hpp"

namespace geo::map {

/// Upright rectangle on the ground in metres of the sheet's CRS (x east, y north).
struct GroundBox {
    double x_min = 1e300;
    double y_min = 1e300;
    double x_max = -1e300;
    double y_max = -1e300;

    bool empty() const { return x_min > x_max; }
    void add(SourcePoint p);
    void add(const GroundBox& other);
    bool meets(const GroundBox& other) const {
        return x_min <= other.x_max && other.x_min <= x_max && y_min <= other.y_max &&
               other.y_min <= y_max;
    }
    bool contains(SourcePoint p) const {
        return p.x >= x_min && p.x <= x_max && p.y >= y_min && p.y <= y_max;
    }
    double width() const { return x_max - x_min; }
    double height() const { return y_max - y_min; }
    SourcePoint centre() const { return {(x_min + x_max) / 2, (y_min + y_max) / 2}; }
};

/// The layers of a scene in one projected CRS, ready to be drawn by any number of threads.
struct Ground {
    struct Layer {
        std::vector<SourcePoint> points; ///< as SceneLayer::places
        std::vector<GroundBox> boxes;    ///< of each feature; empty without a shape
    };
    std::string crs;   ///< EPSG code
    std::string label; ///< its name, e.g. "CGCS2000 / 3-degree Gauss-Kruger CM 120E"
    std::vector<Layer> layers;
};

/// Projects all layers. Cost: about 0.2 µs a point. Throws ConfigError when the CRS is unknown, not
/// projected or has no coordinates for a place.
Ground project(const Scene& scene, const std::string& crs);

/// The projected CRS that suits a place: CGCS2000 3-degree Gauss–Krüger, without zone prefix, of
/// the nearest central meridian in China (73.5–136.5 E, 3–54 N); ETRS89/WGS 84 UTM elsewhere.
std::string crs_for_place(LonLat place);

/// What a sheet shows of the ground, and where.
struct View {
    Frame frame;            ///< of the map on paper
    SourcePoint centre;     ///< on the ground, in the middle of the frame
    double denominator = 1; ///< of the scale

    double mm_per_metre() const { return 1000 / denominator; }
    Place to_paper(SourcePoint p) const {
        return {frame.x + frame.width / 2 + (p.x - centre.x) * mm_per_metre(),
                frame.y + frame.height / 2 - (p.y - centre.y) * mm_per_metre()};
    }
    SourcePoint to_ground(Place p) const {
        return {centre.x + (p.x - frame.x - frame.width / 2) / mm_per_metre(),
                centre.y - (p.y - frame.y - frame.height / 2) / mm_per_metre()};
    }
    GroundBox box() const;
};

/// The shape of one feature on paper: clipped a little outside of the frame, without points that
/// nobody could see (0.03 mm).
Paths on_paper(const SceneLayer& scene, const Ground::Layer& ground, std::size_t feature,
               const View& view);

/// The borders of many areas, each stretch once although two neighbours have it, joined to long
/// lines: for dashes that do not run into each other.
Paths borders_on_paper(const SceneLayer& scene, const Ground::Layer& ground,
                       const std::vector<std::size_t>& features, const View& view);

} // namespace geo::map
