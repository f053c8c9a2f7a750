// SPDX-License-Identifier: Apache-2.0
// The inside of the map: layers by style, and the names they wish for.
#include <algorithm>

#include "libgeo/core/error.hpp"
#include "libgeo/map/area_places.hpp"
#include "libgeo/map/sheet_parts.hpp"
#include "libgeo/map/symbols.hpp"

namespace geo::map {

namespace {

/// True when a part of the line from a to b lies in the frame: neither the axes nor the line's own
/// direction separates them.
bool meets(const Frame& f, Place a, Place b) {
    if (std::max(a.x, b.x) < f.x || std::min(a.x, b.x) > f.right() || std::max(a.y, b.y) < f.y ||
        std::min(a.y, b.y) > f.bottom())
        return false;
    const auto side = [&](double x, double y) {
        return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
    };
    const auto [low, high] = std::minmax(
        {side(f.x, f.y), side(f.right(), f.y), side(f.x, f.bottom()), side(f.right(), f.bottom())});
    return low <= 0 && high >= 0;
}

/// One style layer while it is drawn.
class LayerPainter {
  public:
    LayerPainter(SheetJob& job, LabelPlacer& placer, std::size_t style_number, std::size_t level,
                 std::vector<LabelWish>& wishes)
        : m_job(job), m_placer(placer), m_number(style_number), m_level(level),
          m_style(job.atlas.styles.layers[style_number]), m_wishes(wishes) {}

    void draw() {
        const auto source = m_style.source == "*" ? m_job.atlas.each : m_style.source;
        const auto number = m_job.layer_number(source);
        if (!number) return;
        m_scene = &m_job.atlas.scene.layers[*number];
        m_ground = &m_job.ground.layers[*number];
        refuse_unstyled();
        for (std::size_t r = 0; r < m_style.rules.size(); ++r)
            if (m_style.rules[r].holds_at(m_job.view.denominator)) draw_rule(r);
    }

  private:
    /// A feature that no rule takes would be missing on the map without a word.
    void refuse_unstyled() const {
        for (const auto f : features_of(Atlas::no_rule)) {
            const bool is_area = m_scene->type == ShapeType::areas;
            const auto shape = on_paper(*m_scene, *m_ground, f, m_job.view);
            if (is_area && shape.empty()) continue;
            const auto id = m_scene->id(f);
            throw InputError({"图幅 " + m_job.id() + "：图层 " + m_scene->name + " 的要素 " + id +
                                  " 不符合样式 " + m_style.id +
                                  " 的任何规则。请在样式中加一条没有 where 的规则。",
                              "sheet " + m_job.id() + ": feature '" + id + "' of the layer '" +
                                  m_scene->name + "' meets no rule of the style '" + m_style.id +
                                  "'. Add a rule without 'where' to the style."});
        }
    }

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
        if (has_shared_border(rule)) any = draw_borders(rule, features);
        if (any) m_job.seen.emplace(m_number, number);
    }

    /// Dashes of neighbours would run into each other along their common border.
    bool has_shared_border(const Rule& rule) const {
        return m_scene->type == ShapeType::areas && !rule.edgings.empty() &&
               std::all_of(rule.edgings.begin(), rule.edgings.end(),
                           [](const auto& e) { return !e.dash.empty() && e.offset == 0; });
    }

    /// True when a part of a border can be seen, or there is more to the areas than borders.
    bool draw_borders(const Rule& rule, const std::vector<std::size_t>& features) {
        const auto borders = borders_on_paper(*m_scene, *m_ground, features, m_job.view);
        Rule only_lines;
        only_lines.edgings = rule.edgings;
        draw_shape(m_job.picture, borders, only_lines);
        return rule.fill || !rule.hatches.empty() ? !features.empty() : is_line_seen(borders);
    }

    bool is_line_seen(const Paths& lines) const {
        const auto& f = m_job.view.frame;
        for (std::size_t p = 0; p < lines.size(); ++p) {
            const auto path = lines.path(p);
            for (std::size_t i = 0; i + 1 < path.size(); ++i)
                if (meets(f, path[i], path[i + 1])) return true;
            if (lines.closed && meets(f, path.back(), path.front())) return true;
        }
        return false;
    }

    bool is_seen(const Paths& shape) const {
        return is_line_seen(shape) || (shape.closed && is_inside(shape, m_job.view.frame.centre()));
    }

    bool is_too_small(const Rule& rule, const Paths& shape) const {
        const auto box = frame_of(shape.points);
        return std::max(box.width, box.height) < rule.smallest;
    }

    bool draw_shape_of(const Rule& rule, std::size_t feature) {
        auto shape = on_paper(*m_scene, *m_ground, feature, m_job.view);
        if (shape.empty() || is_too_small(rule, shape) || !is_seen(shape)) return false;
        if (has_shared_border(rule)) {
            Rule only_inside = rule;
            only_inside.edgings.clear();
            draw_shape(m_job.picture, shape, only_inside);
        } else {
            draw_shape(m_job.picture, shape, rule);
        }
        note_synthetic(feature);
        if (rule.fill && !m_wishes.empty() && m_wishes.front().level < m_level)
            m_placer.cover(m_level, shape);
        if (m_style.source == "*") avoid_outline(shape);
        wish(rule, feature, std::move(shape), {});
        return true;
    }

    /// Names do not stand across the outline of the sheet's own feature when they can.
    void avoid_outline(const Paths& shape) {
        constexpr double step = 2;
        for (std::size_t p = 0; p < shape.size(); ++p) {
            const auto path = shape.path(p);
            for (std::size_t i = 0; i < path.size(); ++i) {
                const auto a = path[i];
                const auto way = path[(i + 1) % path.size()] - a;
                const int pieces = static_cast<int>(length(way) / step) + 1;
                for (int k = 0; k < pieces; ++k) {
                    const auto at = a + way * (static_cast<double>(k) / pieces);
                    m_placer.avoid(Frame{at.x, at.y, 0, 0}.grown(0.3));
                }
            }
        }
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
        return any && !is_under_own_sign(feature);
    }

    /// The sign of the sheet's own feature covers that of its layer, which is not seen then.
    bool is_under_own_sign(std::size_t feature) const {
        if (m_scene != m_job.each || feature != m_job.feature || m_style.source == "*")
            return false;
        const auto& wanted = m_job.atlas.sheet.map.layers;
        const auto& styles = m_job.atlas.styles.layers;
        return std::any_of(styles.begin(), styles.end(), [&](const LayerStyle& style) {
            return style.source == "*" && (wanted.empty() || std::find(wanted.begin(), wanted.end(),
                                                                       style.id) != wanted.end());
        });
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
        wish.level = m_level;
        m_wishes.push_back(std::move(wish));
    }

    SheetJob& m_job;
    LabelPlacer& m_placer;
    std::size_t m_number;
    std::size_t m_level;
    const LayerStyle& m_style;
    std::vector<LabelWish>& m_wishes;
    const SceneLayer* m_scene = nullptr;
    const Ground::Layer* m_ground = nullptr;
};

} // namespace

std::vector<LabelWish> draw_layers(SheetJob& job, LabelPlacer& placer) {
    std::vector<LabelWish> wishes;
    const auto& styles = job.atlas.styles.layers;
    const auto& wanted = job.atlas.sheet.map.layers;
    std::size_t level = 0;
    const auto draw = [&](std::size_t s) { LayerPainter(job, placer, s, level++, wishes).draw(); };
    for (const auto& id : wanted) // in the template's order
        for (std::size_t s = 0; s < styles.size(); ++s)
            if (styles[s].id == id) draw(s);
    if (wanted.empty())
        for (std::size_t s = 0; s < styles.size(); ++s) draw(s);
    return wishes;
}

} // namespace geo::map
