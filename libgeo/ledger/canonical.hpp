// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "libgeo/ledger/event.hpp"

namespace geo::ledger {

/// The payload and the evidence as they are stored and hashed: canonical JSON objects.
std::string payload_text(const Payload& payload);
std::string evidence_text(const Evidence& evidence);

/// Reads them back. Throws InputError for text that is no such object.
Payload payload_from(std::string_view text);
Evidence evidence_from(std::string_view text);

/// `canonical_text(event)` with payload and evidence as they are stored, so that every stored byte
/// is hashed.
std::string canonical_text(const Event& event, std::string_view payload, std::string_view evidence);

/// SHA-256 of a text in hexadecimal.
std::string sha256_of_text(std::string_view text);

/// A line of an export: the event with its hash. `event_from` reads it back; throws InputError when
/// it is no such object, has members too many or too few, or is not written canonically.
std::string line_of(const Event& event);
Event event_from(std::string_view line);

/// What makes two submissions the same: SHA-256 of everything but number, time, key and chain.
std::string content_hash(const Submission& submission);

} // namespace geo::ledger
