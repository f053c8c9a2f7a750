// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/list_form.hpp"

#include <algorithm>

#include "libgeo/ledger/column_titles.hpp"

namespace geo::ledger {

namespace {

template <typename List> auto named(List& list, std::string_view name) {
    return std::find_if(list.begin(), list.end(),
                        [&](const auto& one) { return one.name == name; });
}

const Programme* owner_of(const StateTable& table) {
    for (const auto* one : programmes())
        if (named(one->tables, table.name) != one->tables.end()) return one;
    return nullptr;
}

/// A column that says which row it is.
bool is_identity(const StateTable& table, std::string_view name) {
    if (name.empty()) return false;
    return name == table.case_column || name == table.part_column;
}

void add_choice(std::vector<std::string>& choices, const std::string& choice) {
    if (std::find(choices.begin(), choices.end(), choice) == choices.end())
        choices.push_back(choice);
}

/// The columns under construction.
class Columns {
  public:
    explicit Columns(ListForm& form) : m_form(form) {}

    ListColumn& add(const std::string& name, ListPart part, Entry entry) {
        auto& column = m_form.columns.emplace_back();
        column.name = name;
        column.title = column_title(name);
        column.part = part;
        column.entry = entry;
        return column;
    }

    /// Fields of several kinds may share a column: it takes the choices of all.
    void add(const EventKind& kind, const Field& field) {
        const auto& table = *m_form.table;
        const auto name = column_for(table, kind, field);
        const auto found = named(m_form.columns, name);
        const bool is_new = found == m_form.columns.end();
        auto& column = is_new ? add(name, ListPart::field, Entry::never) : *found;
        if (column.entry == Entry::never) {
            column.title = field.title;
            column.type = field.type;
        }
        for (const auto& choice : field.choices) add_choice(column.choices, choice);
        if (field.type == FieldType::flag) column.choices = {"1", "0"};
        const bool only_new = kind.opens == Opens::yes || is_identity(table, name);
        column.entry = std::max(column.entry, only_new ? Entry::new_rows : Entry::always);
    }

  private:
    ListForm& m_form;
};

void add_event_columns(ListForm& form, Columns& columns) {
    std::vector<std::string> kinds;
    std::vector<std::string> roles;
    for (const auto* kind : form.kinds) {
        kinds.push_back(kind->name);
        for (const auto& role : kind->roles) add_choice(roles, role);
    }
    columns.add("event", ListPart::event, Entry::always).choices = kinds;
    for (const auto* kind : form.kinds)
        for (const auto& field : kind->fields) columns.add(*kind, field);
    columns.add("event_on", ListPart::happened_on, Entry::always).type = FieldType::day;
    columns.add("event_by", ListPart::actor, Entry::always);
    columns.add("event_role", ListPart::role, Entry::always).choices = roles;
    columns.add("event_reason", ListPart::reason, Entry::always);
}

} // namespace

const ListColumn* ListForm::column(std::string_view name) const {
    const auto found = named(columns, name);
    return found == columns.end() ? nullptr : &*found;
}

bool ListForm::takes_new_rows() const {
    return !kinds.empty() && (!table->part_column.empty() ||
                              std::any_of(kinds.begin(), kinds.end(), [](const auto* kind) {
                                  return kind->opens != Opens::no;
                              }));
}

bool has_column(const StateTable& table, std::string_view name) {
    return named(table.columns, name) != table.columns.end();
}

std::string column_for(const StateTable& table, const EventKind& kind, const Field& field) {
    if (!has_column(table, field.name)) return field.name;
    const bool adds = field.type == FieldType::money || field.type == FieldType::list;
    return adds && kind.opens == Opens::no ? "event_" + field.name : field.name;
}

ListForm list_form(const StateTable& table) {
    ListForm form;
    form.table = &table;
    form.owner = owner_of(table);
    if (form.owner != nullptr)
        for (const auto& kind : form.owner->kinds)
            if (kind.table == table.name) form.kinds.push_back(&kind);
    Columns columns(form);
    const bool names_itself = table.case_column.empty() && form.takes_new_rows();
    columns.add("row_key", ListPart::row_key, Entry::never);
    columns.add("id", ListPart::id, names_itself ? Entry::new_rows : Entry::never);
    for (const auto& column : table.columns) {
        auto& added = columns.add(column.name, ListPart::state, Entry::never);
        if (is_identity(table, column.name) && form.takes_new_rows()) added.entry = Entry::new_rows;
    }
    if (!form.kinds.empty()) add_event_columns(form, columns);
    return form;
}

} // namespace geo::ledger
