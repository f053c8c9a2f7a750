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

} // namespace

std::string deflated(std::string_view bytes, int effort) {
    auto* const tool = compressor(effort);
    const auto most = libdeflate_zlib_compress_bound(tool, bytes.size());
    const std::unique_ptr<char[]> out(new char[most]);
    const auto size = libdeflate_zlib_compress(tool, bytes.data(), bytes.size(), out.get(), most);
    return {out.get(), size};
}

} // namespace geo::map
