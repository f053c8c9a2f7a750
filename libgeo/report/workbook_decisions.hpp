// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libgeo/core/table.hpp"

namespace geo {

/// Whether a decision still stands on the results as they are: `holds`; `outdated` when what it
/// rested on is another now (a park's verdict or the criteria against it, a conflict's status or
/// area); `gone` when the results have no such park or conflict any more.
enum class DecisionState { holds, outdated, gone };

/// What somebody wrote beside a row of a report workbook.
struct WorkbookDecision {
    std::string list; ///< parks or conflicts
    std::string park_id;
    std::string zone_id;  ///< of a conflict
    std::string decision; ///< code, e.g. agreed; empty: only a remark
    std::string decided_by;
    std::string decided_on; ///< ISO day
    std::string remark;
    std::string grounds_then; ///< verdict of the park, status of the conflict, in the workbook
    std::string grounds_now;  ///< the same in the results; empty when gone
    DecisionState state = DecisionState::holds;
};

/// Name of a state, as tables have it.
std::string_view name_of(DecisionState state);

/// Reads the decisions of a workbook that `write_report_workbook` wrote, in Chinese or English, and
/// that people filled in and saved with any program; in the order of its sheets and rows. Rows
/// without decision and remark are left out.
///
/// Throws InputError when the file is no such workbook or the folder no results; ConfigError, with
/// sheet and row, for an unknown decision, one without signature or day, a signature without
/// decision, and two rows about the same thing.
std::vector<WorkbookDecision> read_workbook_decisions(const std::string& workbook,
                                                      const std::string& results);

/// One row a decision: list, park_id, zone_id, decision, decided_by, decided_on, remark, state,
/// grounds_then, grounds_now.
Table decision_table(const std::vector<WorkbookDecision>& decisions);

} // namespace geo
