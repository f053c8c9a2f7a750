// SPDX-License-Identifier: Apache-2.0
// Makes the layers that scripts/bench measures: townships, red-line zones, parks, rivers, sites;
// the same bytes in every run. Usage: workload S|M|L FOLDER. Provenance: written for this project's
// performance study before the engine was; laid out anew here, its output unchanged (the known
// answers in scripts/lib/bench/workloads.py hold for it). Coordinates are made in EPSG:4527 metres,
// snapped to 1 mm, and written as GeoPackage and FlatGeobuf in EPSG:4527 and EPSG:4490.
#include <algorithm>
#include <boost/polygon/voronoi.hpp>
#include <cmath>
#include <cstdio>
#include <deque>
#include <functional>
#include <gdal/ogrsf_frmts.h>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>
typedef boost::polygon::point_data<int> IP;
typedef boost::polygon::voronoi_diagram<double> VD;
struct P {
    double x, y;
};
typedef std::vector<P> Ring;
static uint64_t mix(uint64_t z) {
    z += 0x9e3779b97f4a7c15ull;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}
struct Rng {
    uint64_t s;
    uint64_t next() {
        s += 0x9e3779b97f4a7c15ull;
        return mix(s);
    }
    double u() { return (next() >> 11) * (1.0 / 9007199254740992.0); }
    double u(double a, double b) { return a + (b - a) * u(); }
    double n() {
        double a = std::max(u(), 1e-300), b = u();
        return std::sqrt(-2 * std::log(a)) * std::cos(6.283185307179586 * b);
    }
};
static P lerp(P a, P b, double t) {
    return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}
// noisy edge A->C inside quad A,B,C,D (sub-quads only meet in their end points, so edges never
// cross)
static void noisy(P A, P B, P C, P D, double minlen, Rng& r, Ring& out) {
    double l = std::hypot(A.x - C.x, A.y - C.y);
    double w = std::hypot(B.x - D.x, B.y - D.y);
    if (l < minlen || w < 0.5) {
        return;
    }
    double p = r.u(0.35, 0.65), q = r.u(0.35, 0.65);
    P E = lerp(A, D, p), F = lerp(B, C, p), G = lerp(A, B, q), I = lerp(D, C, q), H = lerp(E, F, q);
    double s = 1 - r.u(-0.4, 0.4), t = 1 - r.u(-0.4, 0.4);
    (void)s;
    (void)t;
    noisy(A, G, H, E, minlen, r, out);
    out.push_back(H);
    noisy(H, F, C, I, minlen, r, out);
}
static P q3(P p) {
    return {std::round(p.x * 1000) / 1000, std::round(p.y * 1000) / 1000};
}
struct Tess {
    std::vector<P> sites;
    std::vector<char> inner;
    VD vd;
    double ox, oy;
    double scale;
    double minlen;
    uint64_t seed;
    std::vector<const VD::cell_type*> cellOf;
    std::unordered_map<const VD::edge_type*, Ring> cache;
    P vp(const VD::vertex_type* v) const { return q3({ox + v->x() / scale, oy + v->y() / scale}); }
    void build(double X0, double Y0, double W, int n, double jit, double ml, uint64_t sd) {
        ox = X0;
        oy = Y0;
        scale = 1000;
        minlen = ml;
        seed = sd;
        Rng r{mix(sd)};
        double c = W / n;
        int pad = 2;
        std::vector<IP> ip;
        for (int j = -pad; j < n + pad; j++)
            for (int i = -pad; i < n + pad; i++) {
                double x = (i + 0.5 + r.u(-jit, jit)) * c, y = (j + 0.5 + r.u(-jit, jit)) * c;
                ip.push_back(IP((int)std::lround(x * scale), (int)std::lround(y * scale)));
                sites.push_back({X0 + x, Y0 + y});
                inner.push_back(i >= 0 && i < n && j >= 0 && j < n);
            }
        boost::polygon::construct_voronoi(ip.begin(), ip.end(), &vd);
        cellOf.assign(sites.size(), nullptr);
        for (auto& c2 : vd.cells()) cellOf[c2.source_index()] = &c2;
    }
    const Ring& pts(const VD::edge_type*
                        e) { // canonical half-edge: smaller cell index; returns interior points
        auto it = cache.find(e);
        if (it != cache.end()) return it->second;
        Ring R;
        P A = vp(e->vertex0()), C = vp(e->vertex1());
        P B = sites[e->twin()->cell()->source_index()], D = sites[e->cell()->source_index()];
        uint64_t a = e->cell()->source_index(), b = e->twin()->cell()->source_index();
        Rng r{mix(seed ^ mix(a * 1000003 + b))};
        // pull the sites toward the edge a little so the quad stays inside both kites
        P M = lerp(A, C, 0.5), pr = lerp(B, D, 0.5);
        double L = std::hypot(A.x - C.x, A.y - C.y), dd = std::hypot(pr.x - M.x, pr.y - M.y);
        double f = dd > 1e-9 ? std::min(0.85, 0.35 * L / dd) : 0.85;
        B = lerp(M, B, f);
        D = lerp(M, D, f);
        noisy(A, B, C, D, minlen, r, R);
        for (auto& p : R) p = q3(p);
        return cache.emplace(e, std::move(R)).first->second;
    }
    void append(const VD::edge_type* e,
                Ring& out) { // adds vertex0 and the interior points in the direction of e
        out.push_back(vp(e->vertex0()));
        bool canon = e->cell()->source_index() < e->twin()->cell()->source_index();
        const Ring& R = pts(canon ? e : e->twin());
        if (canon)
            for (auto& p : R) out.push_back(p);
        else
            for (size_t i = R.size(); i-- > 0;) out.push_back(R[i]);
    }
    // boundary rings of the cells with label[cell]==L ; start from the given cells
    std::vector<Ring> rings(const std::vector<int>& cells, const std::function<bool(int)>& in) {
        std::vector<Ring> res;
        std::unordered_map<const VD::edge_type*, char> seen;
        for (int c : cells) {
            auto* e0 = cellOf[c]->incident_edge();
            auto* e = e0;
            do {
                if (!in(e->twin()->cell()->source_index()) && !seen.count(e)) {
                    Ring R;
                    auto* f = e;
                    do {
                        seen[f] = 1;
                        append(f, R);
                        auto* g = f->next();
                        while (in(g->twin()->cell()->source_index())) g = g->twin()->next();
                        f = g;
                    } while (f != e);
                    // drop repeated points
                    Ring Q;
                    for (auto& p : R)
                        if (Q.empty() || Q.back().x != p.x || Q.back().y != p.y) Q.push_back(p);
                    while (Q.size() > 1 && Q.back().x == Q[0].x && Q.back().y == Q[0].y)
                        Q.pop_back();
                    Q.push_back(Q[0]);
                    if (Q.size() >= 4) res.push_back(Q);
                }
                e = e->next();
            } while (e != e0);
        }
        return res;
    }
};
static double sarea(const Ring& r) {
    double s = 0;
    for (size_t i = 0; i + 1 < r.size(); i++)
        s += (r[i].x - r[0].x) * (r[i + 1].y - r[0].y) - (r[i + 1].x - r[0].x) * (r[i].y - r[0].y);
    return s / 2;
}
struct Out {
    GDALDataset* ds[4] = {};
    OGRLayer* ly[4] = {};
    OGRSpatialReference s27, s90;
    OGRCoordinateTransformation* ct = nullptr;
    long feats = 0, verts = 0, maxv = 0;
    std::string name;
    Out(const std::string& dir, const std::string& nm, OGRwkbGeometryType t,
        std::vector<std::pair<const char*, OGRFieldType>> f)
        : name(nm) {
        s27.importFromEPSG(4527);
        s90.importFromEPSG(4490);
        s27.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        s90.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        ct = OGRCreateCoordinateTransformation(&s27, &s90);
        const char* drv[4] = {"GPKG", "FlatGeobuf", "GPKG", "FlatGeobuf"};
        const char* suf[4] = {"_4527.gpkg", "_4527.fgb", "_4490.gpkg", "_4490.fgb"};
        for (int k = 0; k < 4; k++) {
            std::string fn = dir + "/" + nm + suf[k];
            VSIUnlink(fn.c_str());
            ds[k] = GetGDALDriverManager()->GetDriverByName(drv[k])->Create(fn.c_str(), 0, 0, 0,
                                                                            GDT_Unknown, nullptr);
            ly[k] = ds[k]->CreateLayer(nm.c_str(), k < 2 ? &s27 : &s90, t, nullptr);
            for (auto& q : f) {
                OGRFieldDefn d(q.first, q.second);
                ly[k]->CreateField(&d);
            }
            ds[k]->StartTransaction();
        }
    }
    void put(OGRGeometry* g, const std::function<void(OGRFeature*)>& set, long nv) {
        feats++;
        verts += nv;
        maxv = std::max(maxv, nv);
        OGRGeometry* g2 = g->clone();
        g2->transform(ct);
        for (int k = 0; k < 4; k++) {
            OGRFeature* ft = OGRFeature::CreateFeature(ly[k]->GetLayerDefn());
            set(ft);
            ft->SetGeometry(k < 2 ? g : g2);
            if (ly[k]->CreateFeature(ft) != OGRERR_NONE) exit(1);
            OGRFeature::DestroyFeature(ft);
        }
        delete g2;
        delete g;
    }
    ~Out() {
        for (int k = 0; k < 4; k++) {
            ds[k]->CommitTransaction();
            GDALClose(ds[k]);
        }
        printf("%-10s features %8ld vertices %9ld max %7ld\n", name.c_str(), feats, verts, maxv);
        fflush(stdout);
    }
};
static OGRGeometry* mkpoly(const std::vector<Ring>& rs, long& nv) {
    auto* p = new OGRPolygon();
    nv = 0;
    std::vector<const Ring*> o;
    for (auto& r : rs) o.push_back(&r);
    std::stable_sort(o.begin(), o.end(), [](const Ring* a, const Ring* b) {
        return std::fabs(sarea(*a)) > std::fabs(sarea(*b));
    });
    for (auto* r : o) {
        auto* lr = new OGRLinearRing();
        lr->setNumPoints((int)r->size(), FALSE);
        for (size_t i = 0; i < r->size(); i++) lr->setPoint((int)i, (*r)[i].x, (*r)[i].y);
        nv += r->size();
        p->addRingDirectly(lr);
    }
    return p;
}
int main(int argc, char** argv) {
    std::string sc = argv[1], dir = argv[2];
    GDALAllRegister();
    CPLSetConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
    int m = sc == "S" ? 1 : sc == "M" ? 2 : 4; // domain is m*60 km
    double W = 60000.0 * m, X0 = 39500000 - W / 2, Y0 = 3660000;
    int nt = 10 * m, nf = 75 * m; // townships nt^2 (6 km), fine cells nf^2 (0.8 km)
    size_t nparks = sc == "S"   ? 1000
                    : sc == "M" ? 3000
                                : 10000,
           nsites = sc == "S"   ? 100000
                    : sc == "M" ? 300000
                                : 1000000;
    const char* kinds[] = {"水源涵养",       "生物多样性维护", "水土保持",
                           "饮用水水源保护", "洪水调蓄",       "湿地公园"};
    {
        Tess t;
        t.build(X0, Y0, W, nt, 0.42, 12, 11);
        Out o(dir, "towns", wkbPolygon,
              {{"code", OFTString}, {"name", OFTString}, {"pop", OFTInteger}});
        int id = 0;
        for (size_t c = 0; c < t.sites.size(); c++)
            if (t.inner[c]) {
                auto rs = t.rings({(int)c}, [&](int k) { return k == (int)c; });
                long nv;
                auto* g = mkpoly(rs, nv);
                int k = id++;
                o.put(
                    g,
                    [&](OGRFeature* f) {
                        char b[64];
                        snprintf(b, 64, "3208%05d", k);
                        f->SetField("code", b);
                        snprintf(b, 64, "淮安乡镇%d", k);
                        f->SetField("name", b);
                        f->SetField("pop", (int)(mix(k) % 90000));
                    },
                    nv);
            }
    }
    Tess t;
    t.build(X0, Y0, W, nf, 0.42, 6, 12);
    size_t NC = t.sites.size();
    std::vector<int> lab(NC, -1);
    {
        Rng r{mix(77)};
        std::vector<std::vector<int>> regs;
        size_t target = (size_t)(0.27 * nf * nf), used = 0;
        while (used < target) {
            double a = 1.0 / std::pow(1 - r.u(), 1 / 0.85);
            size_t sz = (size_t)std::min(a, 0.03 * nf * nf);
            if (sz < 1) sz = 1; // Pareto tail
            int c;
            int guard = 0;
            do {
                c = (int)(r.u() * NC);
            } while ((!t.inner[c] || lab[c] >= 0) && ++guard < 10000);
            if (guard >= 10000) break;
            int L = (int)regs.size();
            std::vector<int> reg{c};
            lab[c] = L;
            std::vector<int> fr{c};
            double dirx = r.n(), diry = r.n();
            double dl = std::hypot(dirx, diry);
            dirx /= dl;
            diry /= dl;
            bool elong = r.u() < 0.5;
            while (reg.size() < sz && !fr.empty()) {
                size_t k = (size_t)(r.u() * fr.size());
                if (elong) {
                    size_t k2 = (size_t)(r.u() * fr.size());
                    auto d = [&](int q) {
                        return std::fabs((t.sites[q].x - t.sites[c].x) * -diry +
                                         (t.sites[q].y - t.sites[c].y) * dirx);
                    };
                    if (d(fr[k2]) < d(fr[k])) k = k2;
                }
                int cc = fr[k];
                std::vector<int> nb;
                auto* e0 = t.cellOf[cc]->incident_edge();
                auto* e = e0;
                do {
                    int q = e->twin()->cell()->source_index();
                    if (t.inner[q] && lab[q] < 0) nb.push_back(q);
                    e = e->next();
                } while (e != e0);
                if (nb.empty()) {
                    fr[k] = fr.back();
                    fr.pop_back();
                    continue;
                }
                int q = nb[(size_t)(r.u() * nb.size())];
                lab[q] = L;
                reg.push_back(q);
                fr.push_back(q);
            }
            used += reg.size();
            regs.push_back(reg);
        }
        Out o(
            dir, "redline", wkbPolygon,
            {{"rid", OFTInteger}, {"name", OFTString}, {"kind", OFTString}, {"level", OFTInteger}});
        for (size_t L = 0; L < regs.size(); L++) {
            auto rs = t.rings(regs[L], [&](int k) { return lab[k] == (int)L; });
            long nv;
            auto* g = mkpoly(rs, nv);
            o.put(
                g,
                [&](OGRFeature* f) {
                    char b[64];
                    f->SetField("rid", (int)L);
                    snprintf(b, 64, "生态保护红线%zu", L);
                    f->SetField("name", b);
                    f->SetField("kind", kinds[mix(L) % 6]);
                    f->SetField("level", (int)(mix(L + 9) % 2));
                },
                nv);
        }
    }
    {
        Rng r{mix(5)};
        Out o(dir, "rivers", wkbLineString, {{"vid", OFTInteger}, {"name", OFTString}});
        int nr = 12 * m * m;
        for (int k = 0; k < nr; k++) {
            int c;
            do {
                c = (int)(r.u() * NC);
            } while (!t.inner[c]);
            double th = r.u(0, 6.283);
            auto* e = t.cellOf[c]->incident_edge();
            Ring R;
            int steps = (int)(30 * m + r.u() * 90 * m);
            std::unordered_map<const void*, char> seen;
            for (int s = 0; s < steps; s++) {
                if (!t.inner[e->cell()->source_index()] ||
                    !t.inner[e->twin()->cell()->source_index()])
                    break;
                if (seen.count(e->vertex1())) break;
                seen[e->vertex0()] = 1;
                t.append(e, R);
                auto* a = e->next();
                auto* b = e->twin()->prev()->twin();
                auto sc2 = [&](const VD::edge_type* q) {
                    P u = t.vp(q->vertex0()), v = t.vp(q->vertex1());
                    double l = std::hypot(v.x - u.x, v.y - u.y) + 1e-9;
                    return ((v.x - u.x) * std::cos(th) + (v.y - u.y) * std::sin(th)) / l;
                };
                e = sc2(a) > sc2(b) ? a : b;
                th += r.u(-0.15, 0.15);
            }
            if (R.size() < 3) continue;
            auto* ls = new OGRLineString();
            for (auto& p : R) ls->addPoint(p.x, p.y);
            for (int z = 0; z < 1; z++) {
            }
            ls->flattenTo2D();
            long nv = R.size();
            o.put(
                ls,
                [&](OGRFeature* f) {
                    f->SetField("vid", k);
                    char b[64];
                    snprintf(b, 64, "河流%d", k);
                    f->SetField("name", b);
                },
                nv);
        }
    }
    std::vector<P> centres;
    {
        Rng r{mix(6)};
        Out o(dir, "parks", wkbPolygon,
              {{"pid", OFTInteger}, {"name", OFTString}, {"chem", OFTInteger}});
        for (size_t k = 0; k < nparks; k++) {
            double cx = X0 + r.u(0.01, 0.99) * W, cy = Y0 + r.u(0.01, 0.99) * W;
            double rad = std::min(6000.0, 600 * std::exp(0.7 * r.n()));
            int n = (int)std::min(1200.0, std::max(8.0, 40 * std::exp(0.9 * r.n())));
            std::vector<double> am, ph;
            for (int h = 1; h <= 6; h++) {
                am.push_back(0.35 / h * r.u());
                ph.push_back(r.u(0, 6.283));
            }
            Ring R;
            for (int i = 0; i < n; i++) {
                double a = 6.283185307179586 * (i + r.u(-0.3, 0.3)) / n;
                double rr = 1;
                for (int h = 1; h <= 6; h++) rr += am[h - 1] * std::sin(h * a + ph[h - 1]);
                rr = std::max(0.25, rr) * (1 + 0.02 * r.u(-1, 1));
                R.push_back(q3({cx + rad * rr * std::cos(a), cy + rad * rr * std::sin(a)}));
            }
            R.push_back(R[0]);
            std::vector<Ring> rs{R};
            if (r.u() < 0.05) {
                Ring H;
                for (int i = 0; i < 12; i++) {
                    double a = -6.283185307179586 * i / 12;
                    H.push_back(q3({cx + rad * 0.15 * std::cos(a), cy + rad * 0.15 * std::sin(a)}));
                }
                H.push_back(H[0]);
                rs.push_back(H);
            }
            centres.push_back({cx, cy});
            long nv;
            auto* g = mkpoly(rs, nv);
            o.put(
                g,
                [&](OGRFeature* f) {
                    f->SetField("pid", (int)k);
                    char b[64];
                    snprintf(b, 64, "化工园区%zu", k);
                    f->SetField("name", b);
                    f->SetField("chem", (int)(mix(k) % 2));
                },
                nv);
        }
    }
    {
        Rng r{mix(7)};
        Out o(dir, "sites", wkbPoint,
              {{"sid", OFTInteger}, {"name", OFTString}, {"eia", OFTInteger}});
        for (size_t k = 0; k < nsites; k++) {
            P p;
            if (r.u() < 0.3)
                p = {X0 + r.u() * W, Y0 + r.u() * W};
            else {
                P c = centres[(size_t)(r.u() * r.u() * centres.size())];
                p = {c.x + 900 * r.n(), c.y + 900 * r.n()};
            }
            p = q3(p);
            o.put(
                new OGRPoint(p.x, p.y),
                [&](OGRFeature* f) {
                    f->SetField("sid", (int)k);
                    char b[64];
                    snprintf(b, 64, "企业%zu", k);
                    f->SetField("name", b);
                    f->SetField("eia", (int)(mix(k) % 3));
                },
                1);
        }
    }
}
