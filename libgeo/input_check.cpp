// SPDX-License-Identifier: Apache-2.0
#include "libgeo/input_check.hpp"

#include <filesystem>

#include "libgeo/core/problem_codes.hpp"
#include "libgeo/datum_detective.hpp"
#include "libgeo/input_files.hpp"
#include "libgeo/layer_quality.hpp"
#include "libgeo/version.hpp"

namespace geo {

namespace {

namespace fs = std::filesystem;

/// The folder that paths in a report are relative to: of the project, else of the first layer.
fs::path folder_of(const Project& project) {
    const auto& input =
        !project.path.empty() || project.layers.empty() ? project.path : project.layers[0].path;
    const auto folder = fs::path(input).parent_path();
    return folder.empty() ? "." : folder;
}

std::string relative_to(const fs::path& folder, const std::string& path) {
    return fs::path(path).lexically_proximate(folder).generic_string();
}

std::vector<FindingRule> all_rules() {
    std::vector<FindingRule> rules;
    for (const auto& code : problem_codes())
        rules.push_back({std::string(code.code), code.title, code.remedy});
    return rules;
}

std::vector<FindingCount> counts_of(const std::vector<LayerReport>& reports) {
    Conservation all;
    for (const auto& report : reports) {
        all.read += report.counts.read;
        all.used += report.counts.used;
        all.repaired += report.counts.repaired;
        all.rejected += report.counts.rejected;
        all.review += report.counts.review;
    }
    const auto count = [](const char* name, std::uint64_t n) {
        return FindingCount{name, static_cast<std::int64_t>(n)};
    };
    return {count("read", all.read), count("used", all.used), count("repaired", all.repaired),
            count("rejected", all.rejected), count("review", all.review)};
}

} // namespace

CheckedInputs check_inputs(const Project& project, const StepObserver& observer) {
    CheckedInputs checked;
    checked.inputs = hash_inputs(project, {});
    checked.city = normalise(project, observer, Fields::named);
    auto& problems = checked.city.log.problems;
    for (auto& found : problems_of(test_datums(checked.city), checked.city))
        problems.push_back(std::move(found));
    for (auto& found : look_closer(checked.city, project.doubts))
        problems.push_back(std::move(found));
    problems = sorted_problems(std::move(problems));
    refuse_changed_inputs(checked.inputs, hash_inputs(project, {}));
    return checked;
}

FindingReport finding_report(const Project& project, const CheckedInputs& checked,
                             Language language) {
    const auto folder = folder_of(project);
    std::vector<LayerFile> files;
    for (const auto& report : checked.city.log.reports)
        files.push_back({report.subject, relative_to(folder, report.path)});
    FindingReport report{versions().parkline, language,
                         all_rules(),         findings_of(checked.city.log.problems, files),
                         checked.inputs,      counts_of(checked.city.log.reports)};
    for (auto& input : report.inputs) input.path = relative_to(folder, input.path);
    return report;
}

} // namespace geo
