// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tools/console.hpp"

namespace parkline {

/// What `report diff` compares: the published tables field by field, or the findings.
enum class Compared { tables, findings };

/// `report diff`: what differs between the results of two runs, as a table. Exit code 3 when
/// `fail_on_change` and anything does.
int compare_runs(const Session& session, const std::string& before, const std::string& after,
                 const TableOutput& output, Compared compared, bool fail_on_change);

} // namespace parkline
