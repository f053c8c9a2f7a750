// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// Takes bytes; throws when they cannot go on.
using ByteSink = std::function<void(std::span<const std::byte>)>;
/// Fills the span from the front and says how many bytes that were; 0 when there are no more.
using ByteSource = std::function<std::size_t(std::span<std::byte>)>;

/// Thrown when bytes are no layer or request, or there are too few of them.
struct BadBytes {};

/// A layer and the request for one as bytes, for a pipe between two processes of one machine. The
/// reading side trusts nothing: sizes are believed only as far as bytes follow, and offsets must
/// fit. Internal to `io`.
void write_bytes(const RawLayer& layer, const ByteSink& sink);
RawLayer read_raw_layer(const ByteSource& source);

void write_bytes(const LayerSpec& spec, Fields fields, const ByteSink& sink);
struct LayerRequest {
    LayerSpec spec;
    Fields fields = Fields::all;
};
LayerRequest read_request(const ByteSource& source);

/// A sentence in both languages.
void write_bytes(const Text& text, const ByteSink& sink);
Text read_text(const ByteSource& source);

} // namespace geo
