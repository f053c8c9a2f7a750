// SPDX-License-Identifier: Apache-2.0
// Addresses of databases, and days with a time.
#include <catch2/catch.hpp>

#include "libgeo/io/database_source.hpp"
#include "libgeo/io/date_time.hpp"
#include "unit/io/scratch.hpp"

using namespace geo;
using namespace geo::test;

TEST_CASE("Only libpq's own schemes are addresses of databases") {
    for (const char* address : {"postgresql://h/d", "postgres://h/d", "pg:service=a", "pg:"})
        CHECK(is_database(address));
    for (const char* path :
         {"pg", "PG:dbname=a", "a/postgresql://h", "postgresql:/h", "mysql://h/d", "p.gpkg", ""})
        CHECK_FALSE(is_database(path));
}

TEST_CASE("A layer follows the last colon that can be one") {
    const auto is = [](const std::string& text, const std::string& path, const std::string& layer) {
        const auto source = split_source(text);
        return source.path == path && source.layer == layer;
    };
    CHECK(is("a.gpkg:zones", "a.gpkg", "zones"));
    CHECK(is("a.gpkg", "a.gpkg", ""));
    CHECK(is("postgresql://h:5432/d", "postgresql://h:5432/d", ""));
    CHECK(is("postgresql://h:5432/d:public.t", "postgresql://h:5432/d", "public.t"));
    CHECK(is("postgresql:///d?host=/run/x:t", "postgresql:///d?host=/run/x", "t"));
    CHECK(is("pg:service=a", "pg:service=a", ""));
    CHECK(is("pg:service=a:园区.企业", "pg:service=a", "园区.企业"));
    const Scratch scratch;
    const auto odd = scratch.write("a:b.csv", "id\n");
    CHECK(is(odd, odd, ""));
}

TEST_CASE("An address with a password is refused and nobody repeats it") {
    for (const char* address :
         {"postgresql://me:geheim@h/d", "postgresql://h/d?password=geheim",
          "postgresql://h/d?PASS%57ORD=geheim", "pg:host=h password = 'geheim'",
          "pg:sslpassword=geheim", "postgres://a@b:geheim@h/d"}) {
        const auto text = error_of([&] { refuse_password(address); });
        CHECK(text.en.find("~/.pgpass") != std::string::npos);
        CHECK((text.zh + text.en).find("geheim") == std::string::npos);
    }
    for (const char* address : {"postgresql://me@h:5432/d", "pg:service=a passfile=x", "a:b@c.csv"})
        CHECK_NOTHROW(refuse_password(address));
}

TEST_CASE("Messages name the database and neither user nor parameters") {
    CHECK(shown_address("postgresql://me@h:5432/d?sslmode=require") == "postgresql://h:5432/d");
    CHECK(shown_address("postgres:///d?user=me") == "postgresql:///d");
    CHECK(shown_address("pg:user=me dbname=d  host=/run") == "pg:dbname=d host=/run");
}

TEST_CASE("Midnight is the day alone; any other time is kept with what is known of its zone") {
    CHECK(iso_text({2026, 11, 3, 0, 0, 0, 100}) == "2026-11-03");
    CHECK(iso_text({2026, 11, 3, 8, 5, 9, 0}) == "2026-11-03T08:05:09");
    CHECK(iso_text({2026, 11, 3, 8, 5, 9.25F, 100}) == "2026-11-03T08:05:09.250Z");
    CHECK(iso_text({2026, 11, 3, 8, 5, 0, 132}) == "2026-11-03T08:05:00+08:00");
    CHECK(iso_text({2026, 11, 3, 8, 5, 0, 86}) == "2026-11-03T08:05:00-03:30");
}
