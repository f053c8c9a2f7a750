// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/column_words.hpp"

#include <array>
#include <charconv>

namespace geo {

namespace {

constexpr auto text = ColumnType::text;
constexpr auto whole = ColumnType::whole;
constexpr auto real = ColumnType::real;

/// The columns of docs/formats.md and of the sheets made from JSON, in alphabetical order.
const ColumnWords all_words[] = {
    {"accuracy_m", {"定位精度", "positional accuracy"}, "m", real, all_decimals},
    {"additive", {"可相加", "additive"}, "", whole},
    {"area_m2", {"面积", "area"}, "m²", real, area_decimals},
    {"as_of", {"截止日期", "as of"}, "", text, 0, true},
    {"bound_m2", {"误差上限", "error bound"}, "m²", real, area_decimals},
    {"certain_m2", {"确定面积", "certain area"}, "m²", real, area_decimals},
    {"code", {"代码", "code"}, "", text},
    {"conflict_m2", {"冲突面积", "conflict area"}, "m²", real, area_decimals},
    {"county", {"县区", "county"}, "", text},
    {"county_code", {"县区代码", "county code"}, "", text},
    {"criterion", {"条件编号", "criterion"}, "", text},
    {"crs", {"坐标系", "CRS"}, "", text},
    {"datum", {"坐标框架", "datum"}, "", text},
    {"denominator", {"分母", "denominator"}, "", whole},
    {"denominator_kind", {"分母口径", "denominator kind"}, "", text},
    {"distance_class", {"距离级", "distance class"}, "m", text},
    {"distance_m", {"距离", "distance"}, "m", real, distance_decimals},
    {"evidence", {"依据要素", "evidence"}, "", text},
    {"fact", {"事实", "fact"}, "", text},
    {"fact_title_en", {"事实名称（英文）", "title of the fact"}, "", text},
    {"fact_title_zh", {"事实名称", "title of the fact (zh)"}, "", text},
    {"failed", {"未达硬性条件", "failed criteria"}, "", text},
    {"feature_id", {"要素编号", "feature"}, "", text},
    {"figure", {"指标", "figure"}, "", text},
    {"kind", {"类型", "kind"}, "", text},
    {"lat", {"纬度", "latitude"}, "°", real, degree_decimals},
    {"layer", {"图层", "layer"}, "", text},
    {"least_change", {"最小改动", "least change (zh)"}, "", text},
    {"least_change_en", {"最小改动（英文）", "least change"}, "", text},
    {"least_change_zh", {"最小改动", "least change (zh)"}, "", text},
    {"limit", {"限值", "limit"}, "", text},
    {"lon", {"经度", "longitude"}, "°", real, degree_decimals},
    {"mark", {"出处标记", "mark of source"}, "", text},
    {"message_en", {"说明（英文）", "message"}, "", text},
    {"message_zh", {"说明", "message (zh)"}, "", text},
    {"missing", {"缺少的事实", "missing facts"}, "", text},
    {"name", {"名称", "name"}, "", text},
    {"named", {"已命名", "named"}, "", whole},
    {"named_area_m2", {"已命名面积", "named area"}, "m²", real, area_decimals},
    {"named_on", {"命名日期", "named on"}, "", text, 0, true},
    {"nearest_zone_id", {"最近管控区", "nearest zone"}, "", text},
    {"note_en", {"备注（英文）", "note"}, "", text},
    {"note_zh", {"备注", "note (zh)"}, "", text},
    {"number", {"数值", "number"}, "", real, all_decimals},
    {"op", {"比较", "comparison"}, "", text},
    {"operation", {"坐标转换", "operation"}, "", text},
    {"operation_accuracy_m", {"转换精度", "accuracy of operation"}, "m", real, all_decimals},
    {"outcome", {"结论代码", "outcome"}, "", text},
    {"pack", {"规则包", "policy pack"}, "", text},
    {"pack_version", {"规则包版本", "pack version"}, "", text},
    {"park_id", {"园区编号", "park"}, "", text},
    {"park_name", {"园区名称", "park name"}, "", text},
    {"park_verdict", {"所在园区结论", "verdict on its park"}, "", text},
    {"part", {"类别", "part"}, "", text},
    {"path", {"名称", "name"}, "", text},
    {"policy", {"转换策略", "policy"}, "", text},
    {"possible_m2", {"可能面积", "possible area"}, "m²", real, area_decimals},
    {"rate_area", {"面积覆盖率", "rate by area"}, "0–1", real, share_decimals},
    {"rate_count", {"个数覆盖率", "rate by count"}, "0–1", real, share_decimals},
    {"read", {"读入", "read"}, "", whole},
    {"reason_en", {"理由（英文）", "reason"}, "", text},
    {"reason_zh", {"理由", "reason (zh)"}, "", text},
    {"redline_m2", {"红线面积", "red-line area"}, "m²", real, area_decimals},
    {"redline_share", {"红线占比", "red-line share"}, "0–1", real, share_decimals},
    {"rejected", {"拒绝", "rejected"}, "", whole},
    {"repaired", {"修复", "repaired"}, "", whole},
    {"review", {"待核查条件", "criteria under review"}, "", text},
    {"role", {"用途", "role"}, "", text},
    {"route", {"去向代码", "route"}, "", text},
    {"score", {"得分", "score"}, "", real, 2},
    {"severity", {"级别", "severity"}, "", text},
    {"sha256_or_version", {"SHA-256、版本或取值", "SHA-256, version or value"}, "", text},
    {"share", {"冲突占比", "conflict share"}, "0–1", real, share_decimals},
    {"share_of_park", {"占园区", "share of park"}, "0–1", real, share_decimals},
    {"share_of_zone", {"占管控区", "share of zone"}, "0–1", real, share_decimals},
    {"site_id", {"点位编号", "site"}, "", text},
    {"source", {"依据", "source"}, "", text},
    {"status", {"状态代码", "status"}, "", text},
    {"statutory", {"法定", "statutory"}, "", whole},
    {"still_needed", {"还需命名", "still needed"}, "", whole},
    {"synthetic", {"合成数据", "synthetic"}, "", whole},
    {"title", {"称号", "title"}, "", text},
    {"title_en", {"条件（英文）", "title"}, "", text},
    {"title_zh", {"条件", "title (zh)"}, "", text},
    {"under_review", {"待核查", "under review"}, "", whole},
    {"unit", {"单位", "unit"}, "", text},
    {"unknown", {"资料不足的条件", "unknown criteria"}, "", text},
    {"upgrades", {"可提升项", "upgrades due"}, "", text},
    {"used", {"使用", "used"}, "", whole},
    {"value", {"取值", "value"}, "", text},
    {"verdict", {"结论代码", "verdict"}, "", text},
    {"verified", {"出处已核", "source verified"}, "", whole},
    {"vetoes", {"一票否决", "vetoes"}, "", text},
    {"width_m", {"平均宽度", "mean width"}, "m", real, distance_decimals},
    {"zone_class", {"管控类别", "zone class"}, "", text},
    {"zone_id", {"管控区编号", "zone"}, "", text},
    {"zone_ids", {"所在管控区", "zones"}, "", text},
    {"zone_name", {"管控区名称", "zone name"}, "", text}};

/// The number that a cell spells, or the text as it is: nothing is lost to a wrong guess.
Value typed(const ColumnWords& words, const Value& cell) {
    const auto* spelled = std::get_if<std::string>(&cell);
    if (spelled == nullptr || words.type == text) return cell;
    const auto number = parse_number(*spelled);
    if (!number) return cell;
    if (words.type == real) return *number;
    std::int64_t count = 0;
    const auto* end = spelled->data() + spelled->size();
    const auto read = std::from_chars(spelled->data(), end, count);
    return read.ec == std::errc{} && read.ptr == end ? Value(count) : cell;
}

} // namespace

ColumnWords words_of(std::string_view column) {
    for (const auto& words : all_words)
        if (words.name == column) return words;
    ColumnWords unknown;
    unknown.name = column;
    unknown.title = {std::string(column), std::string(column)};
    return unknown;
}

bool names_a_place(std::string_view column) {
    return column == "lon" || column == "lat" || column == "message_zh" || column == "message_en";
}

Table with_types(const Table& texts) {
    Table table{texts.name, {}, {}};
    std::vector<ColumnWords> words;
    for (const auto& column : texts.columns) {
        words.push_back(words_of(column.name));
        table.columns.push_back({column.name, words.back().type, words.back().decimals});
    }
    for (const auto& row : texts.rows) {
        std::vector<Value> cells;
        for (std::size_t c = 0; c < row.size(); ++c) cells.push_back(typed(words[c], row[c]));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

} // namespace geo
