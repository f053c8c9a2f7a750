// SPDX-License-Identifier: Apache-2.0
// The inside of the map: layers by style, and the names they wish for.
#include <algorithm>

#include "libgeo/map/sheet_parts.hpp"
#include "libgeo/map/symbols.hpp"

namespace geo::map {

namespace {

/// One style layer while it is drawn.
class LayerPainter {
  public:
    LayerPainter(SheetJob& job, LabelPlacer& placer, std::size_t style_number,
                 std::vector<LabelWish>& wishes)
        : m_job(job), m_placer(placer), m_number(style_number),
          m_style(job.atlas.styles.layers[style_number]), m_wishes(wishes) {}

    void draw() {
        const auto source = m_style.source == "*" ? m_job.atlas.each : m_style.source;
        const auto number = m_job.layer_number(source);
        if (!number) return;
        m_scene = &m_job.atlas.scene.layers[*number];
        m_ground = &m_job.ground.layers[*number];
        for (std::size_t r = 0; r < m_style.rules.size(); ++r)
            if (m_style.rules[r].holds_at(m_job.view.denominator)) draw_rule(r);
    }

  private:
    std::vector<std::size_t> features_of(std::size_t rule) const {
        std::vector<std::size_t> features;
        const auto seen = m_job.view.box();
        const auto& rules = m_job.atlas.rules[m_number];
        for (std::size_t f = 0; f < rules.size(); ++f) {
            if (rules[f] != rule || m_ground->boxes[f].empty()) continue;
            if (m_style.source == "*" && f != m_job.feature) continue;
            if (m_ground->boxes[f].meets(seen)) features.push_back(f);
        }
        return features;
    }

    void draw_rule(std::size_t number) {
        const auto& rule = m_style.rules[number];
        const auto features = features_of(number);
        bool any = false;
        for (const auto f : features)
            any = (m_scene->type == ShapeType::points ? draw_point(rule, f)
                                                      : draw_shape_of(rule, f)) ||
                  any;
        if (has_shared_border(rule)) draw_borders(rule, features);
        if (any) m_job.seen.emplace(m_number, number);
    }

    /// Dashes of neighbours would run into each other along their common border.
    bool has_shared_border(const Rule& rule) const {
        return m_scene->type == ShapeType::areas && !rule.edgings.empty() &&
               std::all_of(rule.edgings.begin(), rule.edgings.end(),
                           [](const auto& e) { return !e.dash.empty() && e.offset == 0; });
    }

    void draw_borders(const Rule& rule, const std::vector<std::size_t>& features) {
        const auto borders = borders_on_paper(*m_scene, *m_ground, features, m_job.view);
        Rule only_lines;
        only_lines.edgings = rule.edgings;
        draw_shape(m_job.picture, borders, only_lines);
    }

    bool draw_shape_of(const Rule& rule, std::size_t feature) {
        auto shape = on_paper(*m_scene, *m_ground, feature, m_job.view);
        if (shape.empty() || !m_job.view.frame.meets(frame_of(shape.points))) return false;
        if (has_shared_border(rule)) {
            Rule only_inside = rule;
            only_inside.edgings.clear();
            draw_shape(m_job.picture, shape, only_inside);
        } else {
            draw_shape(m_job.picture, shape, rule);
        }
        note_synthetic(feature);
        wish(rule, feature, std::move(shape), {});
        return true;
    }

    bool draw_point(const Rule& rule, std::size_t feature) {
        bool any = false;
        for (auto i = m_scene->path_begin[m_scene->feature_begin[feature]];
             i < m_scene->path_begin[m_scene->feature_begin[feature + 1]]; ++i) {
            const auto at = m_job.view.to_paper(m_ground->points[i]);
            if (!m_job.view.frame.grown(1).contains(at) || !rule.marker) continue;
            draw_marker(m_job.picture, at, *rule.marker);
            const double r = rule.marker->size / 2;
            m_placer.avoid({at.x - r, at.y - r, 2 * r, 2 * r});
            if (m_job.view.frame.contains(at)) {
                any = true;
                wish(rule, feature, {}, at);
            }
        }
        if (any) note_synthetic(feature);
        return any;
    }

    void note_synthetic(std::size_t feature) {
        if (m_scene->text(feature, "synthetic") == "1") m_job.shows_synthetic = true;
    }

    void wish(const Rule& rule, std::size_t feature, Paths shape, Place at) {
        const double scale = m_job.view.denominator;
        if (!rule.label || scale > rule.label->max_scale || scale < rule.label->min_scale) return;
        LabelWish wish;
        wish.text = filled_in(rule.label->text, m_job.fields_of(*m_scene, feature), m_style.id);
        if (wish.text == "—") return;
        wish.style = &*rule.label;
        wish.type = m_scene->type;
        wish.shape = std::move(shape);
        wish.point = at;
        wish.clearance = rule.marker ? rule.marker->size / 2 : 0;
        // The larger of two features comes first.
        const auto box = frame_of(wish.shape.points);
        wish.priority =
            rule.label->priority + std::min(9.0, std::hypot(box.width, box.height) / 40);
        wish.order = m_scene->id(feature);
        m_wishes.push_back(std::move(wish));
    }

    SheetJob& m_job;
    LabelPlacer& m_placer;
    std::size_t m_number;
    const LayerStyle& m_style;
    std::vector<LabelWish>& m_wishes;
    const SceneLayer* m_scene = nullptr;
    const Ground::Layer* m_ground = nullptr;
};

} // namespace

std::vector<LabelWish> draw_layers(SheetJob& job, LabelPlacer& placer) {
    std::vector<LabelWish> wishes;
    const auto& wanted = job.atlas.sheet.map.layers;
    for (std::size_t s = 0; s < job.atlas.styles.layers.size(); ++s) {
        const auto& id = job.atlas.styles.layers[s].id;
        if (wanted.empty() || std::find(wanted.begin(), wanted.end(), id) != wanted.end())
            LayerPainter(job, placer, s, wishes).draw();
    }
    return wishes;
}

} // namespace geo::map
