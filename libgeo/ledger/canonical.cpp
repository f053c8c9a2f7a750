// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/canonical.hpp"

#include <span>

#include <nlohmann/json.hpp>

#include "libgeo/core/error.hpp"
#include "libgeo/io/staging.hpp"

namespace geo::ledger {

namespace {

using Json = nlohmann::json; // objects sorted by name

[[noreturn]] void refuse_record(const std::string& why) {
    throw InputError({"账本记录：不是本程序写的形式（" + why + "）。请用备份恢复。",
                      "ledger record: not of the form that this program writes (" + why +
                          "). Restore a backup."});
}

/// Appends "text" as JSON.
void quote(std::string& to, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    to += '"';
    for (const char c : text) switch (c) {
        case '"':
            to += "\\\"";
            break;
        case '\\':
            to += "\\\\";
            break;
        case '\b':
            to += "\\b";
            break;
        case '\f':
            to += "\\f";
            break;
        case '\n':
            to += "\\n";
            break;
        case '\r':
            to += "\\r";
            break;
        case '\t':
            to += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) >= 0x20) {
                to += c;
                break;
            }
            to += "\\u00";
            to += digits[static_cast<unsigned char>(c) >> 4U];
            to += digits[static_cast<unsigned char>(c) & 15U];
        }
    to += '"';
}

void quote_list(std::string& to, const std::vector<std::string>& list) {
    to += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i > 0) to += ',';
        quote(to, list[i]);
    }
    to += ']';
}

void member(std::string& to, std::string_view name, std::string_view text) {
    to += to.back() == '{' ? "\"" : ",\"";
    to += name;
    to += "\":";
    quote(to, text);
}

void raw_member(std::string& to, std::string_view name, std::string_view json) {
    to += to.back() == '{' ? "\"" : ",\"";
    to += name;
    to += "\":";
    to += json;
}

/// Members from "actor" to "happened_on", and the rest: "hash" stands between them in a line.
std::string first_half(const Event& event, std::string_view evidence) {
    std::string text = "{";
    member(text, "actor", event.actor);
    member(text, "at", event.at);
    member(text, "case_id", event.case_id);
    raw_member(text, "evidence", evidence);
    member(text, "happened_on", event.happened_on);
    return text;
}

void append_second_half(std::string& text, const Event& event, std::string_view payload) {
    member(text, "key", event.key);
    member(text, "kind", event.kind);
    member(text, "local_date", event.local_date);
    raw_member(text, "number", std::to_string(event.number));
    raw_member(text, "payload", payload);
    member(text, "previous", event.previous);
    member(text, "programme", event.programme);
    member(text, "reason", event.reason);
    member(text, "role", event.role);
    text += '}';
}

Json parsed(std::string_view text) {
    auto json = Json::parse(text, nullptr, false);
    if (!json.is_object()) refuse_record("JSON");
    return json;
}

std::vector<std::string> texts_of(const Json& json) {
    std::vector<std::string> list;
    for (const auto& item : json) {
        if (!item.is_string()) refuse_record("list");
        list.push_back(item.get<std::string>());
    }
    return list;
}

Payload payload_of(const Json& json) {
    if (!json.is_object()) refuse_record("payload");
    Payload payload;
    for (const auto& [name, value] : json.items())
        if (value.is_number_integer())
            payload[name] = value.get<std::int64_t>();
        else if (value.is_string())
            payload[name] = value.get<std::string>();
        else if (value.is_array())
            payload[name] = texts_of(value);
        else
            refuse_record(name);
    return payload;
}

Evidence evidence_of(const Json& json) {
    if (!json.is_object() || json.size() != 2 || !json.contains("features") ||
        !json.contains("manifest_sha256") || !json["manifest_sha256"].is_string())
        refuse_record("evidence");
    return {json["manifest_sha256"].get<std::string>(), texts_of(json["features"])};
}

std::string string_in(const Json& json, const char* name) {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_string()) refuse_record(name);
    return found->get<std::string>();
}

Event event_of(const Json& json) {
    Event event;
    event.actor = string_in(json, "actor");
    event.at = string_in(json, "at");
    event.case_id = string_in(json, "case_id");
    event.happened_on = string_in(json, "happened_on");
    event.hash = string_in(json, "hash");
    event.key = string_in(json, "key");
    event.kind = string_in(json, "kind");
    event.local_date = string_in(json, "local_date");
    event.previous = string_in(json, "previous");
    event.programme = string_in(json, "programme");
    event.reason = string_in(json, "reason");
    event.role = string_in(json, "role");
    if (!json.contains("number") || !json["number"].is_number_integer()) refuse_record("number");
    event.number = json["number"].get<std::int64_t>();
    event.payload = payload_of(json.value("payload", Json()));
    event.evidence = evidence_of(json.value("evidence", Json()));
    return event;
}

} // namespace

std::string payload_text(const Payload& payload) {
    std::string text = "{";
    for (const auto& [name, value] : payload) {
        if (text.size() > 1) text += ',';
        quote(text, name);
        text += ':';
        if (const auto* whole = std::get_if<std::int64_t>(&value))
            text += std::to_string(*whole);
        else if (const auto* list = std::get_if<std::vector<std::string>>(&value))
            quote_list(text, *list);
        else
            quote(text, std::get<std::string>(value));
    }
    return text + "}";
}

std::string evidence_text(const Evidence& evidence) {
    std::string text = "{\"features\":";
    quote_list(text, evidence.features);
    member(text, "manifest_sha256", evidence.manifest_sha256);
    return text + "}";
}

Payload payload_from(std::string_view text) {
    return payload_of(parsed(text));
}

Evidence evidence_from(std::string_view text) {
    return evidence_of(parsed(text));
}

std::string sha256_of_text(std::string_view text) {
    return sha256_of(std::as_bytes(std::span(text.data(), text.size())));
}

std::string canonical_text(const Event& event, std::string_view payload,
                           std::string_view evidence) {
    auto text = first_half(event, evidence);
    append_second_half(text, event, payload);
    return text;
}

std::string canonical_text(const Event& event) {
    return canonical_text(event, payload_text(event.payload), evidence_text(event.evidence));
}

std::string hash_of(const Event& event) {
    return sha256_of_text(canonical_text(event));
}

std::string line_of(const Event& event) {
    auto text = first_half(event, evidence_text(event.evidence));
    member(text, "hash", event.hash);
    append_second_half(text, event, payload_text(event.payload));
    return text;
}

Event event_from(std::string_view line) {
    auto event = event_of(parsed(line));
    if (line_of(event) != line) refuse_record("not canonical");
    return event;
}

std::string content_hash(const Submission& submission) {
    Event content{submission};
    content.key.clear();
    content.at.clear();
    return hash_of(content);
}

std::string source_of(const Event& event) {
    return "ledger " + event.case_id + ": event " + std::to_string(event.number);
}

std::string text_of(const Payload& payload, const std::string& field) {
    const auto found = payload.find(field);
    if (found == payload.end()) return {};
    const auto* text = std::get_if<std::string>(&found->second);
    return text ? *text : std::string();
}

std::int64_t whole_of(const Payload& payload, const std::string& field) {
    const auto found = payload.find(field);
    if (found == payload.end()) return 0;
    const auto* whole = std::get_if<std::int64_t>(&found->second);
    return whole ? *whole : 0;
}

std::vector<std::string> list_of(const Payload& payload, const std::string& field) {
    const auto found = payload.find(field);
    if (found == payload.end()) return {};
    const auto* list = std::get_if<std::vector<std::string>>(&found->second);
    return list ? *list : std::vector<std::string>();
}

bool has(const Payload& payload, const std::string& field) {
    return payload.contains(field);
}

} // namespace geo::ledger
