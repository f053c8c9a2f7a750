// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/cairo_letters.hpp"

#include <cmath>

namespace geo::map {

namespace {

/// What a halo font knows: the font whose outlines it thickens, and by how much of an em.
struct Thickening {
    cairo_font_face_t* face;
    double width;
};

const cairo_user_data_key_t thickening_key{};

extern "C" void forget_thickening(void* data) {
    const std::unique_ptr<Thickening> owned(static_cast<Thickening*>(data));
    cairo_font_face_destroy(owned->face);
}

extern "C" cairo_status_t draw_thickened(cairo_scaled_font_t* font, unsigned long glyph,
                                         cairo_t* context, cairo_text_extents_t*) {
    const auto* thickening = static_cast<const Thickening*>(
        cairo_font_face_get_user_data(cairo_scaled_font_get_font_face(font), &thickening_key));
    cairo_set_font_face(context, thickening->face);
    cairo_set_font_size(context, 1);
    const cairo_glyph_t one{glyph, 0, 0};
    cairo_glyph_path(context, &one, 1);
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_width(context, 2 * thickening->width);
    cairo_stroke(context);
    return CAIRO_STATUS_SUCCESS;
}

/// The glyphs of a stretch of clusters with their spacing, for letters of `ink.size`.
std::vector<cairo_glyph_t> placed(const Lettering& text, std::size_t first, std::size_t last,
                                  const LetterInk& ink) {
    std::vector<cairo_glyph_t> glyphs;
    for (std::size_t c = first; c < last; ++c) {
        const double x = text.clusters[c].x * ink.size + ink.spacing * static_cast<double>(c);
        for (auto glyph : shapes_of(text).clusters[c].glyphs) {
            glyph.x = glyph.x * ink.size + x;
            glyph.y *= ink.size;
            glyphs.push_back(glyph);
        }
    }
    return glyphs;
}

template <typename Use> void for_each_run(const Lettering& text, Use use) {
    const auto& clusters = shapes_of(text).clusters;
    for (std::size_t first = 0, last = 0; first < clusters.size(); first = last) {
        while (last < clusters.size() && clusters[last].face == clusters[first].face) ++last;
        use(first, last);
    }
}

void set_ink(cairo_t* context, const Ink& ink) {
    cairo_set_source_rgba(context, ink.red / 255.0, ink.green / 255.0, ink.blue / 255.0,
                          ink.opacity);
}

} // namespace

cairo_font_face_t* HaloFonts::of(const GlyphShapes::Face& face, double width) {
    const int permille = static_cast<int>(std::lround(width * 1000));
    auto& halo = m_halos[{face.font->name(), permille}];
    if (!halo) {
        halo.reset(cairo_user_font_face_create());
        cairo_user_font_face_set_render_glyph_func(halo.get(), draw_thickened);
        cairo_font_face_set_user_data(
            halo.get(), &thickening_key,
            new Thickening{cairo_font_face_reference(face.face.get()), permille / 1000.0},
            forget_thickening);
    }
    return halo.get();
}

void LetterPainter::show(const std::vector<cairo_glyph_t>& glyphs) const {
    cairo_show_glyphs(m_context, glyphs.data(), static_cast<int>(glyphs.size()));
}

/// The halo of all runs, then their letters. `each_run` gives a font and shows what is drawn in it.
template <typename EachRun>
void LetterPainter::paint(const LetterInk& ink, EachRun each_run) const {
    cairo_set_font_size(m_context, ink.size);
    if (ink.halo_width > 0 && ink.halo.opacity > 0) {
        set_ink(m_context, ink.halo);
        each_run([&](const GlyphShapes::Face& face) {
            cairo_set_font_face(m_context, m_halos.of(face, ink.halo_width / ink.size));
        });
    }
    set_ink(m_context, ink.ink);
    each_run(
        [&](const GlyphShapes::Face& face) { cairo_set_font_face(m_context, face.face.get()); });
}

void LetterPainter::write(const Lettering& text, Standing at, const LetterInk& ink) const {
    const auto& shapes = shapes_of(text);
    cairo_save(m_context);
    cairo_translate(m_context, at.at.x, at.at.y);
    if (at.angle != 0) cairo_rotate(m_context, at.angle);
    paint(ink, [&](const auto& choose) {
        for_each_run(text, [&](std::size_t first, std::size_t last) {
            choose(shapes.faces[shapes.clusters[first].face]);
            show(placed(text, first, last, ink));
        });
    });
    cairo_restore(m_context);
}

void LetterPainter::write_along(const Lettering& text, std::span<const Standing> places,
                                const LetterInk& ink) const {
    const auto& shapes = shapes_of(text);
    cairo_save(m_context);
    paint(ink, [&](const auto& choose) {
        for (std::size_t c = 0; c < places.size(); ++c) {
            cairo_save(m_context);
            cairo_translate(m_context, places[c].at.x, places[c].at.y);
            cairo_rotate(m_context, places[c].angle);
            auto glyphs = shapes.clusters[c].glyphs;
            for (auto& glyph : glyphs)
                glyph = {glyph.index, glyph.x * ink.size, glyph.y * ink.size};
            choose(shapes.faces[shapes.clusters[c].face]);
            show(glyphs);
            cairo_restore(m_context);
        }
    });
    cairo_restore(m_context);
}

} // namespace geo::map
