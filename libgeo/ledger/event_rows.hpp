// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>

#include "libgeo/ledger/ledger.hpp"
#include "libgeo/ledger/sql.hpp"

namespace geo::ledger {

/// An event as it is stored.
struct StoredEvent {
    Event event; ///< payload and evidence are not read yet
    std::string payload;
    std::string evidence;
};

/// The event with payload and evidence. Throws InputError when they cannot be read.
Event whole_event(StoredEvent&& stored);

/// Visits the events that pass the filter in the order of their numbers, a page at a time.
void each_stored(Sql& sql, const EventFilter& filter,
                 const std::function<void(StoredEvent&&)>& visit);

/// The event with that key, or nothing.
std::optional<Event> event_of_key(Sql& sql, const std::string& key);

/// The hash of the event of that number; empty when there is none.
std::string hash_of_number(Sql& sql, std::int64_t number);

/// Number, hash and time of the last event; 0, `first_previous` and "" before the first.
struct Head {
    std::int64_t number = 0;
    std::string hash = first_previous;
    std::string at;
};
Head head_of(Sql& sql);

/// Adds an event to the table. The head is moved by `move_head`, once a transaction.
void insert_event(Sql& sql, const Event& event);
void move_head(Sql& sql, std::int64_t number, const std::string& hash);

} // namespace geo::ledger
