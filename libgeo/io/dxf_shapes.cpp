// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/dxf_shapes.hpp"

#include <map>

#include <ogr_geometry.h>

namespace geo {

namespace {

using Shape = std::unique_ptr<OGRGeometry>;

enum class Kind { nothing, outline, line, point };

struct Entity {
    std::size_t row = 0;
    Kind kind = Kind::nothing;
    Shape shape;
};

Shape shape_of(const RawLayer& raw, std::size_t row) {
    OGRGeometry* geometry = nullptr;
    const auto bytes = raw.geometry(row);
    if (!bytes.empty())
        OGRGeometryFactory::createFromWkb(bytes.data(), nullptr, &geometry, bytes.size());
    return Shape(geometry);
}

std::string text_of(const RawLayer& raw, const char* field, std::size_t row) {
    const auto column = raw.attributes.find(field);
    return column ? to_text(raw.attributes.columns[*column][row]) : "";
}

/// A closed polyline as a polygon; anything else as it is.
Shape as_outline(Shape shape) {
    if (!shape || wkbFlatten(shape->getGeometryType()) != wkbLineString) return shape;
    const auto* line = shape->toLineString();
    if (line->getNumPoints() < 4 || !line->get_IsClosed()) return shape;
    auto ring = std::make_unique<OGRLinearRing>();
    for (int i = 0; i < line->getNumPoints(); ++i) ring->addPoint(line->getX(i), line->getY(i));
    auto polygon = std::make_unique<OGRPolygon>();
    polygon->addRingDirectly(ring.release());
    return polygon;
}

Kind kind_of(const OGRGeometry* shape) {
    if (!shape || shape->IsEmpty()) return Kind::nothing;
    switch (wkbFlatten(shape->getGeometryType())) {
    case wkbPolygon:
    case wkbMultiPolygon:
        return Kind::outline;
    case wkbLineString:
    case wkbMultiLineString:
        return Kind::line;
    case wkbPoint:
        return Kind::point;
    default:
        return Kind::nothing;
    }
}

class Drawing {
  public:
    explicit Drawing(const RawLayer& raw) : m_raw(raw) {
        for (std::size_t row = 0; row < raw.features(); ++row) {
            Entity entity{row, Kind::nothing, as_outline(shape_of(raw, row))};
            if (to_number(paper_space(row)).value_or(0) == 0)
                entity.kind = kind_of(entity.shape.get());
            m_entities.push_back(std::move(entity));
        }
    }

    RawLayer plots() {
        m_kept = wanted();
        m_plots.subject = m_raw.subject;
        m_plots.format = m_raw.format;
        m_plots.notes = m_raw.notes;
        m_plots.attributes.names = m_raw.attributes.names;
        m_plots.attributes.columns.resize(m_raw.attributes.columns.size());
        m_plots.attributes.names.insert(m_plots.attributes.names.end(), {"name", "class"});
        m_plots.attributes.columns.resize(m_plots.attributes.names.size());
        for (const auto& entity : m_entities) entity.kind == m_kept ? keep(entity) : leave(entity);
        say_left_out();
        return std::move(m_plots);
    }

  private:
    Value paper_space(std::size_t row) const {
        const auto column = m_raw.attributes.find("PaperSpace");
        return column ? m_raw.attributes.columns[*column][row] : Value();
    }

    Kind wanted() const {
        for (const auto kind : {Kind::outline, Kind::line, Kind::point})
            for (const auto& entity : m_entities)
                if (entity.kind == kind) return kind;
        return Kind::nothing;
    }

    /// Texts whose place lies in the outline, `;` joined.
    std::string names_in(const Entity& outline, std::size_t& count) {
        std::string names;
        OGREnvelope box;
        outline.shape->getEnvelope(&box);
        for (const auto& entity : m_entities) {
            if (entity.kind != Kind::point) continue;
            const auto text = text_of(m_raw, "Text", entity.row);
            const auto* p = entity.shape->toPoint();
            if (text.empty() || p->getX() < box.MinX || p->getX() > box.MaxX ||
                p->getY() < box.MinY || p->getY() > box.MaxY || !outline.shape->Contains(p))
                continue;
            ++count;
            names += (names.empty() ? "" : ";") + text;
        }
        return names;
    }

    void keep(const Entity& entity) {
        m_plots.feature_ids.push_back(m_raw.feature_id(entity.row));
        m_plots.has_geometry = true;
        const auto begin = m_plots.wkb.size();
        m_plots.wkb.resize(begin + entity.shape->WkbSize());
        entity.shape->exportToWkb(
            wkbNDR, reinterpret_cast<unsigned char*>(m_plots.wkb.data() + begin), wkbVariantIso);
        m_plots.wkb_begin.push_back(m_plots.wkb.size());
        auto& columns = m_plots.attributes.columns;
        for (std::size_t c = 0; c < m_raw.attributes.columns.size(); ++c)
            columns[c].push_back(m_raw.attributes.columns[c][entity.row]);
        std::size_t count = 0;
        const auto name =
            m_kept == Kind::outline ? names_in(entity, count) : text_of(m_raw, "Text", entity.row);
        columns[columns.size() - 2].push_back(name.empty() ? Value() : Value(name));
        columns.back().emplace_back(text_of(m_raw, "Layer", entity.row));
        if (count > 1)
            note("several_names", Severity::warning, m_raw.feature_id(entity.row),
                 {"一个闭合线内有 " + std::to_string(count) + " 个文字：" + name + "。",
                  "there are " + std::to_string(count) + " texts in one outline: " + name + "."});
    }

    void leave(const Entity& entity) {
        const bool is_name = entity.kind == Kind::point && m_kept == Kind::outline &&
                             !text_of(m_raw, "Text", entity.row).empty();
        if (!is_name) ++m_left_out[text_of(m_raw, "Layer", entity.row)];
    }

    void say_left_out() {
        std::size_t total = 0;
        std::string layers;
        for (const auto& [layer, count] : m_left_out) {
            total += count;
            layers += (layers.empty() ? "" : ", ") + layer + " " + std::to_string(count);
        }
        if (total == 0) return;
        const auto n = std::to_string(total);
        note("cad_entities_left_out", Severity::warning, "",
             {n + " 个图元不是闭合多段线或文字，未读取（按图层：" + layers + "）。",
              n + " entities are no closed polylines or texts and were left out (by layer: " +
                  layers + ")."});
    }

    void note(const std::string& code, Severity severity, const std::string& id, Text text) {
        m_plots.notes.push_back(
            {m_raw.subject, id, code, severity, no_place(), no_place(), std::move(text)});
    }

    const RawLayer& m_raw;
    std::vector<Entity> m_entities;
    Kind m_kept = Kind::nothing;
    RawLayer m_plots;
    std::map<std::string, std::size_t> m_left_out;
};

} // namespace

RawLayer plots_of_drawing(const RawLayer& drawing) {
    return Drawing(drawing).plots();
}

} // namespace geo
