// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/cairo_letters.hpp"

#include <cmath>

#include "libgeo/map/font_subset.hpp"

namespace geo::map {

namespace {

const GlyphShapes& shapes_of(const Lettering& text) {
    return *static_cast<const GlyphShapes*>(text.shapes.get());
}

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

/// Glyphs that say which characters they stand for. `bytes` of the text belong to each cluster.
void show_with_text(cairo_t* context, const char* utf8, int bytes,
                    std::vector<cairo_glyph_t>& glyphs,
                    const std::vector<cairo_text_cluster_t>& clusters) {
    cairo_show_text_glyphs(context, utf8, bytes, glyphs.data(), static_cast<int>(glyphs.size()),
                           clusters.data(), static_cast<int>(clusters.size()),
                           cairo_text_cluster_flags_t{});
}

} // namespace

cairo_font_face_t* DocumentFonts::of(const GlyphShapes::Face& face) const {
    const auto reduced = m_reduced.find(face.name);
    return reduced == m_reduced.end() ? face.face.get() : reduced->second.get();
}

cairo_font_face_t* DocumentFonts::halo_of(const GlyphShapes::Face& face, double width) {
    const int permille = static_cast<int>(std::lround(width * 1000));
    auto& halo = m_halos[{face.name, permille}];
    if (!halo) {
        halo.reset(cairo_user_font_face_create());
        cairo_user_font_face_set_render_glyph_func(halo.get(), draw_thickened);
        cairo_font_face_set_user_data(
            halo.get(), &thickening_key,
            new Thickening{cairo_font_face_reference(of(face)), permille / 1000.0},
            forget_thickening);
    }
    return halo.get();
}

void DocumentFonts::reduce_to(const std::vector<LetteringPtr>& texts) {
    std::map<std::string, std::pair<const GlyphShapes::Face*, std::set<unsigned>>> used;
    for (const auto& text : texts)
        for (const auto& cluster : shapes_of(*text).clusters) {
            const auto& face = shapes_of(*text).faces[cluster.face];
            auto& entry = used[face.name];
            entry.first = &face;
            for (const auto& glyph : cluster.glyphs)
                entry.second.insert(static_cast<unsigned>(glyph.index));
        }
    for (const auto& [name, entry] : used)
        if (auto face = subset_of(*entry.first, entry.second)) m_reduced[name] = std::move(face);
}

void LetterPainter::show(const Lettering& text, Run run, std::vector<cairo_glyph_t>& glyphs,
                         bool as_one) const {
    if (!m_keeps_text) {
        cairo_show_glyphs(m_context, glyphs.data(), static_cast<int>(glyphs.size()));
        return;
    }
    const auto from = text.clusters[run.first].first_byte;
    const auto& end = text.clusters[run.last - 1];
    const int bytes = static_cast<int>(end.first_byte + end.bytes - from);
    std::vector<cairo_text_cluster_t> clusters;
    if (as_one)
        clusters.push_back({bytes, static_cast<int>(glyphs.size())});
    else
        for (std::size_t c = run.first; c < run.last; ++c)
            clusters.push_back({static_cast<int>(text.clusters[c].bytes),
                                static_cast<int>(shapes_of(text).clusters[c].glyphs.size())});
    show_with_text(m_context, text.text.data() + from, bytes, glyphs, clusters);
}

void LetterPainter::show_halo(const Lettering& text, const LetterInk& ink) const {
    set_ink(m_context, ink.halo);
    for_each_run(text, [&](std::size_t first, std::size_t last) {
        auto glyphs = placed(text, first, last, ink);
        const auto& face = shapes_of(text).faces[shapes_of(text).clusters[first].face];
        cairo_set_font_face(m_context, m_fonts.halo_of(face, ink.halo_width / ink.size));
        cairo_set_font_size(m_context, ink.size);
        // The halo stands for no text: who copies the page gets each label once.
        if (m_keeps_text)
            show_with_text(m_context, "", 0, glyphs, {{0, static_cast<int>(glyphs.size())}});
        else
            cairo_show_glyphs(m_context, glyphs.data(), static_cast<int>(glyphs.size()));
    });
}

void LetterPainter::show_letters(const Lettering& text, const LetterInk& ink) const {
    set_ink(m_context, ink.ink);
    for_each_run(text, [&](std::size_t first, std::size_t last) {
        auto glyphs = placed(text, first, last, ink);
        cairo_set_font_face(
            m_context, m_fonts.of(shapes_of(text).faces[shapes_of(text).clusters[first].face]));
        cairo_set_font_size(m_context, ink.size);
        show(text, {first, last}, glyphs, ink.spacing > 0);
    });
}

void LetterPainter::paint(const Lettering& text, const LetterInk& ink) const {
    if (ink.halo_width > 0 && ink.halo.opacity > 0) show_halo(text, ink);
    show_letters(text, ink);
}

void LetterPainter::write(const Lettering& text, Standing at, const LetterInk& ink) const {
    cairo_save(m_context);
    cairo_translate(m_context, at.at.x, at.at.y);
    if (at.angle != 0) cairo_rotate(m_context, at.angle);
    paint(text, ink);
    cairo_restore(m_context);
}

void LetterPainter::write_along(const Lettering& text, std::span<const Standing> places,
                                const LetterInk& ink) const {
    const auto& shapes = shapes_of(text);
    const auto each = [&](auto use) {
        for (std::size_t c = 0; c < places.size(); ++c) {
            cairo_save(m_context);
            cairo_translate(m_context, places[c].at.x, places[c].at.y);
            cairo_rotate(m_context, places[c].angle);
            auto glyphs = shapes.clusters[c].glyphs;
            for (auto& glyph : glyphs)
                glyph = {glyph.index, glyph.x * ink.size, glyph.y * ink.size};
            use(c, glyphs);
            cairo_restore(m_context);
        }
    };
    const bool has_halo = ink.halo_width > 0 && ink.halo.opacity > 0;
    if (has_halo)
        each([&](std::size_t c, std::vector<cairo_glyph_t>& glyphs) {
            set_ink(m_context, ink.halo);
            cairo_set_font_face(m_context, m_fonts.halo_of(shapes.faces[shapes.clusters[c].face],
                                                           ink.halo_width / ink.size));
            cairo_set_font_size(m_context, ink.size);
            if (m_keeps_text)
                show_with_text(m_context, "", 0, glyphs, {{0, static_cast<int>(glyphs.size())}});
            else
                cairo_show_glyphs(m_context, glyphs.data(), static_cast<int>(glyphs.size()));
        });
    each([&](std::size_t c, std::vector<cairo_glyph_t>& glyphs) {
        set_ink(m_context, ink.ink);
        cairo_set_font_face(m_context, m_fonts.of(shapes.faces[shapes.clusters[c].face]));
        cairo_set_font_size(m_context, ink.size);
        // The first letter stands for the whole text, so that it is found as one word.
        const int bytes = c == 0 ? static_cast<int>(text.text.size()) : 0;
        if (m_keeps_text)
            show_with_text(m_context, text.text.data(), bytes, glyphs,
                           {{bytes, static_cast<int>(glyphs.size())}});
        else
            cairo_show_glyphs(m_context, glyphs.data(), static_cast<int>(glyphs.size()));
    });
}

} // namespace geo::map
