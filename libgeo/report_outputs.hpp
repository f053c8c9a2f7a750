// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/project.hpp"
#include "libgeo/core/run_stage.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/normalise/city.hpp"

namespace geo {

/// What a report of a run is made from.
struct ReportRequest {
    const Project& project;
    std::string results; ///< folder of the tables, the layers and the manifest
    std::string program; ///< name and version, for the metadata of documents
    StepObserver observer;
};

/// What came of a report besides its files.
struct ReportNotes {
    std::vector<Text> failures; ///< what could not be made
    std::vector<Text> notes;    ///< what stands there otherwise than in the data, and why
};

/// One thing that a project can ask for in `[outputs]` and that is made from the results alone.
struct ReportOutput {
    std::string name;                               ///< the key in [outputs]
    std::string (*options)(const Project& project); ///< empty: not asked for
    std::vector<std::string> places;                ///< files or folders that are its own
    ReportNotes (*make)(const ReportRequest& request, Staging& staging);
};

/// The reports of a run in the order in which they are made: the one list. A new report is a line
/// here and its key in the project file.
const std::vector<ReportOutput>& report_outputs();

/// Whether a project asks for a later stage; the core is always asked for.
bool asks_for(const Project& project, Stage stage);

/// The same project without anything but the tables and layers of the core.
Project tables_only(Project project);

} // namespace geo
