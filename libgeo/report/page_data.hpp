// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include "libgeo/map/style.hpp"
#include "libgeo/report/page_shapes.hpp"
#include "libgeo/report/run_results.hpp"

namespace geo {

/// Tables, verdicts and provenance of the page, all that it shows besides the map. `redacted`
/// leaves out every column of places, and messages, which may name a place.
nlohmann::ordered_json page_data(const RunResults& results, bool redacted);

/// The layers of the style pack that the results have, from the bottom to the top.
nlohmann::ordered_json page_styles(const RunResults& results, const map::StylePack& styles);

/// What the map needs: of each layer of shapes how much coarser it is drawn, and for each layer of
/// the style pack the rule and the label of every feature.
nlohmann::ordered_json page_map(const RunResults& results, const map::StylePack& styles,
                                const std::vector<PageLayer>& layers);

/// Names of classes in words: verdicts, criterion statuses, conflict statuses, and the titles of
/// the style rules.
nlohmann::ordered_json page_words(const map::StylePack& styles);

} // namespace geo
