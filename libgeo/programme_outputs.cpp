// SPDX-License-Identifier: Apache-2.0
#include "libgeo/programme_outputs.hpp"

#include <algorithm>
#include <filesystem>

#include "libgeo/core/error.hpp"
#include "libgeo/emergency.hpp"
#include "libgeo/ledger/ledger.hpp"
#include "libgeo/ledger/views.hpp"
#include "libgeo/rules/pack_choice.hpp"

namespace geo {

namespace {

namespace fs = std::filesystem;

void add_file(std::vector<FileHash>& files, const std::string& path) {
    if (!path.empty() && fs::is_regular_file(path)) files.push_back({path, sha256_of_file(path)});
}

ledger::Verification sound_ledger(const ledger::Ledger& book, const std::string& path) {
    auto found = book.verify();
    if (found.is_sound()) return found;
    const auto number = std::to_string(found.bad->number);
    throw InputError({path + "：账本第 " + number + " 个事件有误（" + found.bad->why.zh +
                          "）。请用 ledger verify 检查。",
                      path + ": event " + number + " of the ledger is wrong (" + found.bad->why.en +
                          "). Look at it with `ledger verify`."});
}

void write_table(Staging& staging, const std::string& name, const Table& table) {
    staging.write("programmes/" + name + ".csv", to_csv(table));
}

void write_ledger(const Project& project, Staging& staging) {
    const auto& path = project.programmes.ledger;
    const ledger::Ledger book(path);
    const auto found = sound_ledger(book, path);
    Table state{"ledger", {whole_column("events"), text_column("head_sha256")}, {}};
    state.rows.push_back({found.events, found.head});
    write_table(staging, "ledger", state);
    const auto day = day_of_iso_date(project.as_of).value_or(Day{});
    for (const auto* programme : ledger::programmes()) {
        const auto events = book.events({programme->name, {}, {}, 0});
        if (events.empty()) continue;
        for (const auto& view : ledger::views_of(programme->name))
            write_table(staging, programme->name + "-" + view.name,
                        view.make(book, {day, {}, &WorkingCalendar::builtin()}));
    }
}

void write_exemptions(const Project& project, Staging& staging) {
    const auto& spec = project.programmes;
    const auto pack =
        choose_pack(spec.packs, "emergency-measures", spec.jurisdiction, project.as_of);
    const auto reg = read_emergency_register(spec.emergency, spec.emergency_changes, pack);
    write_table(staging, "exemption_list",
                exemption_table(reg, exemption_list(reg, pack, project.as_of), Entries::listed,
                                project.as_of));
}

} // namespace

bool asks_for_programmes(const Project& project) {
    return !project.programmes.ledger.empty() || !project.programmes.emergency.empty();
}

std::vector<FileHash> programme_files(const Project& project) {
    const auto& spec = project.programmes;
    std::vector<FileHash> files;
    if (spec.emergency.empty()) return files;
    add_file(files, spec.emergency);
    add_file(files, spec.emergency_changes);
    std::vector<std::string> packs;
    if (fs::is_directory(spec.packs))
        for (const auto& entry : fs::directory_iterator(spec.packs))
            if (entry.path().extension() == ".toml") packs.push_back(entry.path().string());
    std::sort(packs.begin(), packs.end());
    for (const auto& path : packs) add_file(files, path);
    return files;
}

std::string ledger_state(const Project& project) {
    const auto& path = project.programmes.ledger;
    if (path.empty()) return {};
    const auto found = sound_ledger(ledger::Ledger(path), path);
    return std::to_string(found.events) + " " + found.head;
}

void write_programmes(const Project& project, Staging& staging) {
    if (!project.programmes.ledger.empty()) write_ledger(project, staging);
    if (!project.programmes.emergency.empty()) write_exemptions(project, staging);
}

} // namespace geo
