// SPDX-License-Identifier: Apache-2.0
#include "libgeo/draft_layer.hpp"

#include <algorithm>
#include <array>

#include "libgeo/core/error.hpp"
#include "libgeo/normalise/field_words.hpp"
#include "libgeo/normalise/list_columns.hpp"

namespace geo {

namespace {

struct NameWord {
    std::string_view word; ///< in lower case
    Role role;
    LayerKind kind;
};

/// Words of names as they are given to deliverables.
constexpr std::array<NameWord, 33> name_words{{
    {"park", Role::parks, LayerKind::polygons},
    {"园区", Role::parks, LayerKind::polygons},
    {"集中区", Role::parks, LayerKind::polygons},
    {"yqfw", Role::parks, LayerKind::polygons},
    {"zone", Role::zones, LayerKind::polygons},
    {"redline", Role::zones, LayerKind::polygons},
    {"red_line", Role::zones, LayerKind::polygons},
    {"红线", Role::zones, LayerKind::polygons},
    {"保护区", Role::zones, LayerKind::polygons},
    {"管控区", Role::zones, LayerKind::polygons},
    {"sthx", Role::zones, LayerKind::polygons},
    {"natura", Role::zones, LayerKind::polygons},
    {"管控单元", Role::control_units, LayerKind::polygons},
    {"control_unit", Role::control_units, LayerKind::polygons},
    {"township", Role::townships, LayerKind::polygons},
    {"乡镇", Role::townships, LayerKind::polygons},
    {"township_codes", Role::township_codes, LayerKind::list},
    {"乡镇代码", Role::township_codes, LayerKind::list},
    {"award", Role::awards, LayerKind::list},
    {"命名", Role::awards, LayerKind::list},
    {"county", Role::counties, LayerKind::polygons},
    {"counties", Role::counties, LayerKind::polygons},
    {"县区", Role::counties, LayerKind::polygons},
    {"区县", Role::counties, LayerKind::polygons},
    {"bank", Role::lines, LayerKind::lines},
    {"岸线", Role::lines, LayerKind::lines},
    {"shore", Role::lines, LayerKind::lines},
    {"enterprise", Role::sites, LayerKind::points},
    {"企业", Role::sites, LayerKind::points},
    {"site", Role::sites, LayerKind::points},
    {"点位", Role::sites, LayerKind::points},
    {"resident", Role::residents, LayerKind::points},
    {"居民", Role::residents, LayerKind::points},
}};

std::uint32_t geometry_type(std::span<const std::byte> wkb) {
    std::uint32_t type = 0;
    for (std::size_t i = 0; i < 4; ++i) type |= static_cast<std::uint32_t>(wkb[1 + i]) << (8 * i);
    return (type & 0xFFFFU) % 1000;
}

bool has_columns(const RawLayer& raw, std::initializer_list<std::string_view> names) {
    return std::all_of(names.begin(), names.end(),
                       [&](auto name) { return raw.attributes.find(name).has_value(); });
}

/// Columns of a list that hold places, when there are such.
std::optional<PlaceColumns> places_of(const RawLayer& raw, Role role) {
    LayerSpec spec;
    spec.role = role;
    Problems notes;
    try {
        return find_place_columns(raw, spec, notes);
    } catch (const Error&) {
        return {};
    }
}

/// A list whose columns hold places is one of points.
LayerKind kind_in_role(const RawLayer& raw, LayerKind kind) {
    return kind == LayerKind::list && places_of(raw, Role::sites) ? LayerKind::points : kind;
}

} // namespace

Text title_of(LayerKind kind) {
    switch (kind) {
    case LayerKind::polygons:
        return {"面", "polygons"};
    case LayerKind::lines:
        return {"线", "lines"};
    case LayerKind::points:
        return {"点", "points"};
    default:
        return {"表", "a list"};
    }
}

LayerKind kind_of(const RawLayer& raw) {
    for (std::size_t i = 0; i < raw.features(); ++i) {
        if (raw.geometry(i).size() < 5) continue;
        const auto type = geometry_type(raw.geometry(i));
        if (type == 1 || type == 4) return LayerKind::points;
        return type == 2 || type == 5 ? LayerKind::lines : LayerKind::polygons;
    }
    return LayerKind::list;
}

std::vector<RoleGuess> roles_of(const std::string& name, LayerKind kind, const RawLayer& raw) {
    // A list of facts is told by its columns, whatever it is called.
    if (kind == LayerKind::list && has_columns(raw, {"id", "subject", "fact", "value"}))
        return {{Role::facts, "id, subject, fact, value"}};
    std::vector<RoleGuess> guesses;
    const auto low = ascii_lower(name);
    const auto placed = kind_in_role(raw, kind);
    for (const auto& known : name_words) {
        if (low.find(known.word) == std::string::npos) continue;
        if (known.kind != kind && known.kind != placed) continue;
        const auto same = [&](const RoleGuess& guess) { return guess.role == known.role; };
        if (std::none_of(guesses.begin(), guesses.end(), same))
            guesses.push_back({known.role, std::string(known.word)});
    }
    return guesses;
}

std::vector<FieldGuess> fields_of(const RawLayer& raw, Role role) {
    std::vector<FieldGuess> guesses;
    const auto& names = raw.attributes.names;
    for (const auto& word : words_of(role)) {
        FieldGuess guess{word, {}};
        if (raw.attributes.find(word))
            guess.fields.push_back(word);
        else
            for (const auto column : usual_fields(raw.attributes, role, word))
                guess.fields.push_back(names[column]);
        guesses.push_back(std::move(guess));
    }
    if (kind_of(raw) == LayerKind::list && (role == Role::sites || role == Role::residents))
        if (const auto places = places_of(raw, role)) {
            guesses.push_back({"lon", {names[places->x]}});
            guesses.push_back({"lat", {names[places->y]}});
        }
    return guesses;
}

} // namespace geo
