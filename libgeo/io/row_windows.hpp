// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <vector>

#include <tbb/task_group.h>

#include "libgeo/io/write_layers.hpp"

namespace geo {

/// The rows of a layer as a format writes them, window after window: while one window is used the
/// next is made on all threads. `Encode` has two calls, for several threads at once: (row, point)
/// and (row, polygons, feature); each gives what stands for a row.
template <typename Encode> class RowWindows {
  public:
    using Row = decltype(std::declval<Encode&>()(std::size_t{}, GridPoint{}));

    RowWindows(const OutputLayer& layer, Encode& encode)
        : m_layer(layer), m_encode(encode), m_rows_a_batch(layer.points ? 1024 : 8) {
        begin_window();
    }
    ~RowWindows() { // an exception may leave tasks behind
        m_tasks.cancel();
        m_tasks.wait();
    }
    RowWindows(const RowWindows&) = delete;
    RowWindows& operator=(const RowWindows&) = delete;

    /// The next rows; false when there are none.
    bool next(std::vector<Row>& rows) {
        m_tasks.wait();
        rows = std::move(m_window);
        begin_window();
        return !rows.empty();
    }

  private:
    void begin_window() {
        constexpr std::size_t batches = 16;
        const auto first = m_begun;
        m_begun = std::min(m_layer.table.rows.size(), first + batches * m_rows_a_batch);
        m_window.assign(m_begun - first, {});
        for (auto row = first; row < m_begun; row += m_rows_a_batch)
            m_tasks.run(
                [this, row, first] { make(row, std::min(m_begun, row + m_rows_a_batch), first); });
    }

    void make(std::size_t first, std::size_t last, std::size_t window) {
        Polygons made;
        if (m_layer.make_shapes) made = m_layer.make_shapes(first, last);
        for (auto row = first; row < last; ++row)
            m_window[row - window] = m_layer.points   ? m_encode(row, (*m_layer.points)[row])
                                     : m_layer.shapes ? m_encode(row, *m_layer.shapes, row)
                                                      : m_encode(row, made, row - first);
    }

    const OutputLayer& m_layer;
    Encode& m_encode;
    std::size_t m_rows_a_batch;
    std::vector<Row> m_window;
    std::size_t m_begun = 0; ///< rows before this one are made or being made
    tbb::task_group m_tasks;
};

} // namespace geo
