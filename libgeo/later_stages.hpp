// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/project.hpp"
#include "libgeo/core/run_stage.hpp"
#include "libgeo/normalise/city.hpp"
#include "libgeo/report_outputs.hpp"
#include "libgeo/run_folder.hpp"

namespace geo {

/// What the stages after the core are made from.
struct LaterStage {
    const Project& project;
    const RunFolder& folder; ///< with the core in it
    const std::vector<FileHash>& inputs;
    const std::string& program;
    const StepObserver& observer;
};

/// What a stage gave.
struct StageOutputs {
    std::vector<std::string> names; ///< paths in the folder
    std::vector<Text> failures;
    std::vector<Text> notes; ///< as in ReportNotes
};

/// Files and folders of the result folder that belong to a later stage.
std::vector<std::string> places_of(Stage stage, const Project& project);

/// SHA-256 of everything that the outputs of a later stage depend on.
std::string key_of(const LaterStage& work, Stage stage);

/// The same of the programmes, which depend on the project alone.
std::string programmes_key(const Project& project);

/// Makes a later stage: programmes and reports appear when they are finished; sheets one by one,
/// each whole, with their list at the end, so that a stopped batch goes on. `old` are the outputs
/// that stand; those that are not made any more go.
StageOutputs make_stage(const LaterStage& work, Stage stage, const std::vector<std::string>& old);

/// Removes outputs of a stage, and its folder when nothing else is in it.
void remove_outputs(const std::string& folder, const std::vector<std::string>& names);

} // namespace geo
