// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/project.hpp"
#include "libgeo/core/run_stage.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/normalise/city.hpp"

namespace geo {

/// A whole project that is to be run into a folder.
struct RunRequest {
    Project project;
    std::string folder;
    Overwrite overwrite = Overwrite::no;
    bool fresh = false;             ///< makes every stage anew, whatever stands
    std::string program = "libgeo"; ///< name and version, for the metadata of documents
};

/// What became of a stage.
struct StageOutcome {
    enum class What {
        made,      ///< now
        unchanged, ///< it stood already, made from the same inputs, with the bytes that it had
        not_asked, ///< the project does not ask for it
        failed,    ///< some of it could not be made; the next run tries again
    };
    Stage stage = Stage::check;
    What what = What::made;
    std::size_t files = 0; ///< that stand in the folder because of it
};

/// A run when it has come to its end.
struct ProjectRun {
    std::vector<StageOutcome> stages; ///< one for each stage, in their order
    std::optional<NormaliseLog> log;  ///< of the inputs, when they were read
    Text summary;                     ///< of what was found, when that was made now
    std::vector<Text> failures;       ///< sheets and papers that could not be made
    std::vector<Text> notes;          ///< what a report made now could not hold as it is
};

/// Runs a project in stages: check, screen, classify, townships, programmes, sheets, reports. The
/// first four share the layers on the grid and appear together; each later one appears when it is
/// finished. A stage whose inputs, options and program are those of the outputs that stand is left
/// as it is, after their SHA-256 was checked. So a run that was interrupted goes on when it is
/// started again, and ends with the bytes of one that was not.
///
/// Throws OutputExists when results of something else stand and `overwrite` is no; else what
/// `screen`, `make_sheets` and the reports throw. Finished stages stay whatever happens.
ProjectRun run_project(const RunRequest& request, const StepObserver& observer);

/// The verdicts of the parks in a folder of results, by id.
std::vector<std::string> verdicts_in(const std::string& folder);

} // namespace geo
