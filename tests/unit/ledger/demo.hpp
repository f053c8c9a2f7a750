// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/ledger/written.hpp"
#include "unit/ledger/stores.hpp"

namespace geo::ledger::test {

/// The programmes of which the demo city has records, in the order of recording.
inline const std::vector<std::string> recorded_programmes{
    "service", "permit", "enforce", "fund", "townships", "emergency", "support"};

/// An event of an application.
inline Submission application(const std::string& id, const std::string& kind, Payload payload) {
    auto event = service(kind, id, std::move(payload), "2025-02-13");
    event.programme = "permit";
    event.role = "clerk";
    event.at.clear();
    return event;
}

/// What `permit intake` records of the demo city's footprints.
inline std::vector<Submission> received_applications() {
    const std::vector<std::pair<std::string, std::string>> projects{
        {"PJ01", "report"}, {"PJ02", "report"}, {"PJ03", "form"},
        {"PJ04", "report"}, {"PJ05", "form"},   {"PJ06", "registration"}};
    std::vector<Submission> events;
    for (const auto& [id, eia_class] : projects) {
        events.push_back(application(id, "receive", {{"name", id}, {"applicant", "示例集团"}}));
        events.push_back(
            application(id, "screened", {{"outcome", "conditions"}, {"eia_class", eia_class}}));
    }
    return events;
}

/// The events of the demo city's records.
inline std::vector<Submission> demo_events(const std::string& name) {
    auto events = name == "permit" ? received_applications() : std::vector<Submission>{};
    const auto more =
        read_written_events("datasets/huaian/ledger/" + name + ".csv", {}).submissions;
    events.insert(events.end(), more.begin(), more.end());
    return events;
}

} // namespace geo::ledger::test
