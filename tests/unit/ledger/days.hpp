// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

#include "libgeo/core/date.hpp"

/// The day of an ISO date that a test writes down.
inline geo::Day day(const std::string& iso) {
    const auto found = geo::day_of_iso_date(iso);
    if (!found) throw std::logic_error(iso + " is no date");
    return *found;
}
