// SPDX-License-Identifier: Apache-2.0
#include "libgeo/permit_intake.hpp"

#include <span>

#include "libgeo/io/staging.hpp"
#include "libgeo/ledger/permit_limits.hpp"
#include "libgeo/ledger/views.hpp"
#include "libgeo/permit_answer.hpp"

namespace geo {

namespace {

using ledger::Submission;
using ledger::text_cell;

/// Ids of the zones that conflict with a footprint.
std::vector<std::string> conflicting_zones(const PermitScreening& s, const std::string& id) {
    std::vector<std::string> ids;
    for (const auto& answer : s.answers) {
        if (s.city.parks.features.ids[answer.footprint] != id) continue;
        for (const auto conflict : answer.conflicts)
            ids.push_back(s.city.zones.features.ids[s.conflicts.list[conflict].zone]);
    }
    return ids;
}

Submission of_case(const Submission& entered, const std::string& id, const std::string& kind) {
    auto event = entered;
    event.programme = "permit";
    event.case_id = id;
    event.kind = kind;
    return event;
}

Submission screened(const Table& table, std::size_t row, const Submission& entered) {
    auto event = of_case(entered, text_cell(table, row, "project_id"), "screened");
    event.payload["outcome"] = text_cell(table, row, "outcome");
    const auto eia_class = text_cell(table, row, "eia_class");
    const bool is_settled = ledger::whole_cell(table, row, "eia_settled") == 1;
    if (is_settled && permit_limit(eia_class) != nullptr) event.payload["eia_class"] = eia_class;
    std::vector<std::string> reasons;
    for (const char* column : {"reasons_zh", "eia_reason_zh"})
        if (auto text = text_cell(table, row, column); !text.empty())
            reasons.push_back(std::move(text));
    event.payload["reasons"] = std::move(reasons);
    return event;
}

std::string hash_of_answer(const PermitScreening& s) {
    const auto json = permit_json(s);
    return sha256_of(std::as_bytes(std::span(json.data(), json.size())));
}

} // namespace

std::vector<Submission> screening_events(const PermitScreening& s, const Submission& entered) {
    const auto table = permits_table(s);
    const auto hash = hash_of_answer(s);
    std::vector<Submission> events;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        auto event = screened(table, row, entered);
        event.evidence.manifest_sha256 = hash;
        event.evidence.features = conflicting_zones(s, event.case_id);
        event.evidence.features.insert(event.evidence.features.begin(), event.case_id);
        events.push_back(std::move(event));
    }
    return events;
}

std::vector<Submission> intake_events(const PermitScreening& s, const Intake& intake) {
    const auto table = permits_table(s);
    std::vector<Submission> events;
    for (auto& event : screening_events(s, intake.entered)) {
        auto received = of_case(intake.entered, event.case_id, "receive");
        const auto name = text_cell(table, events.size() / 2, "name");
        received.payload["name"] = name.empty() ? event.case_id : name;
        received.payload["applicant"] = intake.applicant;
        if (!intake.county.empty()) received.payload["county"] = intake.county;
        events.push_back(std::move(received));
        events.push_back(std::move(event));
    }
    return events;
}

} // namespace geo
