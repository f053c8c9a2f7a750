// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace parkline {

/// Tells the allocator how this program uses memory: a few large columns that come and go. Freed
/// memory is kept for the next column instead of being given back and cleared again by the kernel,
/// and the heap may use large pages. Does nothing where the C library is not glibc. Call it first.
void prepare_memory();

/// From now on freed memory goes back to the kernel: slower than `prepare_memory`, but what is gone
/// no longer counts. For verbs that hold many columns one after the other.
void give_memory_back();

/// The limit of `--memory`: what a run may take in all, beside what the layers take already.
class MemoryLimit {
  public:
    /// `size` is a number with K, M or G (powers of 1024), or empty for no limit. Throws
    /// ConfigError for anything else.
    explicit MemoryLimit(const std::string& size);

    /// In how many shards so many vertices fit. Throws ConfigError when not even the layers do.
    std::uint32_t shards(std::size_t vertices) const;
    /// Throws ConfigError unless the index of so many vertices and the work with it fit.
    void require_index(std::size_t vertices) const;

  private:
    double left() const;
    [[noreturn]] void refuse(double needed) const;

    std::string m_size;
    double m_bytes = 0; ///< 0: no limit
};

} // namespace parkline
