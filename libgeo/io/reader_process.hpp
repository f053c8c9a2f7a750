// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/io/confinement.hpp"
#include "libgeo/io/raw_layer.hpp"

namespace geo {

/// The word after the program's name that makes a program read for another process.
inline constexpr const char* reader_word = "--read-for-parent";

/// What `read_layer` gives, read by the reader of the reading policy in a confined process of its
/// own. Throws what it throws, and InputError when the reader crashed or went beyond the limits of
/// time or memory. Nothing that the file did to that process reaches this one: its answer is
/// checked as bytes from a stranger. Cost: about 30 ms, and one more copy of the layer through a
/// pipe.
RawLayer read_in_process(const LayerSpec& spec, Fields fields);

/// The other side: takes the request from standard input, confines this process, reads, writes the
/// answer to standard output. Gives the exit code. For `main`, before anything else.
int serve_reading();

/// What holds a reading process of `program` in, as that process found it out. Empty when the
/// program could not be started.
std::vector<Protection> protections_of(const std::string& program);

} // namespace geo
