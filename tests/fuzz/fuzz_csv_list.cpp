// SPDX-License-Identifier: Apache-2.0
// Lists: any bytes are read or refused with a sentence; columns are of equal length, names unique.
#include <set>

#include "fuzz/memory_file.hpp"
#include "libgeo/core/error.hpp"
#include "libgeo/io/read_list.hpp"
#include "libgeo/normalise/list_places.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    geo::LayerSpec spec;
    spec.role = geo::Role::sites;
    spec.path = geo::fuzz::file_of(bytes, size, ".csv");
    try {
        const auto raw = geo::read_list(spec);
        const auto& names = raw.attributes.names;
        if (std::set<std::string>(names.begin(), names.end()).size() != names.size()) std::abort();
        for (const auto& column : raw.attributes.columns)
            if (column.size() != raw.features()) std::abort();
        const auto placed = geo::placed_list(raw, spec);
        if (placed.features() != raw.features()) std::abort();
    } catch (const geo::Error&) {
    }
    return 0;
}
