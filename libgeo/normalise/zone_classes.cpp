// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/zone_classes.hpp"

#include <algorithm>
#include <set>

#include "libgeo/core/text.hpp"

namespace geo {

bool is_known_zone_class(std::string_view name) {
    return std::find(known_zone_classes.begin(), known_zone_classes.end(), name) !=
           known_zone_classes.end();
}

std::string_view probable_zone_class(std::string_view name) {
    if (is_known_zone_class(name)) return {};
    const auto lower = ascii_lower(trim(name));
    if (lower.starts_with("redline")) return known_zone_classes.front();
    for (const std::string_view known : known_zone_classes)
        if (edit_distance(lower, known) <= 2) return known;
    return {};
}

Problems doubtful_classes(const std::string& layer, const std::vector<std::string>& classes) {
    Problems problems;
    for (const auto& name : std::set<std::string>(classes.begin(), classes.end())) {
        const auto probable = std::string(probable_zone_class(name));
        if (probable.empty()) continue;
        problems.push_back(
            {layer,
             {},
             "zone_class_doubtful",
             Severity::error,
             no_place(),
             no_place(),
             {"管控区类别“" + name + "”：没有规则认识它，疑为“" + probable +
                  "”。请改正该类别，或在 fields、values 中声明。",
              "zone class '" + name + "': no rule knows it; it is probably '" + probable +
                  "'. Correct the class, or declare it in fields or values."}});
    }
    return problems;
}

} // namespace geo
