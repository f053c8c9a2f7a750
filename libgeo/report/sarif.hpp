// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/problem.hpp"
#include "libgeo/core/project.hpp"
#include "libgeo/geom/polygons.hpp"

namespace geo {

/// What a finding is an instance of: a problem code of the door, a criterion of a policy pack.
struct FindingRule {
    std::string id;
    Text title;  ///< one line: what it means
    Text remedy; ///< what to do about it; may be empty
};

/// A feature that a finding is about, too: the zone of a conflict.
struct RelatedFeature {
    std::string layer;
    std::string feature_id;
};

/// One thing that was found, as every report gives it to other programs.
struct Finding {
    std::string rule; ///< id of a FindingRule
    Severity severity = Severity::warning;
    Text message;
    std::string file;       ///< of its feature, relative to the folder of the input; may be empty
    std::string layer;      ///< the layer's name in messages
    std::string feature_id; ///< empty when the whole layer is meant
    double lon = 0;         ///< degrees CGCS2000; NaN when there is no place
    double lat = 0;
    Polygons shape{}; ///< the ground it is about, a column of one; no feature: the place alone
    std::string id{}; ///< the same in two runs that find the same; empty: not compared
    std::string
        state{}; ///< what it came out as, e.g. a conflict's status; empty: nothing but level
    std::vector<RelatedFeature> related{};
};

/// A number that belongs to the whole, e.g. ("features_read", 144).
struct FindingCount {
    std::string name;
    std::int64_t number = 0;
};

/// Whether an area is written whole, or as its place alone (a log, not a map).
enum class FindingShapes { whole, place };

/// One run of the program.
struct FindingReport {
    std::string version; ///< of parkline
    Language language = Language::en;
    std::vector<FindingRule> rules; ///< of the findings; those that nothing refers to are left out
    std::vector<Finding> findings;  ///< in the order in which they are written
    std::vector<FileHash> inputs;   ///< with paths relative to the folder of the input
    std::vector<FindingCount> counts;
    FindingShapes shapes = FindingShapes::whole;
};

/// The id of a finding: a hash of its rule and of what it is about (layer's role, feature ids), not
/// of order, area or words; so the finding of the next run that says the same of the same features
/// has the same id. 16 hexadecimal digits.
std::string finding_id(const std::string& rule, const std::vector<std::string>& about);

/// Gives findings that have one id, in their order, ids of their own: those of the second, third, …
/// occurrence. The first keeps it.
void tell_ids_apart(std::vector<Finding>& findings);

/// The findings as SARIF 2.1.0: `level` is the severity's name, `message.text` the sentence in the
/// report's language and `message.properties` both; feature and layer are the logical location, the
/// GeoJSON geometry (CGCS2000 degrees) is `properties.geometry` of the result. A rule that a
/// finding names and `rules` lacks is written with its id alone; a finding's id is
/// `fingerprints.parkline/v1`, its related features are `relatedLocations`. No clock, no machine,
/// no user: the same report gives the same bytes. Cost: linear.
std::string to_sarif(const FindingReport& report);

/// The findings of the door. `files` are paths by layer name; problems of other layers have none.
struct LayerFile {
    std::string layer;
    std::string file;
};
std::vector<Finding> findings_of(const Problems& problems, const std::vector<LayerFile>& files);

} // namespace geo
