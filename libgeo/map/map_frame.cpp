// SPDX-License-Identifier: Apache-2.0
// Around the map: neat line, graticule in degrees and minutes, projected grid in kilometres.
#include <algorithm>
#include <numbers>

#include "libgeo/map/sheet_parts.hpp"

namespace geo::map {

namespace {

constexpr Ink line_ink{34, 40, 44, 1};
constexpr Ink grid_ink{96, 128, 148, 1};
constexpr double gutter = 4.2; ///< mm between neat line and border
constexpr double tick = 1.1;

/// A round step that gives about `wanted` intervals.
double round_step(double range, double wanted, std::span<const double> steps) {
    for (const double step : steps)
        if (range / step <= wanted) return step;
    return steps.back();
}

double grid_step(const View& view) {
    constexpr double steps[] = {100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000};
    return round_step(std::max(view.box().width(), view.box().height()), 6, steps);
}

double graticule_step(double degrees) {
    constexpr double minute = 1.0 / 60;
    constexpr double steps[] = {minute / 4,  minute / 2,  minute,      2 * minute,  5 * minute,
                                10 * minute, 15 * minute, 20 * minute, 30 * minute, 1};
    return round_step(degrees, 4, steps);
}

/// 119.0833 -> 119°05′, with seconds where the step needs them.
std::string degrees_text(double degrees, double step) {
    const long seconds = std::lround(degrees * 3600);
    const auto two = [](long value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    auto text = std::to_string(seconds / 3600) + "°" + two(seconds / 60 % 60) + "′";
    if (step < 1.0 / 60) text += two(seconds % 60) + "″";
    return text;
}

/// Figures along one side of the map; those that would touch are left out.
class Gutter {
  public:
    Gutter(const SheetJob& job, bool vertical, double line)
        : m_job(job), m_vertical(vertical), m_line(line) {}

    void write(double at, const std::string& text, const Ink& ink, double size) {
        const auto painter = m_job.painter();
        const TextStyle style{{}, size, ink};
        const double half = painter.width(text, style) / 2 + 0.8;
        for (const auto& [from, to] : m_taken)
            if (at - half < to && from < at + half) return;
        const auto& f = m_job.view.frame;
        const double low = m_vertical ? f.y : f.x;
        const double high = m_vertical ? f.bottom() : f.right();
        if (at - half < low - 2 || at + half > high + 2) return;
        m_taken.emplace_back(at - half, at + half);
        const double down = size * 0.36;
        if (m_vertical)
            painter.turned(text, {m_line + down, at}, -std::numbers::pi / 2, style, Align::centre);
        else
            painter.line(text, {at, m_line + down}, style, Align::centre);
    }

  private:
    const SheetJob& m_job;
    bool m_vertical;
    double m_line;
    std::vector<std::pair<double, double>> m_taken;
};

/// Where meridians (or parallels) cross one side of the frame.
struct Crossing {
    double at;
    double degrees;
};

/// Crossings of whole steps of longitude or latitude along the straight side a–b of the frame.
std::vector<Crossing> crossings(const SheetJob& job, Place a, Place b, bool of_longitude,
                                double step) {
    const auto degrees_at = [&](double t) {
        const auto place = job.projector.to_grid.lon_lat(job.view.to_ground(a + (b - a) * t));
        return of_longitude ? place.lon : place.lat;
    };
    std::vector<Crossing> found;
    constexpr int pieces = 16;
    for (int i = 0; i < pieces; ++i) {
        const double t0 = static_cast<double>(i) / pieces;
        const double t1 = static_cast<double>(i + 1) / pieces;
        const double d0 = degrees_at(t0);
        const double d1 = degrees_at(t1);
        const double low = std::min(d0, d1);
        const double high = std::max(d0, d1);
        for (double k = std::ceil(low / step); k * step < high; ++k) {
            const double t = t0 + (t1 - t0) * (k * step - d0) / (d1 - d0);
            found.push_back(
                {(b.x == a.x) ? a.y + (b.y - a.y) * t : a.x + (b.x - a.x) * t, k * step});
        }
    }
    return found;
}

void draw_tick(const SheetJob& job, Place from, Place way, const Ink& ink, double width) {
    job.picture.stroke(line(from, from + way), {ink, width, {}, false});
}

/// Ticks and figures on all four sides.
class Figures {
  public:
    explicit Figures(const SheetJob& job)
        : m_job(job), m_frame(job.view.frame), m_top(job, false, m_frame.y - gutter / 2),
          m_bottom(job, false, m_frame.bottom() + gutter / 2),
          m_left(job, true, m_frame.x - gutter / 2),
          m_right(job, true, m_frame.right() + gutter / 2) {}

    void graticule() {
        const auto corner = [&](Place p) {
            return m_job.projector.to_grid.lon_lat(m_job.view.to_ground(p));
        };
        const auto west = corner({m_frame.x, m_frame.centre().y});
        const auto east = corner({m_frame.right(), m_frame.centre().y});
        const double step = graticule_step(east.lon - west.lon);
        const auto& f = m_frame;
        side({f.x, f.y}, {f.right(), f.y}, true, step, m_top, {0, -tick});
        side({f.x, f.bottom()}, {f.right(), f.bottom()}, true, step, m_bottom, {0, tick});
        side({f.x, f.y}, {f.x, f.bottom()}, false, step, m_left, {-tick, 0});
        side({f.right(), f.y}, {f.right(), f.bottom()}, false, step, m_right, {tick, 0});
    }

    void grid() {
        const double step = grid_step(m_job.view);
        const auto box = m_job.view.box();
        const int decimals = step < 1000 ? 1 : 0;
        for (double x = std::ceil(box.x_min / step) * step; x < box.x_max; x += step) {
            const double at = m_job.view.to_paper({x, box.y_min}).x;
            draw_tick(m_job, {at, m_frame.y}, {0, -0.7}, grid_ink, 0.12);
            draw_tick(m_job, {at, m_frame.bottom()}, {0, 0.7}, grid_ink, 0.12);
            m_top.write(at, fixed(x / 1000, decimals), grid_ink, 1.9);
            m_bottom.write(at, fixed(x / 1000, decimals), grid_ink, 1.9);
        }
        for (double y = std::ceil(box.y_min / step) * step; y < box.y_max; y += step) {
            const double at = m_job.view.to_paper({box.x_min, y}).y;
            draw_tick(m_job, {m_frame.x, at}, {-0.7, 0}, grid_ink, 0.12);
            draw_tick(m_job, {m_frame.right(), at}, {0.7, 0}, grid_ink, 0.12);
            m_left.write(at, fixed(y / 1000, decimals), grid_ink, 1.9);
            m_right.write(at, fixed(y / 1000, decimals), grid_ink, 1.9);
        }
    }

  private:
    void side(Place a, Place b, bool of_longitude, double step, Gutter& figures, Place way) {
        for (const auto& crossing : crossings(m_job, a, b, of_longitude, step)) {
            const Place at = a.x == b.x ? Place{a.x, crossing.at} : Place{crossing.at, a.y};
            draw_tick(m_job, at, way, line_ink, 0.2);
            figures.write(crossing.at, degrees_text(crossing.degrees, step), line_ink, 2.1);
        }
    }

    const SheetJob& m_job;
    Frame m_frame;
    Gutter m_top;
    Gutter m_bottom;
    Gutter m_left;
    Gutter m_right;
};

} // namespace

double convergence_deg(const Projector& projector, SourcePoint place) {
    const auto at = projector.to_grid.lon_lat(place);
    const LonLat north{at.lon, at.lat + 1e-3};
    const auto on_grid = projector.from_grid.points(std::span(&north, 1)).front();
    return std::atan2(on_grid.x - place.x, on_grid.y - place.y) * 180 / std::numbers::pi;
}

void draw_rings(const SheetJob& job, LabelPlacer& placer) {
    if (job.each == nullptr) return;
    const auto number = *job.layer_number(job.each->name);
    const auto centre = job.view.to_paper(job.ground.layers[number].boxes[job.feature].centre());
    const TextStyle style{{}, 2.2, {96, 60, 40, 1}};
    for (const double radius : job.atlas.sheet.map.rings_m) {
        const double r = radius * job.view.mm_per_metre();
        job.picture.stroke(circle(centre, r), {{253, 252, 248, 0.6}, 0.6, {}, true});
        job.picture.stroke(circle(centre, r), {style.ink, 0.2, {1.6, 0.8}, true});
        const auto text = radius < 1000 ? shortest(radius) + " m" : shortest(radius / 1000) + " km";
        const Place at{centre.x, centre.y - r - 0.7};
        const double half = job.painter().width(text, style) / 2;
        const LetterInk halo{style.size, style.ink, {253, 252, 248, 1}, 0.45, 0};
        job.picture.write(job.typesetter.set(text, style.face), {{at.x - half, at.y}, 0}, halo);
        placer.forbid({at.x - half, at.y - style.size, 2 * half, style.size});
    }
}

void draw_grid_lines(const SheetJob& job) {
    const double step = grid_step(job.view);
    const auto box = job.view.box();
    const auto& f = job.view.frame;
    Paths lines;
    for (double x = std::ceil(box.x_min / step) * step; x < box.x_max; x += step) {
        const double at = job.view.to_paper({x, box.y_min}).x;
        lines.add_path(line({at, f.y}, {at, f.bottom()}).points);
    }
    for (double y = std::ceil(box.y_min / step) * step; y < box.y_max; y += step) {
        const double at = job.view.to_paper({box.x_min, y}).y;
        lines.add_path(line({f.x, at}, {f.right(), at}).points);
    }
    auto ink = grid_ink;
    ink.opacity = 0.45;
    job.picture.stroke(lines, {ink, 0.07, {}, false});
}

void draw_map_frame(const SheetJob& job) {
    const auto& map = job.atlas.sheet.map;
    Figures figures(job);
    if (map.graticule) figures.graticule();
    if (map.grid) figures.grid();
    job.picture.stroke(rectangle(map.frame), {line_ink, 0.35, {}, false});
    if (map.grid || map.graticule)
        job.picture.stroke(rectangle(map.frame.grown(gutter)), {line_ink, 0.12, {}, false});
}

} // namespace geo::map
