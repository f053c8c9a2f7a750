// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/flatgeobuf_rows.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>

#include <ogrsf_frmts.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "libgeo/core/error.hpp"
#include "libgeo/io/flatbuffer.hpp"
#include "libgeo/io/flatgeobuf_shapes.hpp"
#include "libgeo/io/flatgeobuf_values.hpp"
#include "libgeo/io/ranged_file.hpp"
#include "libgeo/io/raw_chunks.hpp"
#include "libgeo/io/read_limits_check.hpp"

namespace geo {

namespace {

using Bytes = std::span<const std::byte>;

/// Thrown where GDAL has to judge.
struct Unusual {};

/// What the head of a file says of its features.
struct Head {
    FlatShapeKind shapes;
    std::uint64_t features = 0; ///< 0: not counted
    std::vector<std::uint8_t> types;
    std::size_t end = 0; ///< of the head and the index: where the first feature begins
};

// Fields of the header and of a column, as the schema of FlatGeobuf numbers them.
constexpr std::size_t shape_type = 2, has_z = 3, has_m = 4, has_t = 5, has_tm = 6, columns = 7,
                      features_count = 8, index_node_size = 9;
constexpr std::size_t column_type = 1;
constexpr std::size_t feature_shape = 0, feature_properties = 1, feature_columns = 2;

/// A part that begins with its size.
Bytes sized(Bytes bytes, std::size_t place) {
    const FlatBytes all(bytes);
    return all.part(place + sizeof(std::uint32_t), all.at<std::uint32_t>(place));
}

using Window = UnfilledVector<std::byte>;

Window read_range(const RangedFile& file, std::size_t place, std::size_t size) {
    Window bytes;
    if (!file.read(place, size, bytes)) throw DamagedBuffer();
    return bytes;
}

/// Reads the sizes that parts of the file begin with, one after the other.
class SizeScan {
  public:
    explicit SizeScan(const RangedFile& file) : m_file(file) {}

    /// The place after the part that begins at `place`.
    std::size_t end_of(std::size_t place) {
        constexpr std::size_t prefix = sizeof(std::uint32_t), window = 1 << 20;
        if (place < m_begin || place + prefix > m_begin + m_window.size()) {
            if (place >= m_file.size()) throw DamagedBuffer();
            m_begin = place;
            m_window = read_range(m_file, place, std::min(window, m_file.size() - place));
        }
        const auto size = FlatBytes(m_window).at<std::uint32_t>(place - m_begin);
        if (size > m_file.size() - place - prefix) throw DamagedBuffer();
        return place + prefix + size;
    }

  private:
    const RangedFile& m_file;
    std::size_t m_begin = 0;
    Window m_window;
};

/// Bytes of the packed tree over the boxes of all features: the leaves and all levels above.
std::uint64_t index_bytes(std::uint64_t features, std::uint64_t node_size) {
    constexpr std::uint64_t node_bytes = 4 * sizeof(double) + sizeof(std::uint64_t);
    if (features == 0 || node_size == 0) return 0;
    if (node_size == 1 || features > UINT32_MAX * std::uint64_t{256}) throw DamagedBuffer();
    std::uint64_t nodes = features;
    for (auto level = features; level > 1; nodes += level)
        level = (level + node_size - 1) / node_size;
    return nodes * node_bytes;
}

Head head_of(const RangedFile& file) {
    constexpr std::array<unsigned char, 7> magic{'f', 'g', 'b', 3, 'f', 'g', 'b'};
    constexpr std::size_t magic_bytes = 8; // the last tells bug-fix releases apart
    const auto begin = read_range(file, 0, magic_bytes);
    for (std::size_t i = 0; i < magic.size(); ++i)
        if (begin[i] != std::byte{magic[i]}) throw Unusual();
    const auto head_end = SizeScan(file).end_of(magic_bytes);
    const auto prefixed = read_range(file, magic_bytes, head_end - magic_bytes);
    const auto bytes = sized(prefixed, 0);
    const auto header = FlatTable::root(FlatBytes(bytes));
    for (const auto measure : {has_m, has_t, has_tm})
        if (header.number<std::uint8_t>(measure, 0) != 0) throw Unusual();
    Head head;
    head.shapes = {header.number<std::uint8_t>(shape_type, 0),
                   header.number<std::uint8_t>(has_z, 0) != 0};
    head.features = header.number<std::uint64_t>(features_count, 0);
    for (std::size_t i = 0; i < header.tables(columns); ++i)
        head.types.push_back(header.table(columns, i).number<std::uint8_t>(column_type, 0));
    const auto index =
        index_bytes(head.features, header.number<std::uint16_t>(index_node_size, 16));
    if (index > file.size() - head_end) throw DamagedBuffer();
    head.end = head_end + index;
    return head;
}

/// What one layer may be.
struct Limits {
    const std::string& subject;
    const ReadLimits& most;
};

/// Where every feature begins, and the end of the last.
std::vector<std::size_t> features_in(const RangedFile& file, const Head& head,
                                     const Limits& limits) {
    std::vector<std::size_t> begin{head.end};
    SizeScan sizes(file);
    while (begin.back() < file.size()) {
        require_within(limits.subject, "features", begin.size(), limits.most.features);
        begin.push_back(sizes.end_of(begin.back()));
    }
    if (head.features != 0 && head.features != begin.size() - 1) throw DamagedBuffer();
    return begin;
}

/// What one thread needs for one chunk after the other, so that nothing is cleared twice.
struct Workspace {
    Window bytes;               ///< of the features as they stand in the file
    std::vector<std::byte> wkb; ///< of the chunk that is being decoded
};

/// Decodes consecutive features. One object a chunk.
class FeatureReader {
  public:
    FeatureReader(const RangedFile& file, const Head& head, const std::vector<char>& wanted,
                  const Limits& limits, Workspace& space)
        : m_file(file), m_head(head), m_limits(limits), m_space(space),
          m_values(head.types, wanted) {
        m_chunk.columns.resize(
            static_cast<std::size_t>(std::count(wanted.begin(), wanted.end(), 1)));
    }

    RawChunk read(const std::vector<std::size_t>& begin, std::size_t first, std::size_t last) {
        auto& bytes = m_space.bytes;
        if (!m_file.read(begin[first], begin[last] - begin[first], bytes)) throw DamagedBuffer();
        m_space.wkb.clear();
        m_chunk.numbers.reserve(last - first);
        m_chunk.wkb_end.reserve(last - first);
        for (auto& column : m_chunk.columns) column.reserve(last - first);
        for (auto i = first; i < last; ++i) {
            m_chunk.numbers.push_back(static_cast<std::int64_t>(i));
            const auto size = begin[i + 1] - begin[i];
            const auto feature = sized(Bytes(bytes).subspan(begin[i] - begin[first], size), 0);
            // Shortened and grown again between the two reads.
            if (feature.size() + sizeof(std::uint32_t) != size) throw DamagedBuffer();
            take(FlatTable::root(FlatBytes(feature)), size);
        }
        m_chunk.wkb = m_space.wkb; // as long as it has to be
        return std::move(m_chunk);
    }

  private:
    void take(const FlatTable& feature, std::size_t bytes) {
        auto& wkb = m_space.wkb;
        const auto wkb_begin = wkb.size();
        if (feature.has(feature_columns)) throw Unusual();
        if (feature.has(feature_shape)) {
            m_chunk.has_geometry = true;
            if (!append_wkb(feature.table(feature_shape), m_head.shapes, bytes, wkb))
                throw Unusual();
        }
        m_chunk.wkb_end.push_back(wkb.size());
        if (!m_values.read(feature.numbers<std::uint8_t>(feature_properties).bytes(), m_row))
            throw Unusual();
        require_feature_within_limits(m_limits.subject, wkb.size() - wkb_begin, m_row,
                                      m_limits.most);
        for (std::size_t k = 0; k < m_row.size(); ++k)
            m_chunk.columns[k].push_back(std::move(m_row[k]));
    }

    const RangedFile& m_file;
    const Head& m_head;
    Limits m_limits;
    Workspace& m_space;
    FlatValues m_values;
    std::vector<Value> m_row;
    RawChunk m_chunk;
};

/// Cuts the features into chunks of about equal size: places in `begin`.
std::vector<std::size_t> chunks_of(const std::vector<std::size_t>& begin) {
    constexpr std::size_t least = 1 << 17, pieces = 128;
    const auto step = std::max(least, (begin.back() - begin.front()) / pieces + 1);
    std::vector<std::size_t> cuts{0};
    for (std::size_t i = 1; i < begin.size(); ++i)
        if (begin[i] - begin[cuts.back()] >= step || i + 1 == begin.size()) cuts.push_back(i);
    return cuts;
}

/// Damage is heard before what is only unusual, and what is unusual in one chunk in any order.
void read_features(const RangedFile& file, const std::vector<char>& wanted, const ReadLimits& most,
                   RawLayer& raw) {
    const Limits limits{raw.subject, most};
    const auto head = head_of(file);
    if (head.types.size() != wanted.size()) throw Unusual();
    const auto begin = features_in(file, head, limits);
    const auto cuts = chunks_of(begin);
    std::vector<RawChunk> chunks(cuts.size() - 1);
    std::vector<std::exception_ptr> beyond(chunks.size()); // a limit, the first in the file counts
    std::atomic<bool> is_unusual = false, is_damaged = false;
    tbb::enumerable_thread_specific<Workspace> spaces;
    tbb::parallel_for(std::size_t{0}, chunks.size(), [&](std::size_t k) {
        try {
            FeatureReader reader(file, head, wanted, limits, spaces.local());
            chunks[k] = reader.read(begin, cuts[k], cuts[k + 1]);
        } catch (const Unusual&) {
            is_unusual = true;
        } catch (const DamagedBuffer&) {
            is_damaged = true;
        } catch (const InputError&) {
            beyond[k] = std::current_exception();
        }
    });
    spaces.clear();
    if (is_damaged) throw DamagedBuffer();
    for (const auto& error : beyond)
        if (error) std::rethrow_exception(error);
    if (is_unusual) throw Unusual();
    std::vector<std::size_t> target;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (wanted[i]) target.push_back(i);
    join_chunks(chunks, target, raw);
}

} // namespace

bool read_flatgeobuf_rows(OGRLayer& layer, const std::string& path, const std::vector<char>& wanted,
                          const ReadLimits& limits, RawLayer& raw) {
    if (layer.GetLayerDefn()->GetFieldCount() != static_cast<int>(wanted.size())) return false;
    const RangedFile file(path);
    if (file.size() == 0) return false;
    try {
        read_features(file, wanted, limits, raw);
        return true;
    } catch (const Unusual&) {
        return false;
    } catch (const DamagedBuffer&) {
        throw InputError({raw.subject + "：文件已损坏或不完整：要素的长度、位置或个数前后不符。"
                                        "请修复或重新导出该文件。",
                          raw.subject + ": the file is damaged or incomplete: sizes, places or the "
                                        "number of its features contradict each other. Repair it "
                                        "or export it again."});
    }
}

} // namespace geo
