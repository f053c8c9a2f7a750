// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/table.hpp"
#include "libgeo/ledger/clock.hpp"

namespace geo {

/// Within how many working days a class of EIA document has to be decided.
struct PermitLimit {
    std::string eia_class;             ///< "report", "form", "registration"
    int promise_days = 0;              ///< what the city promises
    std::optional<int> statutory_days; ///< nothing: it is filed, not decided
    std::string source;                ///< of the statutory limit
};

/// Working days after a decision within which it is served. Source: 行政许可法 art. 44.
inline constexpr int service_days = 10;

/// The limits of Huai'an: 5, 3, 1 working days promised (服务承诺; no other source than the city's
/// own programme) beside 60 and 30 of 环境影响评价法 art. 22 and 建设项目环境保护管理条例 art. 9,
/// both from the day of receipt and in working days (行政许可法 art. 82).
const std::vector<PermitLimit>& permit_limits();

/// The limit of that class, or nullptr.
const PermitLimit* permit_limit(std::string_view eia_class);

/// One row for the promise and one for the statutory limit: due day, whether it is settled, state,
/// days used, left and over as of a day, and `flags_of`. Throws ConfigError for an unknown class,
/// when every due day lies past the published calendar, and as `read_clock`.
Table due_table(const WorkingCalendar& calendar, std::string_view eia_class, Day received,
                const std::vector<ClockStop>& stops, Day as_of);

/// A stop written as REASON:FROM:TO or REASON:FROM. Throws ConfigError when it is none.
ClockStop clock_stop_from(const std::string& text);

} // namespace geo
