// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/overlay_shapes.hpp"

#include <algorithm>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "libgeo/overlay/boundary_runs.hpp"
#include "libgeo/overlay/geos_pieces.hpp"
#include "libgeo/overlay/ring_chain.hpp"

namespace geo {

/// The walked boundaries, and what a thread needs to chain them.
struct PieceSource::State {
    State(const EdgeIndex& index_a, const EdgeIndex& index_b, OverlayMode mode)
        : a(index_a), b(index_b), noding(a, b), workers([this] {
              return Worker{Strands(noding), {}};
          }) {
        auto boundary = boundary_runs(mode, noding);
        runs = std::move(boundary.runs);
        for (const auto& sum : boundary.sums) pieces.push_back({sum.a, sum.b, to_area(sum.sum)});
        for (std::size_t i = 0; i < runs.size(); ++i)
            if (i == 0 || runs[i].a != runs[i - 1].a || runs[i].b != runs[i - 1].b)
                first_run.push_back(i);
        first_run.push_back(runs.size());
    }

    void make(std::size_t piece, PieceShapes& made) {
        auto& worker = workers.local();
        const std::span of_piece(runs.data() + first_run[piece],
                                 first_run[piece + 1] - first_run[piece]);
        auto& shapes = made.shapes;
        const auto parts = shapes.parts();
        if (!worker.strands.gather(of_piece) || !worker.chain.chain(worker.strands, shapes)) {
            append_parts(
                shapes, geos_piece(*a.polygons(), *b.polygons(), pieces[piece].a, pieces[piece].b));
            shapes.end_feature();
            ++made.fallbacks;
        }
        if (shapes.parts() == parts) ++made.collapsed;
    }

    struct Worker {
        Strands strands;
        RingChain chain;
    };

    const EdgeIndex& a;
    const EdgeIndex& b;
    Noding noding;
    std::vector<BoundaryRun> runs; ///< those of piece i begin at first_run[i]
    std::vector<std::size_t> first_run;
    std::vector<OverlayPiece> pieces;
    tbb::enumerable_thread_specific<Worker> workers;
};

PieceSource::PieceSource(const EdgeIndex& a, const EdgeIndex& b, OverlayMode mode)
    : m_state(std::make_unique<State>(a, b, mode)) {}
PieceSource::~PieceSource() = default;
PieceSource::PieceSource(PieceSource&&) noexcept = default;

const std::vector<OverlayPiece>& PieceSource::pieces() const {
    return m_state->pieces;
}

PieceShapes PieceSource::shapes(std::size_t first, std::size_t last) const {
    PieceShapes made;
    for (auto piece = first; piece < last; ++piece) m_state->make(piece, made);
    return made;
}

OverlayShapes overlay_shapes(const EdgeIndex& a, const EdgeIndex& b, OverlayMode mode) {
    constexpr std::size_t pieces_a_batch = 16;
    const PieceSource source(a, b, mode);
    OverlayShapes result;
    result.pieces = source.pieces();
    const auto n = result.pieces.size();
    std::vector<PieceShapes> batches((n + pieces_a_batch - 1) / pieces_a_batch);
    tbb::parallel_for(std::size_t{0}, batches.size(), [&](std::size_t k) {
        batches[k] = source.shapes(k * pieces_a_batch, std::min(n, (k + 1) * pieces_a_batch));
    });
    std::size_t points = 0;
    for (const auto& batch : batches) points += batch.shapes.points.size();
    result.shapes.points.reserve(points);
    for (auto& batch : batches) {
        append_all(result.shapes, batch.shapes);
        batch.shapes = {};
        result.collapsed += batch.collapsed;
        result.fallbacks += batch.fallbacks;
    }
    return result;
}

OverlayShapes overlay_shapes(const Polygons& a, const Polygons& b, OverlayMode mode) {
    return overlay_shapes(EdgeIndex(a), EdgeIndex(b), mode);
}

} // namespace geo
