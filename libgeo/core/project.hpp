// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/doubt_limits.hpp"
#include "libgeo/core/read_limits.hpp"

namespace geo {

/// Frame in which a layer's longitudes and latitudes were made. GCJ-02 and BD-09 are the shifted
/// frames of Chinese web maps; they have no CRS code, so the layer must declare them.
enum class Datum { cgcs2000, wgs84, gcj02, bd09 };

std::string_view name_of(Datum datum);
std::optional<Datum> datum_from(std::string_view name);

/// What a layer is for.
enum class Role {
    parks,
    zones,
    sites,
    townships,
    counties,
    city,
    lines,
    residents,
    footprints,    ///< what stood before, by the id of the park
    facts,         ///< a list of facts about parks or enterprises
    control_units, ///< 环境管控单元 of the three-lines scheme
    awards,
    township_codes,
    control ///< outlines, roads or known points that the frame of the sites is tested against
};

/// All names of roles, in the order of the enumeration.
const std::vector<std::string>& role_names();
/// The same as one text: "parks, zones, …".
std::string role_list();

std::string_view name_of(Role role);
std::optional<Role> role_from(std::string_view name);

/// How invalid polygons of a layer are treated. `quarantine` takes them out of every decision and
/// offers both repairs; the other two are explicit acceptances by the owner of the layer.
enum class Repairs { quarantine, structure, linework };

/// What somebody decided about one invalid feature; `quarantine` keeps it out. It holds for the
/// coordinates it was made on only.
struct RepairDecision {
    std::string layer; ///< the layer's name in messages
    std::string feature_id;
    std::string geometry_sha256; ///< of the feature's WKB as read
    Repairs repair = Repairs::quarantine;
    std::string decided_by;
    std::string decided_on; ///< ISO date
};

/// One layer of a project as its file declares it. Empty text means "not given".
struct LayerSpec {
    Role role = Role::parks;
    std::string path; ///< as it can be opened from the working directory
    std::string layer;
    std::string src_crs;
    std::string where;
    Datum datum = Datum::cgcs2000;
    bool datum_declared = false;
    bool has_crs_fallback = false; ///< the caller gives a CRS when the file turns out to have none
    double accuracy_m = 0; ///< positional accuracy; 0 = not declared, then certain = measured
    std::map<std::string, std::string> fields; ///< our word -> field of the file
    std::map<std::string, std::string> values; ///< our word -> constant
    std::string kind = "enterprise";           ///< sites only
    bool synthetic = false;
    Repairs repairs = Repairs::quarantine;
    std::vector<RepairDecision> decisions; ///< on single features; they win over `repairs`
    std::optional<ReadLimits> limits;      ///< of the project; else those of the reading policy
    /// Words of warnings of the reader that do not make the file damaged; each that comes is said.
    std::vector<std::string> allow_warnings;
};

/// A feature computed from others: the outline `from` minus all features of `minus`.
struct DeriveSpec {
    Role role = Role::counties;
    std::string id;
    std::string name;
    Role from = Role::city;
    Role minus = Role::counties;
};

/// Box in degrees CGCS2000 that all coordinates must lie in.
struct Extent {
    double lon_min = -180;
    double lat_min = -90;
    double lon_max = 180;
    double lat_max = 90;

    bool contains(double lon, double lat) const {
        return lon >= lon_min && lon <= lon_max && lat >= lat_min && lat <= lat_max;
    }
};

/// What the programmes of a project are made from. Empty text means "not given".
struct ProgrammeSpec {
    std::string ledger;            ///< path of a GeoPackage with a ledger
    std::string emergency;         ///< list of enterprises with the facts of the emergency pack
    std::string emergency_changes; ///< what changed since
    std::string packs;             ///< folder of packs, chosen by day and place
    std::string jurisdiction;      ///< code of the place
};

/// A whole project file, paths resolved.
struct Project {
    std::string name;
    std::string path; ///< the project file itself
    Extent extent;
    std::string as_of; ///< ISO date of the assessment; no clock is ever read
    std::vector<LayerSpec> layers;
    std::vector<DeriveSpec> derived;
    std::string pack;            ///< path of the policy pack; empty: no verdicts
    std::string enterprise_pack; ///< path of the pack that gives every enterprise its route
    std::vector<std::string> denominators{"real"};
    std::vector<double> distance_classes_m{500, 1000, 5000};
    double minimum_area_m2 = 0; ///< minimum mapping area; 0 = off
    std::string accept_repairs; ///< path of a list of repair decisions; empty: none
    std::string area_codes;     ///< path of the history of area codes; empty: codes are not checked
    DoubtLimits doubts;         ///< what `check` finds doubtful
    std::string dst_crs;        ///< CRS of the spatial results; empty: the first layer's
    bool html = false;          ///< `run` makes the report page too
    bool workbook = false;      ///< and the workbook
    bool redacted = false;      ///< page and workbook have no shapes and no places
    bool dossiers = false;      ///< `run` makes a dossier of each park too
    std::vector<std::string> sheets; ///< templates of which `run` draws map sheets
    ProgrammeSpec programmes;
};

/// A file and its SHA-256.
struct FileHash {
    std::string path;
    std::string sha256;
};

} // namespace geo
