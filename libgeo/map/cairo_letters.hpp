// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cairo.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "libgeo/map/canvas.hpp"

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
        FacePtr face;
        std::string name; ///< "Noto Sans CJK SC Bold": the same for every thread
    };
    std::vector<Face> faces;
    std::vector<Cluster> clusters;
};

/// Fonts of thick outlines: with them a halo costs as little as the text itself, in a PDF too,
/// where each letter of it is stored once for all pages. One object for each document.
class HaloFonts {
  public:
    /// `width` in ems.
    cairo_font_face_t* of(const GlyphShapes::Face& face, double width);

  private:
    std::map<std::pair<std::string, int>, FacePtr> m_known;
};

/// Draws letterings on a Cairo context whose unit is the millimetre.
class LetterPainter {
  public:
    /// `keeps_text`: the surface can say which characters its glyphs stand for (PDF).
    LetterPainter(cairo_t* context, HaloFonts& halos, bool keeps_text)
        : m_context(context), m_halos(halos), m_keeps_text(keeps_text) {}

    void write(const Lettering& text, Standing at, const LetterInk& ink) const;
    void write_along(const Lettering& text, std::span<const Standing> places,
                     const LetterInk& ink) const;

  private:
    /// A stretch of clusters with one font.
    struct Run {
        std::size_t first = 0;
        std::size_t last = 0;
    };
    void show(const Lettering& text, Run run, std::vector<cairo_glyph_t>& glyphs,
              bool as_one) const;
    void paint(const Lettering& text, const LetterInk& ink) const;
    void show_halo(const Lettering& text, const LetterInk& ink) const;
    void show_letters(const Lettering& text, const LetterInk& ink) const;

    cairo_t* m_context;
    HaloFonts& m_halos;
    bool m_keeps_text;
};

} // namespace geo::map
