// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/pack_choice.hpp"

#include <algorithm>
#include <filesystem>

#include "libgeo/core/error.hpp"

namespace geo {

namespace {

bool lies_in(const std::string& place, const std::string& code) {
    return place == code || place.starts_with(code + "-");
}

/// "id (CN-JS, 2020-01-01 to 2026-02-28), ..."
std::string list_of(const std::vector<Pack>& packs) {
    std::string text;
    for (const auto& pack : packs)
        text += (text.empty() ? "" : ", ") + pack.id + " (" + jurisdiction_code(pack) + ", " +
                pack.valid_from + " – " + (pack.valid_to.empty() ? "..." : pack.valid_to) + ")";
    return text.empty() ? "-" : text;
}

} // namespace

std::string jurisdiction_code(const Pack& pack) {
    return pack.jurisdiction.substr(0, pack.jurisdiction.find(' '));
}

std::vector<Pack> read_packs(const std::string& folder) {
    std::vector<std::string> paths;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().extension() == ".toml") paths.push_back(entry.path().string());
    if (error || paths.empty())
        throw ConfigError({folder + "：不是含有规则包（*.toml）的文件夹。请检查路径。",
                           folder + ": is no folder with policy packs (*.toml). Check the path."});
    std::sort(paths.begin(), paths.end());
    std::vector<Pack> packs;
    packs.reserve(paths.size());
    for (const auto& path : paths) packs.push_back(read_pack(path));
    return packs;
}

Pack choose_pack(const std::string& folder, const std::string& topic,
                 const std::string& jurisdiction, const std::string& date) {
    auto packs = read_packs(folder);
    std::erase_if(packs, [&](const Pack& pack) { return pack.topic != topic; });
    auto fitting = packs;
    std::erase_if(fitting, [&](const Pack& pack) {
        return !is_valid_on(pack, date) || !lies_in(jurisdiction, jurisdiction_code(pack));
    });
    const auto nearer = [](const Pack& a, const Pack& b) {
        return jurisdiction_code(a).size() > jurisdiction_code(b).size();
    };
    std::stable_sort(fitting.begin(), fitting.end(), nearer);
    const auto what = topic + ", " + jurisdiction + ", " + date;
    if (fitting.empty())
        throw ConfigError({folder + "：没有适用的规则包（" + what + "）。同主题的有：" +
                               list_of(packs) + "。请改主题、辖区或日期。",
                           folder + ": no policy pack fits (" + what +
                               "). Of this topic there are: " + list_of(packs) +
                               ". Change the topic, the jurisdiction or the "
                               "date."});
    if (fitting.size() > 1 && !nearer(fitting[0], fitting[1]))
        throw ConfigError({folder + "：有多个规则包同样适用（" + what + "）：" + list_of(fitting) +
                               "。请用 --pack 指定。",
                           folder + ": several policy packs fit alike (" + what +
                               "): " + list_of(fitting) + ". Name one with --pack."});
    return fitting.front();
}

} // namespace geo
