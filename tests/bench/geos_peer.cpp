// SPDX-License-Identifier: Apache-2.0
// A plain, careful GEOS program as a peer for scripts/bench: OPERATION A A_ID B B_ID OUTPUT.
// One thread: GDAL reads, an STRtree finds candidates, prepared geometries decide, OverlayNG cuts.
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gdal/ogrsf_frmts.h>
#include <geos_c.h>

namespace {

constexpr double reach_m = 1000;
GEOSContextHandle_t geos = nullptr;

struct Destroy {
    void operator()(GEOSGeometry* shape) const { GEOSGeom_destroy_r(geos, shape); }
    void operator()(const GEOSPreparedGeometry* shape) const {
        GEOSPreparedGeom_destroy_r(geos, shape);
    }
    void operator()(GEOSSTRtree* tree) const { GEOSSTRtree_destroy_r(geos, tree); }
};
using Shape = std::unique_ptr<GEOSGeometry, Destroy>;
using Prepared = std::unique_ptr<const GEOSPreparedGeometry, Destroy>;

struct Layer {
    std::vector<std::string> ids;
    std::vector<Shape> shapes;
    std::unique_ptr<OGRSpatialReference> crs;
};

Layer read(const std::string& path, const std::string& id) {
    GDALDatasetUniquePtr file(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    if (!file) throw std::runtime_error("cannot open " + path);
    auto* layer = file->GetLayer(0);
    Layer found;
    found.crs.reset(layer->GetSpatialRef()->Clone());
    const int field = layer->GetLayerDefn()->GetFieldIndex(id.c_str());
    std::vector<unsigned char> wkb;
    for (const auto& feature : *layer) {
        const auto* geometry = feature->GetGeometryRef();
        wkb.resize(geometry->WkbSize());
        geometry->exportToWkb(wkbNDR, wkb.data(), wkbVariantIso);
        found.ids.emplace_back(feature->GetFieldAsString(field));
        found.shapes.emplace_back(GEOSGeomFromWKB_buf_r(geos, wkb.data(), wkb.size()));
    }
    return found;
}

/// Calls `visit(a, b)` for all pairs whose boxes, grown by `reach`, meet.
template <class Visit> void candidates(const Layer& a, const Layer& b, double reach, Visit visit) {
    std::unique_ptr<GEOSSTRtree, Destroy> tree(GEOSSTRtree_create_r(geos, 10));
    std::vector<std::size_t> numbers(b.shapes.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        numbers[i] = i;
        GEOSSTRtree_insert_r(geos, tree.get(), b.shapes[i].get(), &numbers[i]);
    }
    for (std::size_t i = 0; i < a.shapes.size(); ++i) {
        double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
        GEOSGeom_getXMin_r(geos, a.shapes[i].get(), &x0);
        GEOSGeom_getYMin_r(geos, a.shapes[i].get(), &y0);
        GEOSGeom_getXMax_r(geos, a.shapes[i].get(), &x1);
        GEOSGeom_getYMax_r(geos, a.shapes[i].get(), &y1);
        const Shape box(
            GEOSGeom_createRectangle_r(geos, x0 - reach, y0 - reach, x1 + reach, y1 + reach));
        auto call = [&](std::size_t j) { visit(i, j); };
        GEOSSTRtree_query_r(
            geos, tree.get(), box.get(),
            [](void* item, void* data) {
                (*static_cast<decltype(call)*>(data))(*static_cast<std::size_t*>(item));
            },
            &call);
    }
}

std::vector<Prepared> prepared(const Layer& layer) {
    std::vector<Prepared> all;
    for (const auto& shape : layer.shapes) all.emplace_back(GEOSPrepare_r(geos, shape.get()));
    return all;
}

/// Intersections with positive area: `visit(a, b, shape, m2)`.
template <class Visit> void intersections(const Layer& a, const Layer& b, Visit visit) {
    const auto ready = prepared(b);
    candidates(a, b, 0, [&](std::size_t i, std::size_t j) {
        if (GEOSPreparedIntersects_r(geos, ready[j].get(), a.shapes[i].get()) != 1) return;
        Shape shape(GEOSIntersection_r(geos, a.shapes[i].get(), b.shapes[j].get()));
        double m2 = 0;
        if (shape && GEOSArea_r(geos, shape.get(), &m2) == 1 && m2 > 0)
            visit(i, j, std::move(shape), m2);
    });
}

class Writer {
  public:
    Writer(const std::string& path, OGRSpatialReference& crs) {
        auto* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
        m_file.reset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        m_layer = m_file->CreateLayer("result", &crs, wkbMultiPolygon);
        for (const char* name : {"a_id", "b_id"}) {
            OGRFieldDefn field(name, OFTString);
            m_layer->CreateField(&field);
        }
        m_file->StartTransaction();
    }
    ~Writer() { m_file->CommitTransaction(); }
    void add(const std::string& a, const std::string& b, const GEOSGeometry* shape) {
        std::size_t size = 0;
        auto* wkb = GEOSGeomToWKB_buf_r(geos, shape, &size);
        OGRGeometry* geometry = nullptr;
        OGRGeometryFactory::createFromWkb(wkb, nullptr, &geometry, size);
        GEOSFree_r(geos, wkb);
        OGRFeature feature(m_layer->GetLayerDefn());
        if (!a.empty()) feature.SetField(0, a.c_str());
        if (!b.empty()) feature.SetField(1, b.c_str());
        feature.SetGeometryDirectly(OGRGeometryFactory::forceToMultiPolygon(geometry));
        if (m_layer->CreateFeature(&feature) != OGRERR_NONE)
            throw std::runtime_error("cannot write a feature");
    }

  private:
    GDALDatasetUniquePtr m_file;
    OGRLayer* m_layer = nullptr;
};

/// What of each feature of `a` no feature of `b` covers.
template <class Add> void remainders(const Layer& a, const Layer& b, Add add) {
    std::vector<std::vector<std::size_t>> meets(a.shapes.size());
    const auto ready = prepared(b);
    candidates(a, b, 0, [&](std::size_t i, std::size_t j) {
        if (GEOSPreparedIntersects_r(geos, ready[j].get(), a.shapes[i].get()) == 1)
            meets[i].push_back(j);
    });
    for (std::size_t i = 0; i < meets.size(); ++i) {
        Shape rest(GEOSGeom_clone_r(geos, a.shapes[i].get()));
        if (!meets[i].empty()) {
            std::vector<GEOSGeometry*> covers;
            for (const auto j : meets[i])
                covers.push_back(GEOSGeom_clone_r(geos, b.shapes[j].get()));
            const Shape all(GEOSGeom_createCollection_r(geos, GEOS_GEOMETRYCOLLECTION,
                                                        covers.data(),
                                                        static_cast<unsigned>(covers.size())));
            const Shape cover(GEOSUnaryUnion_r(geos, all.get()));
            rest.reset(GEOSDifference_r(geos, a.shapes[i].get(), cover.get()));
        }
        if (rest && GEOSisEmpty_r(geos, rest.get()) == 0) add(i, rest.get());
    }
}

void shapes(const std::string& operation, const Layer& a, const Layer& b, const std::string& path) {
    Writer out(path, *a.crs);
    intersections(a, b, [&](std::size_t i, std::size_t j, const Shape& shape, double) {
        out.add(a.ids[i], b.ids[j], shape.get());
    });
    if (operation != "union") return;
    remainders(a, b, [&](std::size_t i, const GEOSGeometry* s) { out.add(a.ids[i], "", s); });
    remainders(b, a, [&](std::size_t i, const GEOSGeometry* s) { out.add("", b.ids[i], s); });
}

void rows(const std::string& operation, const Layer& a, const Layer& b, const std::string& path) {
    std::ofstream out(path);
    out.precision(17);
    if (operation == "table") {
        out << "a_id,b_id,area_m2\n";
        intersections(a, b, [&](std::size_t i, std::size_t j, const Shape&, double m2) {
            out << a.ids[i] << ',' << b.ids[j] << ',' << m2 << '\n';
        });
    } else if (operation == "inside") {
        out << "a_id,b_id\n";
        const auto ready = prepared(b);
        candidates(a, b, 0, [&](std::size_t i, std::size_t j) {
            if (GEOSPreparedContains_r(geos, ready[j].get(), a.shapes[i].get()) == 1)
                out << a.ids[i] << ',' << b.ids[j] << '\n';
        });
    } else if (operation == "near") {
        out << "a_id\n";
        const auto ready = prepared(b);
        std::vector<char> found(a.shapes.size());
        candidates(a, b, reach_m, [&](std::size_t i, std::size_t j) {
            if (!found[i])
                found[i] = GEOSPreparedDistanceWithin_r(geos, ready[j].get(), a.shapes[i].get(),
                                                        reach_m) == 1;
        });
        for (std::size_t i = 0; i < found.size(); ++i)
            if (found[i]) out << a.ids[i] << '\n';
    } else {
        throw std::runtime_error("no such operation: " + operation);
    }
}

} // namespace

int main(int argc, char** argv) try {
    if (argc != 7) throw std::runtime_error("usage: OPERATION A A_ID B B_ID OUTPUT");
    const std::vector<std::string> args(argv + 1, argv + argc);
    GDALAllRegister();
    geos = GEOS_init_r();
    {
        const auto a = read(args[1], args[2]);
        const auto b = read(args[3], args[4]);
        const bool table = args[5].ends_with(".csv");
        (table ? rows : shapes)(args[0], a, b, args[5]);
    }
    GEOS_finish_r(geos);
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
