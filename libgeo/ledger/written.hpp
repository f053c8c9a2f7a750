// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "libgeo/core/problem.hpp"
#include "libgeo/ledger/programme.hpp"

namespace geo::ledger {

/// An event as people write it, in an option or a cell: fields are texts. Whole numbers are digits,
/// flags 1 or 0, lists have ";" or "；" between their items; an empty text is a missing field.
struct WrittenEvent {
    Submission head; ///< all but the payload
    std::map<std::string, std::string> fields;
};

/// The event with its fields read by their declaration. Throws InputError for an unknown programme
/// or kind, and for a text that its field cannot hold.
Submission submission_from(const WrittenEvent& written);

/// The events of a list and what reading it found out (rows set aside, encoding, …).
struct WrittenEvents {
    std::vector<Submission> submissions; ///< one a row, in the list's order
    Problems notes;
};

/// Reads a list (CSV, workbook). Columns: case_id and kind; programme, actor, role, on, reason,
/// key, manifest, features, taken from `defaults` where a cell is empty; every other column is a
/// field. Throws InputError as `submission_from`, with the row.
WrittenEvents read_written_events(const std::string& path, const Submission& defaults);

} // namespace geo::ledger
