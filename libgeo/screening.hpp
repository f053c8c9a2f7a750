// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/project.hpp"
#include "libgeo/core/subject_facts.hpp"
#include "libgeo/core/verdict.hpp"
#include "libgeo/normalise/city.hpp"
#include "libgeo/overlay/conflicts.hpp"
#include "libgeo/overlay/sites.hpp"
#include "libgeo/overlay/townships.hpp"
#include "libgeo/rules/coverage.hpp"
#include "libgeo/rules/pack.hpp"

namespace geo {

// START HERE: this header, screening.cpp and tools/cmd_screen.cpp are the whole job in three pages.

/// How a screening runs; never what comes out of it.
struct ScreenOptions {
    StepObserver observer = [](const Text&, std::size_t, std::size_t) {
    }; ///< progress and interrupt
};

/// Everything that one screening finds. Parks, zones, sites, townships and counties are sorted by
/// id and named by their index; areas are on the CGCS2000 ellipsoid in m² with their error bounds;
/// places are CGCS2000 (EPSG:4490) on the 1e-9 degree grid.
struct Screening {
    Project project;
    std::vector<FileHash> inputs;     ///< what was read, as it was before it was read
    CityLayers city;                  ///< the layers on the grid, problems and conservation counts
    Conflicts conflicts;              ///< park × zone; touching is not overlapping
    std::vector<SitePlacement> sites; ///< one for each site
    std::vector<TownshipOverlap> townships; ///< one for each township
    Coverage coverage;               ///< eco-township creation by county; empty without a code list
    std::optional<Pack> pack;        ///< nothing when the project names none
    std::vector<Facts> facts;        ///< one for each park
    std::vector<Verdict> verdicts;   ///< one for each park; empty without a pack
    DataVersions versions;           ///< which files stand behind each role
    bool sites_are_doubtful = false; ///< a layer of sites lies in another frame than it says
    std::optional<Pack> enterprise_pack;      ///< nothing when the project names none
    std::vector<Facts> enterprise_facts;      ///< one for each site; empty without that pack
    std::vector<Verdict> enterprise_verdicts; ///< the route of each site; the same
};

/// The whole job: reads and normalises the project's layers, overlays parks, sites and townships
/// with the zones, and decides each park by the policy pack, then
/// each enterprise by the pack for enterprises.
///
/// Decisions (inside, crossing, touching) are exact, so the result does not depend on the order of
/// the input, the number of threads, the locale or the clock. Unknown data stay unknown.
/// Throws InputError, ConfigError or GeometryError with what, where, why and how to fix; problems
/// of single features are listed in `city.log` instead. Cost: linear in the vertices of all layers.
Screening screen(const Project& project, const ScreenOptions& options = {});

} // namespace geo
