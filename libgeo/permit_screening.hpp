// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/project.hpp"
#include "libgeo/eia_class.hpp"
#include "libgeo/normalise/city.hpp"
#include "libgeo/overlay/conflicts.hpp"
#include "libgeo/overlay/feature_distance.hpp"
#include "libgeo/overlay/open_overlaps.hpp"
#include "libgeo/screening.hpp"

namespace geo {

/// What is asked about planned projects.
struct PermitQuestion {
    LayerSpec footprints;   ///< polygons in any format the door reads; its role is not looked at
    std::string industries; ///< list: project_id, industry and facts of the pack; empty: none
    std::string packs;      ///< folder of policy packs; empty: no EIA class
    std::string jurisdiction = "CN"; ///< a code such as CN-JS-0800, to choose among packs
    double reach_m = 5000;           ///< how far around sensitive areas and targets are looked for
    std::vector<std::string> project_packs; ///< pack files that judge every project; may be empty
};

/// What the site says about a project before anything else.
enum class SitingOutcome {
    prohibited, ///< certainly on ground that forbids siting
    review,     ///< such ground is possible within the accuracy, or not known
    conditions, ///< a finding: control area, priority unit, strip, below the minimum mapping area
    clear,      ///< nothing
};
std::string_view name_of(SitingOutcome outcome);
Text title_of(SitingOutcome outcome);

/// A control unit under a footprint.
struct UnitHit {
    std::size_t unit = 0; ///< index into the control units
    Area area;
};

/// A line with a strip (岸线管控带) near a footprint.
struct StripHit {
    std::size_t line = 0;          ///< index into the lines
    double distance_m = 0;         ///< to the line itself; 0 when the footprint reaches it
    std::optional<double> strip_m; ///< width of the strip on each side, as the line's field says
    /// Inside up to and with the width; in doubt within the accuracy of both layers; nothing
    /// without a width.
    enum class Status { inside, doubtful, outside, no_width } status = Status::no_width;
};
std::string_view name_of(StripHit::Status status);

/// A place with people near a footprint (sites of another kind than enterprises).
struct NearbyTarget {
    std::size_t site = 0; ///< index into the sites
    double distance_m = 0;
};

/// A control zone near a footprint.
struct NearbyZone {
    std::size_t zone = 0; ///< index into the zones
    double distance_m = 0;
    std::string sensitive_set; ///< of article 3: "1", "2", "3", "none"; empty: not known
};

/// The answer on one footprint. Everything is in the order of distance, then id.
struct FootprintAnswer {
    std::size_t footprint = 0; ///< index into the footprints
    Area area;
    SitingOutcome outcome = SitingOutcome::clear;
    std::vector<Text> reasons;
    std::vector<std::size_t> conflicts; ///< indices into the conflicts, by zone
    std::vector<std::string> open;      ///< ids of invalid zones that may reach it
    std::vector<UnitHit> units;
    std::vector<StripHit> strips;
    std::vector<NearbyZone> zones;
    std::vector<NearbyTarget> targets;
    SensitiveGrounds ground;
    EiaAnswer eia;
};

/// What one pack says about every footprint, in their order.
struct ProjectVerdicts {
    Pack pack;
    std::vector<Verdict> verdicts;
};

/// Everything that one screening of footprints finds; the footprints stand in `city.parks`.
struct PermitScreening {
    Project project;
    std::vector<FileHash> inputs;
    CityLayers city;
    Conflicts conflicts;
    std::vector<OpenOverlap> open;
    std::vector<FootprintAnswer> answers; ///< one for each footprint
    std::vector<Facts> facts;             ///< about each footprint (`project_facts`)
    std::vector<ProjectVerdicts> rules;   ///< one for each of the project packs, in their order
    std::string eia_pack;                 ///< id and version; empty: none
    double reach_m = 0;
};

/// The answer before any paper: the project's zones, control units, lines and sites against the
/// footprints, and the EIA class. The project's own parks take no part. Deterministic as `screen`.
/// Industries of a project without a footprint are the problem "industry_without_footprint".
/// Throws as `screen`, and ConfigError when a project pack is not about projects or not in force.
PermitScreening screen_permits(const Project& project, const PermitQuestion& question,
                               const ScreenOptions& options = {});

} // namespace geo
