// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace geo {

/// A project file that was written by looking at a folder of data.
struct ProjectDraft {
    std::string toml;
    std::size_t recognised = 0; ///< layers that stand in it
    std::size_t open = 0;       ///< lines that somebody has to fill in before it can run
    std::size_t unknown = 0;    ///< files and layers that stand in it as comments only
};

/// Looks at the files of a folder (not into its subfolders) and writes a project file with comments
/// in Chinese and English. A layer takes a role when its name, its kind of geometry and nothing
/// else point to exactly one; fields are mapped when a usual name is there once. Each has its
/// evidence beside it. What cannot be known from the files (the day of the assessment, a missing
/// CRS, the frame of longitudes and latitudes) is left open and marked, never guessed; files that
/// are not recognised stand there as comments with what they hold. `folder_in_file` is how the
/// project file will say the paths' folder, "" when it stands in it. Cost: each file is read once.
/// Throws InputError when the folder cannot be read or holds no data.
ProjectDraft draft_project(const std::string& folder, const std::string& folder_in_file);

} // namespace geo
