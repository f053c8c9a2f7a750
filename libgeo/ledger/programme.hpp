// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/text.hpp"
#include "libgeo/ledger/event.hpp"
#include "libgeo/ledger/state.hpp"

namespace geo::ledger {

/// A role in which somebody acts.
struct Role {
    std::string name;
    Text title;
};

/// The known roles; an event of any other is refused.
const std::vector<Role>& roles();

/// What a field of an event holds.
/// `money`: an amount with its unit as it was written ("1,200 万元"); the ledger adds the field
/// NAME_yuan with the exact whole number of CNY. `day`: ISO 8601. `flag`: 0 or 1. `list`: texts.
enum class FieldType { text, whole, money, day, choice, flag, list };

/// A field of an event. Declared once: checked on recording, an option of the command, a column of
/// the workbook.
struct Field {
    std::string name; ///< "problem"; the option is --problem
    Text title;
    FieldType type = FieldType::text;
    bool is_required = false;
    std::vector<std::string> choices{};
};

/// Whether an event may have happened before the last one of its case ("decided before received").
enum class Order { after_the_last, any };

/// Whether an event starts a case; `either`: it may, or follow in a case that is there.
enum class Opens { no, yes, either };

/// A kind of event.
struct EventKind {
    std::string name; ///< "assign"; also the subverb
    Text title;
    std::vector<std::string> roles; ///< who may record it
    std::vector<Field> fields;
    Opens opens = Opens::no;
    Order order = Order::after_the_last;
    std::string table{}; ///< the state table whose rows it is about, for lists that people fill in
};

/// A programme: its kinds of events, and its state as pure functions of them. `validate` and
/// `apply` read nothing but their arguments: no clock, no file.
struct Programme {
    std::string name; ///< "service"
    Text title;
    std::vector<EventKind> kinds;
    std::vector<StateTable> tables;
    /// Why the event cannot follow this state, or nothing. Fields, role, case and order have been
    /// checked before.
    std::optional<Text> (*validate)(const State& state, const Event& event) = nullptr;
    /// Carries the event into the state; gives the new status of its case ("open", "closed", …),
    /// empty when it stays.
    std::string (*apply)(State& state, const Event& event) = nullptr;

    const EventKind* kind(std::string_view kind_name) const;
};

/// All programmes, in the order of the systems: the one list.
const std::vector<const Programme*>& programmes();
/// The programme of that name, or null.
const Programme* programme(std::string_view name);

} // namespace geo::ledger
