// SPDX-License-Identifier: Apache-2.0
// The legend: what can be seen on this sheet, and nothing else.
#include <algorithm>

#include "libgeo/core/error.hpp"
#include "libgeo/map/sheet_parts.hpp"
#include "libgeo/map/symbols.hpp"

namespace geo::map {

namespace {

/// A line of the legend: a heading, or a symbol with its name.
struct Entry {
    std::string text;
    const Rule* rule = nullptr; ///< null for a heading
    ShapeType type = ShapeType::areas;
};

/// Sizes that shrink together when the legend is long.
struct Measures {
    double letters; ///< mm, when there is room
    double factor = 1;
    double size() const { return letters * factor; }
    double row() const { return 1.72 * size(); }
    double swatch_width() const { return 2.56 * size(); }
    double swatch_height() const { return 1.24 * size(); }
    double gap() const { return 0.72 * size(); }
};

std::vector<Entry> entries_of(const SheetJob& job) {
    std::vector<Entry> entries;
    std::string open; // heading
    // Uppermost layers first, as they lie on the map.
    for (std::size_t s = job.atlas.styles.layers.size(); s-- > 0;) {
        const auto& style = job.atlas.styles.layers[s];
        for (std::size_t r = 0; r < style.rules.size(); ++r) {
            const auto& rule = style.rules[r];
            if (!job.seen.contains({s, r}) || rule.title.zh.empty()) continue;
            const auto& heading = job.in_language(style.title);
            if (open != heading) entries.push_back({heading, nullptr, {}});
            open = heading;
            const auto number =
                job.layer_number(style.source == "*" ? job.atlas.each : style.source);
            entries.push_back({job.in_language(rule.title), &rule,
                               job.atlas.scene.layers[number.value_or(0)].type});
        }
    }
    // A heading over one line of the same words says nothing.
    std::vector<Entry> kept;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const bool is_heading = entries[i].rule == nullptr;
        if (is_heading && i + 1 < entries.size() && entries[i + 1].text == entries[i].text)
            continue;
        kept.push_back(entries[i]);
    }
    return kept;
}

void draw_swatch(Canvas& canvas, const Entry& entry, const Frame& box) {
    if (entry.type == ShapeType::points) {
        if (entry.rule->marker) draw_marker(canvas, box.centre(), *entry.rule->marker);
        return;
    }
    const bool is_line =
        entry.type == ShapeType::lines || (!entry.rule->fill && entry.rule->hatches.empty());
    if (is_line) {
        for (const auto& edging : entry.rule->edgings)
            canvas.stroke(line({box.x, box.centre().y}, {box.right(), box.centre().y}),
                          {edging.ink, edging.width, edging.dash, true});
        return;
    }
    auto rule = *entry.rule;
    for (auto& edging : rule.edgings) edging.width = std::min(edging.width, 0.8);
    draw_shape(canvas, rectangle(box), rule);
}

/// Number of entries from a heading to the next.
std::size_t size_of_group(const std::vector<Entry>& entries, std::size_t heading) {
    std::size_t end = heading + 1;
    while (end < entries.size() && entries[end].rule != nullptr) ++end;
    return end - heading;
}

/// Columns that hold all entries. A group goes on in the next column only when no column holds it.
std::vector<std::vector<Entry>> in_columns(const std::vector<Entry>& entries, std::size_t rows) {
    std::vector<std::vector<Entry>> columns(1);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const bool is_heading = entries[i].rule == nullptr;
        const auto free = rows - std::min(rows, columns.back().size());
        const auto group = is_heading ? size_of_group(entries, i) : 1;
        const bool is_torn = is_heading && group > free && (group <= rows || free == 1);
        if (free == 0 || (is_torn && !columns.back().empty())) columns.emplace_back();
        columns.back().push_back(entries[i]);
    }
    return columns;
}

double width_of_column(const TextPainter& painter, const std::vector<Entry>& column,
                       const Measures& m) {
    double width = 0;
    for (const auto& entry : column) {
        const TextStyle style{{"hei", entry.rule ? Weight::regular : Weight::bold}, m.size(), {}};
        const double left = entry.rule ? m.swatch_width() + m.gap() : 0;
        width = std::max(width, left + painter.width(entry.text, style));
    }
    return width;
}

void draw_columns(const SheetJob& job, const std::vector<std::vector<Entry>>& columns, Place at,
                  const Measures& m, const Ink& ink, double spread) {
    const auto painter = job.painter();
    for (const auto& column : columns) {
        double y = at.y;
        for (const auto& entry : column) {
            const double middle = y + m.row() / 2;
            const double baseline = middle + m.size() * 0.36;
            if (entry.rule == nullptr) {
                painter.line(entry.text, {at.x, baseline},
                             {{"hei", Weight::bold}, m.size() * 0.96, {86, 96, 102, 1}});
            } else {
                draw_swatch(
                    job.picture, entry,
                    {at.x, middle - m.swatch_height() / 2, m.swatch_width(), m.swatch_height()});
                painter.line(entry.text, {at.x + m.swatch_width() + m.gap(), baseline},
                             {{}, m.size(), ink});
            }
            y += m.row();
        }
        at.x += width_of_column(painter, column, m) + spread;
    }
}

} // namespace

std::size_t draw_legend(SheetJob& job, const Block& block) {
    const auto entries = entries_of(job);
    const auto painter = job.painter();
    Frame frame = block.frame;
    if (const auto& title = job.in_language(block.text); !title.empty()) {
        painter.line(title, {frame.x, frame.y + 2.9}, {{"hei", Weight::bold}, 3, block.ink});
        frame = {frame.x, frame.y + 4.6, frame.width, frame.height - 4.6};
    }
    for (Measures m{block.size}; m.factor > 0.62; m.factor -= 0.04) {
        const auto rows = static_cast<std::size_t>(frame.height / m.row());
        if (rows < 2) continue;
        const auto columns = in_columns(entries, rows);
        double width = 0;
        for (const auto& column : columns) width += width_of_column(painter, column, m);
        const double spread = 5 * m.factor;
        if (width + spread * static_cast<double>(columns.size() - 1) > frame.width) continue;
        draw_columns(job, columns, {frame.x, frame.y}, m, block.ink, spread);
        return entries.size();
    }
    throw ConfigError({"图例放不下（" + std::to_string(entries.size()) +
                           " 项）。请在模板中加大 legend 版块，或少画几个图层。",
                       "the legend does not fit (" + std::to_string(entries.size()) +
                           " lines). Make the block 'legend' of the template larger, or draw "
                           "fewer layers."});
}

} // namespace geo::map
