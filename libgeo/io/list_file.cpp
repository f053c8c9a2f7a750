// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/list_file.hpp"

#include "libgeo/core/error.hpp"

namespace geo {

RawLayer read_list_file(const std::string& path) {
    LayerSpec spec;
    spec.path = path;
    return read_layer(spec);
}

std::size_t column_named(const RawLayer& list, const std::string& name) {
    if (const auto found = list.attributes.find(name)) return *found;
    std::string there;
    for (const auto& column : list.attributes.names) there += (there.empty() ? "" : ", ") + column;
    throw InputError({list.subject + "：没有列 '" + name + "'。有：" + there + "。请补上或改名。",
                      list.subject + ": has no column '" + name + "'. There are: " + there +
                          ". Add or rename it."});
}

} // namespace geo
