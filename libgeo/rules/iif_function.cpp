// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/iif_function.hpp"

#include <sqlite3.h>

#include <cstring>
#include <stdexcept>

namespace geo {

namespace {

bool is_text(sqlite3_value* value) {
    return sqlite3_value_type(value) == SQLITE_TEXT;
}

bool is_null(sqlite3_value* value) {
    return sqlite3_value_type(value) == SQLITE_NULL;
}

bool are_same(sqlite3_value* a, sqlite3_value* b) {
    if (is_null(a) || is_null(b) || is_text(a) != is_text(b)) return false;
    if (!is_text(a)) return sqlite3_value_double(a) == sqlite3_value_double(b);
    const auto size = sqlite3_value_bytes(a);
    return size == sqlite3_value_bytes(b) &&
           std::memcmp(sqlite3_value_text(a), sqlite3_value_text(b),
                       static_cast<std::size_t>(size)) == 0;
}

void sql_iif(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
    auto* const then = values[1];
    auto* const otherwise = values[2];
    if (!is_null(values[0]))
        return sqlite3_result_value(context,
                                    sqlite3_value_double(values[0]) != 0 ? then : otherwise);
    if (are_same(then, otherwise)) return sqlite3_result_value(context, then);
    sqlite3_result_null(context);
}

} // namespace

void register_iif_function(sqlite3* connection) {
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    if (sqlite3_create_function_v2(connection, "iif", 3, flags, nullptr, sql_iif, nullptr, nullptr,
                                   nullptr) != SQLITE_OK)
        throw std::runtime_error("SQLite refuses the function iif");
}

} // namespace geo
