// SPDX-License-Identifier: Apache-2.0
#include "libgeo/match_names.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "libgeo/core/error.hpp"
#include "libgeo/core/name_form.hpp"
#include "libgeo/io/raw_layer.hpp"
#include "libgeo/normalise/field_words.hpp"
#include "libgeo/normalise/fields.hpp"

namespace geo {

namespace {

constexpr std::size_t county_digits = 6;
constexpr std::array<Role, 6> roles_with_names{Role::parks, Role::townships, Role::sites,
                                               Role::zones, Role::counties,  Role::awards};

using Column = std::optional<std::size_t>;

/// The field that the spec or its own name says, else the only one that is usual in any role.
Column field_for(const RawLayer& raw, const LayerSpec& spec, const std::string& word,
                 Problems& notes) {
    if (const auto column = mapped_field(raw, spec, word)) return column;
    std::set<std::size_t> usual;
    for (const auto role : roles_with_names)
        for (const auto column : usual_fields(raw.attributes, role, word)) usual.insert(column);
    if (usual.size() != 1) return {};
    const auto& field = raw.attributes.names[*usual.begin()];
    notes.push_back({raw.subject,
                     "",
                     "field_taken",
                     Severity::note,
                     no_place(),
                     no_place(),
                     {"以字段 '" + field + "' 为 " + word + "。",
                      "the field '" + field + "' is taken as " + word + "."}});
    return *usual.begin();
}

std::string field_list(const RawLayer& raw) {
    std::string list;
    for (const auto& name : raw.attributes.names) list += (list.empty() ? "" : ", ") + name;
    return list;
}

std::string cell(const RawLayer& raw, Column column, std::size_t row) {
    return column ? std::string(trim(to_text(raw.attributes.columns[*column][row]))) : "";
}

/// One list as read, with the columns that matter.
struct Source {
    RawLayer raw;
    std::vector<std::string> ids;
    Column name, county_code, county, place;
};

Source read_source(LayerSpec spec, Problems& notes) {
    Source source;
    source.raw = read_layer(spec);
    auto& raw = source.raw;
    source.name = field_for(raw, spec, "name", notes);
    if (!source.name)
        throw ConfigError({raw.subject + "：不知道哪个字段是名称。有：" + field_list(raw) +
                               "。请用 --left-name 或 --right-name 指定。",
                           raw.subject + ": which field holds the names is not known. It has: " +
                               field_list(raw) + ". Say it with --left-name or --right-name."});
    if (const auto id = field_for(raw, spec, "id", notes))
        spec.fields["id"] = raw.attributes.names[*id];
    source.ids = ids_of(raw, spec);
    refuse_duplicate_ids(raw, source.ids);
    if (spec.fields.contains("place"))
        source.place = mapped_field(raw, spec, "place");
    else {
        source.county_code = field_for(raw, spec, "county_code", notes);
        source.county = field_for(raw, spec, "county", notes);
    }
    return source;
}

/// The place of a row: what was named, else the county by code or by name.
std::string place_of(const Source& source, std::size_t row, bool by_code, bool by_name) {
    if (source.place) return standard_name(cell(source.raw, source.place, row));
    if (by_code) return cell(source.raw, source.county_code, row).substr(0, county_digits);
    return by_name ? standard_name(cell(source.raw, source.county, row)) : "";
}

std::vector<NamedRow> rows_of(const Source& source, bool by_code, bool by_name) {
    std::vector<NamedRow> rows;
    for (std::size_t i = 0; i < source.raw.features(); ++i)
        rows.push_back({source.ids[i], cell(source.raw, source.name, i),
                        place_of(source, i, by_code, by_name)});
    return rows;
}

std::size_t needed(const RawLayer& list, const char* english, const char* chinese,
                   const std::string& path) {
    auto column = list.attributes.find(english);
    if (!column) column = list.attributes.find(chinese);
    if (column) return *column;
    throw ConfigError({path + "：别名表缺少列 " + chinese + "（或 " + english + "）。请补上。",
                       path + ": the list of aliases has no column " + english + " (or " + chinese +
                           "). Add it."});
}

} // namespace

NameLists read_name_lists(const LayerSpec& left, const LayerSpec& right, Problems& notes) {
    const auto a = read_source(left, notes);
    const auto b = read_source(right, notes);
    const bool named = a.place || b.place; // then only what both sides name is compared
    const bool by_code = !named && a.county_code && b.county_code;
    const bool by_name = !named && !by_code && a.county && b.county;
    return {rows_of(a, by_code, by_name), rows_of(b, by_code, by_name), a.raw.subject,
            b.raw.subject};
}

NameAliases read_aliases(const std::string& path) {
    LayerSpec spec;
    spec.path = path;
    const auto list = read_layer(spec);
    const auto name = needed(list, "name", "名称", path);
    const auto alias = needed(list, "alias", "别名", path);
    std::map<std::string, std::set<std::string>> groups; // by the name that has aliases
    for (std::size_t row = 0; row < list.features(); ++row) {
        const auto head = written_name(cell(list, name, row));
        const auto other = written_name(cell(list, alias, row));
        if (!head.empty() && !other.empty()) groups[head].insert({head, other});
    }
    std::map<std::string, std::set<std::string>> others;
    for (const auto& [head, group] : groups)
        for (const auto& one : group) others[one].insert(group.begin(), group.end());
    NameAliases aliases;
    for (auto& [one, group] : others) {
        group.erase(one);
        aliases[one].assign(group.begin(), group.end());
    }
    return aliases;
}

} // namespace geo
