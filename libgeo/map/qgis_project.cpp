// SPDX-License-Identifier: Apache-2.0
#include "libgeo/map/qgis_project.hpp"

#include <algorithm>

#include "libgeo/core/text.hpp"
#include "libgeo/map/ground.hpp"
#include "libgeo/map/qml_writer.hpp"
#include "libgeo/map/sld_writer.hpp"
#include "libgeo/map/xml_text.hpp"

namespace geo::map {

namespace {

ShapeType type_of(const OutputLayer& layer) {
    return layer.points != nullptr ? ShapeType::points : ShapeType::areas;
}

XmlNode leaf(const std::string& name, const std::string& text) {
    return {name, {}, text};
}

/// QGIS looks at the code only beside a number of its own list, whichever.
XmlNode crs_node(const std::string& name, const std::string& code) {
    return {name, {}, "", {{"spatialrefsys", {}, "", {leaf("srsid", "1"), leaf("authid", code)}}}};
}

/// Smallest box in degrees around all layers.
struct DegreeBox {
    double west = 180;
    double south = 90;
    double east = -180;
    double north = -90;
    void add(GridPoint p) {
        const double x = static_cast<double>(p.x) / units_per_degree;
        const double y = static_cast<double>(p.y) / units_per_degree;
        west = std::min(west, x);
        east = std::max(east, x);
        south = std::min(south, y);
        north = std::max(north, y);
    }
    bool empty() const { return west > east; }
};

DegreeBox box_of(const std::vector<OutputLayer>& layers) {
    DegreeBox box;
    for (const auto& layer : layers) {
        if (layer.points != nullptr)
            for (const auto p : *layer.points) box.add(p);
        if (layer.shapes != nullptr)
            for (const auto p : layer.shapes->points) box.add(p);
    }
    return box;
}

/// The project while it is put together.
class ProjectWriter {
  public:
    ProjectWriter(const StylePack& pack, const std::vector<OutputLayer>& layers, std::string file,
                  std::string crs)
        : m_pack(pack), m_layers(layers), m_file(std::move(file)), m_crs(std::move(crs)) {}

    std::string document(const std::string& title) {
        XmlNode root{"qgis", {{"version", "3.22"}, {"projectname", title}}};
        root.children.push_back(leaf("title", title));
        const auto box = box_of(m_layers);
        const LonLat middle{(box.west + box.east) / 2, (box.south + box.north) / 2};
        const auto crs = box.empty() ? std::string("EPSG:4490") : crs_for_place(middle);
        root.children.push_back(crs_node("projectCrs", crs));
        add_layers();
        root.children.push_back(std::move(m_tree));
        if (!box.empty()) root.children.push_back(canvas(box, crs));
        root.children.push_back(std::move(m_details));
        root.children.push_back(std::move(m_order));
        const XmlNode enabled{"ProjectionsEnabled", {{"type", "int"}}, "1"}; // else no CRS is read
        root.children.push_back({"properties", {}, "", {{"SpatialRefSys", {}, "", {enabled}}}});
        return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>" + xml_of(root);
    }

  private:
    const OutputLayer* layer_of(const LayerStyle& style) const {
        for (const auto& layer : m_layers)
            if (layer.table.name == style.source) return &layer;
        return nullptr;
    }

    /// The top of the map stands first in the tree, and last in the pack.
    void add_layers() {
        m_tree.children.push_back({"customproperties"});
        for (auto style = m_pack.layers.rbegin(); style != m_pack.layers.rend(); ++style)
            if (const auto* layer = layer_of(*style)) add(*style, *layer);
    }

    XmlNode& group_of(const LayerStyle& style) {
        const auto name = both_languages(style.group);
        for (auto& child : m_tree.children)
            if (child.attribute("name") == name) return child;
        m_tree.children.push_back({"layer-tree-group",
                                   {{"name", name}, {"checked", "Qt::Checked"}, {"expanded", "1"}},
                                   "",
                                   {{"customproperties"}}});
        return m_tree.children.back();
    }

    void add(const LayerStyle& style, const OutputLayer& layer) {
        const auto id = "parkline_" + style.id;
        const auto source = "./" + m_file + "|layername=" + layer.table.name;
        const auto name = both_languages(style.title);
        group_of(style).children.push_back({"layer-tree-layer",
                                            {{"id", id},
                                             {"name", name},
                                             {"source", source},
                                             {"providerKey", "ogr"},
                                             {"checked", "Qt::Checked"},
                                             {"expanded", "1"}}});
        m_order.children.push_back({"layer", {{"id", id}}});
        const auto type = type_of(layer);
        XmlNode node{"maplayer",
                     {{"type", "vector"},
                      {"geometry", type == ShapeType::points ? "Point" : "Polygon"},
                      {"styleCategories", "AllStyleCategories"}}};
        node.children = {leaf("id", id),
                         leaf("datasource", source),
                         leaf("layername", name),
                         {"provider", {{"encoding", "UTF-8"}}, "ogr"}};
        // QGIS takes a layer of a project without this for one without any CRS.
        node.children.push_back(crs_node("srs", m_crs));
        auto parts = qml_parts(style, type, m_pack.fonts);
        node.attributes.emplace_back("labelsEnabled", parts.size() > 1 ? "1" : "0");
        node.children.insert(node.children.end(), std::make_move_iterator(parts.begin()),
                             std::make_move_iterator(parts.end()));
        m_details.children.push_back(std::move(node));
    }

    /// What the window shows when the project is opened.
    static XmlNode canvas(const DegreeBox& box, const std::string& crs) {
        const FromGrid from_grid(crs);
        GroundBox ground;
        const LonLat corners[]{{box.west, box.south},
                               {box.west, box.north},
                               {box.east, box.south},
                               {box.east, box.north}};
        for (const auto p : from_grid.points(corners)) ground.add(p);
        XmlNode extent{"extent",
                       {},
                       "",
                       {leaf("xmin", shortest(ground.x_min)), leaf("ymin", shortest(ground.y_min)),
                        leaf("xmax", shortest(ground.x_max)),
                        leaf("ymax", shortest(ground.y_max))}};
        return {"mapcanvas",
                {{"name", "theMapCanvas"}},
                "",
                {leaf("units", "meters"), std::move(extent), leaf("rotation", "0"),
                 crs_node("destinationsrs", crs)}};
    }

    const StylePack& m_pack;
    const std::vector<OutputLayer>& m_layers;
    std::string m_file;
    std::string m_crs; ///< of the layers
    XmlNode m_tree{"layer-tree-group"};
    XmlNode m_details{"projectlayers"};
    XmlNode m_order{"layerorder"};
};

} // namespace

QgisTables qgis_tables(const StylePack& pack, const std::vector<OutputLayer>& layers,
                       const std::string& crs, const std::string& file, const std::string& title) {
    QgisTables tables;
    for (const auto& layer : layers)
        for (const auto& style : pack.layers) {
            if (style.source != layer.table.name) continue;
            const auto type = type_of(layer);
            tables.styles.push_back({layer.table.name, style.id, qml_of(style, type, pack.fonts),
                                     sld_of(style, layer.table.name, type, pack.fonts),
                                     style.is_default});
        }
    tables.project_name = pack.id;
    tables.project = ProjectWriter(pack, layers, file, crs).document(title);
    return tables;
}

} // namespace geo::map
