// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/ledger/programme.hpp"

namespace geo::ledger {

/// A kind of event as a step between statuses of a case.
struct Step {
    std::string kind;
    std::vector<std::string> from; ///< statuses in which it may happen
    std::string to;                ///< the status after it; empty: it stays, or `apply` says
};

/// The step of that kind, or null: the kind opens a case.
const Step* step_of(const std::vector<Step>& steps, std::string_view kind);

/// Why a step cannot be taken in this status, naming those that can; nothing when it can.
std::optional<Text> wrong_step(const std::vector<Step>& steps, std::string_view kind,
                               const std::string& status);

/// Steps that may be taken in a status, "a, b".
std::string next_steps(const std::vector<Step>& steps, const std::string& status);

/// The kinds of events, as being about rows of that state table.
std::vector<EventKind> about(const std::string& table, std::vector<EventKind> kinds);

/// What a kind of event requires: the names of its required fields, "a, b".
std::string needs_of(const EventKind& kind);

/// "a, b".
std::string joined(const std::vector<std::string>& words);

/// Puts the fields of an event into the columns of the same names.
void copy_fields(Row& row, const Payload& payload);

/// Why an amount in CNY cannot be: 0, or more than 1e15, a thousand times the yearly budget of a
/// large country. Sums of amounts within it stay exact.
std::optional<Text> wrong_amount(std::int64_t yuan);

/// Why an event without a reason is refused, or nothing when it has one.
std::optional<Text> lacks_reason(const Event& event);

/// Why a name is refused that stands after a "/" in the id of a row: it has one itself.
std::optional<Text> has_slash(const Event& event, const char* field);

/// Why the case is refused that is of another kind ("a petition").
Text no_such(const Text& what);

} // namespace geo::ledger
