// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/problem.hpp"
#include "libgeo/normalise/layers.hpp"
#include "libgeo/overlay/overlay.hpp"

namespace geo {

/// What a park-zone overlap amounts to. Source of the classes: domain.md 0.2 item 12 and section 9;
/// design.md section 3.
///  - violation: some of it is certain (survives shrinking both sides by their accuracy);
///  - review: nothing of it is certain, or only the possible area is positive;
///  - sliver: nothing is certain and its mean width 2A/P is below the combined accuracy;
///  - below_minimum: certain, but below the declared minimum mapping area;
///  - finding: certain, but the zone does not forbid siting (see forbids_siting): to be reported,
///    not a violation.
enum class ConflictStatus { violation, review, sliver, below_minimum, finding };
std::string_view name_of(ConflictStatus status);
/// The status of that name, or nothing.
std::optional<ConflictStatus> conflict_status_named(std::string_view name);

/// The status in words.
Text title_of(ConflictStatus status);

/// One park against one zone.
struct Conflict {
    std::size_t park = 0; ///< index into the parks
    std::size_t zone = 0; ///< index into the zones
    Area area;            ///< measured; 0 when they only come within the accuracy of each other
    double certain_m2 = 0;
    double possible_m2 = 0;
    double width_m = 0; ///< mean width 2A/P of the measured overlap
    ConflictStatus status = ConflictStatus::review;
    bool additive = true; ///< false when another zone lies on the same ground inside this park
    Polygons shape; ///< measured overlap for maps, a column of one (possible area when nothing is
                    ///< measured)
};

/// Overlap of one park with all zones of one class, zones over the same ground counted once.
struct ClassOverlap {
    Area measured;
    double certain_m2 = 0;
    double possible_m2 = 0;
};

/// All conflicts of a run and their sums.
struct Conflicts {
    std::vector<Conflict> list;                      ///< sorted by park, then zone
    std::vector<std::string> classes;                ///< zone classes that occur, sorted
    std::vector<std::vector<ClassOverlap>> by_class; ///< [class][park]
    std::vector<ClassOverlap> forbidden;             ///< [park]: all zones that forbid siting
    std::vector<ClassOverlap> other;                 ///< [park]: is_other_zone
    Problems problems; ///< disagreement of the two area engines, listed, never hidden
};

/// Finds every park-zone pair with a positive measured or possible area. Areas and shapes are the
/// engine's (exact decisions); GEOS gives a second opinion on every pair, and one that disagrees by
/// more than both bounds is reported as a Problem. Touching gives nothing. Cost: the
/// engine's walk plus GEOS on the pairs found.
Conflicts find_conflicts(const PolygonLayer& parks, const PolygonLayer& zones,
                         double minimum_area_m2);

/// True when the zone has legal force: its attribute `legal_status` does not begin with "none".
bool is_statutory(const FeatureColumns& zones, std::size_t zone);

/// True when the zone forbids siting, so that its overlap counts in a park's conflict area: it has
/// legal force and is not an ecological space control area (生态空间管控区域), which is reported
/// but is no veto (domain.md 1.9 P5, 2.5).
bool forbids_siting(const FeatureColumns& zones, std::size_t zone);

/// True when the zone forbids siting and its class is none of the known ones: no rule says what
/// follows, so a person has to ("other environmentally sensitive areas", domain.md 1.3 N3; or a
/// class that was misspelt).
bool is_other_zone(const FeatureColumns& zones, std::size_t zone);

} // namespace geo
