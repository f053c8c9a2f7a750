// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/raw_layer_bytes.hpp"

#include <cstring>
#include <type_traits>

#include "libgeo/io/reading_policy.hpp"

namespace geo {

namespace {

/// Writes values one after the other; small ones are gathered.
class Writer {
  public:
    explicit Writer(const ByteSink& sink) : m_sink(sink) {}
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    template <typename T> void number(T value) {
        static_assert(std::is_arithmetic_v<T>);
        std::array<std::byte, sizeof(T)> raw;
        std::memcpy(raw.data(), &value, sizeof(T));
        m_buffer.insert(m_buffer.end(), raw.begin(), raw.end());
        if (m_buffer.size() >= piece) flush();
    }
    void size(std::size_t n) { number(static_cast<std::uint64_t>(n)); }
    void bytes(std::span<const std::byte> data) {
        flush();
        if (!data.empty()) m_sink(data);
    }
    void text(const std::string& text) {
        size(text.size());
        const auto* from = reinterpret_cast<const std::byte*>(text.data());
        m_buffer.insert(m_buffer.end(), from, from + text.size());
        if (m_buffer.size() >= piece) flush();
    }
    void flush() {
        if (!m_buffer.empty()) m_sink(m_buffer);
        m_buffer.clear();
    }

    static constexpr std::size_t piece = 1 << 20;

  private:
    const ByteSink& m_sink;
    std::vector<std::byte> m_buffer;
};

class Reader {
  public:
    explicit Reader(const ByteSource& source) : m_source(source) {}

    template <typename T> T number() {
        T value;
        fill({reinterpret_cast<std::byte*>(&value), sizeof(T)});
        return value;
    }
    std::size_t size() { return number<std::uint64_t>(); }
    /// A count of things of at least one byte each; space is taken only as they come.
    template <typename Take> void each(Take take) {
        for (auto n = size(); n > 0; --n) take();
    }
    template <typename Bytes> void bytes(Bytes& to) {
        std::size_t left = size();
        while (left > 0) {
            const auto n = std::min(left, Writer::piece);
            const auto before = to.size();
            to.resize(before + n);
            fill({reinterpret_cast<std::byte*>(to.data()) + before, n});
            left -= n;
        }
    }
    std::string text() {
        std::string text;
        bytes(text);
        return text;
    }

  private:
    void fill(std::span<std::byte> to) {
        while (!to.empty()) {
            if (m_at == m_end) refill();
            const auto n = std::min(to.size(), m_end - m_at);
            std::memcpy(to.data(), m_buffer.data() + m_at, n);
            m_at += n;
            to = to.subspan(n);
        }
    }
    void refill() {
        m_at = 0;
        m_end = m_source(m_buffer);
        if (m_end == 0) throw BadBytes();
    }

    const ByteSource& m_source;
    std::vector<std::byte> m_buffer = std::vector<std::byte>(std::size_t{1} << 16U);
    std::size_t m_at = 0;
    std::size_t m_end = 0;
};

void put(Writer& to, const Value& value) {
    to.number(static_cast<std::uint8_t>(value.index()));
    if (const auto* whole = std::get_if<std::int64_t>(&value)) to.number(*whole);
    if (const auto* real = std::get_if<double>(&value)) to.number(*real);
    if (const auto* text = std::get_if<std::string>(&value)) to.text(*text);
}

Value take_value(Reader& from) {
    switch (from.number<std::uint8_t>()) {
    case 0:
        return {};
    case 1:
        return from.number<std::int64_t>();
    case 2:
        return from.number<double>();
    case 3:
        return from.text();
    default:
        throw BadBytes();
    }
}

void put(Writer& to, const Problem& p) {
    for (const auto* text : {&p.layer, &p.feature_id, &p.code, &p.message.zh, &p.message.en})
        to.text(*text);
    to.number(static_cast<std::uint8_t>(p.severity));
    to.number(p.lon);
    to.number(p.lat);
}

Problem take_problem(Reader& from) {
    Problem p;
    for (auto* text : {&p.layer, &p.feature_id, &p.code, &p.message.zh, &p.message.en})
        *text = from.text();
    p.severity = static_cast<Severity>(std::min<unsigned>(from.number<std::uint8_t>(), 2));
    p.lon = from.number<double>();
    p.lat = from.number<double>();
    return p;
}

void put(Writer& to, const std::map<std::string, std::string>& words) {
    to.size(words.size());
    for (const auto& [word, name] : words) {
        to.text(word);
        to.text(name);
    }
}

std::map<std::string, std::string> take_words(Reader& from) {
    std::map<std::string, std::string> words;
    from.each([&] {
        auto word = from.text();
        words[std::move(word)] = from.text();
    });
    return words;
}

/// Throws when the parts of a layer do not fit each other.
void require_whole(const RawLayer& layer) {
    const auto n = layer.features();
    if (layer.wkb_begin.front() != 0 || layer.wkb_begin.back() != layer.wkb.size())
        throw BadBytes();
    if (!std::is_sorted(layer.wkb_begin.begin(), layer.wkb_begin.end())) throw BadBytes();
    const auto ids =
        layer.feature_numbers.empty() ? layer.feature_ids.size() : layer.feature_numbers.size();
    if (ids != n || layer.attributes.columns.size() != layer.attributes.names.size())
        throw BadBytes();
    for (const auto& column : layer.attributes.columns)
        if (!column.empty() && column.size() != n) throw BadBytes();
}

Fields fields_from(Reader& from) {
    const auto number = from.number<std::uint8_t>();
    if (number > static_cast<std::uint8_t>(Fields::cells)) throw BadBytes();
    return static_cast<Fields>(number);
}

} // namespace

void write_bytes(const RawLayer& layer, const ByteSink& sink) {
    Writer to(sink);
    for (const auto* text : {&layer.subject, &layer.format, &layer.crs}) to.text(*text);
    to.number(static_cast<std::uint8_t>(layer.fields));
    to.number(static_cast<std::uint8_t>(layer.has_geometry));
    to.size(layer.feature_ids.size());
    for (const auto& id : layer.feature_ids) to.text(id);
    to.size(layer.feature_numbers.size());
    for (const auto number : layer.feature_numbers) to.number(number);
    to.size(layer.attributes.names.size());
    for (std::size_t i = 0; i < layer.attributes.names.size(); ++i) {
        to.text(layer.attributes.names[i]);
        to.size(layer.attributes.columns[i].size());
        for (const auto& value : layer.attributes.columns[i]) put(to, value);
    }
    to.size(layer.wkb_begin.size());
    for (const auto begin : layer.wkb_begin) to.size(begin);
    to.size(layer.wkb.size());
    to.bytes(std::span(layer.wkb.data(), layer.wkb.size()));
    to.size(layer.notes.size());
    for (const auto& note : layer.notes) put(to, note);
    to.flush();
}

RawLayer read_raw_layer(const ByteSource& source) {
    Reader from(source);
    RawLayer layer;
    for (auto* text : {&layer.subject, &layer.format, &layer.crs}) *text = from.text();
    layer.fields = fields_from(from);
    layer.has_geometry = from.number<std::uint8_t>() != 0;
    from.each([&] { layer.feature_ids.push_back(from.text()); });
    from.each([&] { layer.feature_numbers.push_back(from.number<std::int64_t>()); });
    from.each([&] {
        layer.attributes.names.push_back(from.text());
        auto& column = layer.attributes.columns.emplace_back();
        from.each([&] { column.push_back(take_value(from)); });
    });
    layer.wkb_begin.clear();
    from.each([&] { layer.wkb_begin.push_back(from.size()); });
    from.bytes(layer.wkb);
    from.each([&] { layer.notes.push_back(take_problem(from)); });
    if (layer.wkb_begin.empty()) throw BadBytes();
    require_whole(layer);
    return layer;
}

void write_bytes(const LayerSpec& spec, Fields fields, const ByteSink& sink) {
    Writer to(sink);
    to.number(static_cast<std::uint8_t>(fields));
    to.number(static_cast<std::uint8_t>(spec.role));
    for (const auto* text : {&spec.path, &spec.layer, &spec.src_crs, &spec.where}) to.text(*text);
    to.number(static_cast<std::uint8_t>(spec.datum));
    to.number(static_cast<std::uint8_t>(spec.datum_declared));
    to.number(static_cast<std::uint8_t>(spec.has_crs_fallback));
    put(to, spec.fields);
    put(to, spec.values);
    auto limits = limits_for(spec);
    for (const auto& [name, limit] : limits_by_name(limits)) to.number(*limit);
    to.size(spec.allow_warnings.size());
    for (const auto& words : spec.allow_warnings) to.text(words);
    to.flush();
}

LayerRequest read_request(const ByteSource& source) {
    Reader from(source);
    LayerRequest request;
    auto& spec = request.spec;
    request.fields = fields_from(from);
    spec.role = static_cast<Role>(from.number<std::uint8_t>());
    for (auto* text : {&spec.path, &spec.layer, &spec.src_crs, &spec.where}) *text = from.text();
    spec.datum = static_cast<Datum>(from.number<std::uint8_t>());
    spec.datum_declared = from.number<std::uint8_t>() != 0;
    spec.has_crs_fallback = from.number<std::uint8_t>() != 0;
    spec.fields = take_words(from);
    spec.values = take_words(from);
    ReadLimits limits;
    for (const auto& [name, limit] : limits_by_name(limits)) *limit = from.number<std::uint64_t>();
    spec.limits = limits;
    from.each([&] { spec.allow_warnings.push_back(from.text()); });
    return request;
}

void write_bytes(const Text& text, const ByteSink& sink) {
    Writer to(sink);
    to.text(text.zh);
    to.text(text.en);
    to.flush();
}

Text read_text(const ByteSource& source) {
    Reader from(source);
    auto zh = from.text();
    return {std::move(zh), from.text()};
}

} // namespace geo
