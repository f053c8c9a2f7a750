// SPDX-License-Identifier: Apache-2.0
// Reading of style packs: TOML → the model of style.hpp.
#include "libgeo/map/style.hpp"
#include "libgeo/map/toml_source.hpp"

namespace geo::map {

namespace {

double positive_or(TomlTable& table, std::string_view key, double other) {
    const double value = table.number_or(key, other);
    if (value > 0) return value;
    table.fail(key, {"“" + std::string(key) + "”应大于 0。请改正。",
                     "'" + std::string(key) + "' has to be greater than 0. Correct it."});
}

double opacity_of(TomlTable& table) {
    const double value = table.number_or("opacity", 1);
    if (value >= 0 && value <= 1) return value;
    table.fail("opacity", {"不透明度应在 0 与 1 之间。请改正。",
                           "the opacity has to be between 0 and 1. Correct it."});
}

Ink read_ink(TomlTable& table) {
    table.need("color");
    Ink ink = ink_or(table, "color", {});
    ink.opacity = opacity_of(table);
    return ink;
}

Ink read_fill(const toml::table& node, const Text& subject) {
    TomlTable table(node, subject);
    const auto ink = read_ink(table);
    table.finish();
    return ink;
}

Hatch read_hatch(const toml::table& node, const Text& subject) {
    TomlTable table(node, subject);
    Hatch hatch;
    hatch.ink = read_ink(table);
    hatch.angle_deg = table.number_or("angle", hatch.angle_deg);
    hatch.spacing = positive_or(table, "spacing", hatch.spacing);
    hatch.width = positive_or(table, "width", hatch.width);
    table.finish();
    return hatch;
}

Edging read_edging(const toml::table& node, const Text& subject) {
    TomlTable table(node, subject);
    Edging edging;
    edging.ink = read_ink(table);
    edging.width = positive_or(table, "width", edging.width);
    edging.dash = numbers_of(table, "dash");
    edging.offset = table.number_or("offset", 0);
    table.finish();
    return edging;
}

Marker read_marker(const toml::table& node, const Text& subject) {
    TomlTable table(node, subject);
    Marker marker;
    marker.shape = *marker_shape_from(
        table.choice("shape", {"circle", "square", "triangle", "diamond", "star", "cross"}));
    marker.size = positive_or(table, "size", marker.size);
    marker.ink = read_ink(table);
    if (const auto* edging = table.table_or_null("edging"))
        marker.edging = read_edging(*edging, subject);
    else
        marker.edging.width = 0;
    table.finish();
    return marker;
}

LabelStyle read_label(const toml::table& node, const Text& subject) {
    TomlTable table(node, subject);
    LabelStyle label;
    label.text = table.string("text");
    label.face.family = family_named(table.string_or("font", "hei"));
    label.face.weight = table.boolean_or("bold", false) ? Weight::bold : Weight::regular;
    label.size = positive_or(table, "size", label.size);
    label.ink = ink_or(table, "color", {});
    label.halo = ink_or(table, "halo", label.halo);
    label.halo_width = table.number_or("halo_width", 0);
    label.spacing = table.number_or("spacing", 0);
    label.priority = table.number_or("priority", label.priority);
    label.wrap = static_cast<int>(table.number_or("wrap", 0));
    label.leader = table.boolean_or("leader", false);
    label.min_scale = table.number_or("min_scale", 0);
    label.max_scale = table.number_or("max_scale", label.max_scale);
    table.finish();
    return label;
}

/// The tables under a key that may hold one table or an array of tables.
std::vector<const toml::table*> one_or_more(TomlTable& table, std::string_view key) {
    const auto* node = table.find(key);
    if (node != nullptr && node->is_table()) return {node->as_table()};
    return tables_of(table, key);
}

std::vector<Condition> read_where(TomlTable& rule) {
    std::vector<Condition> where;
    const auto* node = rule.table_or_null("where");
    if (node == nullptr) return where;
    TomlTable table(*node, rule.subject());
    for (const auto& [key, value] : *node)
        where.push_back({std::string(key.str()), strings_of(table, key.str())});
    return where;
}

Rule read_rule(const toml::table& node, const Text& layer) {
    TomlTable table(node, layer);
    Rule rule;
    rule.id = table.string("id");
    table.rename({layer.zh + "，规则 " + rule.id, layer.en + ", rule '" + rule.id + "'"});
    const auto& subject = table.subject();
    rule.title = table.text_or("title");
    rule.where = read_where(table);
    rule.min_scale = table.number_or("min_scale", rule.min_scale);
    rule.max_scale = table.number_or("max_scale", rule.max_scale);
    rule.smallest = table.number_or("smallest", 0);
    if (const auto* fill = table.table_or_null("fill")) rule.fill = read_fill(*fill, subject);
    for (const auto* hatch : one_or_more(table, "hatch"))
        rule.hatches.push_back(read_hatch(*hatch, subject));
    for (const auto* edging : one_or_more(table, "edging"))
        rule.edgings.push_back(read_edging(*edging, subject));
    if (const auto* marker = table.table_or_null("marker"))
        rule.marker = read_marker(*marker, subject);
    if (const auto* label = table.table_or_null("label")) rule.label = read_label(*label, subject);
    table.finish();
    return rule;
}

LayerStyle read_layer_style(const toml::table& node) {
    TomlTable table(node, {"", ""});
    LayerStyle layer;
    layer.id = table.string("id");
    table.rename({"图层 " + layer.id, "layer '" + layer.id + "'"});
    layer.source = table.string_or("source", layer.id);
    layer.title = table.text("title");
    layer.group = table.text("group");
    layer.is_default = table.boolean_or("default", true);
    const auto* label = table.table_or_null("label");
    for (const auto* rule : tables_of(table, "rule")) {
        layer.rules.push_back(read_rule(*rule, table.subject()));
        if (label != nullptr && !layer.rules.back().label)
            layer.rules.back().label = read_label(*label, table.subject());
    }
    if (layer.rules.empty())
        table.fail("rule",
                   {"没有规则。请写 [[layer.rule]]。", "there is no rule. Write [[layer.rule]]."});
    table.finish();
    return layer;
}

FontChains read_fonts(TomlTable& table) {
    FontChains fonts;
    table.need("fonts");
    const auto* node = table.table_or_null("fonts");
    TomlTable chains(*node, {"字体", "fonts"});
    for (const auto& [key, value] : *node)
        fonts[family_named(key.str())] = strings_of(chains, key.str());
    return fonts;
}

void check_faces(const StylePack& pack, TomlTable& table) {
    if (!pack.fonts.contains("hei"))
        table.fail("fonts", {"没有字体 hei（标题、图例和表格要用）。请在 [fonts] 中写出。",
                             "there is no font 'hei', in which titles, legends and tables are "
                             "written. Write it under [fonts]."});
    for (const auto& layer : pack.layers)
        for (const auto& rule : layer.rules)
            if (rule.label && !pack.fonts.contains(rule.label->face.family))
                table.fail("fonts",
                           {"没有字体 " + rule.label->face.family + "（图层 " + layer.id +
                                " 要用）。请在 [fonts] 中写出。",
                            "there is no font '" + rule.label->face.family + "', which layer '" +
                                layer.id + "' uses. Write it under [fonts]."});
}

} // namespace

StylePack read_style_pack(const std::string& name_or_path) {
    StylePack pack;
    const auto root = parse_pack(name_or_path, "", pack.sha256);
    TomlTable table(root, {"", ""});
    pack.id = table.string("id");
    pack.version = table.string("version");
    pack.title = table.text("title");
    pack.fonts = read_fonts(table);
    for (const auto* layer : tables_of(table, "layer"))
        pack.layers.push_back(read_layer_style(*layer));
    check_faces(pack, table);
    table.finish();
    return pack;
}

} // namespace geo::map
