// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cairo.h>

#include <map>
#include <string>
#include <vector>

#include "libgeo/map/glyph_shapes.hpp"

namespace geo::map {

/// Halos are fonts of thick outlines: with them a halo costs as little as the text itself.
class HaloFonts {
  public:
    /// `width` in ems.
    cairo_font_face_t* of(const GlyphShapes::Face& face, double width);

  private:
    std::map<std::pair<std::string, int>, FacePtr> m_halos;
};

/// Draws letterings on a Cairo context whose unit is the millimetre.
class LetterPainter {
  public:
    LetterPainter(cairo_t* context, HaloFonts& halos) : m_context(context), m_halos(halos) {}

    void write(const Lettering& text, Standing at, const LetterInk& ink) const;
    void write_along(const Lettering& text, std::span<const Standing> places,
                     const LetterInk& ink) const;

  private:
    template <typename EachRun> void paint(const LetterInk& ink, EachRun each_run) const;
    void show(const std::vector<cairo_glyph_t>& glyphs) const;

    cairo_t* m_context;
    HaloFonts& m_halos;
};

} // namespace geo::map
