// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/sheet.hpp"

#include <algorithm>
#include <cmath>

#include "libgeo/core/error.hpp"
#include "libgeo/map/sheet_parts.hpp"

namespace geo::map {

namespace {

GroundBox extent_of(const SheetJob& job) {
    GroundBox box;
    const auto& map = job.atlas.sheet.map;
    if (job.each != nullptr && map.extent == "feature") {
        box.add(job.ground.layers[*job.layer_number(job.each->name)].boxes[job.feature]);
    } else if (const auto number = job.layer_number(map.extent)) {
        for (const auto& one : job.ground.layers[*number].boxes) box.add(one);
    }
    // A template for a city serves where there is no such layer, too: it shows all.
    if (box.empty() && (job.each == nullptr || map.extent != "feature"))
        for (const auto& layer : job.ground.layers)
            for (const auto& one : layer.boxes) box.add(one);
    return box;
}

[[noreturn]] void fail(const SheetJob& job, const Text& why) {
    const auto id = job.id();
    throw InputError({"图幅 " + id + "：" + why.zh, "sheet " + id + ": " + why.en});
}

View view_of(const SheetJob& job) {
    const auto& map = job.atlas.sheet.map;
    auto box = extent_of(job);
    if (box.empty())
        fail(job,
             {"没有图形可画（范围为空）。请检查该要素的几何。",
              "there is no shape to show (the extent is empty). Check the feature's geometry."});
    const double spare_x = box.width() * map.margin + map.around_m;
    const double spare_y = box.height() * map.margin + map.around_m;
    const double width = std::max(box.width() + 2 * spare_x, 1.0);
    const double height = std::max(box.height() + 2 * spare_y, 1.0);
    const double needed = 1000 * std::max(width / map.frame.width, height / map.frame.height);
    const auto scale = std::lower_bound(map.scales.begin(), map.scales.end(), needed);
    if (scale == map.scales.end())
        fail(job, {"需要比例尺 1:" + grouped(needed, 0) + "，而模板最小为 1:" +
                       grouped(map.scales.back(), 0) + "。请换更大的图纸或在模板中加小比例尺。",
                   "it needs a scale of 1:" + grouped(needed, 0) +
                       ", and the template goes to 1:" + grouped(map.scales.back(), 0) +
                       ". Take larger paper, or add smaller scales to the template."});
    return {map.frame, box.centre(), *scale};
}

void refuse_missing_glyphs(const SheetJob& job) {
    const auto missing = job.typesetter.missing();
    if (missing.empty()) return;
    std::map<std::string, std::string> letters; // by the fonts that were tried
    for (const auto& [letter, fonts] : missing) {
        auto& those = letters[fonts];
        those += (those.empty() ? "" : " ") + letter;
    }
    Text list;
    for (const auto& [fonts, those] : letters) {
        list.zh += (list.zh.empty() ? "" : "；") + those + "（试过：" + fonts + "）";
        list.en += (list.en.empty() ? "" : "; ") + those + " (tried: " + fonts + ")";
    }
    fail(job, {"字体中没有这些字：" + list.zh + "。请安装含有这些字的字体，并加入样式的 [fonts]。",
               "no font has these characters: " + list.en +
                   ". Install a font that has them and add it to [fonts] of the style."});
}

void draw_map(SheetJob& job, Sheet& sheet) {
    const auto& map = job.atlas.sheet.map;
    LabelPlacer placer(map.frame, job.typesetter, map.label_factor);
    for (const auto& block : job.atlas.sheet.blocks)
        if (block.frame.meets(map.frame)) placer.forbid(block.frame.grown(1));
    job.picture.fill(rectangle(map.frame), map.background);
    job.picture.clip(map.frame);
    auto wishes = draw_layers(job, placer);
    if (map.grid) draw_grid_lines(job);
    draw_rings(job, placer);
    sheet.labels = placer.place(std::move(wishes));
    for (const auto& label : sheet.labels) draw_label(job.picture, label);
    draw_watermark(job);
    job.picture.unclip();
    draw_map_frame(job);
}

} // namespace

std::string SheetJob::word_for(std::string_view field, const std::string& value) const {
    const auto& words = atlas.sheet.words;
    if (const auto of_field = words.find(field); of_field != words.end())
        if (const auto word = of_field->second.find(value); word != of_field->second.end())
            return in_language(word->second);
    return value.empty() ? "—" : value;
}

FieldLookup SheetJob::fields_of(const SceneLayer& layer, std::size_t row) const {
    return [this, &layer, row](std::string_view name) -> std::optional<std::string> {
        if (const auto bar = name.find('|'); bar != std::string_view::npos) {
            // {field|style layer}: what the legend calls this value.
            const auto field = name.substr(0, bar);
            const auto value = layer.text(row, field);
            if (name.substr(bar + 1) == "word") return word_for(field, value);
            for (const auto& style : atlas.styles.layers) {
                if (style.id != name.substr(bar + 1)) continue;
                for (const auto& rule : style.rules)
                    for (const auto& condition : rule.where)
                        if (std::find(condition.values.begin(), condition.values.end(), value) !=
                            condition.values.end())
                            return in_language(rule.title);
                return word_for(field, value); // a class that only "all others" takes
            }
            return {};
        }
        if (!layer.attributes.find(name)) return {};
        return layer.text(row, name);
    };
}

FieldLookup SheetJob::fields() const {
    return [this](std::string_view name) -> std::optional<std::string> {
        if (each != nullptr)
            if (auto value = fields_of(*each, feature)(name)) return value;
        const auto& run = atlas.scene.run;
        if (name == "project") return run.project;
        if (name == "as_of") return run.as_of;
        if (name == "crs") return ground.label;
        if (name == "data_version") return run.data_version;
        if (name == "scale") return "1:" + grouped(view.denominator, 0);
        if (name == "id" && each != nullptr) return each->id(feature);
        return {};
    };
}

std::string SheetJob::filled(const std::string& text, const std::string& subject) const {
    return filled_in(text, fields(), subject);
}

std::optional<std::size_t> SheetJob::layer_number(std::string_view name) const {
    for (std::size_t i = 0; i < atlas.scene.layers.size(); ++i)
        if (atlas.scene.layers[i].name == name) return i;
    return {};
}

Draughtsman& Draughtsmen::mine() {
    const std::lock_guard lock(m_mutex);
    auto& mine = m_all[std::this_thread::get_id()];
    if (!mine.typesetter) mine.typesetter = drawing_kit().typesetter(m_atlas.styles.fonts);
    return mine;
}

Sheet draw_sheet(const Atlas& atlas, std::size_t feature, Draughtsman& draughtsman) {
    Sheet sheet;
    const auto crs = crs_of_sheet(atlas, feature);
    draughtsman.typesetter->clear_missing();
    SheetJob job{atlas,
                 atlas.grounds.at(crs),
                 atlas.scene.find(atlas.each),
                 feature,
                 draughtsman.projector(crs),
                 *draughtsman.typesetter,
                 sheet.picture,
                 {}};
    job.view = view_of(job);
    job.convergence_deg = convergence_deg(job.projector, job.view.centre);
    sheet.id = job.id();
    sheet.title = job.filled(job.in_language(atlas.sheet.title), atlas.sheet.id + ", title");
    sheet.picture.begin_page({atlas.sheet.width, atlas.sheet.height, sheet.title});
    sheet.map_frame = atlas.sheet.map.frame;
    sheet.denominator = job.view.denominator;
    sheet.crs = crs;
    draw_map(job, sheet);
    for (const auto& block : atlas.sheet.blocks) draw_block(job, block);
    sheet.legend_entries = job.seen.size();
    refuse_missing_glyphs(job);
    return sheet;
}

} // namespace geo::map
