// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "libgeo/overlay/edge_index.hpp"
#include "libgeo/overlay/overlay.hpp"

namespace geo {

/// Which shapes an overlay gives: those of pairs (a and b), those of a without any b, those of b
/// without any a.
enum class OverlayMode {
    intersection, ///< pairs
    identity,     ///< pairs and the rest of a
    unite,        ///< pairs and both rests ("union")
    erase         ///< the rest of a
};

/// One shape of an overlay: where `a` and `b` overlap; with `no_feature` in place of one of them
/// the part of the other that no feature of that layer covers.
struct OverlayPiece {
    std::uint32_t a = no_feature;
    std::uint32_t b = no_feature;
    Area area; ///< exact in the decisions, from the unrounded boundary
};

/// The shapes of consecutive pieces.
struct PieceShapes {
    Polygons shapes;           ///< one feature a piece; no parts when narrower than the grid
    std::size_t collapsed = 0; ///< pieces with an area but without a shape on the grid
    std::size_t fallbacks = 0; ///< pieces whose shape GEOS had to give
};

/// An overlay whose shapes are built when they are asked for, so that they need not all be in
/// memory at once.
///
/// Touching is not overlapping: a piece appears exactly when it has an area. Each shape is a valid
/// multipolygon on the grid. Crossings are rounded to the grid by snap rounding (`Noding`), so a
/// boundary moves by at most half a unit (0.06 mm) and only where it crosses another; the shapes of
/// neighbours have identical vertices along their common border and never overlap. Features of one
/// layer that overlap each other are overlaid one by one, as pairs. The areas come from the
/// unrounded boundaries and agree with `overlap_areas`.
///
/// Order and bytes depend on nothing but the layers. Each feature must be valid (normalise sees to
/// that); a piece whose boundary does not close is given to GEOS and counted in `fallbacks`.
/// Keeps references to the indices. Cost: linear in the vertices and crossings; memory beside the
/// indices: some hundred bytes a piece and a crossing.
class PieceSource {
  public:
    PieceSource(const EdgeIndex& a, const EdgeIndex& b, OverlayMode mode);
    ~PieceSource();
    PieceSource(PieceSource&&) noexcept;

    /// Sorted by (a, b), rests last.
    const std::vector<OverlayPiece>& pieces() const;

    /// Builds the shapes of pieces [first, last). May be called from several threads at once.
    /// Throws GeometryError when GEOS cannot build a piece either.
    PieceShapes shapes(std::size_t first, std::size_t last) const;

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// All shapes of an overlay: shape i is that of piece i.
struct OverlayShapes : PieceShapes {
    std::vector<OverlayPiece> pieces;
};

/// Overlays two layers and builds all shapes, as `PieceSource` does, on all cores.
OverlayShapes overlay_shapes(const EdgeIndex& a, const EdgeIndex& b, OverlayMode mode);
OverlayShapes overlay_shapes(const Polygons& a, const Polygons& b, OverlayMode mode);

} // namespace geo
