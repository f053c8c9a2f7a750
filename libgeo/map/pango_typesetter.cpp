// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/pango_typesetter.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <unordered_map>

#include "libgeo/core/hidden_characters.hpp"
#include "libgeo/map/glyph_shapes.hpp"

namespace geo::map {

namespace {

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <typename T> using Object = std::unique_ptr<T, Unref>;

/// Texts are shaped once, at this size, and scaled: outlines without hinting scale exactly.
constexpr double em = 1000;

constexpr std::size_t most_kept = 5000; ///< texts, then the memory is cleared

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// The text as it can be drawn: controls are blanks, and other hidden characters but joiners are
/// left out; marks of direction would turn what stands beside a name. Nothing of it had a shape.
std::string drawable(const std::string& text) {
    std::string out;
    const char* end = text.data() + text.size();
    for (const char* at = text.data(); at < end;) {
        const char* next = g_utf8_find_next_char(at, end);
        if (next == nullptr) next = end;
        const auto letter = g_utf8_get_char_validated(at, end - at);
        if (g_unichar_iscntrl(letter) != 0)
            out += ' ';
        else if (const std::string_view rest(at, static_cast<std::size_t>(end - at));
                 hidden_character(rest) == 0 || is_joiner(rest))
            out.append(at, next);
        at = next;
    }
    return out;
}

class PangoTypesetter : public Typesetter {
  public:
    explicit PangoTypesetter(const FontChains& chains) : m_chains(chains) {
        m_map.reset(pango_cairo_font_map_new());
        pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(m_map.get()), 72);
        m_context.reset(pango_font_map_create_context(m_map.get()));
        cairo_font_options_t* options = cairo_font_options_create();
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
        pango_cairo_context_set_font_options(m_context.get(), options);
        cairo_font_options_destroy(options);
        pango_context_set_round_glyph_positions(m_context.get(), FALSE);
        pango_context_set_language(m_context.get(), pango_language_from_string("zh-cn"));
        m_layout.reset(pango_layout_new(m_context.get()));
        pango_layout_set_single_paragraph_mode(m_layout.get(), TRUE);
    }

    LetteringPtr set(const std::string& given, const Typeface& face) override {
        const auto text = drawable(given);
        if (m_known.size() > most_kept) m_known.clear();
        const std::string key = face.family + (face.weight == Weight::bold ? "\1" : "\2") + text;
        if (const auto known = m_known.find(key); known != m_known.end()) return known->second;
        bool whole = true;
        auto lettering = shape(text, face, whole);
        if (whole) m_known.emplace(key, lettering);
        return lettering;
    }

    std::map<std::string, std::string> missing() const override { return m_missing; }
    void clear_missing() override { m_missing.clear(); }

  private:
    const std::vector<std::string>& chain_of(const Typeface& face) const {
        static const std::vector<std::string> none{"sans"};
        const auto found = m_chains.find(face.family);
        return found == m_chains.end() ? none : found->second;
    }

    void choose(const std::vector<std::string>& chain, const Typeface& face) const {
        std::string families;
        for (const auto& name : chain) families += (families.empty() ? "" : ",") + name;
        PangoFontDescription* font = pango_font_description_new();
        pango_font_description_set_family(font, families.c_str());
        pango_font_description_set_weight(font, face.weight == Weight::bold ? PANGO_WEIGHT_BOLD
                                                                            : PANGO_WEIGHT_NORMAL);
        pango_font_description_set_absolute_size(font, em * PANGO_SCALE);
        pango_layout_set_font_description(m_layout.get(), font);
        pango_font_description_free(font);
    }

    LetteringPtr shape(const std::string& text, const Typeface& face, bool& whole) {
        const auto& chain = chain_of(face);
        choose(chain, face);
        pango_layout_set_text(m_layout.get(), text.data(), static_cast<int>(text.size()));
        auto lettering = std::make_shared<Lettering>();
        auto shapes = std::make_shared<GlyphShapes>();
        lettering->text = text;
        lettering->face = face;
        for (const auto& name : chain)
            lettering->css_family += (lettering->css_family.empty() ? "'" : ", '") + name + "'";
        PangoLayoutLine* only = pango_layout_get_line_readonly(m_layout.get(), 0);
        for (GSList* run = only == nullptr ? nullptr : only->runs; run != nullptr; run = run->next)
            add_run(*static_cast<PangoGlyphItem*>(run->data), chain, *lettering, *shapes, whole);
        PangoRectangle box;
        pango_layout_get_extents(m_layout.get(), nullptr, &box);
        const double base = pango_layout_get_baseline(m_layout.get()) / (em * PANGO_SCALE);
        lettering->ascent = base;
        lettering->descent = box.height / (em * PANGO_SCALE) - base;
        lettering->shapes = std::move(shapes);
        return lettering;
    }

    void add_run(const PangoGlyphItem& run, const std::vector<std::string>& chain, Lettering& text,
                 GlyphShapes& shapes, bool& whole) {
        PangoFont* font = run.item->analysis.font;
        const bool in_chain = is_in(chain, font);
        shapes.faces.push_back({FacePtr(cairo_font_face_reference(cairo_scaled_font_get_font_face(
                                    pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font))))),
                                FontFace::of(pango_font_get_hb_font(font), name_of(font))});
        for (int i = 0; i < run.glyphs->num_glyphs; ++i) {
            const auto& glyph = run.glyphs->glyphs[i];
            const auto byte =
                static_cast<std::uint32_t>(run.item->offset + run.glyphs->log_clusters[i]);
            if (glyph.attr.is_cluster_start || text.clusters.empty()) {
                text.clusters.push_back({byte, 0, text.advance, 0});
                shapes.clusters.push_back({shapes.faces.size() - 1, {}});
            }
            auto& cluster = text.clusters.back();
            const double scale = em * PANGO_SCALE;
            if (glyph.glyph != PANGO_GLYPH_EMPTY)
                shapes.clusters.back().glyphs.push_back(
                    {glyph.glyph & ~PANGO_GLYPH_UNKNOWN_FLAG,
                     cluster.advance + glyph.geometry.x_offset / scale,
                     glyph.geometry.y_offset / scale});
            if ((glyph.glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0 || !in_chain) {
                note_missing(text.text, byte, chain);
                whole = false;
            }
            cluster.advance += glyph.geometry.width / scale;
            text.advance += glyph.geometry.width / scale;
        }
        close_clusters(text, static_cast<std::uint32_t>(run.item->offset + run.item->length));
    }

    static std::string name_of(PangoFont* font) {
        PangoFontDescription* described = pango_font_describe(font);
        char* text = pango_font_description_to_string(described);
        std::string name(text);
        g_free(text);
        pango_font_description_free(described);
        return name;
    }

    /// Bytes of each cluster reach to the next.
    static void close_clusters(Lettering& text, std::uint32_t end) {
        for (auto c = text.clusters.rbegin(); c != text.clusters.rend() && c->bytes == 0; ++c) {
            c->bytes = end - c->first_byte;
            end = c->first_byte;
        }
    }

    static bool is_in(const std::vector<std::string>& chain, PangoFont* font) {
        PangoFontDescription* described = pango_font_describe(font);
        const char* family = pango_font_description_get_family(described);
        const bool found =
            family != nullptr && std::any_of(chain.begin(), chain.end(), [&](const auto& name) {
                return g_ascii_strcasecmp(name.c_str(), family) == 0;
            });
        pango_font_description_free(described);
        return found;
    }

    void note_missing(const std::string& text, std::size_t byte,
                      const std::vector<std::string>& chain) {
        const char* start = text.c_str() + byte;
        const char* end = g_utf8_next_char(start);
        m_missing[std::string(start, static_cast<std::size_t>(end - start))] = joined(chain);
    }

    FontChains m_chains;
    Object<PangoFontMap> m_map;
    Object<PangoContext> m_context;
    Object<PangoLayout> m_layout;
    std::unordered_map<std::string, LetteringPtr> m_known;
    std::map<std::string, std::string> m_missing;
};

} // namespace

std::unique_ptr<Typesetter> pango_typesetter(const FontChains& chains) {
    return std::make_unique<PangoTypesetter>(chains);
}

} // namespace geo::map
