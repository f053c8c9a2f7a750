// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/expression.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "libgeo/core/error.hpp"
#include "libgeo/rules/date_functions.hpp"
#include "libgeo/rules/expression_check.hpp"
#include "libgeo/rules/facts_table.hpp"
#include "libgeo/rules/iif_function.hpp"

namespace geo {

namespace {

constexpr std::array<std::string_view, 17> functions{
    "abs", "coalesce", "date",   "ifnull", "iif",    "instr", "julianday", "length", "lower",
    "max", "min",      "nullif", "round",  "substr", "trim",  "typeof",    "upper"};

constexpr std::string_view opening = "SELECT (";
constexpr std::string_view closing = "\n) FROM facts";
constexpr std::size_t most_columns = 1900; // SQLite's own limit is 2000
constexpr int steps_between_looks = 100;

struct CloseConnection {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// "a, b, c ..." with at most ten names.
std::string some_of(std::span<const std::string> names) {
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < 10; ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    return names.size() > 10 ? text + " ..." : text;
}

std::string all_functions() {
    std::string text;
    for (const auto name : functions) text += (text.empty() ? "" : ", ") + std::string(name);
    return text;
}

/// What the authorizer has seen of the statement being prepared.
struct Watch {
    int selects = 0;
    std::vector<std::string> read;
    Text denial;        ///< filled in when something was refused
    std::string denied; ///< the word that was refused, to find its place
};

int deny(Watch& watch, const char* word, Text why) {
    if (watch.denial.en.empty()) {
        watch.denial = std::move(why);
        watch.denied = word == nullptr ? "" : word;
    }
    return SQLITE_DENY;
}

int authorize_read(Watch& watch, const char* table, const char* column) {
    const std::string name = column == nullptr ? "" : column;
    if (std::string_view(table == nullptr ? "" : table) != "facts" || name == "ROWID")
        return deny(watch, table,
                    {"只能读取事实，不能读取其他表。请只用事实和参数的名称",
                     "only facts can be read, no other table. Use names of facts and parameters "
                     "only"});
    if (!name.empty() && std::find(watch.read.begin(), watch.read.end(), name) == watch.read.end())
        watch.read.push_back(name);
    return SQLITE_OK;
}

int authorize_function(Watch& watch, const char* function) {
    const auto name = ascii_lower(function == nullptr ? "" : function);
    if (std::binary_search(functions.begin(), functions.end(), name)) return SQLITE_OK;
    return deny(watch, function,
                {"不允许函数 " + name + "。可用：" + all_functions(),
                 "the function " + name + " is not allowed. There are: " + all_functions()});
}

int authorize(void* context, int action, const char* first, const char* second, const char*,
              const char*) {
    auto& watch = *static_cast<Watch*>(context);
    switch (action) {
    case SQLITE_SELECT:
        if (++watch.selects == 1) return SQLITE_OK;
        return deny(watch, "select",
                    {"不允许子查询。请改用决策表 [[table]] 或事实",
                     "a subselect is not allowed. Use a decision table or a "
                     "fact"});
    case SQLITE_READ:
        return authorize_read(watch, first, second);
    case SQLITE_FUNCTION:
        return authorize_function(watch, second);
    default:
        return deny(watch, first,
                    {"不允许此操作。请只写事实上的算式",
                     "this is not allowed. Write an expression over facts only"});
    }
}

[[noreturn]] void fail(const Expression& expression, const Text& why) {
    const bool is_question = why.en.ends_with('?');
    throw ConfigError({expression.where.zh + "：" + why.zh + (is_question ? "" : "。") +
                           "表达式：" + shown_expression(expression.sql),
                       expression.where.en + ": " + why.en + (is_question ? "" : ".") +
                           " Expression: " + shown_expression(expression.sql)});
}

[[noreturn]] void fail_at(const Expression& expression, std::size_t offset, const Text& why) {
    fail(expression, {"第 " + std::to_string(offset) + " 字节：" + why.zh,
                      "byte " + std::to_string(offset) + ": " + why.en});
}

constexpr std::string_view no_column = "no such column: ";

Text explain_missing(std::string_view message, std::span<const std::string> columns) {
    const std::string name(message.substr(no_column.size()));
    const auto near = nearest_word(name, columns);
    Text why{"没有事实“" + name + "”。现有：" + some_of(columns),
             "there is no fact '" + name + "'. There are: " + some_of(columns)};
    if (near.empty()) return why;
    return {why.zh + "。是否指“" + std::string(near) + "”？",
            why.en + ". Did you mean '" + std::string(near) + "'?"};
}

} // namespace

std::span<const std::string_view> allowed_functions() {
    return functions;
}

struct Sandbox::Implementation {
    struct Compiled {
        Expression source;
        Statement statement;
        std::vector<std::string> read;
    };

    FactsRow facts;
    const std::vector<std::string>& columns = facts.columns;
    SandboxLimits limits;
    Watch watch;
    int looks_left = 0;
    Connection connection;
    std::vector<Compiled> compiled;
    Statement together; ///< all that is compiled as one statement; made when first asked for

    Implementation(std::span<const std::string> names, SandboxLimits bounds)
        : facts{{names.begin(), names.end()}, std::vector<Value>(names.size())}, limits(bounds) {
        check_columns();
        open();
        restrict_size();
    }

    void check_columns() const {
        std::vector<std::string> seen;
        for (const auto& name : columns) {
            if (name.empty() || name.find('\0') != std::string::npos || !is_utf8(name))
                throw ConfigError({"事实名为空或不是 UTF-8 文本。请改名。",
                                   "facts: a name is empty or not UTF-8 text. Rename it."});
            seen.push_back(ascii_lower(name));
        }
        std::sort(seen.begin(), seen.end());
        const auto twice = std::adjacent_find(seen.begin(), seen.end());
        if (twice != seen.end())
            throw ConfigError(
                {"事实“" + *twice + "”出现两次（不分大小写）。请改名其一。",
                 "facts: '" + *twice + "' stands twice (ignoring case). Rename one of them."});
        if (columns.size() > most_columns)
            throw ConfigError(
                {"事实太多：" + std::to_string(columns.size()) + "，上限 1900。请减少。",
                 "facts: there are " + std::to_string(columns.size()) +
                     ", more than 1900. Leave some out."});
    }

    void check(int code) const {
        if (code != SQLITE_OK)
            throw std::runtime_error("rules sandbox, SQLite says: " +
                                     std::string(sqlite3_errmsg(connection.get())));
    }

    void open() {
        sqlite3* raw = nullptr;
        constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY |
                              SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOMUTEX;
        const int code = sqlite3_open_v2(":memory:", &raw, flags, nullptr);
        connection.reset(raw);
        check(code);
        for (const int option :
             {SQLITE_DBCONFIG_DEFENSIVE, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION,
              SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL})
            check(sqlite3_db_config(raw, option, option == SQLITE_DBCONFIG_DEFENSIVE ? 1 : 0,
                                    static_cast<int*>(nullptr)));
        register_date_functions(raw);
        register_iif_function(raw);
        looks_left = std::numeric_limits<int>::max();
        check(register_facts_table(raw, &facts));
        check(sqlite3_exec(raw, "SELECT 1 FROM facts", nullptr, nullptr, nullptr)); // makes it
        check(sqlite3_set_authorizer(raw, authorize, &watch));
        sqlite3_progress_handler(raw, steps_between_looks, count_down, this);
    }

    static int count_down(void* self) {
        return --static_cast<Implementation*>(self)->looks_left < 0 ? 1 : 0;
    }

    void restrict_size() {
        const auto bound = [&](int what, std::size_t value) {
            sqlite3_limit(connection.get(), what, static_cast<int>(value));
        };
        bound(SQLITE_LIMIT_LENGTH, limits.value_bytes);
        bound(SQLITE_LIMIT_EXPR_DEPTH, 100);
        bound(SQLITE_LIMIT_COMPOUND_SELECT, 1);
        bound(SQLITE_LIMIT_ATTACHED, 0);
        bound(SQLITE_LIMIT_TRIGGER_DEPTH, 0);
    }

    /// Place and reason of what SQLite refused just now.
    [[noreturn]] void fail_preparing(const Expression& expression) const {
        const std::string message = sqlite3_errmsg(connection.get());
        const int at = sqlite3_error_offset(connection.get());
        auto offset = at < static_cast<int>(opening.size())
                          ? std::size_t{0}
                          : static_cast<std::size_t>(at) - opening.size();
        offset = std::min(offset, expression.sql.size());
        if (!watch.denial.en.empty()) {
            const auto found = ascii_lower(expression.sql).find(ascii_lower(watch.denied));
            if (found != std::string::npos) offset = found;
            fail_at(expression, offset, watch.denial);
        }
        if (message.starts_with(no_column))
            fail_at(expression, offset, explain_missing(message, columns));
        if (message.find("stack overflow") != std::string::npos ||
            message.find("too large") != std::string::npos)
            fail(expression,
                 {"嵌套太深。请拆成几个准则或决策表",
                  "it is nested too deeply. Split it into criteria or a decision table"});
        fail_at(expression, offset,
                {"SQLite 报告：" + message + "。请改正此处",
                 "SQLite says: " + message + ". Correct it there"});
    }

    std::size_t compile(const Expression& expression) {
        if (expression.sql.size() > limits.expression_bytes)
            fail(expression,
                 {"表达式超过 " + std::to_string(limits.expression_bytes) +
                      " 字节。请拆成几个准则或决策表",
                  "the expression is longer than " + std::to_string(limits.expression_bytes) +
                      " bytes. Split it into criteria or a decision table"});
        if (const auto refusal = find_refusal(expression.sql))
            fail_at(expression, refusal->offset, refusal->why);
        const auto sql = std::string(opening) + expression.sql + std::string(closing);
        int code = SQLITE_OK;
        auto statement = prepare(sql, code);
        auto* raw = statement.get();
        if (code != SQLITE_OK) fail_preparing(expression);
        if (sqlite3_column_count(raw) != 1 || sqlite3_stmt_readonly(raw) == 0)
            fail(expression, {"只能有一个表达式。请去掉顶层的逗号",
                              "it has to be one expression. Remove the comma between them"});
        compiled.push_back({expression, std::move(statement), watch.read});
        together.reset();
        return compiled.size() - 1;
    }

    Statement prepare(const std::string& sql, int& code) {
        watch = {};
        sqlite3_stmt* raw = nullptr;
        looks_left = limits.steps / steps_between_looks;
        code = sqlite3_prepare_v3(connection.get(), sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT,
                                  &raw, nullptr);
        return Statement(raw);
    }

    /// Every expression was accepted by itself, so the statement of all of them is too.
    void prepare_together() {
        std::string sql = "SELECT ";
        for (std::size_t i = 0; i < compiled.size(); ++i)
            sql += (i == 0 ? "(" : ", (") + compiled[i].source.sql + "\n)";
        int code = SQLITE_OK;
        together = prepare(sql + " FROM facts", code);
        check(code);
    }

    void evaluate_all(std::vector<Value>& values) {
        if (compiled.empty()) return values.clear();
        if (!together) prepare_together();
        values.resize(compiled.size());
        auto* statement = together.get();
        looks_left = limits.steps / steps_between_looks;
        watch = {};
        const bool is_done = sqlite3_step(statement) == SQLITE_ROW;
        for (std::size_t i = 0; is_done && i < values.size(); ++i)
            values[i] = read_column(statement, static_cast<int>(i));
        sqlite3_reset(statement);
        if (is_done) return;
        for (std::size_t i = 0; i < values.size(); ++i) // one by one, to know which it is
            values[i] = evaluate(compiled[i]);
    }

    void load(std::span<const Value> row) {
        if (row.size() != columns.size())
            throw std::logic_error("rules sandbox: the row does not fit the columns");
        std::size_t bytes = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto* text = std::get_if<std::string>(&row[i]);
            if (text == nullptr) continue;
            if (text->size() > limits.value_bytes)
                throw ConfigError({"事实“" + columns[i] + "”的文本太长。请缩短。",
                                   "fact '" + columns[i] + "': the text is longer than " +
                                       std::to_string(limits.value_bytes) + " bytes. Shorten it."});
            bytes += text->size();
        }
        if (bytes > limits.value_bytes)
            throw ConfigError(
                {"事实的文本合计太长。请缩短。", "facts: their texts are longer than " +
                                                     std::to_string(limits.value_bytes) +
                                                     " bytes together. Shorten them."});
        std::copy(row.begin(), row.end(), facts.values.begin());
    }

    Value evaluate(Compiled& one) {
        auto* statement = one.statement.get();
        looks_left = limits.steps / steps_between_looks;
        watch = {};
        const int code = sqlite3_step(statement);
        Value value;
        if (code == SQLITE_ROW) value = read_column(statement, 0);
        const std::string message = sqlite3_errmsg(connection.get());
        sqlite3_reset(statement);
        if (code == SQLITE_INTERRUPT)
            fail(one.source,
                 {"计算超过 " + std::to_string(limits.steps) + " 步。请拆短",
                  "it runs longer than " + std::to_string(limits.steps) + " steps. Shorten it"});
        if (code != SQLITE_ROW)
            fail(one.source, {"SQLite 报告：" + message + "。请改正表达式",
                              "SQLite says: " + message + ". Correct the expression"});
        return value;
    }
};

Sandbox::Sandbox(std::span<const std::string> columns, SandboxLimits limits)
    : m(std::make_unique<Implementation>(columns, limits)) {}
Sandbox::~Sandbox() = default;
Sandbox::Sandbox(Sandbox&&) noexcept = default;
Sandbox& Sandbox::operator=(Sandbox&&) noexcept = default;

std::size_t Sandbox::compile(const Expression& expression) {
    return m->compile(expression);
}

const std::vector<std::string>& Sandbox::columns_read(std::size_t compiled) const {
    return m->compiled.at(compiled).read;
}

void Sandbox::load(std::span<const Value> row) {
    m->load(row);
}

void Sandbox::evaluate_all(std::vector<Value>& values) {
    m->evaluate_all(values);
}

Value Sandbox::evaluate(std::size_t compiled) {
    return m->evaluate(m->compiled.at(compiled));
}

} // namespace geo
