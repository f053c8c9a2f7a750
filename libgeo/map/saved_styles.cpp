// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/saved_styles.hpp"

#include <algorithm>

#include "libgeo/core/error.hpp"
#include "libgeo/io/raw_layer.hpp"
#include "libgeo/map/qml_writer.hpp"
#include "libgeo/map/read_style.hpp"
#include "libgeo/map/text_fields.hpp"

namespace geo::map {

namespace {

/// A row of `layer_styles`.
struct Saved {
    std::string layer;
    std::string name;
    std::string qml;
    std::string sld;
    bool is_default = false;
    std::string time;
};

std::vector<Saved> rows_of(const std::string& path) {
    LayerSpec spec;
    spec.path = path;
    spec.layer = "layer_styles";
    const auto table = read_layer(spec);
    const auto& fields = table.attributes;
    const auto text = [&](std::size_t row, const char* name) {
        const auto column = fields.find(name);
        return column ? to_text(fields.columns[*column][row]) : std::string();
    };
    std::vector<Saved> rows;
    for (std::size_t r = 0; r < table.features(); ++r)
        rows.push_back({text(r, "f_table_name"), text(r, "styleName"), text(r, "styleQML"),
                        text(r, "styleSLD"), text(r, "useAsDefault") == "1",
                        text(r, "update_time")});
    return rows;
}

/// The row for a layer of the pack: for the style that QGIS shows the default one, the latest of
/// several; for the others that of the same name.
const Saved* row_for(const std::vector<Saved>& rows, const LayerStyle& style) {
    const Saved* best = nullptr;
    for (const auto& row : rows) {
        if (row.layer != style.source) continue;
        const bool fits = style.is_default ? row.is_default : row.name == style.id;
        if (fits && (best == nullptr || row.time >= best->time)) best = &row;
    }
    return best;
}

/// Titles and ids from the rule of the pack that has the same conditions and, in one language or
/// both, the same name.
void keep_names(std::vector<Rule>& rules, const LayerStyle& base) {
    for (auto& rule : rules) {
        const auto same = std::find_if(base.rules.begin(), base.rules.end(),
                                       [&](const auto& old) { return old.where == rule.where; });
        if (same == base.rules.end()) continue;
        rule.id = same->id;
        const bool is_hidden = rule.title.zh.empty() && base.rules.size() > 1;
        if (!is_hidden && (rule.title.zh == both_languages(same->title) || rule.title.zh.empty()))
            rule.title = same->title;
    }
}

bool look_the_same(const LayerStyle& a, const LayerStyle& b) {
    return a.rules == b.rules;
}

} // namespace

SavedStyles read_saved_styles(const std::string& path, const StylePack& base) {
    const auto rows = rows_of(path);
    SavedStyles saved{base, 0, {}};
    std::string read;
    for (auto& style : saved.pack.layers) {
        const auto* row = row_for(rows, style);
        if (row == nullptr) continue;
        auto got = row->qml.empty() ? style_from_sld(row->sld, saved.pack.fonts)
                                    : style_from_qml(row->qml, saved.pack.fonts);
        for (const auto& text : got.notes)
            saved.notes.push_back({path + "，图层 " + style.source + "，样式 " + row->name +
                                       "：未读懂" + text.zh + "。请在 QGIS 中改用简单符号。",
                                   path + ", layer '" + style.source + "', style '" + row->name +
                                       "': not understood: " + text.en +
                                       ". Use simple symbols in QGIS."});
        if (got.rules.empty()) continue;
        keep_names(got.rules, style);
        auto changed = style;
        changed.rules = std::move(got.rules);
        if (!look_the_same(style, changed)) ++saved.changed;
        style = std::move(changed);
        read += row->qml.empty() ? row->sld : row->qml;
    }
    saved.pack.sha256 = sha256_of_text(base.sha256 + read);
    return saved;
}

SavedStyles styles_from(const std::string& name_or_path) {
    if (name_or_path.ends_with(".gpkg"))
        return read_saved_styles(name_or_path, read_style_pack("parkline"));
    return {read_style_pack(name_or_path.empty() ? "parkline" : name_or_path), 0, {}};
}

} // namespace geo::map
