// SPDX-License-Identifier: Apache-2.0
// The door of libgeo-drawing: the one library that is linked with Cairo and Pango.
#include <cairo.h>

#include <vector>

#include "libgeo/core/error.hpp"
#include "libgeo/map/cairo_letters.hpp"
#include "libgeo/map/pango_typesetter.hpp"
#include "libgeo/map/pdf_book.hpp"
#include "libgeo/map/picture.hpp"
#include "libgeo/map/png_writer.hpp"

namespace geo::map {

namespace {

[[noreturn]] void fail(const std::string& path, const std::string& why) {
    throw OutputError({path + "：无法写入：" + why + "。请检查磁盘空间和权限。",
                       path + ": cannot be written: " + why + ". Check disk space and rights."});
}

struct SurfaceDeleter {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct ContextDeleter {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using SurfacePtr = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;
using ContextPtr = std::unique_ptr<cairo_t, ContextDeleter>;

/// A page of pixels, drawn by Cairo in millimetres.
class PngCanvas : public FileCanvas {
  public:
    PngCanvas(std::string path, double dpi, DocumentInfo info)
        : m_path(std::move(path)), m_dpi(dpi), m_info(std::move(info)) {}

    void begin_page(const PageInfo& page) override {
        const auto pixels = [&](double mm) { return static_cast<int>(mm / 25.4 * m_dpi + 0.5); };
        const int width = pixels(page.width);
        const int height = pixels(page.height);
        const int stride = cairo_format_stride_for_width(CAIRO_FORMAT_RGB24, width);
        m_pixels = std::move(spare_pixels());
        constexpr int most = 32767; // that Cairo draws on; it refuses more
        if (width <= most && height <= most)
            m_pixels.resize(static_cast<std::size_t>(stride) * static_cast<std::size_t>(height));
        m_surface.reset(cairo_image_surface_create_for_data(m_pixels.data(), CAIRO_FORMAT_RGB24,
                                                            width, height, stride));
        if (cairo_surface_status(m_surface.get()) != CAIRO_STATUS_SUCCESS)
            fail(m_path, cairo_status_to_string(cairo_surface_status(m_surface.get())));
        m_context.reset(cairo_create(m_surface.get()));
        cairo_scale(m_context.get(), m_dpi / 25.4, m_dpi / 25.4);
        cairo_set_tolerance(m_context.get(), 0.1);
        cairo_set_fill_rule(m_context.get(), CAIRO_FILL_RULE_EVEN_ODD);
        fill(rectangle({0, 0, page.width + 1, page.height + 1}), {255, 255, 255, 1});
    }
    void end_page() override { m_context.reset(); }

    void fill(const Paths& paths, const Ink& ink) override {
        trace(paths, true);
        set_ink(ink);
        cairo_fill(m_context.get());
    }

    void stroke(const Paths& paths, const Pen& pen) override {
        auto* context = m_context.get();
        trace(paths, paths.closed);
        set_ink(pen.ink);
        cairo_set_line_width(context, pen.width);
        cairo_set_dash(context, pen.dash.data(), static_cast<int>(pen.dash.size()), 0);
        const bool round = pen.round && pen.dash.empty();
        cairo_set_line_cap(context, round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
        cairo_set_line_join(context, pen.round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
        cairo_stroke(context);
    }

    void clip(const Frame& frame) override {
        cairo_save(m_context.get());
        cairo_rectangle(m_context.get(), frame.x, frame.y, frame.width, frame.height);
        cairo_clip(m_context.get());
    }
    void unclip() override { cairo_restore(m_context.get()); }

    void write(const LetteringPtr& text, Standing at, const LetterInk& ink) override {
        LetterPainter(m_context.get(), m_halos).write(*text, at, ink);
    }
    void write_along(const LetteringPtr& text, std::span<const Standing> places,
                     const LetterInk& ink) override {
        LetterPainter(m_context.get(), m_halos).write_along(*text, places, ink);
    }

    void finish() override {
        cairo_surface_flush(m_surface.get());
        const PixelRows rows{cairo_image_surface_get_data(m_surface.get()),
                             cairo_image_surface_get_width(m_surface.get()),
                             cairo_image_surface_get_height(m_surface.get()),
                             cairo_image_surface_get_stride(m_surface.get())};
        write_png(m_path, rows, m_dpi, {{"Title", m_info.title}, {"Description", m_info.subject}});
        m_surface.reset();
        spare_pixels() = std::move(m_pixels);
    }

  private:
    /// Memory of the page before: fresh pages of 35 MB cost the system as long as drawing on them.
    static std::vector<std::uint8_t>& spare_pixels() {
        thread_local std::vector<std::uint8_t> spare;
        return spare;
    }

    void set_ink(const Ink& ink) {
        cairo_set_source_rgba(m_context.get(), ink.red / 255.0, ink.green / 255.0, ink.blue / 255.0,
                              ink.opacity);
    }

    void trace(const Paths& paths, bool closed) {
        auto* context = m_context.get();
        cairo_new_path(context);
        for (std::size_t p = 0; p < paths.size(); ++p) {
            const auto path = paths.path(p);
            cairo_move_to(context, path[0].x, path[0].y);
            for (const auto point : path.subspan(1)) cairo_line_to(context, point.x, point.y);
            if (closed) cairo_close_path(context);
        }
    }

    std::string m_path;
    double m_dpi;
    DocumentInfo m_info;
    HaloFonts m_halos;
    std::vector<std::uint8_t> m_pixels;
    SurfacePtr m_surface;
    ContextPtr m_context;
};

class CairoKit : public DrawingKit {
  public:
    std::unique_ptr<Typesetter> typesetter(const FontChains& chains) const override {
        return pango_typesetter(chains);
    }
    std::unique_ptr<FileCanvas> pdf(const std::string& path,
                                    const DocumentInfo& info) const override {
        return std::make_unique<PdfCanvas>(path, info);
    }
    std::unique_ptr<Book> book(const std::string& path, const DocumentInfo& info) const override {
        return std::make_unique<PdfBook>(path, info);
    }
    std::unique_ptr<PackedPage> packed(const Picture& picture) const override {
        PdfPageCanvas canvas;
        picture.play(canvas);
        return std::make_unique<PdfPage>(canvas.page());
    }
    std::unique_ptr<FileCanvas> png(const std::string& path, double dpi,
                                    const DocumentInfo& info) const override {
        return std::make_unique<PngCanvas>(path, dpi, info);
    }
};

} // namespace

extern "C" const DrawingKit* geo_drawing_kit() {
    static const CairoKit kit;
    return &kit;
}

} // namespace geo::map
