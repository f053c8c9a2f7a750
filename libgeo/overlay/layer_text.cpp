// SPDX-License-Identifier: Apache-2.0
#include "libgeo/overlay/layer_text.hpp"

#include <cstring>
#include <stdexcept>
#include <type_traits>

namespace geo {

namespace {

/// Appends values to bytes.
class Out {
  public:
    template <typename T> void operator()(const T& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        m_text.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    void operator()(const std::string& value) {
        (*this)(std::uint64_t{value.size()});
        m_text += value;
    }
    void operator()(const Value& value) {
        (*this)(static_cast<std::uint8_t>(value.index()));
        std::visit(
            [this](const auto& v) {
                if constexpr (!std::is_same_v<std::decay_t<decltype(v)>, std::monostate>)
                    (*this)(v);
            },
            value);
    }
    template <typename T> void operator()(const std::vector<T>& values) {
        (*this)(std::uint64_t{values.size()});
        for (const auto& value : values) (*this)(value);
    }
    std::string take() { return std::move(m_text); }

  private:
    std::string m_text;
};

/// Takes values off the front of bytes, in the same order.
class In {
  public:
    explicit In(std::string_view text) : m_text(text) {}

    template <typename T> void operator()(T& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        const auto bytes = part(sizeof value);
        std::memcpy(&value, bytes.data(), sizeof value);
    }
    void operator()(std::string& value) { value = part(size()); }
    void operator()(Value& value) {
        std::uint8_t kind = 0;
        (*this)(kind);
        if (kind == 1) read_as<std::int64_t>(value);
        if (kind == 2) read_as<double>(value);
        if (kind == 3) read_as<std::string>(value);
    }
    template <typename T> void operator()(std::vector<T>& values) {
        const auto n = size();
        if (n > m_text.size()) throw std::length_error("layer text: a count is too large");
        values.resize(n);
        for (auto& value : values) (*this)(value);
    }

  private:
    template <typename T> void read_as(Value& value) {
        T inner{};
        (*this)(inner);
        value = std::move(inner);
    }
    std::uint64_t size() {
        std::uint64_t n = 0;
        (*this)(n);
        return n;
    }
    std::string_view part(std::size_t size) {
        if (size > m_text.size()) throw std::length_error("layer text: it ends too early");
        const auto bytes = m_text.substr(0, size);
        m_text.remove_prefix(size);
        return bytes;
    }
    std::string_view m_text;
};

/// One order for both ways.
template <typename Way, typename Features, typename Report>
void pass(Way& way, Features& features, Report& report) {
    way(features.ids);
    way(features.names);
    way(features.classes);
    way(features.accuracy_m);
    way(features.synthetic);
    way(features.attributes.names);
    way(features.attributes.columns);
    way(report.role);
    way(report.subject);
    way(report.crs.source);
    way(report.crs.code);
    way(report.crs.operation);
    way(report.crs.accuracy_m);
    way(report.crs.policy);
    way(report.datum);
    way(report.accuracy_m);
    way(report.counts.layer);
    way(report.counts.read);
    way(report.counts.used);
}

} // namespace

std::string layer_text(const FeatureColumns& features, const LayerReport& report) {
    Out out;
    pass(out, features, report);
    return out.take();
}

void read_layer_text(std::string_view text, FeatureColumns& features, LayerReport& report) {
    In in(text);
    pass(in, features, report);
}

} // namespace geo
