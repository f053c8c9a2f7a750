// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "libgeo/io/mapped_file.hpp"
#include "libgeo/normalise/layers.hpp"
#include "libgeo/overlay/edge_index.hpp"

namespace geo {

/// A polygon layer on the grid together with its index, ready for any query. Stays where it is: the
/// index refers to the layer.
struct IndexedLayer {
    IndexedLayer() = default;
    IndexedLayer(const IndexedLayer&) = delete;
    IndexedLayer& operator=(const IndexedLayer&) = delete;

    void build_index() { index = std::make_unique<EdgeIndex>(layer.shapes); }

    PolygonLayer layer;
    LayerReport report; ///< how it was read
    MappedFile file;    ///< holds the arrays of the index when they come from a file
    std::unique_ptr<EdgeIndex> index;
};

/// Name of everything that an index file depends on, in hexadecimal: the SHA-256 of the layer's
/// files, how it is to be read, the format of the file, and `program`, the versions of parkline and
/// of the libraries that it reads with. Throws InputError when a file cannot be read. Cost: the
/// bytes of the files.
std::string index_key(const LayerSpec& spec, Fields fields, const std::string& program);

/// Writes a layer and its index to `path`, whole or not at all. Throws OutputError.
void write_index_file(const std::string& path, const std::string& key, const IndexedLayer& layer);

/// What became of an index file.
enum class IndexFile { taken, missing, refused };

/// Maps an index file and takes the layer and its index from it: the very bits that were written.
/// `refused` and nothing else when the file was made for another key, is cut off, or when the
/// SHA-256 of any of its blocks is another than the one it was written with. The index stays in the
/// file: the arrays are used where they are mapped. Cost: a hash over the file on all cores, about
/// 10 ns a vertex on two, and a copy of the coordinates.
IndexFile take_index_file(const std::string& path, const std::string& key, IndexedLayer& layer);

} // namespace geo
