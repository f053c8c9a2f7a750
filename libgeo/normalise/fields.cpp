// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/fields.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "libgeo/core/error.hpp"

namespace geo {

namespace {

std::string field_list(const RawLayer& raw) {
    std::string list;
    for (std::size_t i = 0; i < std::min<std::size_t>(raw.attributes.names.size(), 10); ++i)
        list += (i ? ", " : "") + raw.attributes.names[i];
    return list;
}

} // namespace

std::optional<std::size_t> mapped_field(const RawLayer& raw, const LayerSpec& spec,
                                        const std::string& word) {
    const auto map = spec.fields.find(word);
    if (map == spec.fields.end()) return raw.attributes.find(word);
    if (const auto column = raw.attributes.find(map->second)) return column;
    const auto near = nearest_word(map->second, raw.attributes.names);
    const std::string hint_zh = near.empty() ? "" : "是否指 '" + std::string(near) + "'？";
    const std::string hint_en = near.empty() ? "" : " Did you mean '" + std::string(near) + "'?";
    throw ConfigError({raw.subject + "：没有字段 '" + map->second + "'（" + word + "）。有：" +
                           field_list(raw) + "。" + hint_zh + "请改正字段映射 fields。",
                       raw.subject + ": no field '" + map->second + "' (for " + word +
                           "). It has: " + field_list(raw) + "." + hint_en +
                           " Correct the field map."});
}

Value mapped_value(const RawLayer& raw, const LayerSpec& spec, const std::string& word,
                   std::size_t feature) {
    if (const auto constant = spec.values.find(word); constant != spec.values.end())
        return constant->second;
    if (const auto column = mapped_field(raw, spec, word))
        return raw.attributes.columns[*column][feature];
    return {};
}

std::string id_of(const RawLayer& raw, const LayerSpec& spec, std::size_t feature) {
    const auto id = to_text(mapped_value(raw, spec, "id", feature));
    const auto trimmed = std::string(trim(id));
    return trimmed.empty() ? raw.feature_ids[feature] : trimmed;
}

void check_field_map(const RawLayer& raw, const LayerSpec& spec) {
    for (const auto& [word, field] : spec.fields) (void)mapped_field(raw, spec, word);
}

void refuse_duplicate_ids(const RawLayer& raw, const LayerSpec& spec) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < raw.features(); ++i) {
        const auto id = id_of(raw, spec, i);
        if (seen.insert(id).second) continue;
        throw InputError(
            {raw.subject + "：编号 '" + id +
                 "' 出现多次，结果将无法对应。请改正编号，或用 fields.id 指定唯一字段。",
             raw.subject + ": the id '" + id +
                 "' occurs more than once, so results could not be told apart. Correct the ids, or "
                 "name a unique field with fields.id."});
    }
}

FeatureColumns take_columns(const RawLayer& raw, const LayerSpec& spec,
                            const std::vector<std::size_t>& kept) {
    FeatureColumns columns;
    columns.attributes.names = raw.attributes.names;
    columns.attributes.columns.resize(raw.attributes.columns.size());
    const auto synthetic_field = raw.attributes.find("synthetic");
    for (const std::size_t i : kept) {
        columns.ids.push_back(id_of(raw, spec, i));
        columns.names.push_back(to_text(mapped_value(raw, spec, "name", i)));
        columns.classes.push_back(to_text(mapped_value(raw, spec, "class", i)));
        columns.accuracy_m.push_back(spec.accuracy_m);
        const bool marked = synthetic_field &&
                            to_number(raw.attributes.columns[*synthetic_field][i]).value_or(0) != 0;
        columns.synthetic.push_back(spec.synthetic || marked ? 1 : 0);
        for (std::size_t c = 0; c < raw.attributes.columns.size(); ++c)
            columns.attributes.columns[c].push_back(raw.attributes.columns[c][i]);
    }
    for (const auto& [word, value] : spec.values) {
        if (columns.attributes.find(word)) continue;
        columns.attributes.names.push_back(word);
        columns.attributes.columns.emplace_back(kept.size(), Value(value));
    }
    for (const auto& [word, field] : spec.fields) {
        if (columns.attributes.find(word)) continue;
        const auto column = columns.attributes.find(field);
        if (!column) continue;
        auto copy = columns.attributes.columns[*column];
        columns.attributes.names.push_back(word);
        columns.attributes.columns.push_back(std::move(copy));
    }
    return columns;
}

const Value& FeatureColumns::attribute(std::size_t feature, std::string_view name) const {
    static const Value unknown;
    const auto column = attributes.find(name);
    return column ? attributes.columns[*column][feature] : unknown;
}

FeatureColumns picked(const FeatureColumns& columns, const std::vector<std::size_t>& rows) {
    FeatureColumns out;
    out.attributes.names = columns.attributes.names;
    out.attributes.columns.resize(columns.attributes.columns.size());
    for (const std::size_t row : rows) {
        out.ids.push_back(columns.ids[row]);
        out.names.push_back(columns.names[row]);
        out.classes.push_back(columns.classes[row]);
        out.accuracy_m.push_back(columns.accuracy_m[row]);
        out.synthetic.push_back(columns.synthetic[row]);
        for (std::size_t c = 0; c < columns.attributes.columns.size(); ++c)
            out.attributes.columns[c].push_back(columns.attributes.columns[c][row]);
    }
    return out;
}

std::vector<std::size_t> id_order(const FeatureColumns& columns) {
    std::vector<std::size_t> rows(columns.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
        return id_less(columns.ids[a], columns.ids[b]);
    });
    return rows;
}

void append(FeatureColumns& to, const FeatureColumns& more) {
    const std::size_t before = to.size();
    for (const auto& name : more.attributes.names) {
        if (to.attributes.find(name)) continue;
        to.attributes.names.push_back(name);
        to.attributes.columns.emplace_back(before);
    }
    const auto add = [](auto& a, const auto& b) { a.insert(a.end(), b.begin(), b.end()); };
    add(to.ids, more.ids);
    add(to.names, more.names);
    add(to.classes, more.classes);
    add(to.accuracy_m, more.accuracy_m);
    add(to.synthetic, more.synthetic);
    for (auto& column : to.attributes.columns) column.resize(to.size());
    for (std::size_t c = 0; c < more.attributes.names.size(); ++c) {
        auto& column = to.attributes.columns[*to.attributes.find(more.attributes.names[c])];
        std::copy(more.attributes.columns[c].begin(), more.attributes.columns[c].end(),
                  column.begin() + static_cast<std::ptrdiff_t>(before));
    }
}

} // namespace geo
