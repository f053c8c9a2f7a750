// SPDX-License-Identifier: Apache-2.0
#include "libgeo/crs/given_shift.hpp"

#include <algorithm>
#include <sstream>

#include "libgeo/core/error.hpp"

namespace geo {

namespace {

constexpr std::string_view parameters = "towgs84=";
constexpr std::string_view grids = "nadgrids=";

} // namespace

std::string given_shift(const std::string& crs) {
    for (const auto key : {parameters, grids})
        if (const auto at = crs.find(key); at != std::string::npos)
            return crs.substr(at, crs.find_first_of(" \t", at) - at);
    return {};
}

std::vector<std::string> grids_of(const std::string& crs) {
    const auto shift = given_shift(crs);
    std::vector<std::string> names;
    if (!shift.starts_with(grids)) return names;
    std::istringstream list(shift.substr(grids.size()));
    for (std::string name; std::getline(list, name, ',');) names.push_back(name);
    return names;
}

void refuse_silent_shift(const std::string& crs, const std::string& subject) {
    const auto shift = given_shift(crs);
    const bool is_zero = shift.starts_with(parameters) &&
                         shift.find_first_not_of("0.,-+", parameters.size()) == std::string::npos;
    if (is_zero)
        throw InputError({subject + "：+" + shift +
                              " 的参数全为 0，等于 0 米的近似，已拒绝。请写真实的参数或格网。",
                          subject + ": the parameters of +" + shift +
                              " are all 0, which is a ballpark of 0 m and refused. Write the real "
                              "parameters, or a grid."});
    const bool is_optional = std::ranges::any_of(
        grids_of(crs), [](const auto& name) { return name.starts_with('@') || name == "null"; });
    if (is_optional)
        throw InputError({subject + "：+" + shift +
                              " 含有可缺省（@）或 null 的格网，格网之外会是 0 米，已拒绝。"
                              "请只写格网文件。",
                          subject + ": +" + shift +
                              " has a grid that may be missing (@) or null, which shifts by 0 m "
                              "where there is no grid. Name grid files only."});
}

} // namespace geo
