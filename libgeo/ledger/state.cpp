// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/state.hpp"

#include <stdexcept>

#include "libgeo/ledger/programme.hpp"
#include "libgeo/ledger/tables.hpp"

namespace geo::ledger {

Row::Row(const StateTable& table, std::string id)
    : values(table.columns.size()), m_table(&table), m_id(std::move(id)) {}

std::size_t Row::index_of(std::string_view column) const {
    for (std::size_t i = 0; i < m_table->columns.size(); ++i)
        if (m_table->columns[i].name == column) return i;
    throw std::logic_error(m_table->name + " has no column " + std::string(column));
}

const Value& Row::operator[](std::string_view column) const {
    return values[index_of(column)];
}

Value& Row::operator[](std::string_view column) {
    return values[index_of(column)];
}

std::string Row::text(std::string_view column) const {
    return to_text((*this)[column]);
}

std::int64_t Row::whole(std::string_view column) const {
    const auto* number = std::get_if<std::int64_t>(&(*this)[column]);
    return number ? *number : 0;
}

void Row::add(std::string_view column, std::int64_t amount) {
    auto& value = (*this)[column];
    const auto* number = std::get_if<std::int64_t>(&value);
    std::int64_t sum = 0;
    if (__builtin_add_overflow(number ? *number : 0, amount, &sum))
        throw std::logic_error(m_table->name + "." + std::string(column) + ": sum too large");
    value = sum;
}

State::State(Loader loader, Counter counter)
    : m_loader(std::move(loader)), m_counter(std::move(counter)) {}

State::Cached& State::cached(std::string_view table, const std::string& id) const {
    auto of_table = m_rows.find(table);
    if (of_table == m_rows.end()) of_table = m_rows.try_emplace(std::string(table)).first;
    auto& rows = of_table->second;
    if (const auto found = rows.find(id); found != rows.end()) return found->second;
    const auto& shape = state_table(table);
    auto row = m_loader ? m_loader(shape, id) : std::nullopt;
    const bool is_there = row.has_value();
    return rows.emplace(id, Cached{is_there ? std::move(*row) : Row(shape, id), is_there, false})
        .first->second;
}

const Row* State::find(std::string_view table, const std::string& id) const {
    const auto& entry = cached(table, id);
    return entry.is_there ? &entry.row : nullptr;
}

Row& State::put(std::string_view table, const std::string& id) {
    auto& entry = cached(table, id);
    if (!entry.is_there) {
        auto count = m_places.find(table);
        if (count == m_places.end())
            count = m_places
                        .emplace(std::string(table),
                                 m_counter ? m_counter(state_table(table)) : std::int64_t{0})
                        .first;
        entry.row.place = ++count->second;
        entry.is_there = true;
    }
    if (entry.row.changed_by != m_event) ++entry.row.version;
    entry.row.changed_by = m_event;
    entry.is_changed = true;
    return entry.row;
}

} // namespace geo::ledger
