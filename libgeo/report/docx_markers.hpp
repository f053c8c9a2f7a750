// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <pugixml.hpp>

namespace geo {

/// The texts (w:t) of one paragraph (w:p) of a Word document in order, without those of paragraphs
/// inside of it (text boxes).
std::vector<pugi::xml_node> texts_of(pugi::xml_node paragraph);

/// The text of a table row (w:tr) without tables inside of it, a line a paragraph.
std::string row_text(pugi::xml_node row);

/// Names between {{ and }} in a text, blanks trimmed, in order.
std::vector<std::string> markers_in(const std::string& text);

/// Replaces each marker of a paragraph by what `value_of` gives. A marker may be spread over
/// several runs, as Word does when a word was edited; its value takes the look of the first of
/// them. Line feeds become line breaks.
void replace_markers(pugi::xml_node paragraph,
                     const std::function<std::string(const std::string& name)>& value_of);

} // namespace geo
