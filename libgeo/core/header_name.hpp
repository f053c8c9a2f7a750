// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace geo {

/// The name in the last brackets of a header that ends with them: "责任人 (assignee)" has
/// "assignee"; empty without. Workbooks that are read back have such headers.
std::string name_in_brackets(std::string_view header);

} // namespace geo
