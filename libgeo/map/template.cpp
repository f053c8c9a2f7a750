// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/template.hpp"

#include <algorithm>

#include "libgeo/core/error.hpp"
#include "libgeo/map/toml_source.hpp"

namespace geo::map {

namespace {

const std::vector<std::string>& kind_names() {
    static const std::vector<std::string> names{"text",   "badge", "facts",     "table",
                                                "legend", "inset", "scale_bar", "north",
                                                "notes",  "rule",  "box"};
    return names;
}

struct Paper {
    const char* name;
    double width;
    double height;
};
constexpr Paper papers[] = {{"A4", 210, 297}, {"A3", 297, 420}, {"A2", 420, 594}};

/// A text in both languages, or one text for both.
Text text_of(TomlTable& table, std::string_view key) {
    const auto* node = table.find(key);
    if (node == nullptr) return {};
    if (const auto* one = node->as_string()) return {one->get(), one->get()};
    return table.text(key);
}

Align align_of(TomlTable& table) {
    if (table.find("align") == nullptr) return Align::left;
    const auto word = table.choice("align", {"left", "centre", "right"});
    return word == "left" ? Align::left : word == "right" ? Align::right : Align::centre;
}

Frame frame_of(TomlTable& table, const Template& sheet) {
    table.need("frame");
    const auto numbers = numbers_of(table, "frame");
    if (numbers.size() != 4)
        table.fail("frame", {"frame 应为 [左, 上, 宽, 高]（毫米）。请改正。",
                             "frame has to be [left, top, width, height] in millimetres. Correct "
                             "it."});
    const Frame frame{numbers[0], numbers[1], numbers[2], numbers[3]};
    const Frame paper{0, 0, sheet.width, sheet.height};
    if (frame.width >= 0 && frame.height >= 0 && paper.contains(frame)) return frame;
    const auto size = shortest(sheet.width) + " × " + shortest(sheet.height);
    table.fail("frame", {"版块超出图纸（" + size + " 毫米）。请移入图纸之内。",
                         "the block leaves the paper (" + size + " mm). Move it inside."});
}

BlockColumn read_column(const toml::table& node, const Text& subject) {
    TomlTable table(node, subject);
    BlockColumn column;
    column.title = text_of(table, "title");
    table.need("value");
    column.value = text_of(table, "value");
    column.width = table.number_or("width", column.width);
    column.align = align_of(table);
    table.finish();
    return column;
}

std::vector<Condition> read_match(TomlTable& block) {
    std::vector<Condition> match;
    const auto* node = block.table_or_null("match");
    if (node == nullptr) return match;
    TomlTable table(*node, block.subject());
    for (const auto& [key, value] : *node)
        match.push_back({std::string(key.str()), strings_of(table, key.str())});
    return match;
}

Block read_block(const toml::table& node, const Template& sheet) {
    TomlTable table(node, {"版块", "block"});
    Block block;
    const auto kind = table.choice("kind", kind_names());
    const auto& names = kind_names();
    block.kind =
        static_cast<BlockKind>(std::find(names.begin(), names.end(), kind) - names.begin());
    table.rename({"版块 " + kind, "block '" + kind + "'"});
    block.frame = frame_of(table, sheet);
    block.text = text_of(table, "text");
    block.face.family = family_named(table.string_or("font", "hei"));
    block.face.weight = table.boolean_or("bold", false) ? Weight::bold : Weight::regular;
    block.size = table.number_or("size", block.kind == BlockKind::legend ? 2.5 : block.size);
    block.ink = ink_or(table, "color", block.ink);
    block.fill = ink_or(table, "fill", block.fill);
    block.width = table.number_or("width", block.width);
    block.align = align_of(table);
    block.lines = static_cast<int>(table.number_or("lines", 1));
    block.source = table.string_or("source", {});
    block.match = read_match(table);
    block.sort = table.string_or("sort", {});
    block.footer = text_of(table, "footer");
    block.totals = strings_of(table, "totals");
    block.label_layer = table.string_or("layer", {});
    for (const auto* column : tables_of(table, "column"))
        block.columns.push_back(read_column(*column, table.subject()));
    table.finish();
    return block;
}

MapBlock read_map(const toml::table& node, const Template& sheet) {
    TomlTable table(node, {"版块 map", "block 'map'"});
    MapBlock map;
    map.frame = frame_of(table, sheet);
    map.layers = strings_of(table, "layers");
    map.extent = table.string_or("extent", map.extent);
    map.margin = table.number_or("margin", map.margin);
    map.around_m = table.number_or("around_m", 0);
    map.scales = numbers_of(table, "scales");
    if (map.scales.empty())
        map.scales = {5000,  10000, 15000,  20000,  25000,  30000, 40000,
                      50000, 75000, 100000, 150000, 200000, 250000};
    if (!std::is_sorted(map.scales.begin(), map.scales.end()) || map.scales.front() <= 0)
        table.fail("scales", {"比例尺分母应为递增的正数。请改正。",
                              "scales have to be positive and ascending. Correct them."});
    map.rings_m = numbers_of(table, "rings_m");
    map.background = ink_or(table, "background", map.background);
    map.grid = table.boolean_or("grid", true);
    map.graticule = table.boolean_or("graticule", true);
    map.label_factor = table.number_or("label_factor", 1);
    table.finish();
    return map;
}

void read_paper(TomlTable& table, Template& sheet) {
    const auto name = table.choice("paper", {"A4", "A3", "A2"});
    for (const auto& paper : papers)
        if (name == paper.name) {
            sheet.width = paper.width;
            sheet.height = paper.height;
        }
    if (table.boolean_or("landscape", false)) std::swap(sheet.width, sheet.height);
}

/// [words.FIELD] with VALUE = { zh, en }.
void read_words(TomlTable& table, Template& sheet) {
    const auto* words = table.table_or_null("words");
    if (words == nullptr) return;
    for (const auto& [field, values] : *words) {
        const std::string name(field.str());
        if (!values.is_table())
            table.fail("words",
                       {"'" + name + "' 应是表：[words." + name + "]。请改正。",
                        "'" + name + "' has to be a table, [words." + name + "]. Correct it."});
        TomlTable list(*values.as_table(), {"用语 " + name, "words of '" + name + "'"});
        for (const auto& [value, text] : *values.as_table())
            sheet.words[name][std::string(value.str())] = list.text(value.str());
    }
}

} // namespace

Template read_template(const std::string& name_or_path) {
    Template sheet;
    const auto root = parse_pack(name_or_path, "templates", sheet.sha256);
    TomlTable table(root, {"", ""});
    sheet.id = table.string("id");
    sheet.title = table.text("title");
    sheet.each = table.string_or("each", {});
    read_paper(table, sheet);
    table.need("map");
    sheet.map = read_map(*table.table_or_null("map"), sheet);
    for (const auto* block : tables_of(table, "block"))
        sheet.blocks.push_back(read_block(*block, sheet));
    read_words(table, sheet);
    table.finish();
    return sheet;
}

} // namespace geo::map
