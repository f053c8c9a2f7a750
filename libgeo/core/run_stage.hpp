// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/text.hpp"

namespace geo {

/// The stages of a run, in the order in which they are made.
enum class Stage {
    check,      ///< inputs read and normalised; what is wrong with them
    screen,     ///< parks and sites against zones
    classify,   ///< verdicts by the packs
    townships,  ///< townships and coverage; the layers and the summary of all of it
    programmes, ///< lists from the ledger and from the emergency register
    sheets,     ///< map sheets
    reports,    ///< page, dossiers and what else leaves the building
};

const std::vector<Stage>& all_stages();
std::string_view name_of(Stage stage);
std::optional<Stage> stage_from(std::string_view name);
Text title_of(Stage stage);

/// Stages whose results are published together, because they share the layers on the grid.
constexpr bool is_core(Stage stage) {
    return stage <= Stage::townships;
}

/// How far a stage of a folder of results is.
enum class StageState {
    done,      ///< its outputs stand and are listed
    pending,   ///< asked for, and not finished yet
    not_asked, ///< the project does not ask for it
};

std::string_view name_of(StageState state);
std::optional<StageState> stage_state_from(std::string_view name);

/// What the manifest says about a stage.
struct StageRecord {
    Stage stage = Stage::check;
    StageState state = StageState::not_asked;
    std::string key; ///< SHA-256 of everything that its outputs depend on; empty: not known
    std::vector<std::string> outputs; ///< paths in the folder, sorted
};

} // namespace geo
