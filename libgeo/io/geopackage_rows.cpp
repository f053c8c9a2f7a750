// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/geopackage_rows.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>

#include <ogrsf_frmts.h>
#include <sqlite3.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "libgeo/io/field_reader.hpp"
#include "libgeo/io/plain_wkb.hpp"
#include "libgeo/io/raw_chunks.hpp"

namespace geo {

namespace {

/// Thrown where GDAL has to judge.
struct Unusual {};

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

/// One connection that only reads, in one transaction until it is closed.
class Connection {
  public:
    explicit Connection(const std::string& path) {
        sqlite3* database = nullptr;
        const int result = sqlite3_open_v2(path.c_str(), &database,
                                           SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
        m_database.reset(database);
        if (result != SQLITE_OK ||
            sqlite3_exec(database, "BEGIN", nullptr, nullptr, nullptr) != SQLITE_OK)
            throw Unusual();
    }

    Statement prepare(const std::string& sql) const {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(m_database.get(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
            throw Unusual();
        return Statement(statement);
    }

  private:
    std::unique_ptr<sqlite3, CloseDatabase> m_database;
};

bool has_row(sqlite3_stmt* statement) {
    const int result = sqlite3_step(statement);
    if (result != SQLITE_ROW && result != SQLITE_DONE) throw Unusual();
    return result == SQLITE_ROW;
}

std::string identifier(const std::string& name) {
    std::string text = "\"";
    for (const char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + "\"";
}

/// What to ask for, and how to read it.
struct Plan {
    std::string path;
    std::string table;
    std::string sql; ///< rows of a range: id twice, geometry, fields
    std::vector<FieldReader> readers;
    std::vector<std::size_t> target; ///< columns of the layer that are wanted
};

/// A file beside which SQLite keeps a journal or a log may hold more than its own bytes.
void require_settled(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::array<char, 20> header{};
    file.read(header.data(), static_cast<std::streamsize>(header.size()));
    if (!file || header[18] != 1 || header[19] != 1 || path.starts_with("file:")) throw Unusual();
    for (const char* other : {"-journal", "-wal"})
        if (std::filesystem::exists(path + other)) throw Unusual();
}

Plan plan_of(OGRLayer& layer, const std::string& path, const std::vector<char>& wanted) {
    Plan plan{path, layer.GetName(), {}, {}, {}};
    const std::string id = layer.GetFIDColumn();
    const std::string geometry = layer.GetGeometryColumn();
    if (id.empty() || geometry.empty()) throw Unusual();
    // The second is the row's place in the table, whatever the first turns out to be.
    plan.sql = "SELECT t." + identifier(id) + ", t._rowid_, t." + identifier(geometry);
    std::vector<std::string> names{id, geometry};
    auto* definition = layer.GetLayerDefn();
    for (int i = 0; i < definition->GetFieldCount(); ++i) {
        const auto& field = *definition->GetFieldDefn(i);
        names.emplace_back(field.GetNameRef());
        const bool is_wanted = wanted[static_cast<std::size_t>(i)] != 0;
        if (!is_wanted && !FieldReader::may_warn(field)) continue;
        plan.sql += ", t." + identifier(names.back());
        plan.readers.emplace_back(field, is_wanted);
        if (is_wanted) plan.target.push_back(static_cast<std::size_t>(i));
    }
    for (const auto& name : names)
        if (ascii_lower(name) == "_rowid_") throw Unusual();
    plan.sql += " FROM " + identifier(plan.table) + " t WHERE t._rowid_ BETWEEN ?1 AND ?2 " +
                "ORDER BY t._rowid_";
    return plan;
}

/// Ids of the first and the last row; the first is the larger one when there is none.
struct Range {
    std::int64_t first = 1;
    std::int64_t last = 0;
};

Range range_of(const Connection& connection, const std::string& table) {
    const auto kind = connection.prepare(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1 AND sql NOT LIKE "
        "'CREATE VIRTUAL%'");
    sqlite3_bind_text(kind.get(), 1, table.c_str(), -1, SQLITE_STATIC);
    if (!has_row(kind.get())) throw Unusual();
    const auto ends = connection.prepare("SELECT (SELECT min(_rowid_) FROM " + identifier(table) +
                                         "), (SELECT max(_rowid_) FROM " + identifier(table) + ")");
    if (!has_row(ends.get())) throw Unusual();
    if (sqlite3_column_type(ends.get(), 0) == SQLITE_NULL) return {};
    return {sqlite3_column_int64(ends.get(), 0), sqlite3_column_int64(ends.get(), 1)};
}

/// Cuts a range into about `pieces` of equal length.
std::vector<Range> cut(Range all, std::size_t pieces) {
    std::vector<Range> ranges;
    if (all.first > all.last) return ranges;
    const auto span = static_cast<std::uint64_t>(all.last) - static_cast<std::uint64_t>(all.first);
    const std::uint64_t step = span / pieces + 1;
    for (std::uint64_t from = 0;; from += step) {
        const std::uint64_t to = span - from < step ? span : from + step - 1;
        const auto base = static_cast<std::uint64_t>(all.first);
        ranges.push_back(
            {static_cast<std::int64_t>(base + from), static_cast<std::int64_t>(base + to)});
        if (to == span) return ranges;
    }
}

/// The WKB in a GeoPackage's geometry. Throws Unusual when GDAL would not take it as it is.
std::span<const std::byte> wkb_in(std::span<const std::byte> blob) {
    constexpr std::array<std::size_t, 5> envelope_doubles{0, 4, 6, 6, 8};
    if (blob.size() < 8 || blob[0] != std::byte{'G'} || blob[1] != std::byte{'P'} ||
        blob[2] != std::byte{0})
        throw Unusual();
    const auto flags = std::to_integer<unsigned>(blob[3]);
    const std::size_t envelope = flags >> 1U & 7U;
    if (flags >> 5U != 0 || envelope >= envelope_doubles.size()) throw Unusual();
    const std::size_t header = 8 + envelope_doubles[envelope] * sizeof(double);
    if (blob.size() < header || !is_plain_wkb(blob.subspan(header))) throw Unusual();
    return blob.subspan(header);
}

void take_geometry(sqlite3_stmt* row, RawChunk& chunk) {
    constexpr int column = 2;
    const int type = sqlite3_column_type(row, column);
    if (type == SQLITE_BLOB) {
        const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(row, column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(row, column));
        const auto wkb = wkb_in({bytes, size});
        chunk.wkb.insert(chunk.wkb.end(), wkb.begin(), wkb.end());
        chunk.has_geometry = true;
    } else if (type != SQLITE_NULL) {
        throw Unusual();
    }
    chunk.wkb_end.push_back(chunk.wkb.size());
}

void take_row(sqlite3_stmt* row, const Plan& plan, RawChunk& chunk) {
    const auto number = sqlite3_column_int64(row, 0);
    if (number != sqlite3_column_int64(row, 1)) throw Unusual();
    chunk.numbers.push_back(number);
    take_geometry(row, chunk);
    constexpr int first_field = 3;
    std::size_t wanted = 0;
    for (std::size_t k = 0; k < plan.readers.size(); ++k) {
        auto value = plan.readers[k].read(row, first_field + static_cast<int>(k));
        if (!value) throw Unusual();
        if (plan.readers[k].is_wanted()) chunk.columns[wanted++].push_back(std::move(*value));
    }
}

/// A connection with its statement: one a thread.
class RowReader {
  public:
    explicit RowReader(const Plan& plan)
        : m_plan(&plan), m_connection(plan.path), m_rows(m_connection.prepare(plan.sql)) {}

    RawChunk read(Range range) {
        RawChunk chunk;
        chunk.columns.resize(m_plan->target.size());
        sqlite3_reset(m_rows.get());
        sqlite3_bind_int64(m_rows.get(), 1, range.first);
        sqlite3_bind_int64(m_rows.get(), 2, range.last);
        while (has_row(m_rows.get())) take_row(m_rows.get(), *m_plan, chunk);
        return chunk;
    }

  private:
    const Plan* m_plan;
    Connection m_connection;
    Statement m_rows;
};

void read_rows(const Plan& plan, RawLayer& raw) {
    require_settled(plan.path);
    const Connection keeper(plan.path); // nobody can write between the first look and the last row
    const Range all = range_of(keeper, plan.table);
    constexpr std::uintmax_t bytes_of_piece = 1 << 18;
    const auto bytes = std::filesystem::file_size(plan.path);
    const auto ranges = cut(
        all, static_cast<std::size_t>(std::clamp<std::uintmax_t>(bytes / bytes_of_piece, 1, 128)));
    std::vector<RawChunk> chunks(ranges.size());
    tbb::enumerable_thread_specific<RowReader> readers([&] { return RowReader(plan); });
    tbb::parallel_for(std::size_t{0}, ranges.size(),
                      [&](std::size_t i) { chunks[i] = readers.local().read(ranges[i]); });
    join_chunks(chunks, plan.target, raw);
}

} // namespace

bool read_geopackage_rows(OGRLayer& layer, const std::string& path, const std::vector<char>& wanted,
                          RawLayer& raw) {
    try {
        read_rows(plan_of(layer, path, wanted), raw);
        return true;
    } catch (const Unusual&) {
        return false;
    }
}

} // namespace geo
