// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/fields.hpp"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <unordered_set>

#include <tbb/parallel_for.h>

#include "libgeo/core/error.hpp"

namespace geo {

namespace {

std::string field_list(const RawLayer& raw) {
    std::string list;
    for (std::size_t i = 0; i < std::min<std::size_t>(raw.attributes.names.size(), 10); ++i)
        list += (i ? ", " : "") + raw.attributes.names[i];
    return list;
}

std::string trimmed(std::string text) {
    const auto inner = trim(text);
    return inner.size() == text.size() ? std::move(text) : std::string(inner);
}

/// True when `test` holds for all numbers from `first` up to `last`; asked on all cores.
template <typename Test> bool all_of_numbers(std::size_t first, std::size_t last, Test test) {
    if (first >= last) return true;
    std::atomic<bool> holds = true;
    tbb::parallel_for(tbb::blocked_range<std::size_t>(first, last, 4096), [&](const auto& range) {
        for (auto i = range.begin(); i < range.end() && holds; ++i)
            if (!test(i)) holds = false;
    });
    return holds;
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

namespace {

/// The values of one of the project's words: the constant of the project, else the mapped field,
/// else nothing is known.
class MappedColumn {
  public:
    MappedColumn(const RawLayer& raw, const LayerSpec& spec, const std::string& word) {
        if (const auto constant = spec.values.find(word); constant != spec.values.end())
            m_constant = Value(constant->second);
        else if (const auto column = mapped_field(raw, spec, word))
            m_column = &raw.attributes.columns[*column];
        if (m_column && m_column->empty()) m_column = nullptr; // not read
    }

    bool is_known() const { return m_constant || m_column; }
    const Value& at(std::size_t feature) const {
        return m_constant ? *m_constant : (*m_column)[feature];
    }

  private:
    std::optional<Value> m_constant;
    const std::vector<Value>* m_column = nullptr;
};

std::vector<std::string> texts_of(const MappedColumn& column,
                                  const std::vector<std::size_t>& kept) {
    std::vector<std::string> texts(kept.size());
    if (column.is_known())
        for (std::size_t k = 0; k < kept.size(); ++k) texts[k] = to_text(column.at(kept[k]));
    return texts;
}

/// The values of `kept`, of a column that is used up.
std::vector<Value> moved_values(std::vector<Value> values, const std::vector<std::size_t>& kept) {
    if (values.size() == kept.size() && is_in_order(kept)) return values;
    if (values.empty()) return {}; // not read
    std::vector<Value> out;
    out.reserve(kept.size());
    for (const std::size_t i : kept) out.push_back(std::move(values[i]));
    return out;
}

std::vector<char> synthetic_marks(const RawLayer& raw, const LayerSpec& spec,
                                  const std::vector<std::size_t>& kept) {
    std::vector<char> marks(kept.size(), spec.synthetic ? 1 : 0);
    const auto field = raw.attributes.find("synthetic");
    if (!field || raw.attributes.columns[*field].empty()) return marks;
    const auto& values = raw.attributes.columns[*field];
    for (std::size_t k = 0; k < kept.size(); ++k)
        if (to_number(values[kept[k]]).value_or(0) != 0) marks[k] = 1;
    return marks;
}

/// Adds the constants of the project, and mapped fields under the project's own words.
void add_words(const LayerSpec& spec, std::size_t rows, Attributes& attributes) {
    for (const auto& [word, value] : spec.values) {
        if (attributes.find(word)) continue;
        attributes.names.push_back(word);
        attributes.columns.emplace_back(rows, Value(value));
    }
    for (const auto& [word, field] : spec.fields) {
        if (attributes.find(word)) continue;
        const auto column = attributes.find(field);
        if (!column) continue;
        auto copy = attributes.columns[*column];
        attributes.names.push_back(word);
        attributes.columns.push_back(std::move(copy));
    }
}

} // namespace

std::vector<Value> picked_values(const std::vector<Value>& values,
                                 const std::vector<std::size_t>& rows) {
    if (values.empty()) return {}; // not read
    std::vector<Value> out;
    out.reserve(rows.size());
    for (const std::size_t i : rows) out.push_back(values[i]);
    return out;
}

std::vector<std::string> ids_of(const RawLayer& raw, const LayerSpec& spec) {
    const MappedColumn column(raw, spec, "id");
    std::vector<std::string> ids(raw.features());
    tbb::parallel_for(std::size_t{0}, ids.size(), [&](std::size_t i) {
        if (column.is_known()) ids[i] = trimmed(to_text(column.at(i)));
        if (ids[i].empty()) ids[i] = raw.feature_id(i);
    });
    return ids;
}

void check_field_map(const RawLayer& raw, const LayerSpec& spec) {
    for (const auto& [word, field] : spec.fields) (void)mapped_field(raw, spec, word);
}

void refuse_duplicate_ids(const RawLayer& raw, const std::vector<std::string>& ids) {
    const auto follows = [&](std::size_t i) { return id_less(ids[i - 1], ids[i]); };
    if (all_of_numbers(1, ids.size(), follows)) return;
    std::unordered_set<std::string_view> seen(ids.size());
    for (const auto& id : ids) {
        if (seen.insert(id).second) continue;
        throw InputError(
            {raw.subject + "：编号 '" + id +
                 "' 出现多次，结果将无法对应。请改正编号，或用 fields.id 指定唯一字段。",
             raw.subject + ": the id '" + id +
                 "' occurs more than once, so results could not be told apart. Correct the ids, or "
                 "name a unique field with fields.id."});
    }
}

namespace {

/// What has columns of its own.
FeatureColumns own_columns(const RawLayer& raw, const LayerSpec& spec,
                           const std::vector<std::size_t>& kept) {
    FeatureColumns columns;
    columns.accuracy_m.assign(kept.size(), spec.accuracy_m);
    columns.synthetic = synthetic_marks(raw, spec, kept);
    if (raw.fields == Fields::named) return columns;
    columns.names = texts_of(MappedColumn(raw, spec, "name"), kept);
    columns.classes = texts_of(MappedColumn(raw, spec, "class"), kept);
    columns.attributes.names = raw.attributes.names;
    return columns;
}

FeatureColumns with_ids(FeatureColumns columns, std::vector<std::string> ids,
                        const std::vector<std::size_t>& kept) {
    if (kept.size() == ids.size() && is_in_order(kept)) {
        columns.ids = std::move(ids);
    } else {
        columns.ids.reserve(kept.size());
        for (const std::size_t i : kept) columns.ids.push_back(std::move(ids[i]));
    }
    return columns;
}

} // namespace

FeatureColumns columns_without_ids(const RawLayer& raw, const LayerSpec& spec,
                                   const std::vector<std::size_t>& kept) {
    auto columns = own_columns(raw, spec, kept);
    if (raw.fields == Fields::named) return columns;
    for (const auto& values : raw.attributes.columns)
        columns.attributes.columns.push_back(picked_values(values, kept));
    add_words(spec, kept.size(), columns.attributes);
    return columns;
}

FeatureColumns take_columns(const RawLayer& raw, const LayerSpec& spec,
                            std::vector<std::string> ids, const std::vector<std::size_t>& kept) {
    return with_ids(columns_without_ids(raw, spec, kept), std::move(ids), kept);
}

FeatureColumns take_columns(RawLayer&& raw, const LayerSpec& spec, std::vector<std::string> ids,
                            const std::vector<std::size_t>& kept) {
    auto columns = own_columns(raw, spec, kept);
    auto fields = std::move(raw.attributes.columns);
    raw.attributes = {};
    if (raw.fields == Fields::named) fields.clear();
    for (auto& values : fields)
        columns.attributes.columns.push_back(moved_values(std::move(values), kept));
    if (raw.fields != Fields::named) add_words(spec, kept.size(), columns.attributes);
    return with_ids(std::move(columns), std::move(ids), kept);
}

const Value& FeatureColumns::attribute(std::size_t feature, std::string_view name) const {
    static const Value unknown;
    const auto column = attributes.find(name);
    return column ? attributes.columns[*column][feature] : unknown;
}

FeatureColumns picked(FeatureColumns columns, const std::vector<std::size_t>& rows) {
    if (rows.size() == columns.size() && is_in_order(rows)) return columns;
    FeatureColumns out;
    out.attributes.names = std::move(columns.attributes.names);
    const auto pick = [&](const auto& from, auto& to) {
        if (from.empty()) return; // not read
        to.reserve(rows.size());
        for (const std::size_t row : rows) to.push_back(from[row]);
    };
    pick(columns.ids, out.ids);
    pick(columns.names, out.names);
    pick(columns.classes, out.classes);
    pick(columns.accuracy_m, out.accuracy_m);
    pick(columns.synthetic, out.synthetic);
    for (const auto& column : columns.attributes.columns)
        pick(column, out.attributes.columns.emplace_back());
    return out;
}

bool is_in_order(const std::vector<std::size_t>& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i] != i) return false;
    return true;
}

std::vector<std::size_t> id_order(const FeatureColumns& columns) {
    const auto& ids = columns.ids;
    std::vector<std::size_t> rows(columns.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    const auto keeps_order = [&](std::size_t i) { return !id_less(ids[i], ids[i - 1]); };
    if (all_of_numbers(1, ids.size(), keeps_order)) return rows;
    std::stable_sort(rows.begin(), rows.end(),
                     [&](std::size_t a, std::size_t b) { return id_less(ids[a], ids[b]); });
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
