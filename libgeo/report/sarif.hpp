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
};

/// A number that belongs to the whole, e.g. ("features_read", 144).
struct FindingCount {
    std::string name;
    std::int64_t number = 0;
};

/// One run of the program.
struct FindingReport {
    std::string version; ///< of parkline
    Language language = Language::en;
    std::vector<FindingRule> rules; ///< of the findings; those that nothing refers to are left out
    std::vector<Finding> findings;  ///< in the order in which they are written
    std::vector<FileHash> inputs;   ///< with paths relative to the folder of the input
    std::vector<FindingCount> counts;
};

/// The findings as SARIF 2.1.0: `level` is the severity's name, `message.text` the sentence in the
/// report's language and `message.properties` both; feature and layer are the logical location, the
/// GeoJSON geometry (CGCS2000 degrees) is `properties.geometry` of the result. A rule that a
/// finding names and `rules` lacks is written with its id alone. No clock, no machine, no user: the
/// same report gives the same bytes. Cost: linear.
std::string to_sarif(const FindingReport& report);

/// The findings of the door. `files` are paths by layer name; problems of other layers have none.
struct LayerFile {
    std::string layer;
    std::string file;
};
std::vector<Finding> findings_of(const Problems& problems, const std::vector<LayerFile>& files);

} // namespace geo
