// SPDX-License-Identifier: Apache-2.0
#include "libgeo/convert.hpp"
#include "tools/console.hpp"
#include "tools/single_file.hpp"
#include "tools/verb.hpp"

namespace parkline {

namespace {

/// `convert`: any layer that can be read, in another format.
class Convert : public Verb {
  public:
    std::string name() const override { return "convert"; }
    geo::Text summary() const override {
        return {"转换格式：任何可读的图层 → GPKG、FGB、GeoJSON、KML、GDB、SHP、DXF、CSV、XLSX、ODS "
                "或 PostGIS 表，读回核对",
                "write any readable layer as GPKG, FGB, GeoJSON, KML, GDB, SHP, DXF, CSV, XLSX, "
                "ODS or a PostGIS table, and read it back"};
    }
    std::string example() const override {
        return "parkline convert datasets/huaian/zones_gbk.shp zones.gpkg";
    }

    std::vector<Option> options() override {
        std::vector<Option> all{
            {"INPUT", "INPUT", {"要读的文件", "the file to read"}, &m_input, {}, true},
            {"OUTPUT",
             "OUTPUT",
             {"要写的文件（格式由扩展名决定），或数据库的表 pg:…:TABLE",
              "the file to write (its ending is the format), or a database's table pg:…:TABLE"},
             &m_output,
             {},
             true},
            {"--overwrite", "", {"替换已有文件", "replace an existing file"}, &m_overwrite},
            {"--dst-crs",
             "CRS",
             {"结果的坐标系（缺省不变）", "CRS of the result (default: unchanged)"},
             &m_dst_crs},
            {"--encoding",
             "NAME",
             {"shapefile 的文字编码（缺省 utf-8）",
              "encoding of a shapefile's texts (default: utf-8)"},
             &m_encoding,
             {"utf-8", "gbk"}}};
        const auto of_input = m_file.input_options();
        all.insert(all.end(), of_input.begin(), of_input.end());
        return all;
    }

    int run(const Session& session) override {
        const auto overwrite = m_overwrite ? geo::Overwrite::yes : geo::Overwrite::no;
        const auto encoding =
            m_encoding == "gbk" ? geo::TextEncoding::gbk : geo::TextEncoding::utf8;
        const auto spec = m_file.project(m_input).layers[0];
        const auto done = geo::convert(spec, m_output, m_dst_crs, overwrite, encoding);
        for (const auto& note : done.notes)
            say(session,
                {note.layer + "：" + note.message.zh, note.layer + ": " + note.message.en});
        for (const auto& [field, alias] : done.aliases)
            say(session, {"字段 '" + field + "' 在 shapefile 中写作 " + alias + "。",
                          "the field '" + field + "' is called " + alias + " in the shapefile."});
        if (!done.crs.operation.empty())
            say(session, {"坐标转换：" + done.crs.source + "，" + done.crs.operation + "。",
                          "coordinates: " + done.crs.source + ", " + done.crs.operation + "."});
        const auto n = std::to_string(done.features);
        say(session, {m_output + "：写出 " + n + " 个要素，读回一致。",
                      m_output + ": " + n + " features written, and the same when read back."});
        return parkline::done;
    }

  private:
    std::string m_input;
    std::string m_output;
    std::string m_dst_crs;
    std::string m_encoding = "utf-8";
    bool m_overwrite = false;
    SingleFile m_file;
};

} // namespace

std::unique_ptr<Verb> make_convert() {
    return std::make_unique<Convert>();
}

} // namespace parkline
