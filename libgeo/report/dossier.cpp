// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/dossier.hpp"

#include <atomic>
#include <filesystem>
#include <mutex>

#include <tbb/parallel_for.h>

#include "libgeo/core/error.hpp"
#include "libgeo/io/zip_archive.hpp"
#include "libgeo/map/saved_styles.hpp"
#include "libgeo/map/sheet.hpp"
#include "libgeo/map/sheet_files.hpp"
#include "libgeo/report/dossier_pages.hpp"
#include "libgeo/report/mail_merge.hpp"
#include "libgeo/report/park_papers.hpp"

namespace geo {

namespace fs = std::filesystem;
using namespace map;

namespace {

constexpr double letter_dpi = 150; ///< of the sheet in a letter: sharp in print, 300 KB
constexpr const char* sheet_template = "park-conflict";

std::vector<std::size_t> chosen(const std::vector<ParkPaper>& papers,
                                const std::vector<std::string>& ids) {
    std::vector<std::size_t> parks;
    std::vector<std::string> known;
    for (const auto& paper : papers) known.push_back(paper.id);
    for (std::size_t p = 0; p < papers.size(); ++p)
        if (ids.empty() || std::find(ids.begin(), ids.end(), papers[p].id) != ids.end())
            parks.push_back(p);
    for (const auto& id : ids)
        if (std::find(known.begin(), known.end(), id) == known.end()) {
            const auto near = std::string(nearest_word(id, known));
            throw ConfigError(
                {"结果中没有园区 '" + id + "'。" +
                     (near.empty() ? "请查看 parks.csv。" : "是否指 '" + near + "'？"),
                 "the results have no park '" + id + "'. " +
                     (near.empty() ? "See parks.csv." : "Did you mean '" + near + "'?")});
        }
    return parks;
}

using ListNames = std::map<std::string, std::vector<std::string>>;

/// What a letter can name, but for pictures.
MergeFields letter_fields(const DossierRequest& request, const ParkPaper& paper,
                          const ListNames& lists) {
    MergeFields fields;
    fields.values = paper.values;
    fields.values["program"] = request.program;
    fields.lists = {{"conflicts", {lists.at("conflicts"), paper.conflicts}},
                    {"criteria", {lists.at("criteria"), paper.criteria}},
                    {"facts", {lists.at("facts"), paper.facts}},
                    {"citations", {lists.at("citations"), paper.citations}}};
    return fields;
}

/// A wrong template is refused before any park's letter, whatever the parks have.
void require_template(const DossierRequest& request, const std::vector<ParkPaper>& papers,
                      const ListNames& lists) {
    if (request.letter.empty() || papers.empty()) return;
    auto fields = letter_fields(request, papers.front(), lists);
    fields.pictures["sheet"] = [] { return std::string(); };
    check_docx(request.letter, fields);
}

/// The papers of one run while they are made, on any number of threads.
class Office {
  public:
    Office(const DossierRequest& request, const std::vector<ParkPaper>& papers,
           const ListNames& lists, const Atlas& atlas)
        : m_request(request), m_papers(papers), m_lists(lists), m_atlas(atlas),
          m_draughtsmen(atlas) {}

    /// Writes the dossier of a park, or the letter about it; the name of its file.
    std::string write(std::size_t park) {
        if (!m_request.letter.empty()) return write_letter(park);
        auto& mine = m_draughtsmen.mine();
        const auto sheet = draw_sheet(m_atlas, park, mine);
        return write_pdf(park, sheet, *mine.typesetter);
    }

  private:
    std::string name_of(std::size_t park) const {
        const auto* ending = m_request.letter.empty() ? ".pdf" : ".docx";
        return safe_name("dossier", m_papers[park].id, m_papers[park].name) + ending;
    }

    std::string path_of(const std::string& name) const {
        return (fs::path(m_request.folder) / name).string();
    }

    DocumentInfo info_of(std::size_t park) const {
        const auto& run = m_atlas.scene.run;
        return {m_papers[park].id + " " + m_papers[park].name, run.project,
                "data " + run.data_version + ", pack " + run.pack, m_request.program,
                run.as_of.empty() ? "2000-01-01" : run.as_of};
    }

    std::string write_pdf(std::size_t park, const Sheet& sheet, Typesetter& typesetter) const {
        const auto name = name_of(park);
        StagedFile file(path_of(name), m_request.overwrite);
        const auto canvas = drawing_kit().pdf(file.temporary(), info_of(park));
        sheet.picture.play(*canvas);
        play(dossier_pages(m_papers[park], typesetter, m_request.language, m_request.program, 2),
             *canvas);
        canvas->finish();
        file.publish();
        return name;
    }

    std::string write_letter(std::size_t park) {
        const auto name = name_of(park);
        StagedFile file(path_of(name), m_request.overwrite);
        merge_docx(m_request.letter, fields_of(park, file.temporary() + ".png"), file.temporary());
        file.publish();
        return name;
    }

    MergeFields fields_of(std::size_t park, const std::string& picture) {
        auto fields = letter_fields(m_request, m_papers[park], m_lists);
        fields.pictures["sheet"] = [this, park, picture] { return png_of_sheet(park, picture); };
        return fields;
    }

    /// The park's sheet as a PNG, written to `path` on its way.
    std::string png_of_sheet(std::size_t park, const std::string& path) {
        const auto sheet = draw_sheet(m_atlas, park, m_draughtsmen.mine());
        const auto canvas = drawing_kit().png(path, letter_dpi, info_of(park));
        sheet.picture.play(*canvas);
        canvas->finish();
        auto bytes = read_whole_file(path);
        fs::remove(path);
        return bytes;
    }

    const DossierRequest& m_request;
    const std::vector<ParkPaper>& m_papers;
    const ListNames& m_lists;
    const Atlas& m_atlas;
    Draughtsmen m_draughtsmen;
};

} // namespace

DossierReport make_dossiers(const DossierRequest& request, const StepObserver& observer) {
    if (!request.letter.empty()) (void)read_zip(request.letter); // before any other work
    auto results = read_run_results(request.results);
    const auto papers = park_papers(results, request.language);
    const auto lists = paper_lists(results);
    const auto parks = chosen(papers, request.parks);
    require_template(request, papers, lists);
    fs::create_directories(request.folder);
    SheetOptions options;
    options.language = request.language;
    const auto atlas = make_atlas(std::move(results.scene), styles_from(request.styles).pack,
                                  read_template(sheet_template), options, "parks", parks);
    Office office(request, papers, lists, atlas);
    std::vector<std::string> files(parks.size());
    std::vector<std::optional<Text>> failures(parks.size());
    std::atomic<std::size_t> done = 0;
    std::mutex observing;
    tbb::parallel_for(std::size_t{0}, parks.size(), [&](std::size_t i) {
        try {
            files[i] = office.write(parks[i]);
        } catch (const OutputError&) {
            throw;
        } catch (const Error& error) {
            failures[i] = error.text();
        }
        const std::lock_guard lock(observing);
        observer({"园区档案", "dossiers"}, ++done, parks.size());
    });
    DossierReport report;
    for (std::size_t i = 0; i < parks.size(); ++i) {
        if (!failures[i]) report.files.push_back(files[i]);
        if (failures[i]) report.failures.push_back({papers[parks[i]].id, *failures[i]});
    }
    return report;
}

} // namespace geo
