// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cairo.h>

#include <memory>
#include <vector>

#include "libgeo/map/canvas.hpp"
#include "libgeo/map/font_face.hpp"

namespace geo::map {

struct FaceDeleter {
    void operator()(cairo_font_face_t* face) const { cairo_font_face_destroy(face); }
};
using FacePtr = std::unique_ptr<cairo_font_face_t, FaceDeleter>;

/// What `Lettering::shapes` points to: the glyphs of each cluster, for letters of 1 mm, relative to
/// the cluster's left end on the baseline.
struct GlyphShapes {
    struct Cluster {
        std::size_t face = 0;
        std::vector<cairo_glyph_t> glyphs;
    };
    struct Face {
        FacePtr face;                         ///< for pixels
        std::shared_ptr<const FontFace> font; ///< for PDF
    };
    std::vector<Face> faces;
    std::vector<Cluster> clusters;
};

inline const GlyphShapes& shapes_of(const Lettering& text) {
    return *static_cast<const GlyphShapes*>(text.shapes.get());
}

} // namespace geo::map
