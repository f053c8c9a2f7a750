// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/table.hpp"
#include "libgeo/core/text.hpp"
#include "libgeo/normalise/city.hpp"

namespace geo {

/// A folder of results that is to be made once more.
struct ReplayRequest {
    std::string folder;
    std::string project; ///< path of the project file; empty: as run.json of the folder says
    std::string work;    ///< empty folder that takes the new results
    std::string program; ///< name and version, as for `run_project`
};

/// How a file of the folder compares with the one that was made again.
struct ReplayedFile {
    enum class State { same, differs, missing, not_made, extra };
    std::string name;
    State state = State::same;
};
std::string_view name_of(ReplayedFile::State state);

/// What came of it.
struct Replay {
    std::vector<ReplayedFile> files;       ///< all that the manifest lists, and the manifest
    std::vector<Text> version_differences; ///< programs and libraries that are others now
    std::vector<Text> failures;            ///< what could not be made again
    bool is_same() const;
};

/// Runs the project of a folder once more, with the options of that run, and compares every file
/// with the one that stands there, byte by byte. Other versions of this program or its libraries
/// are said, not refused. Throws InputError when an input is not what it was (naming all of them),
/// when the run had not been finished, or when nobody knows where the project is; else as
/// `run_project`. Cost: that of the run.
Replay replay_results(const ReplayRequest& request, const StepObserver& observer);

/// One row a file.
Table replay_table(const Replay& replay);

} // namespace geo
