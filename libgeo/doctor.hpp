// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/problem.hpp"
#include "libgeo/core/table.hpp"

namespace geo {

/// One thing that the program depends on.
struct HealthCheck {
    std::string topic; ///< drivers, coordinates, fonts, locale, reading, isolation
    std::string name;
    Severity severity = Severity::note; ///< note: well; warning: a protection or a part is missing
    Text detail;
};

/// Looks at the surroundings: drivers of GDAL, PROJ's database (by a known point) and network
/// setting, fonts for Chinese, locale, what is closed for readers in this process, and which
/// protections a confined reader of `program` really gets (it is started to find out).
std::vector<HealthCheck> examine(const std::string& program);

/// topic, check, state (`ok`, `warning`, `error`), detail in the language.
Table health_table(const std::vector<HealthCheck>& checks, Language language);

} // namespace geo
