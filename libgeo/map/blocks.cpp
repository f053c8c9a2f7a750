// SPDX-License-Identifier: Apache-2.0
// Text, badge, notes, rules and boxes; and which function draws which block.
#include <algorithm>
#include <numbers>

#include "libgeo/map/sheet_parts.hpp"

namespace geo::map {

namespace {

/// The colour by which a style layer shows the sheet's feature, and what it is called.
const Rule* rule_of_sheet(const SheetJob& job, const std::string& layer) {
    const auto& styles = job.atlas.styles.layers;
    for (std::size_t s = 0; s < styles.size(); ++s) {
        if (styles[s].id != layer || styles[s].source != job.atlas.each) continue;
        const auto rule = job.atlas.rules[s][job.feature];
        if (rule != Atlas::no_rule) return &styles[s].rules[rule];
    }
    return nullptr;
}

/// Dark letters on light ground, light ones on dark.
Ink readable_on(const Ink& ground) {
    const double light = 0.299 * ground.red + 0.587 * ground.green + 0.114 * ground.blue;
    return light > 140 ? Ink{34, 40, 44, 1} : Ink{255, 255, 255, 1};
}

/// The colour of a class; grey for one that is drawn in white.
Ink ground_of(const Rule& rule) {
    constexpr Ink grey{233, 237, 239, 1};
    Ink ground = rule.fill ? *rule.fill : rule.marker ? rule.marker->ink : grey;
    ground.opacity = 1;
    return std::min({ground.red, ground.green, ground.blue}) > 245 ? grey : ground;
}

void draw_text(const SheetJob& job, const Block& block) {
    const auto text = job.filled(job.in_language(block.text), "text");
    job.painter().in_frame(text, block.frame, {block.face, block.size, block.ink}, block.align,
                           block.lines);
}

void draw_badge(const SheetJob& job, const Block& block) {
    const auto* rule = rule_of_sheet(job, block.label_layer);
    if (rule == nullptr) return;
    const auto ground = ground_of(*rule);
    job.picture.fill(rectangle(block.frame), ground);
    const auto& f = block.frame;
    const auto painter = job.painter();
    TextStyle style{block.face, block.size, readable_on(ground)};
    const auto& text = job.in_language(rule->title);
    const double room = f.width - 3;
    const double needed = painter.width(text, style);
    if (needed > room) style.size *= room / needed;
    painter.line(text, {f.centre().x, f.centre().y + style.size * 0.36}, style, Align::centre);
}

std::string inputs_text(const RunInfo& run, Language language) {
    std::string names;
    const std::size_t most = 3;
    for (std::size_t i = 0; i < std::min(most, run.inputs.size()); ++i)
        names += (i == 0 ? "" : language == Language::zh ? "、" : ", ") + run.inputs[i];
    if (run.inputs.size() > most) {
        const auto count = std::to_string(run.inputs.size());
        names += in(Text{" 等 " + count + " 个文件", " and others, " + count + " files"}, language);
    }
    return names;
}

/// The notes of a sheet, one sentence each.
std::vector<std::string> notes_of(const SheetJob& job) {
    const auto& run = job.atlas.scene.run;
    const auto& options = job.atlas.options;
    std::vector<std::string> notes;
    const auto add = [&](const Text& text) { notes.push_back(job.in_language(text)); };
    const auto inputs = inputs_text(run, options.language);
    if (!options.source.empty())
        add({"资料来源：" + options.source, "Source: " + options.source});
    else if (!inputs.empty())
        add({"资料来源：" + run.project + "（" + inputs + "）",
             "Source: " + run.project + " (" + inputs + ")"});
    else
        add({"资料来源：" + run.project, "Source: " + run.project});
    if (!run.as_of.empty()) add({"评估日期：" + run.as_of, "As of " + run.as_of});
    add({"坐标系：" + job.ground.label + "（" + job.ground.crs +
             "），格网单位公里；面积为 CGCS2000 椭球面积",
         "CRS: " + job.ground.label + " (" + job.ground.crs +
             "), grid in kilometres; areas on the CGCS2000 ellipsoid"});
    add({"数据版本：" + run.data_version +
             (run.pack.empty() || run.pack == " " ? "" : "；规则包 " + run.pack),
         "Data version: " + run.data_version +
             (run.pack.empty() || run.pack == " " ? "" : "; policy pack " + run.pack)});
    return notes;
}

Text usage_text(const SheetOptions& options) {
    if (!options.approval.empty())
        return {"审图号：" + options.approval, "Map approval number (审图号): " + options.approval};
    if (options.usage == Usage::published)
        return {"未经审图，不得公开", "Not approved: not to be published"};
    return {"内部使用，不得公开", "Internal use, not public"};
}

} // namespace

void draw_notes(const SheetJob& job, const Block& block) {
    const auto painter = job.painter();
    const TextStyle style{block.face, block.size, block.ink};
    const double usage_width = block.frame.width * 0.3;
    Frame left = block.frame;
    left.width -= usage_width + 4;
    std::string text;
    const bool zh = job.atlas.options.language == Language::zh;
    for (const auto& note : notes_of(job)) text += note + (zh ? "。" : ". ");
    painter.in_frame(text, left, style, Align::left, block.lines);
    const double x = block.frame.right();
    double y = block.frame.y + block.size * 1.3 * cap_height;
    painter.line(job.in_language(usage_text(job.atlas.options)), {x, y},
                 {{"hei", Weight::bold}, block.size * 1.3, {34, 40, 44, 1}}, Align::right);
    if (job.shows_synthetic) {
        y += block.size * 1.3 * line_step;
        painter.line(job.in_language({"示意图：含虚构（synthetic）数据",
                                      "Illustration: contains synthetic data"}),
                     {x, y}, {{"hei", Weight::bold}, block.size * 1.15, {176, 52, 36, 1}},
                     Align::right);
    }
}

void draw_watermark(const SheetJob& job) {
    const auto& options = job.atlas.options;
    if (options.usage != Usage::published || !options.approval.empty()) return;
    const auto& f = job.view.frame;
    const double size = f.width / 11;
    job.painter().turned(job.in_language({"未经审图 不得公开", "NOT APPROVED FOR PUBLICATION"}),
                         f.centre(), -std::numbers::pi / 6,
                         {{"hei", Weight::bold},
                          size * (options.language == Language::zh ? 1 : 0.6),
                          {190, 40, 30, 0.16}},
                         Align::centre);
}

void draw_block(SheetJob& job, const Block& block) {
    if (block.fill.opacity > 0) job.picture.fill(rectangle(block.frame), block.fill);
    switch (block.kind) {
    case BlockKind::text:
        return draw_text(job, block);
    case BlockKind::badge:
        return draw_badge(job, block);
    case BlockKind::facts:
        return draw_facts(job, block);
    case BlockKind::table:
        return draw_table(job, block);
    case BlockKind::legend:
        draw_legend(job, block);
        return;
    case BlockKind::inset:
        return draw_inset(job, block);
    case BlockKind::scale_bar:
        return draw_scale_bar(job, block);
    case BlockKind::north:
        return draw_north(job, block);
    case BlockKind::notes:
        return draw_notes(job, block);
    case BlockKind::rule:
        job.picture.stroke(
            line({block.frame.x, block.frame.y}, {block.frame.right(), block.frame.bottom()}),
            {block.ink, block.width, {}, false});
        return;
    case BlockKind::box:
        job.picture.stroke(rectangle(block.frame), {block.ink, block.width, {}, false});
        return;
    }
}

} // namespace geo::map
