// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/compare.hpp"

#include <algorithm>

namespace geo {

namespace {

struct ById {
    bool operator()(const std::string& a, const std::string& b) const { return id_less(a, b); }
};

struct Sides {
    const Verdict* before = nullptr;
    const Verdict* after = nullptr;
};

std::optional<CriterionStatus> status_in(const Verdict* verdict, const std::string& criterion) {
    const auto* line = verdict == nullptr ? nullptr : find(*verdict, criterion);
    return line == nullptr ? std::nullopt : std::optional(line->status);
}

/// What the two say about each criterion that either has, where they differ.
std::vector<StatusChange> changes_of(const Sides& sides) {
    std::vector<StatusChange> changes;
    if (sides.before == nullptr || sides.after == nullptr) return changes;
    const auto add = [&](const std::string& id) {
        StatusChange change{id, status_in(sides.before, id), status_in(sides.after, id)};
        if (change.before != change.after) changes.push_back(std::move(change));
    };
    for (const auto& line : sides.after->trace) add(line.id);
    for (const auto& line : sides.before->trace)
        if (find(*sides.after, line.id) == nullptr) add(line.id);
    return changes;
}

} // namespace

std::vector<VerdictChange> compare(const std::vector<Verdict>& before,
                                   const std::vector<Verdict>& after) {
    std::map<std::string, Sides, ById> subjects;
    for (const auto& verdict : before) subjects[verdict.subject_id].before = &verdict;
    for (const auto& verdict : after) subjects[verdict.subject_id].after = &verdict;
    std::vector<VerdictChange> list;
    for (const auto& [id, sides] : subjects) {
        VerdictChange change;
        change.subject_id = id;
        const auto* named = sides.after != nullptr ? sides.after : sides.before;
        change.subject_name = named->subject_name;
        if (sides.before != nullptr) {
            change.before = sides.before->outcome;
            change.result_before = sides.before->result;
        }
        if (sides.after != nullptr) {
            change.after = sides.after->outcome;
            change.result_after = sides.after->result;
        }
        change.changes = changes_of(sides);
        list.push_back(std::move(change));
    }
    return list;
}

} // namespace geo
