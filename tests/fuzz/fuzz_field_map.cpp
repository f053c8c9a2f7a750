// SPDX-License-Identifier: Apache-2.0
// Field maps: a project file up to the first NUL byte, then a list that its first layer maps. Any
// names on both sides are matched or refused with a sentence; no row is lost and every row has an
// id.
#include <algorithm>

#include "fuzz/memory_file.hpp"
#include "libgeo/core/error.hpp"
#include "libgeo/io/project_file.hpp"
#include "libgeo/io/read_list.hpp"
#include "libgeo/normalise/fields.hpp"

namespace {

void take_fields(const geo::RawLayer& raw, const geo::LayerSpec& spec) {
    geo::check_field_map(raw, spec);
    auto ids = geo::ids_of(raw, spec);
    if (ids.size() != raw.features()) std::abort();
    geo::refuse_duplicate_ids(raw, ids);
    std::vector<std::size_t> kept(raw.features());
    for (std::size_t i = 0; i < kept.size(); ++i) kept[i] = i;
    const auto columns = geo::take_columns(raw, spec, std::move(ids), kept);
    if (columns.ids.size() != raw.features()) std::abort();
    for (const auto& column : columns.attributes.columns)
        if (column.size() != raw.features()) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto* const cut = std::find(bytes, bytes + size, std::uint8_t{0});
    if (cut == bytes + size) return 0;
    const auto head = static_cast<std::size_t>(cut - bytes);
    try {
        auto spec = geo::read_project(geo::fuzz::file_of(bytes, head, ".toml")).layers.at(0);
        spec.path = geo::fuzz::file_of(cut + 1, size - head - 1, ".csv");
        take_fields(geo::read_list(spec), spec);
    } catch (const geo::Error&) {
    }
    return 0;
}
