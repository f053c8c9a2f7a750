// SPDX-License-Identifier: Apache-2.0
#include "tools/programme_actions.hpp"

#include <algorithm>
#include <optional>

#include "libgeo/core/error.hpp"
#include "libgeo/ledger/views.hpp"

namespace parkline {

namespace {

using geo::Text;
using geo::ledger::EventKind;
using geo::ledger::Field;
using geo::ledger::FieldType;
using geo::ledger::Ledger;

std::string value_name_of(const Field& field) {
    switch (field.type) {
    case FieldType::whole:
        return "N";
    case FieldType::money:
        return "AMOUNT";
    case FieldType::day:
        return "DATE";
    case FieldType::flag:
        return "0|1";
    case FieldType::choice:
        return "WORD";
    default:
        return "TEXT";
    }
}

std::string option_of(const std::string& field) {
    auto name = "--" + field;
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
}

/// "assign, close: what it is (one of: a, b)".
Text help_of(const Field& field, const std::string& kinds) {
    std::string choices;
    for (const auto& choice : field.choices) choices += (choices.empty() ? "" : ", ") + choice;
    Text text{kinds + "：" + field.title.zh, kinds + ": " + field.title.en};
    if (choices.empty()) return text;
    return {text.zh + "（" + choices + "）", text.en + " (" + choices + ")"};
}

std::string first_of(const std::vector<std::string>& options) {
    return options.empty() ? std::string() : options.front();
}

} // namespace

ProgrammeActions::ProgrammeActions(const std::string& programme)
    : m_programme(*geo::ledger::programme(programme)) {}

std::vector<std::string> ProgrammeActions::names() const {
    std::vector<std::string> names;
    for (const auto& kind : m_programme.kinds) names.push_back(kind.name);
    for (const char* name : {"record", "list", "show"}) names.emplace_back(name);
    for (const auto& view : geo::ledger::views_of(m_programme.name)) names.push_back(view.name);
    return names;
}

Text ProgrammeActions::help() const {
    Text help;
    const auto add = [&](const std::string& name, const Text& title) {
        help.zh += (help.zh.empty() ? "" : "；") + name + "：" + title.zh;
        help.en += (help.en.empty() ? "" : "; ") + name + ": " + title.en;
    };
    for (const auto& kind : m_programme.kinds) add(kind.name, kind.title);
    add("record", {"按 --from 记录整张表", "events of the list of --from"});
    add("list", {"所有案件", "all cases"});
    add("show", {"一个案件的全部事件", "all events of a case"});
    for (const auto& view : geo::ledger::views_of(m_programme.name)) add(view.name, view.title);
    return help;
}

std::string ProgrammeActions::field(const std::string& name) const {
    const auto found = m_fields.find(name);
    return found == m_fields.end() ? std::string() : found->second;
}

std::vector<Option> ProgrammeActions::field_options() {
    std::vector<std::pair<Field, std::string>> fields; // with the kinds that have it
    for (const auto& kind : m_programme.kinds)
        for (const auto& field : kind.fields) {
            const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& one) {
                return one.first.name == field.name;
            });
            if (found == fields.end())
                fields.emplace_back(field, kind.name);
            else
                found->second += ", " + kind.name;
        }
    std::vector<Option> options;
    for (const auto& [field, kinds] : fields) {
        const bool is_list = field.type == FieldType::list;
        const Target target =
            is_list ? Target{&m_lists[field.name]} : Target{&m_fields[field.name]};
        options.push_back(
            {option_of(field.name), value_name_of(field), help_of(field, kinds), target});
    }
    return options;
}

std::vector<Option> ProgrammeActions::view_options() {
    std::vector<std::string> groups;
    for (const auto& view : geo::ledger::views_of(m_programme.name))
        groups.insert(groups.end(), view.groups.begin(), view.groups.end());
    std::vector<Option> options{
        {"--as-of",
         "DATE",
         {"视图：按哪一天看期限（缺省为最后一个事件的日期）",
          "views: day on which deadlines are read (default: that of the last event)"},
         &m_as_of},
        {"--calendars",
         "DIR",
         {"视图：日历文件夹，代替自带的", "views: folder of calendars, instead of the own"},
         &m_calendars},
        {"--only",
         "COLUMN=VALUE",
         {"列表、视图：只要这样的行（可多次）",
          "list, views: only rows like this (repeat it for more)"},
         &m_only,
         {},
         false,
         true}};
    if (!groups.empty())
        options.push_back(
            {"--by", "GROUP", {"视图：分组", "views: group by"}, &m_by, std::move(groups)});
    return options;
}

std::vector<std::string> ProgrammeActions::given_for_events() const {
    std::vector<std::string> given;
    if (auto option = m_recording.given(); !option.empty()) given.push_back(std::move(option));
    for (const auto& [name, text] : m_fields)
        if (!text.empty()) given.push_back(option_of(name));
    for (const auto& [name, items] : m_lists)
        if (!items.empty()) given.push_back(option_of(name));
    return given;
}

std::vector<std::string> ProgrammeActions::given_for_views() const {
    std::vector<std::string> given;
    if (!m_as_of.empty()) given.emplace_back("--as-of");
    if (!m_calendars.empty()) given.emplace_back("--calendars");
    if (!m_by.empty()) given.emplace_back("--by");
    return given;
}

std::string ProgrammeActions::given_beside(const std::vector<std::string>& but) const {
    auto given = given_for_events();
    for (auto& more : given_for_views()) given.push_back(std::move(more));
    if (!m_only.empty()) given.emplace_back("--only");
    const auto found = std::find_if(given.begin(), given.end(), [&](const std::string& one) {
        return std::find(but.begin(), but.end(), one) == but.end();
    });
    return found == given.end() ? "" : *found;
}

std::vector<Option> ProgrammeActions::options() {
    auto all = m_recording.options();
    for (auto& more : field_options()) all.push_back(std::move(more));
    for (auto& more : view_options()) all.push_back(std::move(more));
    return all;
}

int ProgrammeActions::record(const Session& session, const std::string& action,
                             const std::string& location, const std::string& case_id,
                             const TableOutput& output) const {
    geo::ledger::WrittenEvent event;
    event.head.programme = m_programme.name;
    event.head.case_id = case_id;
    event.head.kind = action == "record" ? "" : action;
    event.fields = m_fields;
    for (const auto& [name, items] : m_lists)
        for (const auto& item : items)
            event.fields[name] += (event.fields[name].empty() ? "" : ";") + item;
    if ((action == "record") != m_recording.is_list())
        throw geo::ConfigError({"--from FILE 属于 record，且 record 需要它。请改正。",
                                "--from FILE belongs to record, which needs it. Correct it."});
    if (action != "record") require_case(action, case_id);
    Ledger ledger(location);
    m_recording.record(session, ledger, std::move(event), output);
    return done;
}

geo::Table ProgrammeActions::view(const std::string& action, const std::string& location) const {
    const Ledger ledger(location);
    const auto& views = geo::ledger::views_of(m_programme.name);
    const auto view = std::find_if(views.begin(), views.end(),
                                   [&](const auto& one) { return one.name == action; });
    const auto day = m_as_of.empty() ? last_day(ledger, m_programme.name)
                                     : geo::day_of_iso_date(m_as_of).value_or(geo::Day{});
    if (!m_as_of.empty() && !geo::day_of_iso_date(m_as_of))
        throw geo::ConfigError({"--as-of '" + m_as_of + "' 不是日期。请写成 2026-03-01。",
                                "--as-of '" + m_as_of + "' is no date. Write it like 2026-03-01."});
    if (!m_by.empty() &&
        std::find(view->groups.begin(), view->groups.end(), m_by) == view->groups.end())
        throw geo::ConfigError(
            {"--by " + m_by + "：" + action + " 不能这样分组。请去掉。",
             "--by " + m_by + ": " + action + " cannot be grouped by it. Take it away."});
    std::optional<geo::WorkingCalendar> own;
    if (!m_calendars.empty()) own = geo::WorkingCalendar::read(m_calendars);
    return view->make(ledger, {day, m_by, own ? &*own : &geo::WorkingCalendar::builtin()});
}

int ProgrammeActions::run(const Session& session, const std::string& action,
                          const std::string& location, const std::string& case_id,
                          const TableOutput& output) const {
    output.require_writable();
    if (location.empty())
        throw geo::ConfigError(
            {action + " 需要账本。请补上。", action + " needs a ledger. Give it."});
    if (action == "record" || m_programme.kind(action) != nullptr) {
        refuse_option(action, m_only.empty() ? "" : "--only");
        refuse_option(action, first_of(given_for_views()),
                      {"事件发生的日期用 --on。", " The day of an event is --on."});
        return record(session, action, location, case_id, output);
    }
    refuse_option(action, first_of(given_for_events()));
    if (action == "list" || action == "show") refuse_option(action, first_of(given_for_views()));
    if (action != "show") refuse_option(action, case_id);
    if (action == "show") refuse_option(action, m_only.empty() ? "" : "--only");
    if (action == "list") {
        output.deliver(geo::ledger::only(case_list(Ledger(location), m_programme.name), m_only));
    } else if (action == "show") {
        require_case(action, case_id);
        output.deliver(history(Ledger(location), case_id));
    } else {
        output.deliver(geo::ledger::only(view(action, location), m_only));
    }
    return done;
}

std::vector<Option> case_arguments(std::string& ledger, std::string& case_id) {
    return {{"LEDGER",
             "LEDGER",
             {"账本：GeoPackage 的路径，或 postgresql:// 地址",
              "the ledger: path of a GeoPackage, or an address postgresql://…"},
             &ledger,
             {},
             true},
            {"CASE", "CASE", {"案件编号", "id of the case"}, &case_id}};
}

geo::Table case_list(const Ledger& ledger, const std::string& programme) {
    auto table = ledger.state(geo::ledger::case_table().name);
    geo::Table kept{table.name, table.columns, {}};
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        if (programme.empty() || geo::ledger::text_cell(table, row, "programme") == programme)
            kept.rows.push_back(table.rows[row]);
    return kept;
}

void require_case(const std::string& action, const std::string& case_id) {
    if (case_id.empty())
        throw geo::ConfigError({action + " 需要案件编号。请写在账本之后。",
                                action + " needs the id of a case. Write it after the ledger."});
}

} // namespace parkline
