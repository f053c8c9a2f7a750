// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/error.hpp"
#include "libgeo/normalise/fields.hpp"
#include "libgeo/normalise/layers.hpp"

namespace geo {

namespace {

void refuse_shared_ids(const FeatureColumns& sorted, const std::string& role) {
    for (std::size_t i = 1; i < sorted.size(); ++i)
        if (sorted.ids[i] == sorted.ids[i - 1])
            throw InputError(
                {role + "：编号 '" + sorted.ids[i] + "' 在两个输入图层中都有。请改正编号。",
                 role + ": the id '" + sorted.ids[i] +
                     "' stands in two input layers. Correct the ids."});
}

} // namespace

PolygonLayer merged(std::vector<PolygonLayer> layers, const std::string& role) {
    if (layers.size() == 1) return std::move(layers.front()); // sorted, its ids are its own
    PolygonLayer all;
    for (auto& layer : layers) {
        append(all.features, layer.features);
        all.reports.insert(all.reports.end(), layer.reports.begin(), layer.reports.end());
        append_all(all.shapes, layer.shapes);
        layer = {};
    }
    const auto rows = id_order(all.features);
    PolygonLayer sorted{picked(std::move(all.features), rows), {}, {}};
    for (const auto row : rows) sorted.reports.push_back(all.reports[row]);
    if (is_in_order(rows))
        sorted.shapes = std::move(all.shapes);
    else
        for (const auto row : rows) append_feature(sorted.shapes, all.shapes, row);
    refuse_shared_ids(sorted.features, role);
    return sorted;
}

PointLayer merged(const std::vector<PointLayer>& layers, const std::string& role) {
    PointLayer all;
    for (const auto& layer : layers) {
        append(all.features, layer.features);
        all.points.insert(all.points.end(), layer.points.begin(), layer.points.end());
        all.kinds.insert(all.kinds.end(), layer.kinds.begin(), layer.kinds.end());
        all.reports.insert(all.reports.end(), layer.reports.begin(), layer.reports.end());
    }
    const auto rows = id_order(all.features);
    PointLayer sorted{picked(std::move(all.features), rows), {}, {}, {}};
    for (const auto row : rows) {
        sorted.points.push_back(all.points[row]);
        sorted.kinds.push_back(all.kinds[row]);
        sorted.reports.push_back(all.reports[row]);
    }
    refuse_shared_ids(sorted.features, role);
    return sorted;
}

LineLayer merged(const std::vector<LineLayer>& layers, const std::string& role) {
    LineLayer all;
    for (const auto& layer : layers) {
        append(all.features, layer.features);
        for (std::size_t f = 0; f < layer.shapes.features(); ++f)
            append_feature(all.shapes, layer.shapes, f);
    }
    const auto rows = id_order(all.features);
    LineLayer sorted{picked(std::move(all.features), rows), {}};
    for (const auto row : rows) append_feature(sorted.shapes, all.shapes, row);
    refuse_shared_ids(sorted.features, role);
    return sorted;
}

} // namespace geo
