// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/lists.hpp"

#include <algorithm>
#include <map>

#include "libgeo/core/error.hpp"
#include "libgeo/ledger/list_events.hpp"
#include "libgeo/ledger/list_plain.hpp"
#include "libgeo/ledger/list_workbook.hpp"
#include "libgeo/ledger/tables.hpp"
#include "libgeo/ledger/views.hpp"

namespace geo::ledger {

std::vector<std::string> lists_named(std::string_view name) {
    std::vector<std::string> found;
    std::string names = "all, cases";
    const auto look = [&](std::string_view group, const StateTable& table) {
        if (name == "all" || name == group || name == table.name) found.push_back(table.name);
    };
    look("cases", case_table());
    for (const auto* one : programmes()) {
        names += ", " + one->name;
        for (const auto& table : one->tables) {
            look(one->name, table);
            names += ", " + table.name;
        }
    }
    if (!found.empty()) return found;
    throw ConfigError(
        {"账本没有清单 '" + std::string(name) + "'。有：" + names + "。",
         "the ledger has no list '" + std::string(name) + "'. There are: " + names + "."});
}

namespace {

Problems write_lists(const std::vector<FilledList>& lists, StagedFile& file) {
    WorkbookProperties properties;
    properties.title = "parkline ledger";
    auto problems = write_workbook(file.temporary(), list_sheets(lists), properties);
    file.publish();
    return problems;
}

} // namespace

Problems export_lists(const Ledger& ledger, const ListChoice& choice, const std::string& path,
                      Overwrite overwrite) {
    StagedFile file(path, overwrite);
    std::vector<FilledList> filled;
    for (const auto& name : choice.lists)
        filled.push_back(filled_list(ledger, state_table(name), choice.conditions));
    return write_lists(filled, file);
}

Table list_rows(const Ledger& ledger, const std::string& list,
                const std::vector<std::string>& conditions) {
    return plain_list(ledger, state_table(list), conditions);
}

namespace {

/// A row that asks for an event, and where it stands.
struct Asking {
    const ReturnedList* list = nullptr;
    const ReturnedRow* row = nullptr;
    AskedEvent asked;
};

/// One import.
class Importer {
  public:
    Importer(Ledger& ledger, const std::string& path, const ListImport& how)
        : m_ledger(ledger), m_how(how) {
        if (how.list.empty())
            m_lists = read_lists(path, m_found.notes);
        else
            m_lists.push_back(read_plain_list(ledger, state_table(how.list), path, m_found.notes));
    }

    ImportedLists run() {
        for (const auto& list : m_lists) look_at(list);
        std::optional<StagedFile> file;
        if (!m_how.refused_path.empty()) file.emplace(m_how.refused_path, m_how.overwrite);
        record();
        if (file && m_found.refused > 0) write_refused(*file);
        return std::move(m_found);
    }

  private:
    void look_at(const ReturnedList& list);
    void record();
    void tell(const Asking& asking, const Attempt* attempt);
    Text outdated(const Asking& asking, const Text& why);
    const Cells* current(const Asking& asking);
    void write_refused(StagedFile& file) const;

    Ledger& m_ledger;
    const ListImport& m_how;
    ImportedLists m_found;
    std::vector<ReturnedList> m_lists;
    std::vector<Asking> m_asking;
    std::map<std::string, std::map<std::string, Cells>> m_current; ///< by list and id
};

void Importer::look_at(const ReturnedList& list) {
    std::map<std::string, std::size_t> lines; // of ids
    for (const auto& row : list.rows) {
        const auto id = row_id(list.form, row);
        const auto what = id.empty() ? "row " + std::to_string(row.line) : "id " + id;
        auto asked = asked_event(list.form, row, m_how.defaults);
        if (asked.is_nothing()) {
            ++m_found.unchanged;
            continue;
        }
        const auto [first, is_first] = lines.emplace(what, row.line);
        const auto before = std::to_string(first->second);
        if (!is_first)
            asked = {{},
                     Text{"与第 " + before +
                              " 行是同一条记录。一行一次只办理一件，请合并；新记录写在下面的空行。",
                          "it is the same record as row " + before +
                              ". One row and one event a record: put them "
                              "together. A new record goes into an empty row below."}};
        m_asking.push_back({&list, &row, std::move(asked)});
    }
}

void Importer::record() {
    std::vector<Guarded> all;
    for (const auto& asking : m_asking)
        if (asking.asked.event) all.push_back(*asking.asked.event);
    const auto attempts =
        all.empty() ? std::vector<Attempt>{} : m_ledger.append_each(all, m_how.keep);
    std::size_t next = 0;
    for (const auto& asking : m_asking)
        tell(asking, asking.asked.event ? &attempts[next++] : nullptr);
}

void Importer::tell(const Asking& asking, const Attempt* attempt) {
    auto& row = m_found.rows.emplace_back();
    row.list = asking.list->form.table->name;
    row.line = asking.row->line;
    row.id = row_id(asking.list->form, *asking.row);
    if (asking.asked.event) row.kind = asking.asked.event->submission.kind;
    if (attempt == nullptr) {
        row.why = *asking.asked.refusal;
    } else if (!attempt->recorded) {
        row.why = attempt->is_outdated ? outdated(asking, attempt->why) : attempt->why;
    } else {
        row.number = attempt->recorded->event.number;
        row.outcome = attempt->recorded->was_there ? RowOutcome::before : RowOutcome::recorded;
    }
    ++(row.outcome == RowOutcome::refused  ? m_found.refused
       : row.outcome == RowOutcome::before ? m_found.before
                                           : m_found.recorded);
}

/// The row as the ledger has it now; null when it has none.
const Cells* Importer::current(const Asking& asking) {
    const auto& table = *asking.list->form.table;
    auto [list, is_new] = m_current.try_emplace(table.name);
    if (is_new) {
        const auto state = m_ledger.state(table.name);
        for (const auto& row : state.rows)
            for (std::size_t c = 0; c < row.size(); ++c)
                list->second[to_text(row[0])][state.columns[c].name] = to_text(row[c]);
    }
    const auto found = list->second.find(row_id(asking.list->form, *asking.row));
    return found == list->second.end() ? nullptr : &found->second;
}

/// The reason with what the export, the ledger and the sheet say where they differ.
Text Importer::outdated(const Asking& asking, const Text& why) {
    auto told = why;
    const auto* now = current(asking);
    const auto* exported = asking.row->exported;
    if (now == nullptr || exported == nullptr) return told;
    for (const auto& column : asking.list->form.columns) {
        if (column.part != ListPart::state) continue;
        const auto& before = cell_of(*exported, column.name);
        const auto& ledger = cell_of(*now, column.name);
        if (compared(before) == compared(ledger)) continue;
        const auto& sheet = cell_of(asking.row->cells, column.name);
        told.zh += " " + column.name + "：导出时 '" + before + "'，账本现在 '" + ledger +
                   "'，表中 '" + sheet + "'。";
        told.en += " " + column.name + ": exported '" + before + "', now '" + ledger +
                   "', in the sheet '" + sheet + "'.";
    }
    return told;
}

std::vector<Value> values_of(const Table& shape, const Cells& cells) {
    std::vector<Value> values;
    for (const auto& column : shape.columns) {
        const auto text = compared(cell_of(cells, column.name));
        values.push_back(known(text));
    }
    return values;
}

void Importer::write_refused(StagedFile& file) const {
    std::vector<FilledList> lists;
    for (std::size_t i = 0; i < m_asking.size(); ++i) {
        if (m_found.rows[i].outcome != RowOutcome::refused) continue;
        const auto& asking = m_asking[i];
        const auto& form = asking.list->form;
        if (lists.empty() || lists.back().form.table != form.table)
            lists.push_back(empty_list(*form.table));
        auto& list = lists.back();
        list.rows.rows.push_back(values_of(list.rows, asking.row->cells));
        list.reasons.push_back(in(m_found.rows[i].why, m_how.language));
        if (asking.row->exported != nullptr)
            list.exported.rows.push_back(values_of(list.exported, *asking.row->exported));
    }
    (void)write_lists(lists, file);
}

std::string name_of(RowOutcome outcome, Keep keep) {
    if (outcome == RowOutcome::refused) return "refused";
    if (outcome == RowOutcome::before) return "before";
    return keep == Keep::nothing ? "would_record" : "recorded";
}

} // namespace

ImportedLists import_lists(Ledger& ledger, const std::string& path, const ListImport& how) {
    return Importer(ledger, path, how).run();
}

Table import_report(const ImportedLists& imported, Keep keep, Language language) {
    Table table{"import",
                {text_column("list"), whole_column("row"), text_column("id"), text_column("event"),
                 text_column("outcome"), whole_column("number"), text_column("why")},
                {}};
    for (const auto& row : imported.rows)
        table.rows.push_back({row.list, static_cast<std::int64_t>(row.line), known(row.id),
                              known(row.kind), name_of(row.outcome, keep),
                              row.number > 0 ? Value{row.number} : Value{},
                              known(in(row.why, language))});
    return table;
}

} // namespace geo::ledger
