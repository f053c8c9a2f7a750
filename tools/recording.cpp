// SPDX-License-Identifier: Apache-2.0
#include "tools/recording.hpp"

#include <algorithm>
#include <filesystem>

#include "libgeo/core/error.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/ledger/views.hpp"

namespace parkline {

namespace {

std::string names_of_roles() {
    std::string names;
    for (const auto& role : geo::ledger::roles()) names += (names.empty() ? "" : ", ") + role.name;
    return names;
}

/// The SHA-256 that was given, or that of the file that was given.
std::string manifest_hash(const std::string& text) {
    const bool is_hash =
        text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (text.empty() || is_hash) return text;
    if (std::filesystem::is_regular_file(text)) return geo::sha256_of_file(text);
    throw geo::ConfigError({"--manifest '" + text + "' 不是文件，也不是 SHA-256。请改正。",
                            "--manifest '" + text +
                                "' is neither a file nor a SHA-256. Correct "
                                "it."});
}

} // namespace

std::vector<Option> Recording::head_options() {
    const auto roles = names_of_roles();
    return {
        {"--actor", "NAME", {"记录：谁办的", "recording: who did it"}, &m_actor},
        {"--role",
         "ROLE",
         {"记录：以什么角色：" + roles, "recording: in which role: " + roles},
         &m_role},
        {"--on",
         "DATE",
         {"记录：哪一天发生（缺省今天）", "recording: day on which it happened (default today)"},
         &m_on},
        {"--reason", "TEXT", {"记录：理由", "recording: why"}, &m_reason},
        {"--manifest",
         "FILE",
         {"记录：依据的运行清单（文件或其 SHA-256）",
          "recording: the run it rests on, manifest.json or its SHA-256"},
         &m_manifest},
        {"--features",
         "ID",
         {"记录：依据的要素编号，逗号分隔", "recording: ids of features it rests on"},
         &m_features}};
}

std::vector<Option> Recording::options() {
    auto all = head_options();
    all.insert(all.begin() + 4,
               {"--key",
                "KEY",
                {"记录：幂等键，同一键只记一次（缺省由内容生成）",
                 "recording: idempotency key, recorded once (default: made from the content)"},
                &m_key});
    all.push_back({"--from",
                   "FILE",
                   {"记录：整张表（CSV、XLSX），一行一个事件，全部或都不记",
                    "recording: a list (CSV, XLSX), an event a row, all of them or none"},
                   &m_from});
    return all;
}

std::string Recording::given() const {
    const std::vector<std::pair<const char*, bool>> all{{"--actor", !m_actor.empty()},
                                                        {"--role", !m_role.empty()},
                                                        {"--on", !m_on.empty()},
                                                        {"--reason", !m_reason.empty()},
                                                        {"--key", !m_key.empty()},
                                                        {"--manifest", !m_manifest.empty()},
                                                        {"--features", !m_features.empty()},
                                                        {"--from", !m_from.empty()}};
    const auto found =
        std::find_if(all.begin(), all.end(), [](const auto& one) { return one.second; });
    return found == all.end() ? "" : found->first;
}

void refuse_option(const std::string& action, const std::string& option, const geo::Text& hint) {
    if (option.empty()) return;
    throw geo::ConfigError({option + " 不是 " + action + " 的选项。请去掉。" + hint.zh,
                            option + " is no option of " + action + ". Take it away." + hint.en});
}

geo::ledger::Submission Recording::head(geo::ledger::Submission event) const {
    event.actor = m_actor;
    event.role = m_role;
    event.happened_on = m_on;
    event.reason = m_reason;
    event.key = m_key;
    event.evidence = {manifest_hash(m_manifest), m_features};
    return event;
}

void Recording::record(const Session& session, geo::ledger::Ledger& ledger,
                       geo::ledger::WrittenEvent event, const TableOutput& output) const {
    std::vector<geo::ledger::Submission> submissions;
    event.head = head(std::move(event.head));
    if (is_list()) {
        refuse_same_file("-o", output.output, m_from);
        auto list = geo::ledger::read_written_events(m_from, event.head);
        for (const auto& note : list.notes) say(session, note.message);
        submissions = std::move(list.submissions);
    } else {
        submissions.push_back(submission_from(event));
    }
    output.deliver(geo::ledger::receipt(ledger.append_all(submissions)));
}

} // namespace parkline
