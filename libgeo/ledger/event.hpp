// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace geo::ledger {

/// What a field of an event holds: a whole number, a text, or a list of texts. There are no
/// fractions: money is in whole CNY, other measures in a unit that makes them whole, or text as it
/// was written.
using PayloadValue = std::variant<std::int64_t, std::string, std::vector<std::string>>;

/// The fields of an event by name. An unknown field is missing, never empty.
using Payload = std::map<std::string, PayloadValue>;

/// What a decision rests on.
struct Evidence {
    std::string manifest_sha256;       ///< of the run that gave the figures; empty: none
    std::vector<std::string> features; ///< ids of features, in the order given

    bool operator==(const Evidence&) const = default;
};

/// Something that happened in a case, as it is handed in.
struct Submission {
    std::string programme;   ///< name of a programme: "service", "permit", …
    std::string case_id;     ///< the same in all events of a case, unique over all programmes
    std::string kind;        ///< name of a kind of event of the programme
    std::string actor;       ///< who did it
    std::string role;        ///< in which role: a name of `roles()`
    std::string happened_on; ///< day in Asia/Shanghai, ISO 8601; empty: the day of recording
    std::string reason;      ///< why, in the actor's words; may be empty
    Payload payload;
    Evidence evidence;
    std::string key; ///< idempotency key; empty: made from the content
    std::string at;  ///< UTC, "2026-03-01T08:00:00.000Z"; empty: the store's clock
};

/// A recorded event. It never changes; `hash` covers every other member.
struct Event : Submission {
    std::int64_t number = 0;  ///< 1, 2, 3, … without gaps
    std::string local_date{}; ///< day of `at` in Asia/Shanghai, ISO 8601
    std::string previous{};   ///< hash of the event before; 64 zeros for the first
    std::string hash{};       ///< SHA-256 in hexadecimal of `canonical_text`
};

/// The text that is hashed, and a line of `ledger export` without the member "hash": JSON in UTF-8
/// with all members in the order of their names, no blanks, non-ASCII characters as they are. It
/// is what Python's json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
/// writes, so that anybody can check a ledger.
std::string canonical_text(const Event& event);

/// SHA-256 of `canonical_text`.
std::string hash_of(const Event& event);

/// The hash before the first event.
inline constexpr const char* first_previous =
    "0000000000000000000000000000000000000000000000000000000000000000";

/// Where something is from, in words for tables and messages: "ledger CASE: event 7".
std::string source_of(const Event& event);

/// Fields of a payload; nothing (empty, 0) when the field is missing or of another type.
std::string text_of(const Payload& payload, const std::string& field);
std::int64_t whole_of(const Payload& payload, const std::string& field);
std::vector<std::string> list_of(const Payload& payload, const std::string& field);
bool has(const Payload& payload, const std::string& field);

} // namespace geo::ledger
