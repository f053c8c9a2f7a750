// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/list_plain.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "libgeo/core/csv_guard.hpp"
#include "libgeo/core/error.hpp"
#include "libgeo/core/loose_number.hpp"
#include "libgeo/io/list_file.hpp"
#include "libgeo/ledger/check_submission.hpp"
#include "libgeo/ledger/list_workbook.hpp"
#include "libgeo/ledger/views.hpp"

namespace geo::ledger {

namespace {

using Json = nlohmann::ordered_json;

const char* const key_column = "row_key";

/// The cells of a file, by the names of its columns.
struct PlainRows {
    std::vector<std::string> names;
    std::vector<Cells> rows;
};

[[noreturn]] void refuse(const std::string& path, const Text& why) {
    throw InputError({path + "：" + why.zh, path + ": " + why.en});
}

PlainRows read_csv(const std::string& path, Problems& notes) {
    const auto list = read_list_file(path);
    notes.insert(notes.end(), list.notes.begin(), list.notes.end());
    PlainRows found{list.attributes.names, std::vector<Cells>(list.features())};
    for (std::size_t c = 0; c < found.names.size(); ++c)
        for (std::size_t r = 0; r < found.rows.size(); ++r)
            found.rows[r][found.names[c]] = without_guard(to_text(list.attributes.columns[c][r]));
    return found;
}

std::string cell_text(const std::string& path, const Json& value) {
    if (value.is_null()) return {};
    if (value.is_string()) return value.get<std::string>();
    if (value.is_boolean()) return value.get<bool>() ? "1" : "0";
    if (value.is_number()) return value.dump();
    refuse(path, {"一格里有数组或对象。每格写一个值。",
                  "a cell holds an array or an object. A cell is one value."});
}

PlainRows read_json(const std::string& path) {
    const auto json = Json::parse(read_whole_file(path), nullptr, false);
    if (!json.is_array())
        refuse(path, {"不是 JSON 数组。请重新导出清单。",
                      "is no JSON array of rows. Export the list again."});
    PlainRows found;
    std::set<std::string> names;
    for (const auto& row : json) {
        if (!row.is_object())
            refuse(path, {"数组里有一项不是对象。请重新导出清单。",
                          "an item of the array is no object. Export the list again."});
        auto& cells = found.rows.emplace_back();
        for (const auto& [name, value] : row.items()) {
            cells[name] = cell_text(path, value);
            if (names.insert(name).second) found.names.push_back(name);
        }
    }
    if (found.rows.empty()) found.names = {key_column}; // an empty list
    return found;
}

void require_keys(const std::string& path, const PlainRows& found) {
    if (std::find(found.names.begin(), found.names.end(), key_column) == found.names.end())
        refuse(path, {"没有行标识列 row_key。请重新导出清单。",
                      "has no column of row keys (row_key). Export the list again."});
}

/// The rows of a list as events left them.
class Exported {
  public:
    Exported(const Ledger& ledger, const StateTable& table)
        : m_ledger(ledger), m_table(table), m_now(filled_list(ledger, table)) {
        for (const auto& row : ledger.state(table.name).rows)
            m_changed_by[to_text(row[0])] = std::get<std::int64_t>(row.back());
        for (const auto& row : m_now.exported.rows) m_row[to_text(row[1])] = &row;
    }

    /// Finds out which older rows are asked for, then what they were.
    void look_for(const std::string& id, std::int64_t event) {
        if (!is_now(id, event)) m_wanted[event].insert(id);
    }
    void go_back() {
        if (m_wanted.empty()) return;
        const auto form = list_form(m_table);
        State state;
        for (const auto& event : m_ledger.events({form.owner ? form.owner->name : "", {}, {}, 0})) {
            if (event.number > m_wanted.rbegin()->first) break;
            apply_event(state, event);
            const auto wanted = m_wanted.find(event.number);
            if (wanted == m_wanted.end()) continue;
            for (const auto& id : wanted->second) keep(state, id, event.number);
        }
    }

    /// The row key and the cells of a row as that event left it; nothing when it never did.
    std::optional<std::pair<std::string, Cells>> row(const std::string& id,
                                                     std::int64_t event) const {
        if (is_now(id, event)) return cells_now(id);
        const auto found = m_older.find({id, event});
        if (found == m_older.end()) return {};
        return std::pair(outdated_key(id, event), found->second);
    }

  private:
    bool is_now(const std::string& id, std::int64_t event) const {
        const auto found = m_changed_by.find(id);
        return found != m_changed_by.end() && found->second == event && m_row.contains(id);
    }

    /// The key of no row that is there now.
    static std::string outdated_key(const std::string& id, std::int64_t event) {
        return row_key(id, event, std::string(64, '-'));
    }

    std::pair<std::string, Cells> cells_now(const std::string& id) const {
        const auto& row = *m_row.at(id);
        Cells cells;
        for (std::size_t c = 0; c < row.size(); ++c)
            cells[m_now.exported.columns[c].name] = to_text(row[c]);
        return {to_text(row[0]), std::move(cells)};
    }

    void keep(const State& state, const std::string& id, std::int64_t event) {
        const auto* row = state.find(m_table.name, id);
        if (row == nullptr || row->changed_by != event) return;
        Cells cells{{"row_key", outdated_key(id, event)}, {"id", id}};
        for (const auto& column : m_table.columns) cells[column.name] = row->text(column.name);
        m_older[{id, event}] = std::move(cells);
    }

    const Ledger& m_ledger;
    const StateTable& m_table;
    FilledList m_now;
    std::map<std::string, std::int64_t> m_changed_by;
    std::map<std::string, const std::vector<Value>*> m_row;
    std::map<std::int64_t, std::set<std::string>> m_wanted;
    std::map<std::pair<std::string, std::int64_t>, Cells> m_older;
};

void say_columns(const PlainRows& found, const ListForm& form, Problems& notes) {
    const auto say = [&](const char* code, Text text) {
        notes.push_back({form.table->name, "", code, Severity::warning, no_place(), no_place(),
                         std::move(text)});
    };
    for (const auto& name : found.names)
        if (name != "changed_by" && name != "row_version" && form.column(name) == nullptr)
            say("list_column_foreign",
                {"清单没有列 " + name + "，其内容没有读取。",
                 "the list has no column " + name + "; its cells were not read."});
    for (const auto& column : form.table->columns)
        if (std::find(found.names.begin(), found.names.end(), column.name) == found.names.end())
            say("list_column_missing",
                {"没有列 " + column.name + "，其内容没有读取。",
                 "the column " + column.name + " is gone; its cells were not read."});
}

/// The cells that are the list's, without those of the ledger.
Cells own_cells(const ListForm& form, const Cells& row) {
    Cells cells;
    for (const auto& [name, text] : row)
        if (name != key_column && form.column(name) != nullptr) cells[name] = text;
    return cells;
}

bool is_empty(const Cells& row) {
    return std::all_of(row.begin(), row.end(),
                       [](const auto& cell) { return cell.second.empty(); });
}

} // namespace

Table plain_list(const Ledger& ledger, const StateTable& table,
                 const std::vector<std::string>& conditions) {
    auto list = only(ledger.state(table.name), conditions);
    list.columns.push_back(text_column(key_column));
    for (auto& row : list.rows) {
        const auto event = std::get<std::int64_t>(row.back());
        row.emplace_back(row_key(to_text(row[0]), event, ledger.hash_of_event(event)));
    }
    return list;
}

ReturnedList read_plain_list(const Ledger& ledger, const StateTable& table, const std::string& path,
                             Problems& notes) {
    const bool is_json = ascii_lower(path).ends_with(".json");
    const auto found = is_json ? read_json(path) : read_csv(path, notes);
    require_keys(path, found);
    ReturnedList list{list_form(table), {}, {}};
    say_columns(found, list.form, notes);
    Exported exported(ledger, table);
    std::vector<std::optional<SeenRow>> seen;
    for (const auto& row : found.rows) {
        seen.push_back(seen_by(list.form, std::string(trim(cell_of(row, key_column)))));
        const auto& one = seen.back();
        const bool is_ours = one && ledger.hash_of_event(one->event).starts_with(one->hash);
        if (is_ours)
            exported.look_for(one->id, one->event);
        else
            seen.back().reset(); // of another ledger, or none
    }
    exported.go_back();
    const std::size_t first = is_json ? 1 : 2; // of a CSV, the header is line 1
    for (std::size_t r = 0; r < found.rows.size(); ++r) {
        if (is_empty(found.rows[r])) continue;
        ReturnedRow row{r + first,
                        std::string(trim(cell_of(found.rows[r], key_column))),
                        own_cells(list.form, found.rows[r]),
                        {},
                        nullptr,
                        ""};
        row.seen_as = row.key;
        if (auto was = seen[r] ? exported.row(seen[r]->id, seen[r]->event) : std::nullopt) {
            row.key = was->first;
            row.cells[key_column] = row.key;
            row.exported =
                &list.exported.insert_or_assign(row.key, std::move(was->second)).first->second;
        }
        list.rows.push_back(std::move(row));
    }
    return list;
}

} // namespace geo::ledger
