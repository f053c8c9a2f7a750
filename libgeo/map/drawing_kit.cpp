// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/drawing_kit.hpp"

#include <dlfcn.h>

#include <string>

#include "libgeo/core/error.hpp"

namespace geo::map {

namespace {

using Door = const DrawingKit* (*)();

/// The folder of libgeo itself with a slash at its end; empty when the system does not say.
std::string own_folder() {
    Dl_info self{};
    const auto here = reinterpret_cast<const void*>(&drawing_kit);
    if (dladdr(here, &self) == 0 || self.dli_fname == nullptr) return {};
    const std::string file = self.dli_fname;
    const auto slash = file.rfind('/');
    return slash == std::string::npos ? std::string{} : file.substr(0, slash + 1);
}

/// The library stands beside libgeo. Its folder is named, not left to libgeo's run path: under
/// AddressSanitizer dlopen is called by the sanitizer's library, whose run path knows nothing of
/// ours.
void* open_library() {
    const std::string name = "libgeo-drawing.so.0";
    if (void* beside = dlopen((own_folder() + name).c_str(), RTLD_NOW | RTLD_LOCAL)) return beside;
    return dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL);
}

const DrawingKit& load() {
    void* library = open_library();
    const auto door =
        library != nullptr ? reinterpret_cast<Door>(dlsym(library, "geo_drawing_kit")) : nullptr;
    if (door != nullptr) return *door();
    const char* said = dlerror();
    const std::string why = said == nullptr ? "" : said;
    throw ConfigError(
        {"绘图库无法加载：" + why +
             "。请重新安装 parkline（需要 libcairo2、libpango-1.0-0、libdeflate0 和 libisal2）。",
         "the drawing library cannot be loaded: " + why +
             ". Install parkline again (it needs libcairo2, libpango-1.0-0, libdeflate0 and "
             "libisal2)."});
}

} // namespace

const DrawingKit& drawing_kit() {
    static const DrawingKit& kit = load();
    return kit;
}

} // namespace geo::map
