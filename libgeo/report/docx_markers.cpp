// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/docx_markers.hpp"

#include <cstring>

#include "libgeo/core/text.hpp"

namespace geo {

namespace {

void collect_texts(pugi::xml_node node, std::vector<pugi::xml_node>& texts) {
    for (const auto child : node.children()) {
        if (std::strcmp(child.name(), "w:p") == 0) continue;
        if (std::strcmp(child.name(), "w:t") == 0)
            texts.push_back(child);
        else
            collect_texts(child, texts);
    }
}

void collect_row_text(pugi::xml_node node, std::string& text) {
    for (const auto child : node.children()) {
        if (std::strcmp(child.name(), "w:tbl") == 0) continue;
        if (std::strcmp(child.name(), "w:t") == 0) text += child.text().get();
        if (std::strcmp(child.name(), "w:p") == 0) text += '\n'; // no marker goes over a paragraph
        collect_row_text(child, text);
    }
}

/// Sets the text of a w:t; each further line becomes a break and a w:t of its own behind it.
void set_text(pugi::xml_node node, const std::string& text) {
    std::size_t begin = 0;
    auto at = node;
    for (bool first = true; begin <= text.size(); first = false) {
        const auto end = std::min(text.find('\n', begin), text.size());
        if (!first) {
            const auto line_break = node.parent().insert_child_after("w:br", at);
            at = node.parent().insert_child_after("w:t", line_break);
        }
        at.text().set(text.substr(begin, end - begin).c_str());
        at.remove_attribute("xml:space");
        at.append_attribute("xml:space") = "preserve"; // blanks at the ends of a value count
        begin = end + 1;
    }
}

/// Part of a text from `begin` to `end` (past it), and what is in between the braces.
struct Marker {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string name;
};

std::vector<Marker> find_markers(const std::string& text) {
    std::vector<Marker> markers;
    std::size_t at = 0;
    while ((at = text.find("{{", at)) != std::string::npos) {
        const auto end = text.find("}}", at + 2);
        if (end == std::string::npos) break;
        markers.push_back({at, end + 2, std::string(trim(text.substr(at + 2, end - at - 2)))});
        at = end + 2;
    }
    return markers;
}

} // namespace

std::vector<pugi::xml_node> texts_of(pugi::xml_node paragraph) {
    std::vector<pugi::xml_node> texts;
    collect_texts(paragraph, texts);
    return texts;
}

std::string row_text(pugi::xml_node row) {
    std::string text;
    collect_row_text(row, text);
    return text;
}

std::vector<std::string> markers_in(const std::string& text) {
    std::vector<std::string> names;
    for (auto& marker : find_markers(text)) names.push_back(std::move(marker.name));
    return names;
}

void replace_markers(pugi::xml_node paragraph,
                     const std::function<std::string(const std::string& name)>& value_of) {
    const auto nodes = texts_of(paragraph);
    std::string whole;
    std::vector<std::size_t> begins;
    for (const auto node : nodes) {
        begins.push_back(whole.size());
        whole += node.text().get();
    }
    const auto markers = find_markers(whole);
    if (markers.empty()) return;
    std::vector<std::string> texts(nodes.size());
    std::size_t next = 0;
    std::size_t node = 0;
    for (std::size_t i = 0; i < whole.size();) {
        while (node + 1 < nodes.size() && i >= begins[node + 1]) ++node;
        if (next < markers.size() && i == markers[next].begin) {
            texts[node] += value_of(markers[next].name);
            i = markers[next++].end;
        } else {
            texts[node] += whole[i++];
        }
    }
    for (std::size_t n = 0; n < nodes.size(); ++n)
        if (texts[n] != nodes[n].text().get()) set_text(nodes[n], texts[n]);
}

} // namespace geo
