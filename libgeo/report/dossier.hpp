// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/text.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/normalise/city.hpp"

namespace geo {

/// The papers about parks that somebody asks for.
struct DossierRequest {
    std::string results;            ///< folder that `run` published
    std::string letter;             ///< Word template (.docx) of letters; empty: dossiers (PDF)
    std::string folder;             ///< of the papers; made when missing
    std::vector<std::string> parks; ///< ids; empty: all
    std::string styles;             ///< of the map; empty: the one of parkline
    std::string program = "libgeo";
    Overwrite overwrite = Overwrite::no;
    Language language = Language::zh; ///< of the papers
};

/// What became of them.
struct DossierReport {
    std::vector<std::string> files; ///< names in the folder, in the parks' order
    struct Failure {
        std::string id;
        Text why;
    };
    std::vector<Failure> failures;
};

/// Writes for each park a dossier (PDF, 2 to 4 pages): the conflict sheet, the verdict with its
/// figures, every criterion with its measure and source, the remedy, the citations and a block for
/// signatures; or a letter, filled into a template (`merge_docx`). Names are safe on every file
/// system, each file appears whole or not at all, and the same results give the same bytes. A park
/// whose papers cannot be made is reported, and the rest goes on.
///
/// A letter can name all columns of parks.csv and of the park's paper (`reason`, `least_change`,
/// `verdict_title`, `project`, `as_of`, `data_version`, `program`), the lists `conflicts`,
/// `criteria`, `facts` and `citations`, and the picture `sheet`.
///
/// Throws InputError when the folder lacks a file of a run, ConfigError for an unknown park, style
/// or template, and for a marker that there is not, OutputExists when a file stands that may not be
/// replaced.
DossierReport make_dossiers(const DossierRequest& request, const StepObserver& observer);

} // namespace geo
