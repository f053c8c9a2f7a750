// SPDX-License-Identifier: Apache-2.0
// The door of libgeo-drawing: the one library that is linked with Cairo and Pango.
#include <cairo-pdf.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "libgeo/core/error.hpp"
#include "libgeo/map/cairo_letters.hpp"
#include "libgeo/map/pango_typesetter.hpp"
#include "libgeo/map/picture.hpp"
#include "libgeo/map/png_writer.hpp"

namespace geo::map {

namespace {

constexpr double points_per_mm = 72 / 25.4;

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
struct FileCloser {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using SurfacePtr = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;
using ContextPtr = std::unique_ptr<cairo_t, ContextDeleter>;
using FilePtr = std::unique_ptr<std::FILE, FileCloser>;

/// What PDF and PNG have in common: drawing on a Cairo context in millimetres.
class CairoCanvas : public FileCanvas {
  public:
    void fill(const Paths& paths, const Ink& ink) override {
        trace(paths, true);
        set_ink(ink);
        cairo_set_fill_rule(m_context.get(), CAIRO_FILL_RULE_EVEN_ODD);
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
        LetterPainter(m_context.get(), m_fonts, m_keeps_text).write(*text, at, ink);
    }
    void write_along(const LetteringPtr& text, std::span<const Standing> places,
                     const LetterInk& ink) override {
        LetterPainter(m_context.get(), m_fonts, m_keeps_text).write_along(*text, places, ink);
    }

  protected:
    DocumentFonts& fonts() { return m_fonts; }

    explicit CairoCanvas(bool keeps_text) : m_keeps_text(keeps_text) {}

    void draw_on(cairo_surface_t* surface, double units_per_mm) {
        m_context.reset(cairo_create(surface));
        cairo_scale(m_context.get(), units_per_mm, units_per_mm);
        cairo_set_tolerance(m_context.get(), 0.1);
    }
    void end_drawing() { m_context.reset(); }

  private:
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

    bool m_keeps_text;
    DocumentFonts m_fonts;
    ContextPtr m_context;
};

extern "C" cairo_status_t write_to_file(void* file, const unsigned char* bytes, unsigned count) {
    return std::fwrite(bytes, 1, count, static_cast<std::FILE*>(file)) == count
               ? CAIRO_STATUS_SUCCESS
               : CAIRO_STATUS_WRITE_ERROR;
}

class PdfCanvas : public CairoCanvas {
  public:
    PdfCanvas(std::string path, const DocumentInfo& info)
        : CairoCanvas(true), m_path(std::move(path)), m_file(std::fopen(m_path.c_str(), "wb")) {
        if (!m_file) fail(m_path, std::strerror(errno));
        m_surface.reset(cairo_pdf_surface_create_for_stream(write_to_file, m_file.get(), 595, 842));
        set(CAIRO_PDF_METADATA_TITLE, info.title);
        set(CAIRO_PDF_METADATA_AUTHOR, info.author);
        set(CAIRO_PDF_METADATA_SUBJECT, info.subject);
        set(CAIRO_PDF_METADATA_KEYWORDS, info.keywords);
        set(CAIRO_PDF_METADATA_CREATOR, "parkline");
        set(CAIRO_PDF_METADATA_CREATE_DATE, info.date + "T00:00:00");
        set(CAIRO_PDF_METADATA_MOD_DATE, info.date + "T00:00:00");
    }

    void begin_page(const PageInfo& page) override {
        cairo_pdf_surface_set_size(m_surface.get(), page.width * points_per_mm,
                                   page.height * points_per_mm);
        const auto number = std::to_string(++m_pages);
        if (!page.title.empty())
            cairo_pdf_surface_add_outline(
                m_surface.get(), CAIRO_PDF_OUTLINE_ROOT, page.title.c_str(),
                ("page=" + number + " pos=[0 0]").c_str(), CAIRO_PDF_OUTLINE_FLAG_OPEN);
        draw_on(m_surface.get(), points_per_mm);
    }

    void end_page() override {
        end_drawing();
        cairo_surface_show_page(m_surface.get());
        check();
    }

    void reduce_fonts(const Picture& picture) {
        std::vector<LetteringPtr> texts;
        for (const auto& step : picture.steps())
            if (const auto* writing = std::get_if<Picture::Writing>(&step))
                texts.push_back(writing->text);
        fonts().reduce_to(texts);
    }

    void finish() override {
        cairo_surface_finish(m_surface.get());
        check();
        std::FILE* file = m_file.release();
        if (std::fclose(file) != 0) fail(m_path, std::strerror(errno));
    }

  private:
    void set(cairo_pdf_metadata_t which, const std::string& text) {
        if (!text.empty()) cairo_pdf_surface_set_metadata(m_surface.get(), which, text.c_str());
    }
    void check() const {
        const auto status = cairo_surface_status(m_surface.get());
        if (status != CAIRO_STATUS_SUCCESS) fail(m_path, cairo_status_to_string(status));
    }

    std::string m_path;
    FilePtr m_file;
    SurfacePtr m_surface;
    int m_pages = 0;
};

/// A PDF of one page or of many. What is drawn on the first page is kept until it is known whether
/// another follows: a single page has fonts made for it, many pages share theirs.
class PdfFile : public FileCanvas {
  public:
    PdfFile(const std::string& path, const DocumentInfo& info) : m_pdf(path, info) {}

    void begin_page(const PageInfo& page) override {
        if (++m_pages == 2) m_first.play(m_pdf);
        now().begin_page(page);
    }
    void end_page() override { now().end_page(); }
    void fill(const Paths& paths, const Ink& ink) override { now().fill(paths, ink); }
    void stroke(const Paths& paths, const Pen& pen) override { now().stroke(paths, pen); }
    void clip(const Frame& frame) override { now().clip(frame); }
    void unclip() override { now().unclip(); }
    void write(const LetteringPtr& text, Standing at, const LetterInk& ink) override {
        now().write(text, at, ink);
    }
    void write_along(const LetteringPtr& text, std::span<const Standing> places,
                     const LetterInk& ink) override {
        now().write_along(text, places, ink);
    }
    void finish() override {
        if (m_pages == 1) {
            m_pdf.reduce_fonts(m_first);
            m_first.play(m_pdf);
        }
        m_pdf.finish();
    }

  private:
    Canvas& now() {
        if (m_pages == 1) return m_first;
        return m_pdf;
    }

    PdfCanvas m_pdf;
    Picture m_first;
    int m_pages = 0;
};

class PngCanvas : public CairoCanvas {
  public:
    PngCanvas(std::string path, double dpi, DocumentInfo info)
        : CairoCanvas(false), m_path(std::move(path)), m_dpi(dpi), m_info(std::move(info)) {}

    void begin_page(const PageInfo& page) override {
        const auto pixels = [&](double mm) { return static_cast<int>(mm / 25.4 * m_dpi + 0.5); };
        m_surface.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels(page.width),
                                                   pixels(page.height)));
        if (cairo_surface_status(m_surface.get()) != CAIRO_STATUS_SUCCESS)
            fail(m_path, cairo_status_to_string(cairo_surface_status(m_surface.get())));
        draw_on(m_surface.get(), m_dpi / 25.4);
        fill(rectangle({0, 0, page.width + 1, page.height + 1}), {255, 255, 255, 1});
    }

    void end_page() override { end_drawing(); }

    void finish() override {
        cairo_surface_flush(m_surface.get());
        const PixelRows rows{cairo_image_surface_get_data(m_surface.get()),
                             cairo_image_surface_get_width(m_surface.get()),
                             cairo_image_surface_get_height(m_surface.get()),
                             cairo_image_surface_get_stride(m_surface.get())};
        write_png(m_path, rows, m_dpi, {{"Title", m_info.title}, {"Description", m_info.subject}});
        m_surface.reset();
    }

  private:
    std::string m_path;
    double m_dpi;
    DocumentInfo m_info;
    SurfacePtr m_surface;
};

class CairoKit : public DrawingKit {
  public:
    std::unique_ptr<Typesetter> typesetter(const FontChains& chains) const override {
        return pango_typesetter(chains);
    }
    std::unique_ptr<FileCanvas> pdf(const std::string& path,
                                    const DocumentInfo& info) const override {
        return std::make_unique<PdfFile>(path, info);
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
