// SPDX-License-Identifier: Apache-2.0
// Tables over several pages.
#include <algorithm>

#include "libgeo/map/flow.hpp"
#include "libgeo/map/flow_lines.hpp"

namespace geo::map {

namespace {

constexpr Ink head_fill{233, 237, 239, 1};
constexpr Ink rule_ink{150, 160, 166, 1};
constexpr double padding = 1.1; ///< mm on each side of a cell
constexpr double leading = 1.42;

using Lines = std::vector<std::vector<std::string>>; ///< of each cell

} // namespace

/// One table while it is written.
class Flow::TableWriter {
  public:
    TableWriter(Flow& flow, const FlowTable& table) : m_flow(flow), m_table(table) {
        double sum = 0;
        for (const auto& column : table.columns) sum += column.share;
        for (const auto& column : table.columns)
            m_widths.push_back(flow.m_paper.column() * column.share / sum);
        for (const auto& column : table.columns) m_titles.push_back(column.title);
    }

    void write() {
        const auto head = lines_of(m_titles, bold());
        const double head_height = height_of(head);
        const double first =
            m_table.rows.empty() ? 0 : height_of(lines_of(m_table.rows.front(), m_table.style));
        const double caption = m_table.caption.empty() ? 0 : m_table.style.size * 2.2;
        m_flow.need(std::min(caption + head_height + first, page_height()));
        if (caption > 0) write_caption();
        write_head(head);
        for (const auto& row : m_table.rows) write_row(lines_of(row, m_table.style), head);
        hairline(0.25);
        m_flow.space(3);
    }

  private:
    TextStyle bold() const {
        auto style = m_table.style;
        style.face.weight = Weight::bold;
        return style;
    }
    double step() const { return m_table.style.size * leading; }
    double page_height() const {
        return m_flow.m_paper.height - m_flow.m_paper.top - m_flow.m_paper.bottom;
    }

    Lines lines_of(const std::vector<std::string>& row, const TextStyle& style) {
        Lines lines;
        for (std::size_t c = 0; c < m_widths.size(); ++c)
            lines.push_back(flow_lines(m_flow.painter(), c < row.size() ? row[c] : "",
                                       m_widths[c] - 2 * padding, style));
        return lines;
    }

    static std::size_t depth_of(const Lines& cells) {
        std::size_t most = 1;
        for (const auto& cell : cells) most = std::max(most, cell.size());
        return most;
    }
    double height_of(const Lines& cells) const {
        return step() * static_cast<double>(depth_of(cells)) + 2 * padding * 0.7;
    }

    void write_caption() {
        m_flow.painter().line(m_table.caption,
                              {m_flow.m_paper.left, m_flow.m_y + m_table.style.size * 1.2}, bold());
        m_flow.m_y += m_table.style.size * 2.2;
    }

    void write_head(const Lines& head) {
        hairline(0.25);
        m_flow.page().fill(
            rectangle({m_flow.m_paper.left, m_flow.m_y, m_flow.m_paper.column(), height_of(head)}),
            head_fill);
        put(head, 0, depth_of(head), bold());
        hairline(0.15);
    }

    /// A row on one page; one that is higher than a page goes on over the next.
    void write_row(const Lines& cells, const Lines& head) {
        const auto depth = depth_of(cells);
        const bool fits_a_page = height_of(cells) + height_of(head) <= page_height();
        std::size_t from = 0;
        while (from < depth) {
            const double wanted = fits_a_page ? height_of(cells) : step() + 2 * padding * 0.7;
            if (m_flow.room() < wanted && !m_flow.is_at_top()) {
                hairline(0.25);
                m_flow.new_page();
                write_head(head);
            }
            const double room = std::max(m_flow.room() - 2 * padding * 0.7, step());
            const auto to = std::min(depth, from + static_cast<std::size_t>(room / step() + 1e-9));
            put(cells, from, to, m_table.style);
            from = to;
        }
        hairline(0.08);
    }

    void put(const Lines& cells, std::size_t from, std::size_t to, const TextStyle& style) {
        double x = m_flow.m_paper.left;
        const auto painter = m_flow.painter();
        for (std::size_t c = 0; c < cells.size(); ++c) {
            double y = m_flow.m_y + padding * 0.7 + step() / 2 + style.size * 0.36;
            const auto align = m_table.columns[c].align;
            const double at = align == Align::left    ? x + padding
                              : align == Align::right ? x + m_widths[c] - padding
                                                      : x + m_widths[c] / 2;
            for (std::size_t l = from; l < std::min(to, cells[c].size()); ++l, y += step())
                painter.line(cells[c][l], {at, y}, style, align);
            x += m_widths[c];
        }
        m_flow.m_y += step() * static_cast<double>(to - from) + 2 * padding * 0.7;
    }

    void hairline(double width) {
        m_flow.page().stroke(line({m_flow.m_paper.left, m_flow.m_y},
                                  {m_flow.m_paper.left + m_flow.m_paper.column(), m_flow.m_y}),
                             {rule_ink, width, {}, false});
    }

    Flow& m_flow;
    const FlowTable& m_table;
    std::vector<double> m_widths;
    std::vector<std::string> m_titles;
};

void Flow::table(const FlowTable& table) {
    if (!table.columns.empty()) TableWriter(*this, table).write();
}

} // namespace geo::map
