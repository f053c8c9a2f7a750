// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/problem.hpp"
#include "libgeo/core/text.hpp"
#include "libgeo/report/workbook_decisions.hpp"

namespace geo {

/// Which workbook of a run is wanted.
struct WorkbookRequest {
    std::string results; ///< folder that `run` published
    Language language = Language::zh;
    bool redacted = false; ///< without columns of places and of messages that may name one
    /// What people decided in an earlier workbook, against these results: it is filled in where it
    /// holds; an outdated one stands in the remark.
    std::vector<WorkbookDecision> decisions;
};

/// Writes the results of a run as a workbook (.xlsx) to `path`: an overview, one sheet for each
/// list (parks, conflicts, sites, enterprises, townships, coverage), the trace of every verdict,
/// the facts, the problems, and where everything comes from. Headers stay in view, carry units and
/// filter; ids are texts, days are days, verdicts and statuses are coloured as on the map. The
/// lists of parks and conflicts end in columns for people (decision, by, on, remark) with a
/// drop-down list.
///
/// Every figure is that of the folder's files. Returns what a sheet could not hold (see
/// write_workbook). The same folder gives the same bytes. Throws InputError when the folder lacks a
/// file of a run, OutputError when the workbook cannot be written.
Problems write_report_workbook(const WorkbookRequest& request, const std::string& path);

} // namespace geo
