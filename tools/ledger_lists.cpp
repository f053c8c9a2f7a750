// SPDX-License-Identifier: Apache-2.0
#include "tools/ledger_lists.hpp"

#include "libgeo/core/error.hpp"
#include "libgeo/ledger/lists.hpp"
#include "libgeo/ledger/views.hpp"

namespace parkline {

namespace {

using geo::Text;
using geo::ledger::ImportedLists;
using geo::ledger::Keep;
using geo::ledger::Ledger;

geo::Overwrite overwrite_of(const TableOutput& output) {
    return output.overwrite ? geo::Overwrite::yes : geo::Overwrite::no;
}

/// CSV, JSON and text hold one list.
const std::string& only_one(const std::vector<std::string>& lists, const std::string& name) {
    if (lists.size() == 1) return lists.front();
    std::string names;
    for (const auto& list : lists) names += (names.empty() ? "" : ", ") + list;
    throw geo::ConfigError(
        {"--list " + name + " 是多张清单：" + names + "。请选一张，或用 -o FILE.xlsx。",
         "--list " + name + " stands for several lists: " + names +
             ". Choose one, or write a workbook with -o FILE.xlsx."});
}

Text summary_of(const ImportedLists& found, Keep keep) {
    const auto n = [](std::size_t count) { return std::to_string(count); };
    if (found.rows.empty())
        return {"没有改动，0 个事件（" + n(found.unchanged) + " 行未变）。",
                "nothing changed, 0 events (" + n(found.unchanged) + " rows as exported)."};
    const bool is_trial = keep == Keep::nothing;
    return {(is_trial ? "试算，未记录：可记录 " : "已记录 ") + n(found.recorded) + "，先前已记录 " +
                n(found.before) + "，拒绝 " + n(found.refused) + "，未变 " + n(found.unchanged) +
                " 行。",
            (is_trial ? "a trial, nothing recorded: would record " : "recorded ") +
                n(found.recorded) + ", recorded before " + n(found.before) + ", refused " +
                n(found.refused) + ", rows as exported " + n(found.unchanged) + "."};
}

} // namespace

bool is_workbook(const std::string& path) {
    const auto name = geo::ascii_lower(path);
    return name.ends_with(".xlsx") || name.ends_with(".xls") || name.ends_with(".ods");
}

bool is_plain_list(const std::string& path) {
    const auto name = geo::ascii_lower(path);
    return name.ends_with(".csv") || name.ends_with(".json");
}

std::vector<Option> LedgerLists::options() {
    std::vector<Option> all{
        {"--list",
         "NAME",
         {"export：导出清单而不是事件：状态表名，或工作名、cases、all（多张须为 .xlsx）；-o "
          "FILE.xlsx 可填写后用 import 读回；import .csv、.json：是哪张清单",
          "export: lists instead of events: name of a state table, or of a programme, cases, all "
          "(several need .xlsx); -o FILE.xlsx can be filled in and imported. import of .csv or "
          ".json: which list it is"},
         &m_list},
        {"--only",
         "COLUMN=VALUE",
         {"export --list：只要这样的行（可多次）",
          "export --list: only rows like this (repeat it for more)"},
         &m_only,
         {},
         false,
         true},
        {"--dry-run",
         "",
         {"import 清单：只说会记录什么，不记录",
          "import of lists: say what would be recorded, record nothing"},
         &m_is_trial},
        {"--refused",
         "FILE",
         {"import 清单：把被拒绝的行连同原因写成 .xlsx，改正后可再导入",
          "import of lists: write the refused rows with their reasons as .xlsx, to be mended "
          "and imported"},
         &m_refused}};
    for (auto& more : m_recording.head_options()) all.push_back(std::move(more));
    return all;
}

std::string LedgerLists::given_for_export(const std::string& from) const {
    if (!m_list.empty() && !is_plain_list(from)) return "--list";
    return m_only.empty() ? "" : "--only";
}

void LedgerLists::need_name() const {
    if (m_list.empty())
        throw geo::ConfigError({"CSV 和 JSON 不写清单的名称。请用 --list NAME 指定。",
                                "CSV and JSON do not say which list they are. Name it with --list "
                                "NAME."});
}

std::string LedgerLists::given_for_import() const {
    if (m_is_trial) return "--dry-run";
    return m_refused.empty() ? m_recording.given() : "--refused";
}

namespace {

void require_xlsx(const std::string& path, const Text& why) {
    if (geo::ascii_lower(path).ends_with(".xlsx")) return;
    throw geo::ConfigError({path + "：" + why.zh, path + ": " + why.en});
}

} // namespace

int LedgerLists::write(const Session& session, const Ledger& ledger,
                       const TableOutput& output) const {
    const auto lists = geo::ledger::lists_named(m_list);
    if (is_workbook(output.output) && output.format.empty()) {
        require_xlsx(output.output, {"工作簿只能写成 .xlsx。请改扩展名。",
                                     "a workbook is written as .xlsx. Change the ending."});
        for (const auto& problem : geo::ledger::export_lists(ledger, {lists, m_only}, output.output,
                                                             overwrite_of(output)))
            say(session, problem.message);
        return done;
    }
    const auto& name = only_one(lists, m_list);
    output.deliver(output.form() == geo::Format::text
                       ? geo::ledger::only(ledger.state(name), m_only)
                       : geo::ledger::list_rows(ledger, name, m_only));
    return done;
}

int LedgerLists::read(const Session& session, Ledger& ledger, const std::string& from,
                      const TableOutput& output) const {
    if (is_plain_list(from))
        need_name();
    else
        require_xlsx(from, {"清单从 .xlsx、.csv 或 .json 读回。请另存为 .xlsx。",
                            "lists are read back from .xlsx, .csv or .json. Save it as .xlsx."});
    if (!m_refused.empty())
        require_xlsx(m_refused, {"--refused 须为 .xlsx。请改扩展名。",
                                 "--refused has to be .xlsx. Change the ending."});
    refuse_same_file("--refused", m_refused, from);
    refuse_same_file("-o", output.output, m_refused);
    geo::ledger::ListImport how;
    if (is_plain_list(from)) how.list = only_one(geo::ledger::lists_named(m_list), m_list);
    how.defaults = m_recording.head({});
    how.keep = m_is_trial ? Keep::nothing : Keep::recorded;
    how.refused_path = m_refused;
    how.overwrite = overwrite_of(output);
    how.language = session.language;
    const auto found = geo::ledger::import_lists(ledger, from, how);
    for (const auto& note : found.notes)
        say(session, {note.layer + "：" + note.message.zh, note.layer + ": " + note.message.en});
    say(session, summary_of(found, how.keep));
    output.deliver(geo::ledger::import_report(found, how.keep, session.language));
    return found.refused > 0 ? findings : done;
}

} // namespace parkline
