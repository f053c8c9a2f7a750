// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "libgeo/core/text.hpp"

namespace geo {

/// How much a problem matters: `note` informs, `warning` needs a look, `error` takes the feature
/// out of the decision.
enum class Severity { note, warning, error };

/// Stable lower-case name for files.
std::string_view name_of(Severity severity);

/// A defect or a doubt about one feature, found on the way in. Problems are results, not
/// exceptions: they are counted, listed in problems.csv and never stop the run by themselves.
struct Problem {
    std::string layer;
    std::string feature_id; ///< empty when the problem is about the whole layer
    std::string code;       ///< stable ASCII name, e.g. "invalid_polygon"
    Severity severity = Severity::warning;
    double lon = 0; ///< degrees CGCS2000; NaN when there is no place
    double lat = 0;
    Text message;
};

using Problems = std::vector<Problem>;

/// The problems by layer, feature id (id_less) and code, those of equal ones in their order.
Problems sorted_problems(Problems problems);

/// The place of a problem that has none.
double no_place();

/// What became of the features of one layer. Nothing is lost:
/// read = used + repaired + rejected + review.
struct Conservation {
    std::string layer;
    std::uint64_t read = 0;
    std::uint64_t used = 0;
    std::uint64_t repaired = 0;
    std::uint64_t rejected = 0;
    std::uint64_t review = 0;

    bool holds() const { return read == used + repaired + rejected + review; }
};

/// "zones: 144 read = 108 used + 36 repaired + 0 rejected + 0 under review", in both languages.
Text describe(const Conservation& counts);

/// Throws std::logic_error when the counts do not add up: a feature was lost, which is our bug.
void assert_conserved(const Conservation& counts);

} // namespace geo
