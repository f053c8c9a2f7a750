// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/field_aliases.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "libgeo/core/error.hpp"
#include "libgeo/core/table.hpp"
#include "libgeo/io/list_grid.hpp"

namespace geo {

namespace fs = std::filesystem;

std::string alias_file_of(const std::string& shapefile) {
    return fs::path(shapefile).replace_extension(".fields.csv").string();
}

std::string alias_table(const std::map<std::string, std::string>& aliases) {
    Table table{"fields", {text_column("short_name"), text_column("field")}, {}};
    for (const auto& [field, alias] : aliases) table.rows.push_back({alias, field});
    std::sort(table.rows.begin(), table.rows.end());
    return to_csv(table);
}

void restore_field_names(const std::string& shapefile, RawLayer& raw) {
    const auto path = alias_file_of(shapefile);
    if (!fs::is_regular_file(fs::symlink_status(path))) return;
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    const auto grid = split_csv(text, fs::path(path).filename().string());
    for (std::size_t r = 1; r < grid.rows.size(); ++r) {
        const auto& row = grid.rows[r];
        const auto found = row.size() == 2 ? std::find(raw.attributes.names.begin(),
                                                       raw.attributes.names.end(), row[0])
                                           : raw.attributes.names.end();
        if (found == raw.attributes.names.end())
            throw InputError(
                {path + " 第 " + std::to_string(r + 1) + " 行：'" + (row.empty() ? "" : row[0]) +
                     "' 不是该 shapefile 的字段。请改正或删除该文件。",
                 path + ", line " + std::to_string(r + 1) + ": '" + (row.empty() ? "" : row[0]) +
                     "' is no field of the shapefile. Correct or remove the file."});
        *found = row[1];
    }
    raw.notes.push_back(
        {raw.subject,
         "",
         "field_names_restored",
         Severity::note,
         no_place(),
         no_place(),
         {"字段全名取自 " + fs::path(path).filename().string() + "。",
          "the full names of fields are those in " + fs::path(path).filename().string() + "."}});
}

} // namespace geo
