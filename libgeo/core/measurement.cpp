// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/measurement.hpp"

#include <algorithm>
#include <array>

namespace geo {

namespace {

const std::array<Text, 4> titles{{{"岸线", "bank line"},
                                  {"临水边界线", "water-edge line"},
                                  {"河道管理范围边界", "river-management line"},
                                  {"园区边界", "park edge"}}};

std::string joined(const std::vector<std::string>& list) {
    std::string text;
    for (const auto& item : list) text += (text.empty() ? "" : ", ") + item;
    return text;
}

} // namespace

const std::vector<std::string>& reference_line_names() {
    static const std::vector<std::string> names{"bank", "water_edge", "management", "park_edge"};
    return names;
}

std::string_view name_of(ReferenceLine line) {
    return reference_line_names()[static_cast<std::size_t>(line)];
}

std::optional<ReferenceLine> reference_line_from(std::string_view name) {
    const auto& names = reference_line_names();
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return {};
    return static_cast<ReferenceLine>(found - names.begin());
}

Text title_of(ReferenceLine line) {
    return titles.at(static_cast<std::size_t>(line));
}

Text describe(const Measurement& m) {
    const auto line = title_of(m.line);
    const auto from = joined(m.from);
    const auto width = shortest(m.within_m);
    Text text;
    if (m.unit == "m")
        text = {"距" + line.zh, "geodesic distance from the " + line.en};
    else if (m.unit == "count" && m.within_m == 0)
        text = {line.zh + "以内", "inside the " + line.en};
    else
        text = {line.zh + " " + width + " 米内", "within " + width + " m of the " + line.en};
    text.zh += "（" + from + "）";
    text.en += " (" + from + ")";
    if (m.footprint == Footprint::added) text.zh += "，新增用地", text.en += ", new footprint";
    if (m.footprint == Footprint::existing)
        text.zh += "，现有用地", text.en += ", existing footprint";
    return text;
}

} // namespace geo
