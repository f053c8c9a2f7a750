// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/text.hpp"
#include "libgeo/core/value.hpp"

namespace geo {

/// "file, line 3, column 1" of a node, in both languages.
Text place_of(const toml::node& node);

/// Throws ConfigError: place of the node, subject (may be empty), why.
[[noreturn]] void fail_at(const toml::node& node, const Text& subject, const Text& why);

/// Reads the keys of one TOML table: a key that is missing, of the wrong type or unknown throws
/// ConfigError with its place. Internal to the reading of packs.
class TomlTable {
  public:
    /// `subject` names the table in messages, e.g. {"准则 P1", "criterion 'P1'"}.
    TomlTable(const toml::table& table, Text subject)
        : m_table(table), m_subject(std::move(subject)) {}

    const toml::table& table() const { return m_table; }
    const Text& subject() const { return m_subject; }
    void rename(Text subject) { m_subject = std::move(subject); }

    /// The node of a key, or nullptr. Marks the key as known.
    const toml::node* find(std::string_view key);
    const toml::node& need(std::string_view key);

    std::string string(std::string_view key);                       ///< required, not blank
    std::string string_or(std::string_view key, std::string other); ///< optional
    double number(std::string_view key);                            ///< required, finite
    double number_or(std::string_view key, double other);
    bool boolean_or(std::string_view key, bool other);
    Text text(std::string_view key);    ///< required { zh, en }, neither blank
    Text text_or(std::string_view key); ///< optional; empty when absent
    const toml::table* table_or_null(std::string_view key);
    std::string date_or(std::string_view key); ///< a TOML date or an ISO text; empty when absent
    std::string date(std::string_view key);

    /// One of `names`; anything else is refused with the list and the nearest.
    std::string choice(std::string_view key, const std::vector<std::string>& names);

    /// Throws when the table holds a key that nobody asked for.
    void finish() const;

    [[noreturn]] void fail(std::string_view key, const Text& why) const;

  private:
    const toml::table& m_table;
    Text m_subject;
    std::vector<std::string> m_known;
};

/// The elements of an array of tables; empty when the key is absent.
std::vector<const toml::table*> tables_of(TomlTable& table, std::string_view key);

/// A number, text or 0/1 for a boolean.
Value value_of(const toml::node& node, const Text& subject);

} // namespace geo
