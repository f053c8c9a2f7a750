// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/drawing_kit.hpp"

#include <dlfcn.h>

#include "libgeo/core/error.hpp"

namespace geo::map {

namespace {

using Door = const DrawingKit* (*)();

/// The library stands beside libgeo, found by the run path of both.
const DrawingKit& load() {
    const char* const name = "libgeo-drawing.so.0";
    void* library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    const auto door =
        library != nullptr ? reinterpret_cast<Door>(dlsym(library, "geo_drawing_kit")) : nullptr;
    if (door != nullptr) return *door();
    const char* said = dlerror();
    const std::string why = said == nullptr ? "" : said;
    throw ConfigError(
        {"绘图库无法加载：" + why + "。请重新安装 parkline（需要 libcairo2 和 libpango1.0）。",
         "the drawing library cannot be loaded: " + why +
             ". Install parkline again (it needs libcairo2 and libpango1.0)."});
}

} // namespace

const DrawingKit& drawing_kit() {
    static const DrawingKit& kit = load();
    return kit;
}

} // namespace geo::map
