// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/findings_geojson.hpp"

#include "libgeo/report/finding_geometry.hpp"

namespace geo {

namespace {

using Json = nlohmann::ordered_json;

std::string related_ids(const Finding& finding) {
    std::string ids;
    for (const auto& other : finding.related) ids += (ids.empty() ? "" : ";") + other.feature_id;
    return ids;
}

Json feature_of(const Finding& f) {
    return Json{{"type", "Feature"},
                {"properties",
                 {{"id", f.id},
                  {"rule", f.rule},
                  {"level", std::string(name_of(f.severity))},
                  {"state", f.state},
                  {"layer", f.layer},
                  {"feature_id", f.feature_id},
                  {"related_id", related_ids(f)},
                  {"message_zh", f.message.zh},
                  {"message_en", f.message.en}}},
                {"geometry", finding_geometry(f, FindingShapes::whole)}};
}

} // namespace

std::string findings_geojson(const FindingReport& report) {
    return finding_collection(report.findings.size(),
                              [&](std::size_t i) { return feature_of(report.findings[i]); });
}

} // namespace geo
