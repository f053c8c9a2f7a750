// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace geo {

/// What a document template can name: single fields, lists for repeated table rows, pictures.
struct MergeFields {
    using Row = std::map<std::string, std::string>;
    Row values;                                    ///< {{name}}
    std::map<std::string, std::vector<Row>> lists; ///< {{list.field}} in a table row
    std::map<std::string, std::string> pictures;   ///< {{picture:name}}: bytes of a PNG
};

} // namespace geo
