// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "libgeo/ledger/sql.hpp"

namespace geo::ledger {

/// The time in UTC, "2026-03-01T08:00:00.000Z": the only clock that libgeo reads. A server's
/// ledger takes the server's clock, so that all its writers have one.
std::string now(Sql& sql);

/// True for a time of that form that exists.
bool is_utc_time(const std::string& at);

/// The day in Asia/Shanghai (UTC+8, no summer time since 1991) of a time of that form from 1992 on.
std::string shanghai_day(const std::string& at);

} // namespace geo::ledger
