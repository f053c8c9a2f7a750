// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "libgeo/ledger/ledger.hpp"
#include "libgeo/ledger/list_reading.hpp"

namespace geo::ledger {

/// What a returned row asks for: nothing, one event, or what cannot be.
struct AskedEvent {
    std::optional<Guarded> event;
    std::optional<Text> refusal;
    bool is_nothing() const { return !event && !refusal; }
};

/// Compares a row with its cells as they were exported and makes one event of what differs. Cells
/// of the columns event_on, event_by, event_role and event_reason come before those of `defaults`.
///
/// The kind is that of the column `event`, else the only one that has all cells that were filled in
/// and finds all that it requires in the row. Fields that an event requires and that were not
/// changed are taken as the row shows them.
///
/// Refused: a cell that the ledger computes, one that was cleared, a cell that is no field of the
/// event, no kind or several that fit, an unknown row key, a new row without an id, and all that
/// `check_form` refuses.
AskedEvent asked_event(const ListForm& form, const ReturnedRow& row, const Submission& defaults);

/// The id of the row's case, or of the row itself when it is a part of one; empty when the row does
/// not say it.
std::string row_id(const ListForm& form, const ReturnedRow& row);

} // namespace geo::ledger
