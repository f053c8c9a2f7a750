// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "libgeo/ledger/programme.hpp"

namespace geo::ledger {

/// What a column of a list is for.
enum class ListPart {
    row_key, ///< hidden: which record the row is, and as of which event
    id,
    state, ///< a column of the state table; may carry a field of events too
    event, ///< which kind of event the row's cells make; empty: worked out
    happened_on,
    actor,
    role,
    reason,
    field ///< a field of events that is no column of the state table
};

/// Where people may write.
enum class Entry { never, new_rows, always };

/// A column of a list as people work on it.
struct ListColumn {
    std::string name; ///< ASCII, unique in the list: "officer"; stands in the header
    Text title;
    ListPart part = ListPart::state;
    Entry entry = Entry::never;
    FieldType type = FieldType::text;
    std::vector<std::string> choices{}; ///< of its drop-down
};

/// A state table as a list that people fill in: its columns, and those of the events about its
/// rows. A list without kinds is read only: its rows follow from events of other lists.
struct ListForm {
    const StateTable* table = nullptr;
    const Programme* owner = nullptr;      ///< null: the table of all cases
    std::vector<const EventKind*> kinds{}; ///< events about its rows
    std::vector<ListColumn> columns{};

    /// The column of that name, or null.
    const ListColumn* column(std::string_view name) const;
    /// Whether a row may be added: some event makes one.
    bool takes_new_rows() const;
};

/// The form of a state table.
ListForm list_form(const StateTable& table);

/// The name of the column that holds a field of an event: the state's own column when the event
/// sets it. Amounts and lists of events on existing rows add to what is there, so they have a
/// column of their own, "event_amount".
std::string column_for(const StateTable& table, const EventKind& kind, const Field& field);

/// Whether the table has a column of that name.
bool has_column(const StateTable& table, std::string_view name);

} // namespace geo::ledger
