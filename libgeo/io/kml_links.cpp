// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/kml_links.hpp"

#include <fstream>
#include <iterator>
#include <string_view>

#include "libgeo/core/text.hpp"

namespace geo {

namespace {

/// Opening tags of that name, with or without a prefix.
std::size_t tags(std::string_view text, std::string_view name) {
    std::size_t count = 0;
    for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
        const auto end = at + name.size();
        const bool ends = end < text.size() &&
                          std::string_view("> \t\r\n/").find(text[end]) != std::string_view::npos;
        const auto tag = text.substr(0, at).rfind('<');
        if (!ends || tag == std::string_view::npos) continue;
        const auto before = text.substr(tag + 1, at - tag - 1);
        count += before.find_first_of("/> \t\r\n") == std::string_view::npos &&
                 (before.empty() || before.ends_with(':'));
    }
    return count;
}

} // namespace

void say_links_left_out(const std::string& path, RawLayer& raw) {
    if (raw.format != "LIBKML") return;
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const auto links = tags(text, "NetworkLink");
    if (links == 0) return;
    const auto n = std::to_string(links);
    raw.notes.push_back(
        {raw.subject,
         "",
         "links_left_out",
         Severity::warning,
         no_place(),
         no_place(),
         {"文件中有 " + n + " 个网络链接（NetworkLink），所指文件中的要素没有读取。",
          "the file has " + n +
              " network links; the features of the files that they lead to are "
              "not in the layer."}});
}

} // namespace geo
