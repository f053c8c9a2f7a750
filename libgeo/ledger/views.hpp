// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "libgeo/core/date.hpp"
#include "libgeo/core/table.hpp"
#include "libgeo/ledger/ledger.hpp"
#include "libgeo/ledger/working_days.hpp"

namespace geo::ledger {

/// What a view of a programme is asked.
struct ViewQuestion {
    Day as_of; ///< on which clocks and deadlines are read, and as which the state stands: later
               ///< events do not count, whenever they were recorded
    std::string by; ///< column to group by; empty: one row for all
    const WorkingCalendar* calendar = nullptr;
};

/// A table that is worked out from the state of a programme: a list with its deadlines, indicators.
struct View {
    std::string name; ///< also the subverb
    Text title;
    std::vector<std::string> groups; ///< what it can be grouped by
    Table (*make)(const Ledger& ledger, const ViewQuestion& question) = nullptr;
};

/// The views of a programme, in the order of its page. Throws std::logic_error when the programme
/// has none.
const std::vector<View>& views_of(std::string_view programme);

/// The last day on which something happened in the programme; 1970-01-01 when nothing did. What
/// views take as their day when none is given.
Day last_day(const Ledger& ledger, std::string_view programme);

/// The events of a case: number, kind, day, actor, role, reason, fields, evidence, hash. Throws
/// ConfigError when there is no such case.
Table history(const Ledger& ledger, const std::string& case_id);

/// The rows whose cells, as texts, are the wanted ones ("officer=王强"; nothing after "=" means
/// unknown). Throws ConfigError for a condition that is none, and for a column that there is not.
Table only(const Table& table, const std::vector<std::string>& conditions);

/// The events of all cases that pass the filter, a row each, in the order of their numbers.
Table event_list(const Ledger& ledger, const EventFilter& filter = {});

/// What was recorded: number, case, kind, day, and whether it had been recorded before.
Table receipt(const std::vector<Recorded>& recorded);

/// A cell of a state table by its column's name. Throws std::logic_error for an unknown column.
const Value& cell(const Table& table, std::size_t row, std::string_view column);
std::string text_cell(const Table& table, std::size_t row, std::string_view column);
std::int64_t whole_cell(const Table& table, std::size_t row, std::string_view column);

/// The text, or unknown when it is empty.
Value known(const std::string& text);

} // namespace geo::ledger
