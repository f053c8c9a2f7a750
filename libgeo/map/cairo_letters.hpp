// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cairo.h>
#include <hb.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "libgeo/map/canvas.hpp"

namespace geo::map {

struct FaceDeleter {
    void operator()(cairo_font_face_t* face) const { cairo_font_face_destroy(face); }
};
struct SourceDeleter {
    void operator()(hb_face_t* face) const { hb_face_destroy(face); }
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
        std::unique_ptr<hb_face_t, SourceDeleter> source; ///< for subsets
        std::string name; ///< "Noto Sans CJK SC Bold": the same for every thread
    };
    std::vector<Face> faces;
    std::vector<Cluster> clusters;
};

/// The fonts of one document. Halos are fonts of thick outlines: with them a halo costs as little
/// as the text itself, in a PDF too, where each letter of it is stored once for all pages.
class DocumentFonts {
  public:
    /// The font itself, or the subset that was made for this document.
    cairo_font_face_t* of(const GlyphShapes::Face& face) const;
    /// `width` in ems.
    cairo_font_face_t* halo_of(const GlyphShapes::Face& face, double width);
    /// From now on the document uses fonts that have no more than the glyphs of these texts.
    void reduce_to(const std::vector<LetteringPtr>& texts);

  private:
    std::map<std::string, FacePtr> m_reduced;
    std::map<std::pair<std::string, int>, FacePtr> m_halos;
};

/// Draws letterings on a Cairo context whose unit is the millimetre.
class LetterPainter {
  public:
    /// `keeps_text`: the surface can say which characters its glyphs stand for (PDF).
    LetterPainter(cairo_t* context, DocumentFonts& fonts, bool keeps_text)
        : m_context(context), m_fonts(fonts), m_keeps_text(keeps_text) {}

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
    DocumentFonts& m_fonts;
    bool m_keeps_text;
};

} // namespace geo::map
