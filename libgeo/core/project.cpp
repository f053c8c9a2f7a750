// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/project.hpp"

#include <array>
#include <utility>

namespace geo {

namespace {

constexpr std::array<std::pair<Datum, std::string_view>, 4> datums{{{Datum::cgcs2000, "cgcs2000"},
                                                                    {Datum::wgs84, "wgs84"},
                                                                    {Datum::gcj02, "gcj02"},
                                                                    {Datum::bd09, "bd09"}}};

constexpr std::array<std::pair<Role, std::string_view>, 14> roles{
    {{Role::parks, "parks"},
     {Role::zones, "zones"},
     {Role::sites, "sites"},
     {Role::townships, "townships"},
     {Role::counties, "counties"},
     {Role::city, "city"},
     {Role::lines, "lines"},
     {Role::residents, "residents"},
     {Role::footprints, "footprints"},
     {Role::facts, "facts"},
     {Role::control_units, "control_units"},
     {Role::awards, "awards"},
     {Role::township_codes, "township_codes"},
     {Role::control, "control"}}};

template <typename Table, typename Key> std::string_view name_in(const Table& table, Key key) {
    for (const auto& [value, name] : table)
        if (value == key) return name;
    return {};
}

template <typename Table> auto value_in(const Table& table, std::string_view wanted) {
    std::optional<std::remove_cvref_t<decltype(table[0].first)>> found;
    for (const auto& [value, name] : table)
        if (name == wanted) found = value;
    return found;
}

} // namespace

const std::vector<std::string>& role_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> list;
        for (const auto& [role, name] : roles) list.emplace_back(name);
        return list;
    }();
    return names;
}

std::string role_list() {
    std::string list;
    for (const auto& name : role_names()) list += (list.empty() ? "" : ", ") + name;
    return list;
}

std::string_view name_of(Datum datum) {
    return name_in(datums, datum);
}
std::optional<Datum> datum_from(std::string_view name) {
    return value_in(datums, name);
}
std::string_view name_of(Role role) {
    return name_in(roles, role);
}
std::optional<Role> role_from(std::string_view name) {
    return value_in(roles, name);
}

} // namespace geo
