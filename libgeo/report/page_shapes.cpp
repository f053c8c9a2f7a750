// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/page_shapes.hpp"

#include <array>
#include <cmath>

#include "libgeo/geom/polygons.hpp"
#include "libgeo/map/coarse_shapes.hpp"

namespace geo {

namespace {

/// Grid units of one unit of the page: 1e-7 degree.
constexpr std::int64_t page_unit = 100;

/// Distances that outlines are thinned by, the first that is enough.
constexpr std::array<double, 10> tolerances_m{0, 0.5, 1, 2, 5, 10, 20, 50, 100, 200};

GridPoint on_page(LonLat place) {
    const auto rounded = [](double degrees) {
        return static_cast<std::int64_t>(std::llround(degrees * units_per_degree / page_unit)) *
               page_unit;
    };
    return {rounded(place.lon), rounded(place.lat)};
}

/// Twice the area of a ring as it stands in the results, with its sign.
double turn_of(std::span<const LonLat> ring) {
    double sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto& a = ring[i];
        const auto& b = ring[(i + 1) % ring.size()];
        sum += (a.lon - ring[0].lon) * (b.lat - ring[0].lat) -
               (b.lon - ring[0].lon) * (a.lat - ring[0].lat);
    }
    return sum;
}

void add_ring(Polygons& shapes, std::span<const LonLat> ring) {
    const auto first = shapes.points.size();
    for (const auto& place : ring) {
        const auto p = on_page(place);
        if (shapes.points.size() == first || shapes.points.back() != p) shapes.add_point(p);
    }
    while (shapes.points.size() > first + 1 && shapes.points.back() == shapes.points[first])
        shapes.points.pop_back();
    shapes.end_ring();
}

/// The areas of a layer; a ring that turns as the first one of its feature begins a part.
Polygons areas_of(const map::SceneLayer& layer) {
    Polygons shapes;
    for (std::size_t f = 0; f < layer.features(); ++f) {
        double shell = 0;
        for (auto p = layer.feature_begin[f]; p < layer.feature_begin[f + 1]; ++p) {
            const std::span ring(layer.places.data() + layer.path_begin[p],
                                 layer.path_begin[p + 1] - layer.path_begin[p]);
            if (ring.empty()) continue;
            const double turn = turn_of(ring);
            if (shell == 0)
                shell = turn;
            else if (shell * turn >= 0)
                shapes.end_part();
            add_ring(shapes, ring);
        }
        if (shapes.part_begin.back() < shapes.rings()) shapes.end_part();
        shapes.end_feature();
    }
    return shapes;
}

Polygons points_of(const map::SceneLayer& layer) {
    Polygons shapes;
    for (std::size_t f = 0; f < layer.features(); ++f) {
        for (auto p = layer.feature_begin[f]; p < layer.feature_begin[f + 1]; ++p) {
            if (layer.path_begin[p] == layer.path_begin[p + 1]) continue;
            shapes.add_point(on_page(layer.places[layer.path_begin[p]]));
            shapes.end_ring();
        }
        if (shapes.part_begin.back() < shapes.rings()) shapes.end_part();
        shapes.end_feature();
    }
    return shapes;
}

class Packer {
  public:
    std::string run(const Polygons& shapes) {
        number(shapes.features());
        for (std::size_t f = 0; f < shapes.features(); ++f) {
            number(shapes.feature_begin[f + 1] - shapes.feature_begin[f]);
            for (auto p = shapes.feature_begin[f]; p < shapes.feature_begin[f + 1]; ++p) {
                number(shapes.part_begin[p + 1] - shapes.part_begin[p]);
                for (auto r = shapes.part_begin[p]; r < shapes.part_begin[p + 1]; ++r)
                    ring(shapes.ring(r));
            }
        }
        return std::move(m_bytes);
    }

  private:
    void number(std::uint64_t value) {
        for (; value >= 128; value >>= 7U) m_bytes += static_cast<char>(value % 128 + 128);
        m_bytes += static_cast<char>(value);
    }

    void step(std::int64_t value) {
        const auto units = value / page_unit;
        number(static_cast<std::uint64_t>(units < 0 ? -2 * units - 1 : 2 * units));
    }

    void ring(std::span<const GridPoint> points) {
        number(points.size());
        for (const auto p : points) {
            step(p.x - m_before.x);
            step(p.y - m_before.y);
            m_before = p;
        }
    }

    std::string m_bytes;
    GridPoint m_before;
};

PageLayer page_layer(const map::SceneLayer& layer, std::size_t most_points) {
    PageLayer page{layer.name, layer.type == map::ShapeType::points, {}, 0, 0, 0};
    const auto shapes = page.points ? points_of(layer) : areas_of(layer);
    page.source = layer.places.size();
    auto drawn = shapes;
    for (const double tolerance_m : tolerances_m) {
        if (drawn.points.size() <= most_points || page.points) break;
        page.tolerance_m = tolerance_m;
        if (tolerance_m > 0) drawn = map::coarse_shapes(shapes, tolerance_m);
    }
    page.drawn = drawn.points.size();
    page.packed = Packer().run(drawn);
    return page;
}

} // namespace

std::vector<PageLayer> page_layers(const map::Scene& scene, std::size_t most_points) {
    std::vector<PageLayer> layers;
    for (const auto& layer : scene.layers)
        if (layer.type == map::ShapeType::points || layer.type == map::ShapeType::areas)
            layers.push_back(page_layer(layer, most_points));
    return layers;
}

} // namespace geo
