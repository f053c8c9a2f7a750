// SPDX-License-Identifier: Apache-2.0
#include <numeric>

#include "libgeo/core/error.hpp"
#include "libgeo/normalise/city.hpp"
#include "libgeo/overlay/locate.hpp"
#include "libgeo/overlay/nearest.hpp"
#include "libgeo/overlay/within.hpp"
#include "libgeo/report/overlay_tables.hpp"
#include "tools/console.hpp"
#include "tools/layer_input.hpp"
#include "tools/memory.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

using Row = std::vector<geo::Value>;

geo::Value degrees(std::int64_t units) {
    return static_cast<double>(units) / geo::units_per_degree;
}

/// What `locate`, `within` and `nearest` share: a layer of points against a layer of polygons.
class PointVerb : public Verb {
  public:
    std::vector<Option> options() override {
        std::vector<Option> all{
            {"POINTS",
             "POINTS",
             {"点图层或清单（CSV、XLSX）", "layer of points, or a list (CSV, XLSX)"},
             &m_points.path,
             {},
             true},
            {"SHAPES",
             "SHAPES",
             {"面图层（within、nearest 也可用线）",
              "layer of polygons (for within and nearest also of lines)"},
             &m_polygons.path,
             {},
             true}};
        const auto add = [&](std::vector<Option> more) {
            all.insert(all.end(), more.begin(), more.end());
        };
        add(m_output.options());
        add({{"--id", "FIELD", {"点的编号字段", "field of the points' id"}, &m_points.id},
             {"--b-id", "FIELD", {"面的编号字段", "field of the polygons' id"}, &m_polygons.id},
             {"--lon", "FIELD", {"清单的经度字段", "longitude field of a list"}, &m_points.lon},
             {"--lat", "FIELD", {"清单的纬度字段", "latitude field of a list"}, &m_points.lat},
             {"--where",
              "SQL",
              {"面图层的属性筛选", "attribute filter of the polygons"},
              &m_polygons.where},
             {"--points-where",
              "SQL",
              {"点图层的属性筛选", "attribute filter of the points"},
              &m_points.where},
             {"--memory",
              "SIZE",
              {"内存上限，如 512M、2G", "most memory to use, as 512M or 2G"},
              &m_memory},
             cache_option(m_cache),
             {"--dst-crs",
              "CRS",
              {"结果图层的坐标系（缺省为点图层的）",
               "CRS of the resulting layer (default: that of the points)"},
              &m_dst_crs}});
        add(shared_options(m_points));
        add(more_options());
        return all;
    }

    int run(const Session& session) override {
        m_output.require_writable();
        const auto format = geo::layer_format_of(m_output.output);
        if (format) m_points.fields = geo::Fields::all;
        m_polygons.src_crs = m_points.src_crs;
        m_polygons.repairs = m_points.repairs;
        require_whole_layers(m_cache, !m_memory.empty());
        const MemoryLimit memory(m_memory);
        geo::NormaliseLog log;
        const auto points = read_points(m_points, log);
        ShapeLayer shapes;
        read_shapes(m_polygons, m_cache, session, shapes, log);
        report_layers(session, log);
        auto& index = shapes.polygons.index;
        if (!index) {
            const auto& polygons = shapes.polygons.layer.shapes;
            memory.require_index(shapes.lines.points.size() + polygons.points.size() +
                                 points.points.size());
            if (shapes.lines.features() > 0)
                index = std::make_unique<geo::EdgeIndex>(shapes.lines);
            else
                shapes.polygons.build_index();
        }
        const auto found = answer(points, shapes.polygons.layer.features, *index);
        if (format)
            write(*format, found, points, log);
        else
            m_output.deliver(found.rows);
        return done;
    }

  protected:
    virtual std::vector<Option> more_options() { return {}; }
    /// Rows of answers, which refer to what they are made from, and the point of each.
    struct Answer {
        geo::RowSource rows;
        std::vector<std::uint32_t> points;
    };
    virtual Answer answer(const geo::PointLayer& points, const geo::FeatureColumns& shapes,
                          const geo::EdgeIndex& index) const = 0;

  private:
    /// The points of the answer with their attributes, as a layer.
    void write(geo::LayerFormat format, const Answer& found, const geo::PointLayer& points,
               const geo::NormaliseLog& log) const {
        geo::OutputLayer layer;
        layer.table = to_table(found.rows);
        add_attributes(layer.table, points.features, "point_", found.points);
        std::vector<geo::GridPoint> places;
        for (const auto point : found.points) places.push_back(points.points[point]);
        layer.points = &places;
        m_output.deliver(layer, format, geo::result_crs(log, m_dst_crs));
    }

    LayerInput m_points;
    LayerInput m_polygons;
    std::string m_cache;
    std::string m_dst_crs;
    std::string m_memory;
    TableOutput m_output;
};

/// `locate`: the polygons that hold each point.
class Locate : public PointVerb {
  public:
    std::string name() const override { return "locate"; }
    geo::Text summary() const override {
        return {"点在哪些面内（边界上不算）",
                "which polygons hold each point (a point on a border is in neither)"};
    }
    std::string example() const override {
        return "parkline locate sites.csv zones.gpkg --src-crs EPSG:4490 --format csv -o "
               "located.csv";
    }

  protected:
    Answer answer(const geo::PointLayer& points, const geo::FeatureColumns& shapes,
                  const geo::EdgeIndex& index) const override {
        auto hits = geo::locate(points.points, index);
        Answer found;
        for (const auto& hit : hits) found.points.push_back(hit.point);
        found.rows = {"locate",
                      {geo::text_column("point_id"), geo::text_column("polygon_id")},
                      hits.size(),
                      [&points, &shapes, hits = std::move(hits)](std::size_t row) {
                          const auto& hit = hits[row];
                          return Row{points.features.ids[hit.point], shapes.ids[hit.polygon]};
                      }};
        return found;
    }
};

/// `within`: the points within a distance of the polygons.
class Within : public PointVerb {
  public:
    std::string name() const override { return "within"; }
    geo::Text summary() const override {
        return {"距面不超过给定距离的点（面内距离为 0）",
                "points within a distance of the polygons (inside counts as 0)"};
    }
    std::string example() const override {
        return "parkline within sites.gpkg redline.gpkg --distance 1000 --format csv";
    }

  protected:
    std::vector<Option> more_options() override {
        return {{"--distance",
                 "M",
                 {"距离（米，含）", "distance in metres, inclusive"},
                 &m_distance_m,
                 {},
                 true},
                {"--distances",
                 "",
                 {"同时给出最近的面和距离", "give the nearest polygon and its distance too"},
                 &m_with_distances}};
    }

    Answer answer(const geo::PointLayer& points, const geo::FeatureColumns& shapes,
                  const geo::EdgeIndex& index) const override {
        if (!(m_distance_m >= 0 && m_distance_m <= 1e6))
            throw geo::ConfigError(
                {"--distance 应在 0 到 1000000 米之间。请改正。",
                 "--distance has to be between 0 and 1,000,000 metres. Correct it."});
        return m_with_distances ? with_distances(points, shapes, index) : near(points, index);
    }

  private:
    Answer near(const geo::PointLayer& points, const geo::EdgeIndex& index) const {
        const auto is_near = geo::within(points.points, index, m_distance_m);
        Answer found;
        for (std::uint32_t i = 0; i < is_near.size(); ++i)
            if (is_near[i]) found.points.push_back(i);
        found.rows = {"within",
                      {geo::text_column("point_id")},
                      found.points.size(),
                      [&points, of_row = found.points](std::size_t row) {
                          return Row{points.features.ids[of_row[row]]};
                      }};
        return found;
    }

    Answer with_distances(const geo::PointLayer& points, const geo::FeatureColumns& shapes,
                          const geo::EdgeIndex& index) const {
        auto nearest =
            geo::nearest(points.points, index, {.reach_m = m_distance_m, .features = {}});
        Answer found;
        for (std::uint32_t i = 0; i < nearest.size(); ++i)
            if (nearest[i].feature != geo::no_feature && nearest[i].distance_m <= m_distance_m)
                found.points.push_back(i);
        found.rows = {"within",
                      {geo::text_column("point_id"), geo::text_column("nearest_id"),
                       geo::real_column("distance_m", geo::distance_decimals)},
                      found.points.size(),
                      [&points, &shapes, nearest = std::move(nearest),
                       of_row = found.points](std::size_t row) {
                          const auto& near = nearest[of_row[row]];
                          return Row{points.features.ids[of_row[row]], shapes.ids[near.feature],
                                     near.distance_m};
                      }};
        return found;
    }

    double m_distance_m = 0;
    bool m_with_distances = false;
};

/// `nearest`: the nearest polygon of each point.
class Nearest : public PointVerb {
  public:
    std::string name() const override { return "nearest"; }
    geo::Text summary() const override {
        return {"每个点最近的面、测地距离和最近点",
                "the nearest polygon of each point, the geodesic distance and the nearest place"};
    }
    std::string example() const override {
        return "parkline nearest sites.gpkg redline.gpkg --format csv -o nearest.csv";
    }

  protected:
    Answer answer(const geo::PointLayer& points, const geo::FeatureColumns& shapes,
                  const geo::EdgeIndex& index) const override {
        auto nearest = geo::nearest(points.points, index, {});
        Answer found;
        found.points.resize(nearest.size());
        std::iota(found.points.begin(), found.points.end(), 0);
        found.rows = {"nearest",
                      {geo::text_column("point_id"), geo::text_column("polygon_id"),
                       geo::real_column("distance_m", geo::distance_decimals),
                       geo::real_column("lon", geo::degree_decimals),
                       geo::real_column("lat", geo::degree_decimals)},
                      nearest.size(),
                      [&points, &shapes, nearest = std::move(nearest)](std::size_t row) {
                          const auto& near = nearest[row];
                          const auto& id = points.features.ids[row];
                          if (near.feature == geo::no_feature) return Row{id, {}, {}, {}, {}};
                          return Row{id, shapes.ids[near.feature], near.distance_m,
                                     degrees(near.place.x), degrees(near.place.y)};
                      }};
        return found;
    }
};

} // namespace

std::unique_ptr<Verb> make_locate() {
    return std::make_unique<Locate>();
}
std::unique_ptr<Verb> make_within() {
    return std::make_unique<Within>();
}
std::unique_ptr<Verb> make_nearest() {
    return std::make_unique<Nearest>();
}

} // namespace parkline
