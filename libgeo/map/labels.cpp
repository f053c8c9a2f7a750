// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/labels.hpp"

#include <algorithm>
#include <array>

#include "libgeo/map/area_places.hpp"
#include "libgeo/map/wrap.hpp"

namespace geo::map {

namespace {

constexpr double margin = 0.35;      ///< mm free around each label
constexpr double repeat_within = 45; ///< mm: the same name is not written again
constexpr double edge = 0.8;         ///< mm free to the neat line

constexpr double longest_leader = 32; ///< mm
constexpr double marker_price = 9;    ///< mm that a name goes to leave a marker free
constexpr int most_markers = 4;       ///< more in a box make it no worse
constexpr double no_place = 1e9;      ///< on another's area, whose name it would seem to be
constexpr double hidden_price = 90;   ///< mm that it goes rather than hide a small area
constexpr double cover_price = 7;     ///< mm that it goes for a corner of itself

/// A possible place with its price.
struct Candidate {
    Frame box;
    double price = 0;
};

void sort_by_price(std::vector<Candidate>& candidates) {
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto& a, const auto& b) { return a.price < b.price; });
}

/// Places inside an area: a lattice over its box, nearest to the pole first.
std::vector<Place> lattice(const Paths& visible, Place pole) {
    const auto box = frame_of(visible.points);
    std::vector<Place> places{pole};
    constexpr int steps = 9;
    for (int i = 1; i < steps; ++i)
        for (int j = 1; j < steps; ++j)
            places.push_back({box.x + box.width * i / steps, box.y + box.height * j / steps});
    std::stable_sort(places.begin(), places.end(),
                     [&](Place a, Place b) { return length(a - pole) < length(b - pole); });
    return places;
}

/// The share of a frame that a box hides.
double hidden_share(const Frame& frame, const Frame& box) {
    const double width = std::min(frame.right(), box.right()) - std::max(frame.x, box.x);
    const double height = std::min(frame.bottom(), box.bottom()) - std::max(frame.y, box.y);
    return width <= 0 || height <= 0 ? 0 : width * height / (frame.width * frame.height);
}

/// The place of `box` that is nearest to p.
Place nearest(const Frame& box, Place p) {
    return {std::clamp(p.x, box.x, box.right()), std::clamp(p.y, box.y, box.bottom())};
}

} // namespace

LabelPlacer::LabelPlacer(const Frame& frame, Typesetter& typesetter, double size_factor)
    : m_frame(frame.grown(-edge)), m_typesetter(typesetter), m_factor(size_factor), m_taken(frame),
      m_avoided(frame) {}

LetterInk LabelPlacer::ink_of(const LabelStyle& style) const {
    return {style.size * m_factor, style.ink, style.halo, style.halo_width,
            style.spacing * m_factor};
}

LabelPlacer::Text LabelPlacer::set(const LabelWish& wish, int wrap) const {
    Text text;
    text.ink = ink_of(*wish.style);
    for (const auto& part : wrapped_name(wish.text, wrap)) {
        text.lines.push_back(m_typesetter.set(part, wish.style->face));
        text.width = std::max(text.width, width_of(*text.lines.back(), text.ink));
    }
    text.line_height = text.ink.size * 1.18;
    text.height = text.line_height * static_cast<double>(text.lines.size());
    return text;
}

bool LabelPlacer::is_free(const Frame& box) const {
    return m_frame.contains(box) && m_taken.is_free(box.grown(margin));
}

bool LabelPlacer::is_repeated(const LabelWish& wish) const {
    const auto where = wish.type == ShapeType::points ? Frame{wish.point.x, wish.point.y, 0, 0}
                                                      : map::frame_of(wish.shape.points);
    const auto near = where.grown(repeat_within);
    return std::any_of(m_placed.begin(), m_placed.end(), [&](const auto& label) {
        return label.text == wish.text && label.boxes.front().meets(near);
    });
}

/// No later name stands on a leader.
void LabelPlacer::forbid_along(const Paths& leader) {
    if (leader.empty()) return;
    const auto a = leader.points.front();
    const auto b = leader.points.back();
    const int steps = static_cast<int>(length(b - a)) + 1;
    for (int i = 1; i <= steps; ++i) {
        const auto p = a + (b - a) * (static_cast<double>(i) / steps);
        m_taken.add(Frame{p.x, p.y, 0, 0}.grown(0.2));
    }
}

void LabelPlacer::cover(std::size_t level, const Paths& area) {
    m_covers.push_back({level, map::frame_of(area.points), area});
}

/// How much of a box lies where it should not, as millimetres of way that it is worth.
double LabelPlacer::price_of(const LabelWish& wish, const Frame& box, bool is_outside) const {
    double price = marker_price * std::min(m_avoided.overlaps(box), most_markers);
    const std::array<Place, 5> parts{{{box.x, box.y},
                                      {box.right(), box.y},
                                      {box.x, box.bottom()},
                                      {box.right(), box.bottom()},
                                      box.centre()}};
    for (const auto& cover : m_covers) {
        const bool counts = cover.level > wish.level || (is_outside && cover.level == wish.level);
        if (!counts || !cover.frame.meets(box)) continue;
        price += hidden_price * hidden_share(cover.frame, box);
        const auto covered = std::count_if(parts.begin(), parts.end(),
                                           [&](Place part) { return is_inside(cover.area, part); });
        if (covered == static_cast<std::ptrdiff_t>(parts.size())) return no_place;
        price += cover_price * static_cast<double>(covered);
    }
    return price;
}

void LabelPlacer::take(const LabelWish& wish, const Text& text, const Frame& box, Paths leader) {
    PlacedLabel label;
    label.ink = text.ink;
    label.text = wish.text;
    label.boxes = {box};
    label.leader = std::move(leader);
    double baseline = box.y + text.line_height * 0.5 + text.ink.size * 0.36;
    for (const auto& line : text.lines) {
        const double x = box.x + (box.width - width_of(*line, text.ink)) / 2;
        label.lines.push_back({line, {{{x, baseline}, 0}}, false});
        baseline += text.line_height;
    }
    m_taken.add(box);
    forbid_along(label.leader);
    m_placed.push_back(std::move(label));
}

bool LabelPlacer::try_inside(const LabelWish& wish, const Paths& visible, Place pole) {
    std::vector<int> wraps{0};
    if (wish.style->wrap > 0) wraps = {wish.style->wrap, std::max(3, wish.style->wrap / 2), 0};
    const auto places = lattice(visible, pole);
    for (const int wrap : wraps) {
        const auto text = set(wish, wrap);
        std::vector<Candidate> candidates;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const auto box = text.box_at(places[i]);
            if (!is_free(box) || !is_box_inside(visible, box)) continue;
            const double price = price_of(wish, box, false);
            if (price >= no_place) continue;
            candidates.push_back({box, length(places[i] - pole) + price});
            if (candidates.back().price < 0.5) break;
        }
        sort_by_price(candidates);
        if (candidates.empty()) continue;
        take(wish, text, candidates.front().box, {});
        return true;
    }
    return false;
}

bool LabelPlacer::try_outside(const LabelWish& wish, const Paths& visible, Place pole) {
    const auto text = set(wish, wish.style->wrap);
    const auto around = map::frame_of(visible.points);
    std::vector<Candidate> candidates;
    for (const double gap : {2.5, 6.0, 11.0, 17.0})
        for (int turn = 0; turn < 16; ++turn) {
            const double angle = turn * 0.39269908169872414;
            const double x = around.width / 2 + gap + text.width / 2;
            const double y = around.height / 2 + gap + text.height / 2;
            const Place centre{around.centre().x + x * std::cos(angle),
                               around.centre().y + y * std::sin(angle)};
            const auto box = text.box_at(centre);
            if (!is_free(box) || is_inside(visible, centre)) continue;
            const double reach = length(nearest(box, pole) - pole);
            const double price = price_of(wish, box, true);
            if (reach > longest_leader || price >= no_place) continue;
            candidates.push_back({box, reach + std::abs(std::sin(angle)) * 2 + price / 3});
        }
    sort_by_price(candidates);
    if (candidates.empty()) return false;
    const auto box = candidates.front().box;
    take(wish, text, box, line(nearest(box.grown(0.4), pole), pole));
    return true;
}

bool LabelPlacer::try_area(const LabelWish& wish) {
    const auto visible = clipped(wish.shape, m_frame);
    const auto box = map::frame_of(visible.points);
    if (visible.empty() || std::max(box.width, box.height) < 1.2) return false;
    const auto pole = pole_of(visible).at;
    if (try_inside(wish, visible, pole)) return true;
    return wish.style->leader && try_outside(wish, visible, pole);
}

bool LabelPlacer::try_point(const LabelWish& wish) {
    const auto text = set(wish, wish.style->wrap);
    const double gap = wish.clearance + 0.5;
    const double dx = gap + text.width / 2;
    const double dy = gap + text.height / 2;
    const double aside = gap * 0.7 + text.width / 2;
    const double above = gap * 0.7 + text.height / 2;
    // The eight places, by the habit of cartographers: to the right first, never on the point.
    const std::array<Place, 8> places{{{dx, 0},
                                       {aside, -above},
                                       {aside, above},
                                       {-dx, 0},
                                       {-aside, -above},
                                       {-aside, above},
                                       {0, -dy},
                                       {0, dy}}};
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto box = text.box_at(wish.point + places[i]);
        if (is_free(box))
            candidates.push_back({box, static_cast<double>(i) + 5.0 * m_avoided.overlaps(box)});
    }
    sort_by_price(candidates);
    if (candidates.empty() || candidates.front().price > 40) return false;
    take(wish, text, candidates.front().box, {});
    return true;
}

std::vector<PlacedLabel> LabelPlacer::place(std::vector<LabelWish> wishes) {
    std::stable_sort(wishes.begin(), wishes.end(), [](const auto& a, const auto& b) {
        return a.priority != b.priority ? a.priority > b.priority : a.order < b.order;
    });
    for (const auto& wish : wishes) {
        if (wish.text.empty() || is_repeated(wish)) continue;
        if (wish.type == ShapeType::areas) try_area(wish);
        if (wish.type == ShapeType::points) try_point(wish);
        if (wish.type == ShapeType::lines) try_line(wish);
    }
    return m_placed;
}

void draw_label(Canvas& canvas, const PlacedLabel& label) {
    if (!label.leader.empty()) {
        Pen pen{label.ink.halo, 0.6, {}, true};
        canvas.stroke(label.leader, pen);
        canvas.stroke(label.leader, {label.ink.ink, 0.15, {}, true});
        const auto end = label.leader.points.back();
        canvas.fill(circle(end, 0.35), label.ink.ink);
    }
    for (const auto& line : label.lines)
        if (line.along)
            canvas.write_along(line.text, line.places, label.ink);
        else
            canvas.write(line.text, line.places.front(), label.ink);
}

} // namespace geo::map
