// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/deflate.hpp"

#include <libdeflate.h>

#include <map>
#include <memory>
#include <new>

namespace geo::map {

namespace {

struct CompressorDeleter {
    void operator()(libdeflate_compressor* one) const { libdeflate_free_compressor(one); }
};
using CompressorPtr = std::unique_ptr<libdeflate_compressor, CompressorDeleter>;

libdeflate_compressor* compressor(int effort) {
    thread_local std::map<int, CompressorPtr> mine;
    auto& one = mine[effort];
    if (!one) one.reset(libdeflate_alloc_compressor(effort));
    if (!one) throw std::bad_alloc();
    return one.get();
}

/// The packed bytes, when they need no more room than `most`; else nothing.
std::string packed(libdeflate_compressor* tool, std::string_view bytes, std::size_t most) {
    const std::unique_ptr<char[]> out(new char[most]);
    const auto size = libdeflate_zlib_compress(tool, bytes.data(), bytes.size(), out.get(), most);
    return {out.get(), size};
}

constexpr std::size_t large = 1 << 20; ///< pixels, which become a small part

} // namespace

std::string deflated(std::string_view bytes, int effort) {
    auto* const tool = compressor(effort);
    auto out = bytes.size() > large ? packed(tool, bytes, bytes.size() / 8) : std::string{};
    return out.empty() ? packed(tool, bytes, libdeflate_zlib_compress_bound(tool, bytes.size()))
                       : out;
}

} // namespace geo::map
