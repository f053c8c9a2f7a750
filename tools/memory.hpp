// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace parkline {

/// Tells the allocator how this program uses memory: a few large columns that come and go. Freed
/// memory is kept for the next column instead of being given back and cleared again by the kernel,
/// and the heap may use large pages. Does nothing where the C library is not glibc. Call it first.
void prepare_memory();

} // namespace parkline
