// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/list_events.hpp"

#include <algorithm>
#include <set>

#include "libgeo/core/error.hpp"
#include "libgeo/core/loose_number.hpp"
#include "libgeo/ledger/canonical.hpp"
#include "libgeo/ledger/list_workbook.hpp"
#include "libgeo/ledger/steps.hpp"
#include "libgeo/ledger/tables.hpp"
#include "libgeo/ledger/written.hpp"

namespace geo::ledger {

namespace {

/// "责任人 (assignee)" in both languages.
Text shown(const ListColumn& column) {
    return {column.title.zh + " (" + column.name + ")", column.title.en + " (" + column.name + ")"};
}

/// Makes the event of one row.
class RowReader {
  public:
    RowReader(const ListForm& form, const ReturnedRow& row, const Submission& defaults)
        : m_form(form), m_row(row), m_defaults(defaults) {}

    AskedEvent read() {
        if (!m_row.key.empty() && m_row.exported == nullptr)
            return refused({"行标识不在导出的内容里（被改动或来自别的导出）。请重新导出清单。",
                            "its row key is not among those exported (changed, or from another "
                            "export). Export the list again."});
        if (m_row.unclear) return refused(*m_row.unclear);
        for (const auto& column : m_form.columns)
            if (auto why = take(column)) return refused(std::move(*why));
        if (m_given.empty() && kind_cell().empty()) return without_event();
        const auto* kind = chosen_kind();
        return kind == nullptr ? refused(std::move(m_why)) : event_of(*kind);
    }

  private:
    static AskedEvent refused(Text why) { return {{}, std::move(why)}; }

    bool is_new() const { return m_row.key.empty(); }
    const std::string& cell(const std::string& name) const { return cell_of(m_row.cells, name); }
    const std::string& exported(const std::string& name) const {
        static const std::string none;
        return m_row.exported == nullptr ? none : cell_of(*m_row.exported, name);
    }
    const std::string& kind_cell() const { return cell("event"); }

    std::optional<Text> take(const ListColumn& column);
    AskedEvent without_event() const;
    const EventKind* chosen_kind();
    const EventKind* named_kind();
    const EventKind* only_fitting_kind();
    bool may_follow(const EventKind& kind) const;
    std::set<std::string> columns_of(const EventKind& kind) const;
    std::string value_for(const EventKind& kind, const Field& field) const;
    std::string foreign_to(const EventKind& kind) const;
    std::string lacking(const EventKind& kind) const;
    std::string case_id() const;
    SeenRow seen() const;
    Submission head(const EventKind& kind) const;
    AskedEvent event_of(const EventKind& kind) const;

    const ListForm& m_form;
    const ReturnedRow& m_row;
    const Submission& m_defaults;
    std::set<std::string> m_given; ///< columns that were changed or filled in
    Text m_why;
};

/// Whether the cell says something; why it may not.
std::optional<Text> RowReader::take(const ListColumn& column) {
    if (!m_row.cells.contains(column.name) || column.part == ListPart::row_key) return {};
    const auto& now = cell(column.name);
    const bool is_of_state = column.part == ListPart::id || column.part == ListPart::state;
    const bool is_field = column.part == ListPart::field || is_of_state;
    if (!is_field || compared(now) == compared(is_of_state ? exported(column.name) : "")) return {};
    const auto name = shown(column);
    if (column.entry == Entry::never && is_new())
        return Text{name.zh + " 由账本计算，新增行不能填。请清空这一格。",
                    name.en + " is computed by the ledger; a new row leaves it empty. Clear it."};
    if (column.entry == Entry::never || (column.entry == Entry::new_rows && !is_new())) {
        const auto& before = exported(column.name);
        return Text{name.zh + " 不能在这里改：导出时为 '" + before + "'，表中为 '" + now +
                        "'。请改回。",
                    name.en + " cannot be changed here: it was exported as '" + before +
                        "', the sheet has '" + now + "'. Put it back."};
    }
    if (now.empty())
        return Text{name.zh + " 被清空：账本不删除内容（导出时为 '" + exported(column.name) +
                        "'）。请改回，或填写新值。",
                    name.en + " was cleared: the ledger takes nothing back (it was exported as '" +
                        exported(column.name) + "'). Put it back, or write the new value."};
    m_given.insert(column.name);
    return {};
}

/// No cell of an event: a row as it was, or one that only says who and when.
AskedEvent RowReader::without_event() const {
    for (const auto& column : m_form.columns) {
        const bool is_head = column.part == ListPart::happened_on ||
                             column.part == ListPart::actor || column.part == ListPart::role ||
                             column.part == ListPart::reason;
        if (!is_head || cell(column.name).empty()) continue;
        const auto name = shown(column);
        return refused({"填了 " + name.zh + "，却没有办理的内容。请在 event 列选择事件。",
                        name.en + " is filled in, but there is no event. Choose one in the column "
                                  "event."});
    }
    return {};
}

const EventKind* RowReader::chosen_kind() {
    return kind_cell().empty() ? only_fitting_kind() : named_kind();
}

/// Whether an event of the kind can be made of a new row, or of one that is there.
bool RowReader::may_follow(const EventKind& kind) const {
    if (!m_form.table->part_column.empty() || kind.opens == Opens::either) return true;
    return (kind.opens == Opens::yes) == is_new();
}

std::set<std::string> RowReader::columns_of(const EventKind& kind) const {
    std::set<std::string> columns;
    for (const auto& field : kind.fields) columns.insert(column_for(*m_form.table, kind, field));
    if (is_new()) columns.insert({"id", m_form.table->case_column, m_form.table->part_column});
    return columns;
}

std::string RowReader::foreign_to(const EventKind& kind) const {
    const auto columns = columns_of(kind);
    std::vector<std::string> foreign;
    for (const auto& name : m_given)
        if (!columns.contains(name)) foreign.push_back(name);
    return joined(foreign);
}

std::string RowReader::lacking(const EventKind& kind) const {
    std::vector<std::string> names;
    for (const auto& field : kind.fields)
        if (field.is_required && value_for(kind, field).empty())
            names.push_back(column_for(*m_form.table, kind, field));
    return joined(names);
}

const EventKind* RowReader::named_kind() {
    std::vector<std::string> names;
    for (const auto* kind : m_form.kinds) {
        if (may_follow(*kind)) names.push_back(kind->name);
        if (kind->name != kind_cell() || !may_follow(*kind)) continue;
        const auto foreign = foreign_to(*kind);
        if (foreign.empty()) return kind;
        m_why = {"事件 " + kind->name + " 不用这些列：" + foreign + "。请清空或改回，另行办理。",
                 "the event " + kind->name + " has no use for: " + foreign +
                     ". Clear them or put them back; they are another event."};
        return nullptr;
    }
    m_why = {"这一行不能办理 '" + kind_cell() + "'。可以：" + joined(names) + "。",
             "'" + kind_cell() + "' is no event of this row. There are: " + joined(names) + "."};
    return nullptr;
}

const EventKind* RowReader::only_fitting_kind() {
    std::vector<const EventKind*> fitting;
    std::vector<std::string> names;
    Text nearly;
    for (const auto* kind : m_form.kinds) {
        if (!may_follow(*kind) || !foreign_to(*kind).empty()) continue;
        if (const auto lack = lacking(*kind); !lack.empty()) {
            nearly.zh += " " + kind->name + " 还需要 " + lack + "。";
            nearly.en += " " + kind->name + " also needs " + lack + ".";
            continue;
        }
        fitting.push_back(kind);
        names.push_back(kind->name);
    }
    if (fitting.size() == 1) return fitting.front();
    const auto given = joined({m_given.begin(), m_given.end()});
    if (fitting.empty())
        m_why = {"所填的列 " + given + " 不能组成一个事件。" + nearly.zh +
                     "请补齐，或在 event 列选择事件。",
                 "the cells " + given + " make no event." + nearly.en +
                     " Fill in the rest, or choose in the column event."};
    else
        m_why = {"所填的列 " + given + " 可以是几种事件：" + joined(names) +
                     "。请在 event 列选择。",
                 "the cells " + given + " fit several events: " + joined(names) +
                     ". Choose in the column event."};
    return nullptr;
}

/// The text of a field: as filled in; when the event requires it, as the row shows it.
std::string RowReader::value_for(const EventKind& kind, const Field& field) const {
    const auto name = column_for(*m_form.table, kind, field);
    std::string text;
    if (m_given.contains(name)) text = cell(name);
    const bool is_part = name == m_form.table->part_column;
    if (text.empty() && (field.is_required || is_part)) text = exported(name);
    if (field.type == FieldType::day)
        if (auto day = iso_date(text)) return *day;
    return text;
}

std::string RowReader::case_id() const {
    const auto& column = m_form.table->case_column;
    const auto name = column.empty() ? std::string("id") : column;
    return is_new() ? cell(name) : exported(name);
}

SeenRow RowReader::seen() const {
    if (!is_new())
        if (auto seen = seen_by(m_form, m_row.key)) return *seen;
    const auto& part = m_form.table->part_column;
    if (part.empty()) return {case_table().name, case_id(), 0, {}};
    return {m_form.table->name, case_id() + "/" + cell(part), 0, {}};
}

Submission RowReader::head(const EventKind& kind) const {
    auto head = m_defaults;
    head.programme = m_form.owner->name;
    head.case_id = case_id();
    head.kind = kind.name;
    for (const auto& [name, member] : {std::pair{"event_by", &head.actor},
                                       {"event_role", &head.role},
                                       {"event_reason", &head.reason}})
        if (!cell(name).empty()) *member = cell(name);
    if (!cell("event_on").empty()) head.happened_on = compared(cell("event_on"));
    return head;
}

AskedEvent RowReader::event_of(const EventKind& kind) const {
    if (case_id().empty())
        return refused({"新增行没有编号。请填写。", "the new row has no id. Give it one."});
    WrittenEvent written{head(kind), {}};
    for (const auto& field : kind.fields)
        if (auto text = value_for(kind, field); !text.empty())
            written.fields[field.name] = std::move(text);
    try {
        Guarded guarded{submission_from(written), seen()};
        auto& submission = guarded.submission;
        const auto& key = m_row.seen_as.empty() ? m_row.key : m_row.seen_as;
        const auto& seen_as = key.empty() ? guarded.seen.id : key;
        if (submission.key.empty())
            submission.key = "list:" + sha256_of_text(m_form.table->name + "\n" + seen_as + "\n" +
                                                      content_hash(submission));
        return {std::move(guarded), {}};
    } catch (const InputError& error) {
        return refused(error.text());
    }
}

} // namespace

AskedEvent asked_event(const ListForm& form, const ReturnedRow& row, const Submission& defaults) {
    return RowReader(form, row, defaults).read();
}

std::string row_id(const ListForm& form, const ReturnedRow& row) {
    if (row.exported != nullptr) return cell_of(*row.exported, "id");
    if (form.table->case_column.empty()) return cell_of(row.cells, "id");
    const auto part = cell_of(row.cells, form.table->part_column);
    return cell_of(row.cells, form.table->case_column) + (part.empty() ? "" : "/" + part);
}

} // namespace geo::ledger
