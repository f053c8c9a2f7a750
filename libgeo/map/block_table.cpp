// SPDX-License-Identifier: Apache-2.0
// Table and facts: the figures beside the map.
#include <algorithm>

#include "libgeo/core/error.hpp"
#include "libgeo/core/text.hpp"
#include "libgeo/map/sheet_parts.hpp"

namespace geo::map {

namespace {

constexpr Ink head_fill{233, 237, 239, 1};
constexpr Ink rule_ink{150, 160, 166, 1};
constexpr Ink grey{110, 120, 126, 1};

double aligned(const Frame& cell, Align align) {
    if (align == Align::left) return cell.x + 1;
    return align == Align::right ? cell.right() - 1 : cell.centre().x;
}

/// The rows of a layer that match the sheet, sorted.
std::vector<std::size_t> rows_of(const SheetJob& job, const Block& block, const SceneLayer& layer) {
    std::vector<std::size_t> rows;
    for (std::size_t f = 0; f < layer.features(); ++f) {
        const bool matches =
            std::all_of(block.match.begin(), block.match.end(), [&](const auto& condition) {
                const auto value = layer.text(f, condition.field);
                return std::any_of(
                    condition.values.begin(), condition.values.end(),
                    [&](const auto& wanted) { return job.filled(wanted, "table") == value; });
            });
        if (matches) rows.push_back(f);
    }
    if (!block.sort.empty())
        std::stable_sort(rows.begin(), rows.end(), [&](auto a, auto b) {
            return parse_number(layer.text(a, block.sort)).value_or(0) >
                   parse_number(layer.text(b, block.sort)).value_or(0);
        });
    return rows;
}

/// A table that is drawn row by row.
class TableWriter {
  public:
    TableWriter(const SheetJob& job, const Block& block)
        : m_job(job), m_block(block), m_painter(job.painter()), m_y(block.frame.y) {
        double sum = 0;
        for (const auto& column : block.columns) sum += column.width;
        m_stretch = block.frame.width / sum;
    }

    double row_height() const { return m_block.size * 1.75; }

    void title(const std::string& text) {
        if (text.empty()) return;
        m_painter.line(text, {m_block.frame.x, m_y + 2.9}, {{"hei", Weight::bold}, 3, m_block.ink});
        m_y += 4.4;
    }

    void head() {
        m_job.picture.fill(rectangle({m_block.frame.x, m_y, m_block.frame.width, row_height()}),
                           head_fill);
        hairline(0.25);
        std::vector<std::string> cells;
        for (const auto& column : m_block.columns) cells.push_back(m_job.in_language(column.title));
        row(cells, Weight::bold, m_block.ink);
        hairline(0.12);
    }

    void row(const std::vector<std::string>& cells, Weight weight, const Ink& ink) {
        const TextStyle style{{"hei", weight}, m_block.size, ink};
        double x = m_block.frame.x;
        for (std::size_t c = 0; c < m_block.columns.size() && c < cells.size(); ++c) {
            const Frame cell{x, m_y, m_block.columns[c].width * m_stretch, row_height()};
            write(cells[c], cell, style, m_block.columns[c].align);
            x = cell.right();
        }
        m_y += row_height();
    }

    void note(const std::string& text) {
        m_painter.line(text, {m_block.frame.x + 1, m_y + m_block.size * 1.2},
                       {{}, m_block.size, grey});
        m_y += row_height();
    }

    void hairline(double width) {
        m_job.picture.stroke(line({m_block.frame.x, m_y}, {m_block.frame.right(), m_y}),
                             {rule_ink, width, {}, false});
    }

    std::size_t free_rows() const {
        return static_cast<std::size_t>(
            std::max(0.0, (m_block.frame.bottom() - m_y) / row_height()));
    }

  private:
    /// Smaller when it has to be, cut only then.
    void write(const std::string& text, const Frame& cell, TextStyle style, Align align) {
        const double room = cell.width - 2;
        const double needed = m_painter.width(text, style);
        if (needed > room) style.size = std::max(style.size * 0.8, style.size * room / needed);
        m_painter.line(m_painter.cut(text, room + 0.01, style),
                       {aligned(cell, align), cell.centre().y + style.size * 0.36}, style, align);
    }

    const SheetJob& m_job;
    const Block& m_block;
    TextPainter m_painter;
    double m_y;
    double m_stretch = 1;
};

std::vector<std::string> cells_of(const SheetJob& job, const Block& block, const SceneLayer& layer,
                                  std::size_t row) {
    std::vector<std::string> cells;
    for (const auto& column : block.columns)
        cells.push_back(
            filled_in(job.in_language(column.value), job.fields_of(layer, row), "table"));
    return cells;
}

/// The lines of one fact; what is too much for the block ends with "…".
std::vector<std::string> fact_lines(const TextPainter& painter, const Block& block,
                                    const std::string& value, double left, double size) {
    const double room = block.frame.width - left;
    const TextStyle style{{}, size, block.ink};
    auto lines = painter.wrapped(value, room, style);
    const auto most = static_cast<std::size_t>(std::max(1, block.lines));
    if (lines.size() <= most) return lines;
    lines.resize(most);
    lines.back() = painter.cut(lines.back() + "……", room, style);
    return lines;
}

double height_of_fact(std::size_t lines, double size) {
    return size * (line_step * static_cast<double>(lines) + 0.32);
}

double height_of_facts(const TextPainter& painter, const Block& block,
                       const std::vector<std::string>& values, double size) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        sum += height_of_fact(
            fact_lines(painter, block, values[i], block.columns[i].width, size).size(), size);
    return sum;
}

} // namespace

void draw_table(const SheetJob& job, const Block& block) {
    const auto number = job.layer_number(block.source);
    if (!number)
        throw ConfigError({"表格要用图层 " + block.source + "，结果中没有。请改正模板中的 source。",
                           "the table uses the layer '" + block.source +
                               "', which the results lack. Correct 'source' of the template."});
    const auto& layer = job.atlas.scene.layers[*number];
    const auto rows = rows_of(job, block, layer);
    TableWriter table(job, block);
    table.title(job.filled(job.in_language(block.text), "table"));
    table.head();
    const bool has_footer = !block.footer.zh.empty() && !rows.empty();
    const auto room = table.free_rows() - std::min<std::size_t>(table.free_rows(), has_footer);
    const auto shown = rows.size() <= room ? rows.size() : room - std::min<std::size_t>(room, 1);
    for (std::size_t i = 0; i < shown; ++i)
        table.row(cells_of(job, block, layer, rows[i]), Weight::regular, block.ink);
    const auto rest = std::to_string(rows.size() - shown);
    if (rows.empty())
        table.note(job.in_language({"无", "none"}));
    else if (shown < rows.size())
        table.note(job.in_language(
            {"……另有 " + rest + " 项，见结果表", "… and " + rest + " more, see the tables"}));
    table.hairline(has_footer ? 0.12 : 0.25);
    if (!has_footer) return;
    std::vector<std::string> cells{job.in_language(block.footer)};
    for (const auto& cell : block.totals) cells.push_back(job.filled(cell, "table"));
    table.row(cells, Weight::bold, block.ink);
    table.hairline(0.25);
}

void draw_facts(const SheetJob& job, const Block& block) {
    const auto painter = job.painter();
    Frame f = block.frame;
    if (const auto& title = job.in_language(block.text); !title.empty()) {
        painter.line(title, {f.x, f.y + 2.9}, {{"hei", Weight::bold}, 3, block.ink});
        f = {f.x, f.y + 4.6, f.width, f.height - 4.6};
    }
    std::vector<std::string> values;
    for (const auto& column : block.columns)
        values.push_back(job.filled(job.in_language(column.value), "facts"));
    double size = block.size;
    while (size > block.size * 0.62 && height_of_facts(painter, block, values, size) > f.height)
        size *= 0.97;
    double y = f.y;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto& column = block.columns[i];
        painter.line(job.in_language(column.title), {f.x, y + size * cap_height}, {{}, size, grey});
        const auto lines = fact_lines(painter, block, values[i], column.width, size);
        for (std::size_t l = 0; l < lines.size(); ++l)
            painter.line(
                lines[l],
                {f.x + column.width, y + size * (cap_height + line_step * static_cast<double>(l))},
                {{}, size, block.ink});
        y += height_of_fact(lines.size(), size);
    }
}

} // namespace geo::map
