// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <pugixml.hpp>

namespace geo {

/// Puts a picture into a paragraph of a Word document, in place of everything in it. `relation` is
/// the id of the part's relation to the PNG, `number` one that no other picture has.
void place_picture(pugi::xml_node paragraph, const std::string& png, const std::string& relation,
                   int number, double width_mm);

} // namespace geo
