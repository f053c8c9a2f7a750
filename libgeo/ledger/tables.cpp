// SPDX-License-Identifier: Apache-2.0
#include "libgeo/ledger/tables.hpp"

#include <map>
#include <stdexcept>

#include "libgeo/io/staging.hpp"
#include "libgeo/ledger/ledger.hpp"

namespace geo::ledger {

const StateTable& case_table() {
    static const StateTable table{"ledger_case",
                                  {"案件", "cases"},
                                  {text_column("programme"), text_column("status"),
                                   text_column("opened_on"), text_column("last_on"),
                                   text_column("last_kind"), whole_column("events")}};
    return table;
}

namespace {

std::vector<const StateTable*> collected_tables() {
    std::vector<const StateTable*> tables{&case_table()};
    for (const auto* one : programmes())
        for (const auto& table : one->tables) tables.push_back(&table);
    return tables;
}

} // namespace

const std::vector<const StateTable*>& state_tables() {
    static const auto tables = collected_tables();
    return tables;
}

const StateTable& state_table(std::string_view name) {
    for (const auto* table : state_tables())
        if (table->name == name) return *table;
    throw std::logic_error("there is no state table " + std::string(name));
}

const std::string& programme_of_table(std::string_view name) {
    for (const auto* one : programmes())
        for (const auto& table : one->tables)
            if (table.name == name) return one->name;
    throw std::logic_error("no programme has the table " + std::string(name));
}

/// Raised when a programme makes other rows of the same columns.
constexpr const char* projection = "2 ";

std::string shape_of_tables() {
    std::string shape = projection;
    for (const auto* table : state_tables()) {
        shape += table->name + "(";
        for (const auto& column : table->columns)
            shape += column.name + (column.type == ColumnType::whole ? " whole," : " text,");
        shape += ")";
    }
    return sha256_of(std::as_bytes(std::span(shape.data(), shape.size())));
}

} // namespace geo::ledger
