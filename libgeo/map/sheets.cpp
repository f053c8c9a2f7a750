// SPDX-License-Identifier: Apache-2.0
// The batch: which sheets, on which threads, into which files.
#include "libgeo/map/sheets.hpp"

#include <filesystem>
#include <mutex>

#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include "libgeo/core/error.hpp"
#include "libgeo/io/raw_layer.hpp"
#include "libgeo/map/saved_styles.hpp"
#include "libgeo/map/sheet.hpp"
#include "libgeo/map/sheet_files.hpp"
#include "libgeo/map/text_fields.hpp"

namespace geo {

namespace fs = std::filesystem;
using namespace map;

namespace {

const char* ending_of(SheetFormat format) {
    return format == SheetFormat::pdf ? ".pdf" : format == SheetFormat::png ? ".png" : ".svg";
}

std::string results_path(const std::string& given) {
    return fs::is_directory(given) ? (fs::path(given) / "results.gpkg").string() : given;
}

/// The features of the layer that `where` selects, in the layer's order.
std::vector<std::size_t> chosen_features(const Scene& scene, const std::string& path,
                                         const std::string& each, const std::string& where) {
    const auto* layer = scene.find(each);
    std::vector<std::size_t> chosen;
    if (layer == nullptr) return {0};
    if (where.empty()) {
        for (std::size_t f = 0; f < layer->features(); ++f) chosen.push_back(f);
    } else {
        LayerSpec spec;
        spec.path = path;
        spec.layer = each;
        spec.where = where;
        const auto selected = read_layer(spec);
        std::set<std::string> ids;
        for (const auto& id : selected.attributes.columns.at(0)) ids.insert(to_text(id));
        for (std::size_t f = 0; f < layer->features(); ++f)
            if (ids.contains(layer->id(f))) chosen.push_back(f);
    }
    if (!chosen.empty()) return chosen;
    throw InputError({"图层 " + each + " 没有要出图的要素。请检查 --each 和 --where。",
                      "the layer '" + each +
                          "' has no feature to draw a sheet of. Check --each and "
                          "--where."});
}

/// One batch while it runs.
class Batch {
  public:
    Batch(const SheetRequest& request, const Atlas& atlas, std::vector<std::size_t> features,
          const StepObserver& observer)
        : m_request(request), m_atlas(atlas), m_features(std::move(features)), m_observer(observer),
          m_list(request.folder), m_draughtsmen(atlas) {
        const auto& run = atlas.scene.run;
        m_common = request.program + "|" + atlas.styles.sha256 + "|" + atlas.sheet.sha256 + "|" +
                   run.data_version + "|" + run.project + "|" + run.as_of + "|" + run.pack + "|" +
                   atlas.each + "|" + request.crs + "|" + request.approval + "|" + request.source +
                   (request.published ? "|p" : "|i") +
                   (request.language == Language::zh ? "|zh|" : "|en|");
    }

    SheetReport run() {
        note_single_formats();
        if (m_request.combined) open_book();
        const auto tokens = static_cast<std::size_t>(2 * tbb::this_task_arena::max_concurrency());
        std::size_t next = 0;
        std::size_t done = 0;
        tbb::parallel_pipeline(
            tokens,
            tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order,
                                                [&](tbb::flow_control& control) -> std::size_t {
                                                    if (next == m_features.size()) control.stop();
                                                    return next++;
                                                }) &
                tbb::make_filter<std::size_t, std::shared_ptr<Outcome>>(
                    tbb::filter_mode::parallel, [&](std::size_t n) { return make(n); }) &
                tbb::make_filter<std::shared_ptr<Outcome>, void>(
                    tbb::filter_mode::serial_in_order,
                    [&](const std::shared_ptr<Outcome>& outcome) {
                        take(*outcome);
                        m_observer({"绘制图幅", "sheets"}, ++done, m_features.size());
                    }));
        if (m_book) close_book();
        m_list.finish();
        std::sort(m_report.files.begin(), m_report.files.end());
        return m_report;
    }

  private:
    struct Outcome {
        std::string id;
        std::unique_ptr<PackedPage> page; ///< for the book
        std::vector<std::string> files;
        std::optional<Text> failure;
        bool skipped = false;
    };

    void note_single_formats() {
        for (const auto format : m_request.formats)
            if (format != SheetFormat::pdf || !m_request.combined) m_single.push_back(format);
    }

    std::string input_of(std::size_t feature, SheetFormat format) const {
        const auto* layer = m_atlas.scene.find(m_atlas.each);
        const auto id = layer == nullptr ? "all" : layer->id(feature);
        return sha256_of_text(m_common + id + ending_of(format) +
                              (format == SheetFormat::png ? shortest(m_request.dpi) : ""));
    }

    std::string title_of(std::size_t feature) const {
        const auto* layer = m_atlas.scene.find(m_atlas.each);
        if (layer == nullptr) return m_atlas.scene.run.project;
        const auto name = layer->text(feature, "name");
        return name.empty() ? layer->text(feature, "park_name") : name;
    }

    std::string name_of(std::size_t feature, SheetFormat format) const {
        const auto* layer = m_atlas.scene.find(m_atlas.each);
        const auto id = layer == nullptr ? m_atlas.sheet.id : layer->id(feature);
        return safe_name(m_atlas.sheet.id + m_atlas.each, id, title_of(feature)) +
               ending_of(format);
    }

    DocumentInfo info_of(const std::string& title) const {
        const auto& run = m_atlas.scene.run;
        return {title, run.project,
                "data " + run.data_version + (run.pack.empty() ? "" : ", pack " + run.pack) +
                    ", template " + m_atlas.sheet.id + ", styles " + m_atlas.styles.id + " " +
                    m_atlas.styles.version,
                m_request.program, run.as_of.empty() ? "2000-01-01" : run.as_of};
    }

    std::vector<SheetFormat> outdated(std::size_t feature) const {
        std::vector<SheetFormat> formats;
        for (const auto format : m_single)
            if (!m_list.is_current(name_of(feature, format), input_of(feature, format)))
                formats.push_back(format);
        return formats;
    }

    std::shared_ptr<Outcome> make(std::size_t number) {
        auto outcome = std::make_shared<Outcome>();
        const auto feature = m_features[number];
        const auto* layer = m_atlas.scene.find(m_atlas.each);
        outcome->id = layer == nullptr ? "all" : layer->id(feature);
        try {
            for (const auto format : m_single) outcome->files.push_back(name_of(feature, format));
            const auto formats = outdated(feature);
            outcome->skipped = formats.empty() && !m_book;
            if (outcome->skipped) return outcome;
            auto sheet = draw_sheet(m_atlas, feature, m_draughtsmen.mine());
            for (const auto format : formats) write(sheet, feature, format);
            if (m_book) outcome->page = drawing_kit().packed(sheet.picture);
        } catch (const OutputError&) {
            throw;
        } catch (const Error& error) {
            outcome->failure = error.text();
        }
        return outcome;
    }

    void write(const Sheet& sheet, std::size_t feature, SheetFormat format) {
        const auto name = name_of(feature, format);
        const auto path = (fs::path(m_request.folder) / name).string();
        StagedFile file(path, m_request.overwrite);
        const auto info = info_of(sheet.title);
        std::unique_ptr<FileCanvas> canvas;
        if (format == SheetFormat::pdf) canvas = drawing_kit().pdf(file.temporary(), info);
        if (format == SheetFormat::png)
            canvas = drawing_kit().png(file.temporary(), m_request.dpi, info);
        if (format == SheetFormat::svg) canvas = svg_canvas(file.temporary(), info);
        sheet.picture.play(*canvas);
        canvas->finish();
        const auto hash = sha256_of_file(file.temporary());
        file.publish();
        m_list.add({name, sheet.id, sheet.title, "1:" + grouped(sheet.denominator, 0), sheet.crs,
                    hash, input_of(feature, format)});
    }

    void open_book() {
        m_book_name = safe_name(m_atlas.sheet.id + m_atlas.each, m_atlas.sheet.id,
                                m_atlas.scene.run.project) +
                      ".pdf";
        const auto path = (fs::path(m_request.folder) / m_book_name).string();
        m_book_file = std::make_unique<StagedFile>(path, m_request.overwrite);
        m_book = drawing_kit().book(m_book_file->temporary(), info_of(m_atlas.scene.run.project));
    }

    void close_book() {
        m_book->finish();
        const auto hash = sha256_of_file(m_book_file->temporary());
        if (m_report.written == 0) return; // an empty book is none
        m_book_file->publish();
        m_report.files.push_back(m_book_name);
        m_list.add({m_book_name, "all", m_atlas.scene.run.project, "", "", hash,
                    sha256_of_text(m_common)});
    }

    void take(const Outcome& outcome) {
        if (outcome.failure)
            m_report.failures.push_back({outcome.id, *outcome.failure});
        else if (outcome.skipped)
            ++m_report.skipped;
        else
            ++m_report.written;
        if (!outcome.failure)
            m_report.files.insert(m_report.files.end(), outcome.files.begin(), outcome.files.end());
        if (m_book && outcome.page) m_book->add(*outcome.page);
    }

    const SheetRequest& m_request;
    const Atlas& m_atlas;
    std::vector<std::size_t> m_features;
    const StepObserver& m_observer;
    SheetList m_list;
    std::string m_common;
    std::vector<SheetFormat> m_single; ///< formats of one file a sheet
    Draughtsmen m_draughtsmen;
    std::string m_book_name;
    std::unique_ptr<StagedFile> m_book_file;
    std::unique_ptr<Book> m_book;
    SheetReport m_report;
};

} // namespace

SheetReport make_sheets(const SheetRequest& request, const StepObserver& observer) {
    const auto path = results_path(request.results);
    auto sheet = read_template(request.template_name);
    auto styles = styles_from(request.styles);
    const auto each = request.each.empty() ? sheet.each : request.each;
    auto scene = read_scene(path);
    const auto features = chosen_features(scene, path, each, request.where);
    fs::create_directories(request.folder);
    const SheetOptions options{request.crs, request.published ? Usage::published : Usage::internal,
                               request.approval, request.language, request.source};
    const auto atlas = make_atlas(std::move(scene), std::move(styles.pack), std::move(sheet),
                                  options, each, features);
    auto report = Batch(request, atlas, features, observer).run();
    report.style_notes = std::move(styles.notes);
    return report;
}

} // namespace geo
