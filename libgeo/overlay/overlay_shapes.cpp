// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/overlay_shapes.hpp"

#include <algorithm>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "libgeo/geom/shapes.hpp"
#include "libgeo/overlay/boundary_runs.hpp"
#include "libgeo/overlay/ring_chain.hpp"

namespace geo {

namespace {

/// Runs of one pair: [begin, end) of all runs.
struct RunGroup {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Shapes of consecutive pairs.
struct Batch {
    Polygons shapes;
    std::size_t collapsed = 0;
    std::size_t fallbacks = 0;
};

/// All features of a layer whose boxes meet a box, as one layer.
Polygons features_near(const EdgeIndex& index, const GridBox& box) {
    Polygons near;
    const auto& polygons = *index.polygons();
    for (std::size_t f = 0; f < polygons.features(); ++f)
        if (box_of(polygons, f).meets(box)) append_feature(near, polygons, f);
    return near;
}

/// The rest of one feature, by GEOS.
Polygons rest_by_geos(const EdgeIndex& own, std::uint32_t feature, const EdgeIndex& other) {
    const auto one = single(*own.polygons(), feature);
    const auto near = features_near(other, box_of(one, 0));
    return near.features() == 0 ? one : shape_difference(one, shape_union(near));
}

class ShapeMaker {
  public:
    ShapeMaker(const EdgeIndex& a, const EdgeIndex& b, const Noding& noding,
               const std::vector<BoundaryRun>& runs)
        : m_a(a), m_b(b), m_runs(runs), m_workers([&noding] {
              return Worker{Strands(noding), {}};
          }) {
        for (std::size_t i = 0, j = 0; i < runs.size(); i = j) {
            while (j < runs.size() && runs[j].a == runs[i].a && runs[j].b == runs[i].b) ++j;
            m_groups.push_back({i, j});
        }
    }

    /// One batch after the other, in the order of the pairs.
    std::vector<Batch> run() {
        constexpr std::size_t groups_a_batch = 16;
        std::vector<Batch> batches((m_groups.size() + groups_a_batch - 1) / groups_a_batch);
        tbb::parallel_for(std::size_t{0}, batches.size(), [&](std::size_t k) {
            const auto last = std::min(m_groups.size(), (k + 1) * groups_a_batch);
            for (auto g = k * groups_a_batch; g < last; ++g) make(m_groups[g], batches[k]);
        });
        return batches;
    }

  private:
    struct Worker {
        Strands strands;
        RingChain chain;
    };

    void make(const RunGroup& group, Batch& batch) {
        auto& worker = m_workers.local();
        const std::span runs(m_runs.data() + group.begin, group.end - group.begin);
        const auto parts = batch.shapes.parts();
        if (!worker.strands.gather(runs) || !worker.chain.chain(worker.strands, batch.shapes)) {
            append_parts(batch.shapes, by_geos(runs.front()));
            batch.shapes.end_feature();
            ++batch.fallbacks;
        }
        if (batch.shapes.parts() == parts) ++batch.collapsed;
    }

    Polygons by_geos(const BoundaryRun& run) const {
        if (run.b == no_feature) return rest_by_geos(m_a, run.a, m_b);
        if (run.a == no_feature) return rest_by_geos(m_b, run.b, m_a);
        return shape_intersection(single(*m_a.polygons(), run.a), single(*m_b.polygons(), run.b));
    }

    const EdgeIndex& m_a;
    const EdgeIndex& m_b;
    const std::vector<BoundaryRun>& m_runs;
    std::vector<RunGroup> m_groups;
    tbb::enumerable_thread_specific<Worker> m_workers;
};

/// Appends the columns of `more`.
void append_all(Polygons& to, const Polygons& more) {
    const auto shift = [](std::vector<std::uint32_t>& begins, const std::vector<std::uint32_t>& m) {
        const auto base = begins.back();
        for (std::size_t i = 1; i < m.size(); ++i) begins.push_back(base + m[i]);
    };
    to.points.insert(to.points.end(), more.points.begin(), more.points.end());
    shift(to.ring_begin, more.ring_begin);
    shift(to.part_begin, more.part_begin);
    shift(to.feature_begin, more.feature_begin);
}

} // namespace

OverlayShapes overlay_shapes(const EdgeIndex& a, const EdgeIndex& b, OverlayMode mode) {
    Noding noding(a, b);
    const auto boundary = boundary_runs(mode, noding);
    OverlayShapes result;
    for (const auto& sum : boundary.sums) result.pieces.push_back({sum.a, sum.b, to_area(sum.sum)});
    auto batches = ShapeMaker(a, b, noding, boundary.runs).run();
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
