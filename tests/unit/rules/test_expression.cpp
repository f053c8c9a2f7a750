// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/expression.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

#include "libgeo/core/error.hpp"
#include "libgeo/rules/expression_check.hpp"

using namespace geo;

namespace {

const std::vector<std::string> columns{"area_m2", "share", "name", "as_of", "missing", "园区"};
const std::vector<Value> row{std::int64_t{8000},        0.25,    std::string("Huai"),
                             std::string("2026-06-30"), Value{}, std::int64_t{7}};

Expression expression(std::string sql) {
    return {std::move(sql), {"包.toml，measure", "pack.toml, measure"}};
}

Value value_of(const std::string& sql, SandboxLimits limits = {}) {
    Sandbox sandbox(columns, limits);
    sandbox.load(row);
    return sandbox.evaluate(sandbox.compile(expression(sql)));
}

std::string error_of(const std::string& sql, SandboxLimits limits = {}) {
    try {
        value_of(sql, limits);
    } catch (const ConfigError& error) {
        CHECK_FALSE(error.text().zh.empty());
        return error.what();
    }
    return "no error";
}

bool is_refused(const std::string& sql) {
    const auto error = error_of(sql);
    INFO(sql << " -> " << error);
    return error.starts_with("pack.toml, measure: ");
}

double number(const std::string& sql) {
    return to_number(value_of(sql)).value_or(std::numeric_limits<double>::quiet_NaN());
}

} // namespace

TEST_CASE("Facts keep their type") {
    CHECK(value_of("typeof(area_m2)") == Value{std::string("integer")});
    CHECK(value_of("typeof(share)") == Value{std::string("real")});
    CHECK(value_of("typeof(name)") == Value{std::string("text")});
    CHECK(value_of("typeof(missing)") == Value{std::string("null")});
    CHECK(value_of("\"园区\" + 1") == Value{std::int64_t{8}});
}

TEST_CASE("Unknown goes through arithmetic and comparison") {
    for (const char* sql : {"missing", "missing + 1", "missing > 0", "area_m2 * missing",
                            "missing = missing", "NOT missing", "max(area_m2, missing)",
                            "missing AND area_m2 > 0", "missing OR area_m2 < 0", "area_m2 / 0"})
        CHECK(is_unknown(value_of(sql)));
    CHECK(number("missing AND area_m2 < 0") == 0); // false whatever is missing
    CHECK(number("missing OR area_m2 > 0") == 1);
    CHECK(number("missing IS NULL") == 1);
    CHECK(number("coalesce(missing, 5)") == 5);
}

TEST_CASE("A real that is not finite is unknown, on the way in and on the way out") {
    Sandbox sandbox(columns);
    auto odd = row;
    odd[1] = std::numeric_limits<double>::infinity();
    sandbox.load(odd);
    CHECK(is_unknown(sandbox.evaluate(sandbox.compile(expression("share")))));
    CHECK(is_unknown(sandbox.evaluate(sandbox.compile(expression("1e308 * 10")))));
}

TEST_CASE("Dates are ISO dates and move by years, months and days") {
    CHECK(value_of("date(as_of)") == Value{std::string("2026-06-30")});
    CHECK(value_of("date(as_of, '+5 years')") == Value{std::string("2031-06-30")});
    CHECK(value_of("date(as_of, '-1 month', '+2 days')") == Value{std::string("2026-06-01")});
    CHECK(value_of("date('2024-02-29', '+1 year')") == Value{std::string("2025-03-01")});
    CHECK(value_of("date('2024-01-31', '+1 month')") == Value{std::string("2024-03-02")});
    CHECK(number("julianday('2000-01-01')") == 2451544.5);
    CHECK(number("julianday('2026-07-01') - julianday(as_of)") == 1);
    for (const char* sql :
         {"date('2026-02-30')", "date('2026/01/01')", "date(' 2026-01-01')", "date(2026)",
          "date(missing)", "julianday('2026-01-01T00:00')", "date(as_of, 'start of month')",
          "date(as_of, '+1.5 days')", "date(as_of, 'localtime')", "date('9999-12-31', '+1 day')"})
        CHECK(is_unknown(value_of(sql)));
}

TEST_CASE("The sandbox reads nothing but the facts") {
    for (const char* sql : {
             "(SELECT count(*) FROM sqlite_master)",
             "(SELECT sql FROM sqlite_schema)",
             "(SELECT area_m2 FROM facts)",
             "EXISTS (SELECT 1)",
             "area_m2 IN (SELECT 1)",
             "area_m2 IN sqlite_master",
             "area_m2 IN json_each('[1]')",
             "area_m2 IN pragma_database_list",
             "(WITH RECURSIVE r(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM r) SELECT n FROM r)",
             "(VALUES (1))",
             "rowid",
             "_rowid_",
             "parkline_row",
             "sqlite_master.sql",
             "main.sqlite_master.name",
             "nothing.area_m2",
         })
        CHECK(is_refused(sql));
}

TEST_CASE("The sandbox cannot be left or changed") {
    for (const char* sql : {
             "1; DROP TABLE facts",
             "1) FROM facts; DELETE FROM facts; --",
             "1) FROM facts --",
             "1) FROM facts /*",
             "1), (2",
             "1) UNION SELECT (2",
             "1, 2",
             "*",
             "1 AS x",
             "ATTACH '/tmp/x.db' AS x",
             "PRAGMA writable_schema = 1",
             "load_extension('x')",
             "readfile('/etc/passwd')",
             "writefile('/tmp/x', 'y')",
             "fts3_tokenizer('x')",
             "zeroblob(1000000000)",
             "randomblob(8)",
             "random()",
             "printf('%1000000s', 'x')",
             "hex(name)",
             "quote(name)",
             "sqlite_version()",
             "changes()",
             "total_changes()",
             "last_insert_rowid()",
             "json_extract(name, '$')",
             "group_concat(name)",
             "count(*)",
             "row_number() OVER ()",
             "name LIKE '%a%'",
             "name GLOB 'a*'",
             "name REGEXP 'a'",
             "name MATCH 'a'",
             "name -> 'a'",
             "RAISE(ABORT, 'x')",
             "?",
             "?1",
             ":a",
             "@a",
             "$a",
             "",
             "   ",
             "(1",
             "'open",
             "\"no such fact\"",
             "x'",
         })
        CHECK(is_refused(sql));
    CHECK(is_refused(std::string("1\0+1", 4)));
    CHECK(is_refused("'\xBB\xB4'"));
}

TEST_CASE("There is no way to the clock") {
    for (const char* sql :
         {"date('now')", "date(' NOW ')", "julianday('now')", "date()", "julianday()",
          "CURRENT_DATE", "current_timestamp", "CURRENT_TIME", "datetime('now')", "time('now')",
          "strftime('%s', 'now')", "unixepoch()"})
        CHECK(is_refused(sql));
    for (const char* sql : {"date('no' || 'w')", "julianday(lower('NO') || 'w')",
                            "date(substr('know', 2, 3))", "date(trim('xnowx', 'x'))"})
        CHECK(is_unknown(value_of(sql)));
}

TEST_CASE("An error names the place, the byte, the reason and the expression") {
    CHECK(error_of("area_m2 + aera_m2") ==
          "pack.toml, measure: byte 10: there is no fact 'aera_m2'. There are: area_m2, share, "
          "name, as_of, missing, 园区. Did you mean 'area_m2'? Expression: area_m2 + aera_m2");
    CHECK(error_of("1 + random()") ==
          "pack.toml, measure: byte 4: the function random is not allowed. There are: abs, "
          "coalesce, date, ifnull, iif, instr, julianday, length, lower, max, min, nullif, round, "
          "substr, trim, typeof, upper. Expression: 1 + random()");
    CHECK(error_of("date('now')") ==
          "pack.toml, measure: byte 5: 'now' reads the clock; use the fact as_of. Expression: "
          "date('now')");
    CHECK(error_of("area_m2 > (SELECT 1)") ==
          "pack.toml, measure: byte 11: a subselect or statement ('SELECT') is not allowed; "
          "use facts only. Expression: area_m2 > (SELECT 1)");
    CHECK(error_of("area_m2 >").starts_with("pack.toml, measure: byte "));
    CHECK(error_of("abs(1, 2)").find("wrong number of arguments") != std::string::npos);
}

TEST_CASE("An expression has bounds") {
    const SandboxLimits tight{64, 100, 100};
    CHECK(error_of(std::string(65, ' ') + "1", tight) ==
          "pack.toml, measure: the expression is longer than 64 bytes. Split it into criteria or a "
          "decision table. Expression: " +
              std::string(65, ' ') + "1");
    std::string deep;
    for (int i = 0; i < 200; ++i) deep += "abs(";
    deep += "1" + std::string(200, ')');
    CHECK(error_of(deep).starts_with("pack.toml, measure: it is nested too deeply. Split it"));
    std::string text = "name";
    for (int i = 0; i < 40; ++i) text += " || name";
    CHECK(error_of(text, {4096, 100, 100000}).find("too big") != std::string::npos);
    CHECK(error_of("1", {64, 10, 100000}) ==
          "facts: their texts are longer than 10 bytes together. Shorten them.");
    std::string many = "0";
    for (int i = 0; i < 60; ++i) many += "+abs(area_m2)";
    CHECK(error_of(many, {4096, 65536, 0}).find("it runs longer than 0 steps") !=
          std::string::npos);
    CHECK(error_of("abs(-9223372036854775807 - 1)").find("integer overflow") != std::string::npos);
}

TEST_CASE("A message shows the beginning of a long expression, cut between characters") {
    const std::string brief(160, 'a');
    CHECK(shown_expression(brief) == brief);
    CHECK(shown_expression(brief + "b") == brief + " ...");
    CHECK(shown_expression(std::string(159, 'a') + "园区") == std::string(159, 'a') + " ...");
    CHECK(shown_expression(std::string(157, 'a') + "园区") == std::string(157, 'a') + "园 ...");
    CHECK(error_of(std::string(5000, 'n')).size() < 400);
}

TEST_CASE("An evaluation that takes more steps than its bound is stopped, alone and with others") {
    std::string group = "abs(area_m2)"; // sums of 60: the depth of an expression is bounded too
    for (int i = 1; i < 60; ++i) group += "+abs(area_m2)";
    const auto many = "(" + group + ")+(" + group + ")+(" + group + ")+(" + group + ")";
    CHECK(value_of(many) == Value{std::int64_t{240 * 8000}}); // within the bound it counts
    Sandbox sandbox(columns, {4096, 65536, 100});
    const auto is_stopped = [](const auto& evaluation) {
        try {
            evaluation();
        } catch (const ConfigError& error) {
            return std::string(error.what())
                .starts_with("pack.toml, measure: it runs longer than 100 steps");
        }
        return false;
    };
    sandbox.load(row);
    const auto brief = sandbox.compile(expression("area_m2 + 1"));
    const auto lengthy = sandbox.compile(expression(many));
    CHECK(is_stopped([&] { sandbox.evaluate(lengthy); }));
    std::vector<Value> values;
    CHECK(is_stopped([&] { sandbox.evaluate_all(values); }));
    CHECK(sandbox.evaluate(brief) == Value{std::int64_t{8001}}); // the count starts anew
}

TEST_CASE("An unknown condition is not taken for false: iif is unknown unless both results agree") {
    Sandbox sandbox(std::vector<std::string>{"flag", "small", "large"});
    const auto value = [&](const std::string& sql, const Value& flag) {
        sandbox.load(std::vector<Value>{flag, std::int64_t{2}, 2.0});
        return sandbox.evaluate(sandbox.compile(expression(sql)));
    };
    CHECK(is_unknown(value("iif(flag, 1, 0)", {})));
    CHECK(is_unknown(value("iif(flag > 3, 'a', 'b')", {})));
    CHECK(is_unknown(value("iif(flag, NULL, NULL)", {})));
    CHECK(is_unknown(value("iif(flag, '2', small)", {})));
    CHECK(to_number(value("iif(flag, small, large)", {})) == 2.0);
    CHECK(value("iif(flag > 3, 'a', 'a')", {}) == Value{std::string("a")});
    CHECK(value("iif(flag, 1, 0)", std::int64_t{7}) == Value{std::int64_t{1}});
    CHECK(value("iif(flag, 1, 0)", std::int64_t{0}) == Value{std::int64_t{0}});
    CHECK(value("iif(flag > 3, 'a', 'b')", 2.5) == Value{std::string("b")});
}

TEST_CASE("An expression names the facts it reads") {
    Sandbox sandbox(columns);
    const auto id = sandbox.compile(expression("iif(share > 0.5, area_m2, 2 * area_m2)"));
    CHECK(sandbox.columns_read(id) == std::vector<std::string>{"share", "area_m2"});
    const auto constant = sandbox.compile(expression("1"));
    CHECK(sandbox.columns_read(constant).empty());
}

TEST_CASE("Rows follow one another and leave nothing behind") {
    Sandbox sandbox(columns);
    const auto id = sandbox.compile(expression("missing"));
    CHECK(is_unknown(sandbox.evaluate(id)));
    auto other = row;
    other[4] = std::int64_t{3};
    sandbox.load(other);
    CHECK(sandbox.evaluate(id) == Value{std::int64_t{3}});
    sandbox.load(row);
    CHECK(is_unknown(sandbox.evaluate(id)));
}

TEST_CASE("Facts of equal names are refused, ignoring case") {
    const std::vector<std::string> twice{"Area", "area"};
    CHECK_THROWS_WITH(Sandbox(twice),
                      "facts: 'area' stands twice (ignoring case). Rename one of them.");
    const std::vector<std::string> empty{""};
    CHECK_THROWS_AS(Sandbox(empty), ConfigError);
    const std::vector<std::string> quoted{"a\"b", "drop table facts"};
    Sandbox sandbox(quoted);
    const auto id = sandbox.compile(expression("\"a\"\"b\""));
    CHECK(sandbox.columns_read(id) == std::vector<std::string>{"a\"b"});
}
