// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/verdict.hpp"
#include "libgeo/rules/pack.hpp"
#include "libgeo/rules/robustness.hpp"

namespace geo {

/// Everything that explains one verdict.
struct Explanation {
    const Pack& pack;
    const Facts& facts;
    const Verdict& verdict;
    std::string as_of;
    std::optional<Robustness> robustness;
};

/// The whole trace for a terminal: outcome, reason, least change, then every criterion that is on,
/// the failed ones with their source and evidence, tables, and the ones that are off in one line.
std::string explanation_text(const Explanation& explanation, Language language);

/// The same as a section of a page (HTML, no style of its own; everything is escaped).
std::string explanation_html(const Explanation& explanation, Language language);

/// The same as JSON with all facts, both languages, `schema_version` first.
std::string explanation_json(const Explanation& explanation);

/// Several of them as one JSON array.
std::string json_array(const std::vector<std::string>& explanations);

} // namespace geo
