// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/finding_geometry.hpp"

#include <cmath>

namespace geo {

namespace {

using Json = nlohmann::ordered_json;

double degrees(std::int64_t units) {
    return *parse_number(fixed(static_cast<double>(units) / units_per_degree, 9));
}

Json ring_of(std::span<const GridPoint> ring) {
    auto places = Json::array();
    for (const auto& p : ring) places.push_back({degrees(p.x), degrees(p.y)});
    places.push_back({degrees(ring[0].x), degrees(ring[0].y)});
    return places;
}

Json shape_of(const Polygons& shape) {
    auto parts = Json::array();
    for (std::size_t part = 0; part < shape.parts(); ++part) {
        auto rings = Json::array();
        for (auto r = shape.part_begin[part]; r < shape.part_begin[part + 1]; ++r)
            rings.push_back(ring_of(shape.ring(r)));
        parts.push_back(std::move(rings));
    }
    return Json{{"type", "MultiPolygon"}, {"coordinates", std::move(parts)}};
}

} // namespace

Json finding_geometry(const Finding& finding, FindingShapes shapes) {
    if (shapes == FindingShapes::whole && finding.shape.parts() > 0) return shape_of(finding.shape);
    // Also false when there is no place (NaN). Swapped axes are no place on earth.
    if (!(std::abs(finding.lon) <= 180 && std::abs(finding.lat) <= 90)) return nullptr;
    const auto number = [](double value) { return *parse_number(fixed(value, 9)); };
    return Json{{"type", "Point"}, {"coordinates", {number(finding.lon), number(finding.lat)}}};
}

std::string finding_collection(std::size_t count, const std::function<Json(std::size_t)>& feature) {
    std::string text = "{\"type\": \"FeatureCollection\", \"name\": \"findings\", \"features\": [";
    const char* lead = "\n";
    for (std::size_t i = 0; i < count; ++i) {
        text += lead + feature(i).dump(-1, ' ', false, Json::error_handler_t::replace);
        lead = ",\n";
    }
    return text + "\n]}\n";
}

std::string sarif_text(const Json& log) {
    return log.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace geo
