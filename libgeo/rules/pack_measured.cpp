// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "libgeo/rules/pack_reading.hpp"

namespace geo {

namespace {

const std::vector<std::string> footprint_names{"whole", "new", "existing"};
const std::vector<std::string> measured_units{"m", "m2", "count"};

std::vector<std::string> read_from(TomlTable& table) {
    std::vector<std::string> from;
    const auto* array = table.need("from").as_array();
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i)
        if (const auto* text = array->get(i)->as_string()) from.push_back(text->get());
    if (array == nullptr || from.empty() || from.size() != array->size())
        table.fail("from", {"from 应为非空的文本列表。请改正。",
                            "'from' has to be a list of texts that is not empty. Correct it."});
    return from;
}

void check(TomlTable& table, const Measurement& m) {
    const auto& units = measured_units;
    if (std::find(units.begin(), units.end(), m.unit) == units.end())
        table.fail("from", {"单位 " + m.unit + " 不能量算（可为 m、m2、count）。请改正。",
                            "the unit " + m.unit +
                                " cannot be measured (m, m2 and count can). Correct it."});
    const bool is_people = m.from == std::vector<std::string>{"residents"};
    if ((m.unit == "count") != is_people || is_people != (m.line == ReferenceLine::park_edge))
        table.fail("from", {"count 用 from = [\"residents\"]、line = \"park_edge\"；其余用线图层的"
                            "类别。请改正。",
                            "a count takes from = [\"residents\"] and line = \"park_edge\", the "
                            "others take classes of lines. Correct it."});
    if (m.within_m < 0 || (m.unit == "m2" && m.within_m <= 0) || (m.unit == "m" && m.within_m > 0))
        table.fail("within_m", {"within_m：面积须大于 0，距离不写。请改正。",
                                "within_m has to be above 0 for an area, and takes no part in a "
                                "distance. Correct it."});
}

} // namespace

Measurement read_measurement(const toml::table& node, const FactSpec& fact, const Text& subject) {
    TomlTable table(node, subject);
    Measurement m;
    m.fact = fact.name;
    m.unit = fact.unit;
    m.from = read_from(table);
    m.line = *reference_line_from(table.choice("line", reference_line_names()));
    m.within_m = table.number_or("within_m", 0);
    if (table.find("footprint") != nullptr) {
        const auto word = table.choice("footprint", footprint_names);
        const auto at = std::find(footprint_names.begin(), footprint_names.end(), word);
        m.footprint = static_cast<Footprint>(at - footprint_names.begin());
    }
    table.finish();
    check(table, m);
    return m;
}

} // namespace geo
