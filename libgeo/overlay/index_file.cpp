// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/index_file.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <filesystem>

#include <tbb/parallel_for.h>

#include "libgeo/io/sha256.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/overlay/layer_text.hpp"

namespace geo {

namespace {

static_assert(std::endian::native == std::endian::little, "arrays stand in the file as they are");

using Bytes = std::span<const std::byte>;

constexpr std::uint64_t format_version = 1; // to be raised with every change of what is written
constexpr std::size_t alignment = 64;
constexpr std::size_t sections = 12;
constexpr std::size_t block = 1 << 20; // bytes that are hashed as one
constexpr std::size_t digits = 64;     // of a SHA-256 in hexadecimal

/// The head of a file. The sections follow one another, each on a multiple of 64 bytes.
struct Head {
    std::array<char, 16> magic{};
    std::array<char, digits> key{};
    std::array<char, digits> digest{}; ///< of the head and the sections
    std::array<std::uint64_t, sections> bytes{};
    GridBox box;
    GridFrame root;
};
constexpr std::array<char, 16> magic{'p', 'a', 'r', 'k', 'l', 'i', 'n',  'e',
                                     ' ', 'i', 'n', 'd', 'e', 'x', '\n', 1};

std::size_t aligned(std::size_t place) {
    return (place + alignment - 1) / alignment * alignment;
}

template <typename T> Bytes bytes_of(const T& items) {
    return std::as_bytes(std::span(items));
}

std::array<Bytes, sections> sections_of(const IndexedLayer& layer, const std::string& text) {
    const auto& shapes = layer.layer.shapes;
    const auto arrays = layer.index->arrays();
    return {bytes_of(text),
            bytes_of(shapes.points),
            bytes_of(shapes.ring_begin),
            bytes_of(shapes.part_begin),
            bytes_of(shapes.feature_begin),
            bytes_of(arrays.owner),
            bytes_of(arrays.low),
            bytes_of(arrays.last),
            bytes_of(arrays.cells),
            bytes_of(arrays.nodes),
            bytes_of(arrays.entries),
            bytes_of(arrays.sets)};
}

/// SHA-256 over the head without its own digest and the digests of the blocks of the body, which
/// are computed on all cores.
std::string digest_of(Head head, Bytes bytes) {
    std::vector<std::string> digests((bytes.size() + block - 1) / block);
    tbb::parallel_for(std::size_t{0}, digests.size(), [&](std::size_t i) {
        digests[i] = sha256_of(bytes.subspan(i * block, std::min(block, bytes.size() - i * block)));
    });
    head.digest = {};
    Sha256 all;
    all.add(std::as_bytes(std::span(&head, 1)));
    for (const auto& digest : digests) all.add(bytes_of(digest));
    return all.hex();
}

std::array<char, digits> hex_of(const std::string& text) {
    std::array<char, digits> hex{};
    std::copy_n(text.begin(), std::min(text.size(), digits), hex.begin());
    return hex;
}

/// Gives the sections of a file whose sizes fit, one after the other.
class SectionReader {
  public:
    SectionReader(Bytes body, const Head& head) : m_body(body), m_head(head) {}

    template <typename T> std::span<const T> next() {
        const auto size = m_head.bytes[m_next++];
        const auto* first = m_body.data() + m_at;
        m_at = aligned(m_at + size);
        // Mapped memory begins at a page and sections on multiples of 64 bytes.
        return {reinterpret_cast<const T*>(first), size / sizeof(T)};
    }
    template <typename T> void copy(std::vector<T>& to) {
        const auto items = next<T>();
        to.assign(items.begin(), items.end());
    }

  private:
    Bytes m_body;
    const Head& m_head;
    std::size_t m_next = 0;
    std::size_t m_at = 0;
};

/// True when the file is whole and says what it was made for.
bool is_right(Bytes file, const Head& head, const std::string& key) {
    if (head.magic != magic || head.key != hex_of(key)) return false;
    std::uint64_t size = aligned(sizeof(Head));
    for (const auto bytes : head.bytes) {
        if (bytes > file.size()) return false;
        size = aligned(size + bytes);
    }
    return size == file.size() &&
           head.digest == hex_of(digest_of(head, file.subspan(aligned(sizeof(Head)))));
}

void take_sections(Bytes body, const Head& head, IndexedLayer& layer) {
    SectionReader reader(body, head);
    const auto text = reader.next<char>();
    read_layer_text({text.data(), text.size()}, layer.layer.features, layer.report);
    auto& shapes = layer.layer.shapes;
    reader.copy(shapes.points);
    reader.copy(shapes.ring_begin);
    reader.copy(shapes.part_begin);
    reader.copy(shapes.feature_begin);
    EdgeIndex::Arrays arrays{head.box, head.root, {}, {}, {}, {}, {}, {}, {}};
    arrays.owner = reader.next<std::uint32_t>();
    arrays.low = reader.next<GridPoint>();
    arrays.last = reader.next<std::uint64_t>();
    arrays.cells = reader.next<EdgeIndex::Cell>();
    arrays.nodes = reader.next<EdgeIndex::Node>();
    arrays.entries = reader.next<std::uint32_t>();
    arrays.sets = reader.next<std::uint32_t>();
    layer.index = std::make_unique<EdgeIndex>(shapes, arrays);
}

} // namespace

std::string index_key(const LayerSpec& spec, Fields fields, const std::string& program) {
    std::string text = program + "format " + std::to_string(format_version) + "\n";
    for (const auto& path : files_of(spec.path)) text += sha256_of_file(path) + "\n";
    const auto add = [&text](const std::string& part) {
        text += std::to_string(part.size()) + " " + part + "\n";
    };
    // Messages name the file; all other settings decide on what is read.
    for (const auto& part :
         {std::filesystem::path(spec.path).filename().string(), spec.layer, spec.src_crs,
          spec.where, std::string(name_of(spec.datum)), std::to_string(spec.datum_declared),
          std::to_string(spec.has_crs_fallback), std::to_string(static_cast<int>(spec.repairs)),
          std::to_string(static_cast<int>(fields))})
        add(part);
    for (const auto& [word, field] : spec.fields) {
        add(word);
        add(field);
    }
    return sha256_of(bytes_of(text));
}

void write_index_file(const std::string& path, const std::string& key, const IndexedLayer& layer) {
    const auto text = layer_text(layer.layer.features, layer.report);
    const auto parts = sections_of(layer, text);
    Head head;
    head.magic = magic;
    head.key = hex_of(key);
    head.box = layer.index->arrays().box;
    head.root = layer.index->arrays().root;
    std::size_t size = 0;
    for (std::size_t i = 0; i < sections; ++i) {
        head.bytes[i] = parts[i].size();
        size = aligned(size + parts[i].size());
    }
    const auto start = aligned(sizeof(Head));
    std::string file(start + size, '\0');
    std::size_t at = start;
    for (const auto& part : parts) {
        if (!part.empty()) std::memcpy(file.data() + at, part.data(), part.size());
        at = aligned(at + part.size());
    }
    head.digest = hex_of(digest_of(head, bytes_of(file).subspan(start)));
    std::memcpy(file.data(), &head, sizeof head);
    StagedFile staged(path, Overwrite::yes);
    write_whole_file(staged.temporary(), file);
    staged.publish();
}

IndexFile take_index_file(const std::string& path, const std::string& key, IndexedLayer& layer) {
    if (!std::filesystem::exists(path)) return IndexFile::missing;
    layer.file = MappedFile(path);
    const auto file = layer.file.bytes();
    if (file.size() < aligned(sizeof(Head))) return IndexFile::refused;
    Head head;
    std::memcpy(&head, file.data(), sizeof head);
    if (!is_right(file, head, key)) return IndexFile::refused;
    take_sections(file.subspan(aligned(sizeof(Head))), head, layer);
    return IndexFile::taken;
}

} // namespace geo
