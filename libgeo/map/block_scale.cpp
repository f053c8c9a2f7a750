// SPDX-License-Identifier: Apache-2.0
// Scale bar and north arrow.
#include <cmath>
#include <numbers>

#include "libgeo/map/sheet_parts.hpp"

namespace geo::map {

namespace {

constexpr Ink ink{34, 40, 44, 1};
constexpr Ink grey{110, 120, 126, 1};

/// The longest of 1, 2, 5 × 10^n metres that fits.
double round_length(double most_m) {
    const double power = std::pow(10, std::floor(std::log10(most_m)));
    for (const double factor : {5.0, 2.0, 1.0})
        if (factor * power <= most_m) return factor * power;
    return power;
}

std::string length_text(double metres, bool in_km) {
    return in_km ? shortest(metres / 1000) : shortest(metres);
}

/// -0.63 -> −0°38′.
std::string angle_text(double degrees) {
    const long minutes = std::lround(std::abs(degrees) * 60);
    const auto rest = minutes % 60;
    return (degrees < 0 ? "−" : "+") + std::to_string(minutes / 60) + "°" + (rest < 10 ? "0" : "") +
           std::to_string(rest) + "′";
}

Place turned(Place at, double size, double angle) {
    return {at.x + size * std::sin(angle), at.y - size * std::cos(angle)};
}

} // namespace

void draw_scale_bar(const SheetJob& job, const Block& block) {
    const auto painter = job.painter();
    const auto& f = block.frame;
    painter.line("1:" + grouped(job.view.denominator, 0), {f.x, f.y + 3.1},
                 {{"hei", Weight::bold}, 3.4, ink});
    const double left = f.x + 24;
    const double most = (f.right() - left - 10) / job.view.mm_per_metre();
    const double metres = round_length(most);
    const double width = metres * job.view.mm_per_metre();
    const double y = f.y + 1.2;
    const double height = 1.3;
    const bool in_km = metres >= 1000;
    constexpr int pieces = 4;
    for (int i = 0; i < pieces; i += 2)
        job.picture.fill(rectangle({left + width * i / pieces, y, width / pieces, height}), ink);
    job.picture.stroke(rectangle({left, y, width, height}), {ink, 0.15, {}, false});
    const TextStyle figures{{}, 2.1, ink};
    for (const int i : {0, 2, 4})
        painter.line(length_text(metres * i / pieces, in_km) +
                         (i == pieces ? (in_km ? " km" : " m") : ""),
                     {left + width * i / pieces, y + height + 2.4}, figures, Align::centre);
}

void draw_north(const SheetJob& job, const Block& block) {
    const auto& f = block.frame;
    const auto painter = job.painter();
    const Place foot{f.x + 4.5, f.bottom() - 1.2};
    const double size = f.height - 4.2;
    // Grid north: the needle, half of it filled. True north: the line with the star.
    const Place tip = turned(foot, size, 0);
    Paths half;
    const Place left{foot.x - size * 0.2, foot.y};
    const Place right{foot.x + size * 0.2, foot.y};
    const Place notch{foot.x, foot.y - size * 0.22};
    half.add_path(std::vector<Place>{tip, notch, left});
    half.closed = true;
    job.picture.fill(half, ink);
    Paths whole;
    whole.add_path(std::vector<Place>{tip, right, notch, left});
    whole.closed = true;
    job.picture.stroke(whole, {ink, 0.18, {}, false});
    painter.line(job.in_language({"北", "N"}), {tip.x, tip.y - 0.8},
                 {{"hei", Weight::bold}, 2.6, ink}, Align::centre);
    const double x = f.x + 10;
    const TextStyle small{{}, 2.1, grey};
    painter.line(job.in_language({"坐标北", "grid north"}), {x, f.bottom() - 4.2}, small);
    painter.line(job.in_language({"子午线收敛角 ", "convergence "}) +
                     angle_text(-job.convergence_deg),
                 {x, f.bottom() - 1.2}, small);
}

} // namespace geo::map
