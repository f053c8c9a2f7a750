// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libgeo/core/date.hpp"
#include "libgeo/core/text.hpp"
#include "libgeo/core/value.hpp"

namespace geo {

/// An SQL expression over facts as it stands in a pack.
struct Expression {
    std::string sql; ///< empty: there is none
    Text where;      ///< file, line, column, criterion and key, for messages

    bool empty() const { return sql.empty(); }
};

/// Bounds of one expression.
struct SandboxLimits {
    std::size_t expression_bytes = 4096;
    std::size_t value_bytes = 65536; ///< longest text of an expression, and longest row of facts
    int steps = 100000;              ///< virtual machine steps of one evaluation
};

/// Runs SQL expressions over one row of facts and over nothing else.
///
/// An in-memory SQLite connection with one table, `facts`, of one row. Columns have no type of
/// their own: a fact keeps its type, unknown is NULL. Everything else is refused: other tables,
/// subselects, writes, ATTACH, PRAGMA, parameters, comments, functions outside the allow-list and
/// every way to the clock or to chance. `date` and `julianday` are our own, take ISO dates
/// (YYYY-MM-DD) only, and give NULL for any other text, "now" included.
/// One object serves one thread at a time.
class Sandbox {
  public:
    /// A table with these columns, all unknown. Throws ConfigError when two names are equal
    /// ignoring ASCII case, one is empty, or there are more than 1,900.
    explicit Sandbox(std::span<const std::string> columns, SandboxLimits limits = {});
    ~Sandbox();
    Sandbox(Sandbox&&) noexcept;
    Sandbox& operator=(Sandbox&&) noexcept;

    /// Checks and prepares an expression; the number names it in `evaluate`. Throws ConfigError
    /// with the byte offset and the expression when it is refused or wrong.
    std::size_t compile(const Expression& expression);

    /// The columns an expression reads, in the order of first use.
    const std::vector<std::string>& columns_read(std::size_t compiled) const;

    /// Replaces the row. `row` has one value per column, in column order; reals that are not
    /// finite count as unknown. Throws ConfigError when the texts are longer than `value_bytes`.
    void load(std::span<const Value> row);

    /// The value of a compiled expression for the row; a real that is not finite is unknown.
    /// Throws ConfigError when it runs too long, makes too long a text or overflows.
    Value evaluate(std::size_t compiled);

    /// The values of all compiled expressions for the row, in the order of compiling: one statement
    /// instead of many. Throws as `evaluate` does.
    void evaluate_all(std::vector<Value>& values);

  private:
    struct Implementation;
    std::unique_ptr<Implementation> m;
};

/// Names of the functions an expression may call, sorted.
std::span<const std::string_view> allowed_functions();

} // namespace geo
