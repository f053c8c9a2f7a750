// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/problem.hpp"
#include "libgeo/core/project.hpp"
#include "libgeo/normalise/name_match.hpp"

namespace geo {

/// Two lists of names, with places that can be compared or none.
struct NameLists {
    std::vector<NamedRow> left;
    std::vector<NamedRow> right;
    std::string left_subject, right_subject;
};

/// Reads both; which fields were taken without being named is a note. Throws as `match_lists`, and
/// InputError for an id that a list has twice.
NameLists read_name_lists(const LayerSpec& left, const LayerSpec& right, Problems& notes);

/// Reads a list with the columns `name` and `alias` (名称, 别名), one alias a row. Every name of a
/// group stands for every other.
NameAliases read_aliases(const std::string& path);

} // namespace geo
