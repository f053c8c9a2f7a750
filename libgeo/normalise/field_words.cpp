// SPDX-License-Identifier: Apache-2.0
#include "libgeo/normalise/field_words.hpp"

#include <algorithm>
#include <array>

#include "libgeo/core/loose_number.hpp"
#include "libgeo/normalise/fields.hpp"

namespace geo {

namespace {

constexpr unsigned of(Role role) {
    return 1U << static_cast<unsigned>(role);
}
constexpr unsigned any = ~0U;
constexpr unsigned parks = of(Role::parks);
constexpr unsigned zones = of(Role::zones);
constexpr unsigned sites = of(Role::sites);
constexpr unsigned codes = of(Role::townships) | of(Role::township_codes) | of(Role::awards);
constexpr unsigned counties = of(Role::counties) | of(Role::city);

struct FieldWord {
    std::string_view word;
    std::string_view field; ///< in lower case
    unsigned roles;
};

/// Names met in deliverables and lists; a field can stand for several words in several roles.
constexpr std::array<FieldWord, 74> known{{
    {"id", "yqbm", parks},
    {"id", "园区编码", parks},
    {"id", "园区编号", parks},
    {"id", "园区代码", parks},
    {"id", "bsm", zones},
    {"id", "hxbm", zones},
    {"id", "红线编码", zones},
    {"id", "qybm", sites},
    {"id", "企业编码", sites},
    {"id", "企业编号", sites},
    {"id", "xzqdm12", codes},
    {"id", "xzdm", codes},
    {"id", "乡镇代码", codes},
    {"id", "code", codes | counties},
    {"id", "代码", codes | counties},
    {"id", "行政区划代码", codes | counties},
    {"id", "xzqdm", counties},
    {"id", "行政区代码", counties},
    {"id", "标识码", any},
    {"id", "编号", any},
    {"id", "编码", any},
    {"name", "yqmc", parks},
    {"name", "园区名称", parks},
    {"name", "化工园区名称", parks},
    {"name", "hxmc", zones},
    {"name", "红线名称", zones},
    {"name", "保护区名称", zones},
    {"name", "qymc", sites},
    {"name", "企业名称", sites},
    {"name", "单位名称", sites},
    {"name", "xmmc", sites},
    {"name", "项目名称", sites},
    {"name", "xzmc", codes},
    {"name", "乡镇名称", codes},
    {"name", "乡镇", codes},
    {"name", "街道名称", codes},
    {"name", "xzqmc", counties},
    {"name", "县区名称", counties},
    {"name", "名称", any},
    {"name", "mc", any},
    {"class", "hxlx", zones},
    {"class", "红线类型", zones},
    {"class", "管控类型", zones},
    {"class", "类型", zones},
    {"county_code", "xzqdm", parks | sites | zones | codes},
    {"county_code", "县区代码", any},
    {"county_code", "区县代码", any},
    {"county_code", "行政区代码", parks | sites | zones | codes},
    {"county_code", "areacode", codes},
    {"county", "xzqmc", parks | sites | zones | codes},
    {"county", "县区", any},
    {"county", "区县", any},
    {"county", "县区名称", parks | sites | zones | codes},
    {"county", "所属县区", any},
    {"county", "所在县区", any},
    {"title", "cjch", codes},
    {"title", "称号", codes},
    {"batch", "pc", codes},
    {"batch", "批次", codes},
    {"named_on", "mmrq", codes},
    {"named_on", "命名日期", codes},
    {"named_on", "命名时间", codes},
    {"status", "zt", codes},
    {"status", "状态", codes},
    {"risk_grade", "fxdj", parks},
    {"risk_grade", "风险等级", parks},
    {"recognition", "rdzt", parks},
    {"recognition", "认定状态", parks},
    {"credit_code", "tyshxydm", any},
    {"credit_code", "统一社会信用代码", any},
    {"credit_code", "社会信用代码", any},
    {"credit_code", "信用代码", any},
    {"industry_code", "hydm", any},
    {"industry_code", "行业代码", any},
}};

/// The name without what stands in brackets behind it: 面积（亩） is 面积.
std::string bare(const std::string& field) {
    auto text = ascii_lower(half_width(trim(field)));
    text = text.substr(0, text.find_first_of("(["));
    return std::string(trim(text));
}

std::string quoted(const std::string& text) {
    return "\"" + text + "\"";
}

bool is_given(const RawLayer& raw, const LayerSpec& spec, const std::string& word) {
    return spec.fields.contains(word) || spec.values.contains(word) || raw.attributes.find(word);
}

} // namespace

std::vector<std::string> words_of(Role role) {
    switch (role) {
    case Role::parks:
        return {"id", "name", "risk_grade", "recognition"};
    case Role::zones:
    case Role::lines:
        return {"id", "name", "class"};
    case Role::townships:
        return {"id", "name", "county", "county_code"};
    case Role::township_codes:
        return {"id", "name", "county", "county_code", "kind"};
    case Role::awards:
        return {"id", "title", "named_on", "status", "batch"};
    case Role::facts:
        return {};
    default:
        return {"id", "name"};
    }
}

std::vector<std::size_t> usual_fields(const Attributes& attributes, Role role,
                                      const std::string& word) {
    std::vector<std::size_t> found;
    for (std::size_t c = 0; c < attributes.names.size(); ++c) {
        const auto name = bare(attributes.names[c]);
        const bool fits = std::any_of(known.begin(), known.end(), [&](const FieldWord& k) {
            return k.word == word && k.field == name && (k.roles & of(role)) != 0;
        });
        if (fits) found.push_back(c);
    }
    return found;
}

std::optional<std::size_t> likely_field(const RawLayer& raw, const LayerSpec& spec,
                                        const std::string& word) {
    if (const auto column = mapped_field(raw, spec, word)) return column;
    const auto usual = usual_fields(raw.attributes, spec.role, word);
    if (usual.size() == 1) return usual[0];
    return {};
}

Problems proposed_fields(const RawLayer& raw, const LayerSpec& spec) {
    std::string map;
    for (const auto& word : words_of(spec.role)) {
        if (is_given(raw, spec, word)) continue;
        const auto usual = usual_fields(raw.attributes, spec.role, word);
        if (usual.size() != 1) continue;
        map += (map.empty() ? "" : ", ") + word + " = " + quoted(raw.attributes.names[usual[0]]);
    }
    if (map.empty()) return {};
    return {{raw.subject,
             "",
             "fields_proposed",
             Severity::note,
             no_place(),
             no_place(),
             {"字段名像是常见的：如属实，请在图层中写 fields = { " + map + " }。未写的不会采用。",
              "some fields have usual names: where that is right, write fields = { " + map +
                  " } in the layer. Nothing is taken that is not written."}}};
}

} // namespace geo
