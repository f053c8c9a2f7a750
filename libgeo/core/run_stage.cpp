// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/run_stage.hpp"

#include <array>

namespace geo {

namespace {

constexpr std::array<std::string_view, 7> stage_names{
    "check", "screen", "classify", "townships", "programmes", "sheets", "reports"};
constexpr std::array<std::string_view, 3> state_names{"done", "pending", "not_asked"};

template <typename Enum, typename Names>
std::optional<Enum> from_name(const Names& names, std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<Enum>(i);
    return {};
}

} // namespace

const std::vector<Stage>& all_stages() {
    static const std::vector<Stage> stages{Stage::check,     Stage::screen,     Stage::classify,
                                           Stage::townships, Stage::programmes, Stage::sheets,
                                           Stage::reports};
    return stages;
}

std::string_view name_of(Stage stage) {
    return stage_names.at(static_cast<std::size_t>(stage));
}

std::optional<Stage> stage_from(std::string_view name) {
    return from_name<Stage>(stage_names, name);
}

Text title_of(Stage stage) {
    static const std::array<Text, 7> titles{{{"数据检查", "check of the inputs"},
                                             {"叠加筛查", "screening"},
                                             {"分类判定", "classification"},
                                             {"乡镇统计", "townships"},
                                             {"专项清单", "programmes"},
                                             {"图幅", "sheets"},
                                             {"报告", "reports"}}};
    return titles.at(static_cast<std::size_t>(stage));
}

std::string_view name_of(StageState state) {
    return state_names.at(static_cast<std::size_t>(state));
}

std::optional<StageState> stage_state_from(std::string_view name) {
    return from_name<StageState>(state_names, name);
}

} // namespace geo
