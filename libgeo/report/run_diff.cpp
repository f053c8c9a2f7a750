// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/run_diff.hpp"

#include <filesystem>
#include <set>

#include "libgeo/core/error.hpp"
#include "libgeo/core/text.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/report/manifest_file.hpp"

namespace geo {

namespace {

/// Which fields of a published table say that something changed.
struct Compared {
    const char* what;
    const char* file;
    std::vector<std::string> key;
    std::vector<std::string> fields;
};

const std::vector<Compared>& compared_tables() {
    static const std::vector<Compared> tables{
        {"park",
         "parks.csv",
         {"park_id"},
         {"name", "verdict", "score", "vetoes", "failed", "unknown", "review", "area_m2",
          "conflict_m2", "certain_m2"}},
        {"conflict",
         "conflicts.csv",
         {"park_id", "zone_id"},
         {"status", "zone_class", "area_m2", "certain_m2", "possible_m2"}},
        {"site",
         "sites.csv",
         {"site_id"},
         {"status", "park_id", "zone_ids", "nearest_zone_id", "distance_class", "lon", "lat"}},
        {"enterprise", "enterprises.csv", {"site_id"}, {"outcome", "route", "park_id", "missing"}},
        {"township",
         "townships.csv",
         {"code"},
         {"name", "county_code", "title", "status", "area_m2", "redline_m2"}},
        {"coverage",
         "coverage.csv",
         {"county_code", "title", "denominator_kind"},
         {"denominator", "named", "named_area_m2", "still_needed"}}};
    return tables;
}

class Differences {
  public:
    Differences() {
        m_table.name = "diff";
        m_table.columns = {text_column("what"),  text_column("id"),     text_column("change"),
                           text_column("field"), text_column("before"), text_column("after")};
    }

    void add(const std::string& what, const std::string& id, const char* change,
             const std::string& field, const std::string& before, const std::string& after) {
        m_table.rows.push_back({what, id, std::string(change), field, before, after});
    }

    /// Two texts of the same thing; nothing when they are equal.
    void compare(const std::string& what, const std::string& id, const std::string& field,
                 const std::string& before, const std::string& after) {
        if (before == after) return;
        const char* change = before.empty() ? "appeared" : after.empty() ? "vanished" : "changed";
        add(what, id, change, field, before, after);
    }

    Table finish() { return std::move(m_table); }

  private:
    Table m_table;
};

/// A published table with its rows by their key.
class KeyedTable {
  public:
    KeyedTable(const std::string& path, const std::vector<std::string>& key)
        : m_path(path), m_table(table_from_csv(read_whole_file(path), path)) {
        for (std::size_t i = 0; i < m_table.columns.size(); ++i)
            m_columns[m_table.columns[i].name] = i;
        for (const auto& name : key) table_column(m_table, name, path);
        for (const auto& row : m_table.rows)
            if (!m_by_key.emplace(key_of(row, key), &row).second)
                refuse(key_of(row, key) + " 出现两次", key_of(row, key) + " stands twice");
    }
    KeyedTable(const KeyedTable&) = delete;
    KeyedTable& operator=(const KeyedTable&) = delete;

    const std::map<std::string, const std::vector<Value>*>& by_key() const { return m_by_key; }

    /// Empty for a column that this version of the program did not write.
    std::string cell(const std::vector<Value>& row, const std::string& field) const {
        const auto column = m_columns.find(field);
        return column == m_columns.end() ? std::string() : to_text(row[column->second]);
    }

  private:
    std::string key_of(const std::vector<Value>& row, const std::vector<std::string>& key) const {
        std::string text;
        for (const auto& name : key) text += (text.empty() ? "" : " × ") + cell(row, name);
        return text;
    }

    [[noreturn]] void refuse(const std::string& zh, const std::string& en) const {
        throw InputError(
            {m_path + "：" + zh + "，无法比较。请重新运行项目。",
             m_path + ": " + en + ", so it cannot be compared. Run the project again."});
    }

    std::string m_path;
    Table m_table;
    std::map<std::string, std::size_t> m_columns;
    std::map<std::string, const std::vector<Value>*> m_by_key;
};

/// All keys of both sides, in the order of ids.
template <typename Map> std::vector<std::string> all_keys(const Map& before, const Map& after) {
    std::set<std::string> keys;
    for (const auto& [key, row] : before) keys.insert(key);
    for (const auto& [key, row] : after) keys.insert(key);
    std::vector<std::string> sorted(keys.begin(), keys.end());
    std::sort(sorted.begin(), sorted.end(), id_less);
    return sorted;
}

void compare_cells(const std::string& what, const std::string& id, const std::string& field,
                   const std::string& before, const std::string& after, Differences& differences) {
    if (before != after) differences.add(what, id, "changed", field, before, after);
}

void compare_tables(const Compared& spec, const std::string& before_path,
                    const std::string& after_path, Differences& differences) {
    const KeyedTable before(before_path, spec.key);
    const KeyedTable after(after_path, spec.key);
    for (const auto& key : all_keys(before.by_key(), after.by_key())) {
        const auto was = before.by_key().find(key);
        const auto is = after.by_key().find(key);
        const auto& first = spec.fields.front();
        if (was == before.by_key().end())
            differences.add(spec.what, key, "appeared", first, "", after.cell(*is->second, first));
        else if (is == after.by_key().end())
            differences.add(spec.what, key, "vanished", first, before.cell(*was->second, first),
                            "");
        else
            for (const auto& field : spec.fields)
                compare_cells(spec.what, key, field, before.cell(*was->second, field),
                              after.cell(*is->second, field), differences);
    }
}

/// Problems of a kind in a layer are counted: their features come and go with the data.
std::map<std::string, std::size_t> problem_counts(const std::string& path) {
    const auto table = table_from_csv(read_whole_file(path), path);
    const auto layer = table_column(table, "layer", path);
    const auto code = table_column(table, "code", path);
    std::map<std::string, std::size_t> counts;
    for (const auto& row : table.rows) ++counts[to_text(row[layer]) + " × " + to_text(row[code])];
    return counts;
}

std::string count_text(const std::map<std::string, std::size_t>& counts, const std::string& key) {
    const auto found = counts.find(key);
    return found == counts.end() ? std::string() : std::to_string(found->second);
}

std::map<std::string, std::string> by_path(const std::vector<FileHash>& files) {
    std::map<std::string, std::string> hashes;
    for (const auto& file : files) hashes[file.path] = file.sha256;
    return hashes;
}

std::string hash_text(const std::map<std::string, std::string>& hashes, const std::string& path) {
    const auto found = hashes.find(path);
    return found == hashes.end() ? std::string() : found->second;
}

void compare_origins(const ManifestFile& before, const ManifestFile& after,
                     Differences& differences) {
    differences.compare("input", "as_of", "date", before.as_of, after.as_of);
    const auto old_inputs = by_path(before.inputs);
    const auto new_inputs = by_path(after.inputs);
    for (const auto& path : all_keys(old_inputs, new_inputs))
        differences.compare("input", path, "sha256", hash_text(old_inputs, path),
                            hash_text(new_inputs, path));
    differences.compare("pack", before.pack_id.empty() ? after.pack_id : before.pack_id, "id",
                        before.pack_id, after.pack_id);
    differences.compare("pack", after.pack_id, "version", before.pack_version, after.pack_version);
    differences.compare("version", "parkline", "version", before.parkline, after.parkline);
    differences.compare("version", "gdal", "version", before.gdal, after.gdal);
    differences.compare("version", "geos", "version", before.geos, after.geos);
    differences.compare("version", "proj", "version", before.proj, after.proj);
}

} // namespace

Table run_diff(const std::string& before, const std::string& after) {
    const auto old_manifest = read_manifest(before);
    const auto new_manifest = read_manifest(after);
    const auto in_folder = [](const std::string& folder, const char* file) {
        return (std::filesystem::path(folder) / file).string();
    };
    Differences differences;
    for (const auto& spec : compared_tables())
        compare_tables(spec, in_folder(before, spec.file), in_folder(after, spec.file),
                       differences);
    const auto old_problems = problem_counts(in_folder(before, "problems.csv"));
    const auto new_problems = problem_counts(in_folder(after, "problems.csv"));
    for (const auto& key : all_keys(old_problems, new_problems))
        differences.compare("problem", key, "count", count_text(old_problems, key),
                            count_text(new_problems, key));
    compare_origins(old_manifest, new_manifest, differences);
    return differences.finish();
}

} // namespace geo
