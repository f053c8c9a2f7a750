// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/styles.hpp"

#include <vector>

namespace geo {

namespace {

/// One category of a categorised layer.
struct Category {
    std::string value; ///< empty: all others
    std::string label;
    std::string fill;    ///< "r,g,b,a"
    std::string outline; ///< "r,g,b,a"
};

std::string option(const std::string& name, const std::string& value) {
    return "<Option type=\"QString\" name=\"" + name + "\" value=\"" + value + "\"/>";
}

std::string fill_symbol(int index, const Category& c, const std::string& brush,
                        const std::string& width) {
    return "<symbol type=\"fill\" name=\"" + std::to_string(index) +
           "\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\"><layer class=\"SimpleFill\" "
           "enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">" +
           option("color", c.fill) + option("outline_color", c.outline) +
           option("outline_style", "solid") + option("outline_width", width) +
           option("outline_width_unit", "MM") + option("style", brush) +
           "</Option></layer></symbol>";
}

std::string marker_symbol(int index, const Category& c) {
    return "<symbol type=\"marker\" name=\"" + std::to_string(index) +
           "\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\"><layer class=\"SimpleMarker\" "
           "enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">" +
           option("color", c.fill) + option("outline_color", c.outline) + option("name", "circle") +
           option("size", "2.2") + option("size_unit", "MM") + "</Option></layer></symbol>";
}

template <typename Symbol>
std::string categorised(const std::string& attribute, const std::vector<Category>& categories,
                        Symbol symbol) {
    std::string list;
    std::string symbols;
    int index = 0;
    for (const auto& c : categories) {
        list += "<category type=\"string\" value=\"" + c.value + "\" symbol=\"" +
                std::to_string(index) + "\" label=\"" + c.label + "\" render=\"true\"/>";
        symbols += symbol(index++, c);
    }
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'><qgis version=\"3.22\" "
           "styleCategories=\"Symbology\"><renderer-v2 type=\"categorizedSymbol\" attr=\"" +
           attribute + "\" enableorderby=\"0\" forceraster=\"0\" symbollevels=\"0\"><categories>" +
           list + "</categories><symbols>" + symbols + "</symbols></renderer-v2></qgis>";
}

std::string single_fill(const Category& c, const std::string& brush, const std::string& width) {
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'><qgis version=\"3.22\" "
           "styleCategories=\"Symbology\"><renderer-v2 type=\"singleSymbol\" enableorderby=\"0\" "
           "forceraster=\"0\" symbollevels=\"0\"><symbols>" +
           fill_symbol(0, c, brush, width) + "</symbols></renderer-v2></qgis>";
}

} // namespace

std::string park_style() {
    const std::string ink = "60,60,60,255";
    return categorised("verdict",
                       {{"support_upgrade", "扶持提升 support", "102,189,99,180", ink},
                        {"rectify", "限期整改 rectify", "254,224,139,200", ink},
                        {"adjust_boundary", "调整边界 adjust boundary", "253,174,97,200", ink},
                        {"convert", "转型 convert", "244,109,67,200", ink},
                        {"withdraw", "退出 withdraw", "215,48,39,200", ink},
                        {"close", "关闭 close", "165,0,38,220", ink},
                        {"review", "待核查 review", "158,154,200,200", ink},
                        {"insufficient_data", "资料不足 insufficient data", "189,189,189,200", ink},
                        {"", "其他 other", "230,230,230,180", ink}},
                       [](int i, const Category& c) { return fill_symbol(i, c, "solid", "0.3"); });
}

std::string zone_style() {
    return categorised(
        "class",
        {{"redline_national", "国家级生态保护红线 national red line", "0,104,55,110",
          "0,104,55,255"},
         {"ecological_control", "生态空间管控区域 ecological control", "120,198,121,90",
          "49,163,84,255"},
         {"nature_reserve", "自然保护区 nature reserve", "35,132,67,110", "0,90,50,255"},
         {"water_source_1", "饮用水水源一级 water source 1", "8,81,156,110", "8,48,107,255"},
         {"water_source_2", "饮用水水源二级 water source 2", "107,174,214,110", "33,113,181,255"},
         {"permanent_farmland", "永久基本农田 farmland", "255,237,160,120", "200,170,60,255"},
         {"water_illustration", "水面（示意）water, illustration", "198,219,239,150",
          "158,202,225,255"},
         {"", "其他 other", "161,217,155,110", "49,163,84,255"}},
        [](int i, const Category& c) { return fill_symbol(i, c, "solid", "0.26"); });
}

std::string conflict_style() {
    return categorised(
        "status",
        {{"violation", "违规 violation", "215,25,28,255", "165,0,38,255"},
         {"review", "待核查 review", "117,107,177,255", "84,39,143,255"},
         {"sliver", "碎图斑 sliver", "253,141,60,255", "230,85,13,255"},
         {"finding", "提示 finding", "166,206,227,255", "31,120,180,255"},
         {"below_minimum", "低于最小图斑 below minimum", "189,189,189,255", "115,115,115,255"}},
        [](int i, const Category& c) { return fill_symbol(i, c, "b_diagonal", "0.4"); });
}

std::string site_style() {
    return categorised(
        "status",
        {{"inside", "在管控区内 inside", "215,25,28,255", "80,0,0,255"},
         {"near", "邻近 near", "253,174,97,255", "120,70,0,255"},
         {"clear", "无关 clear", "140,140,140,255", "80,80,80,255"},
         {"doubtful_datum", "基准存疑 doubtful datum", "117,107,177,255", "63,0,125,255"}},
        [](int i, const Category& c) { return marker_symbol(i, c); });
}

std::string township_style() {
    return single_fill({"", "", "255,255,255,0", "150,150,150,255"}, "no", "0.15");
}
std::string county_style() {
    return single_fill({"", "", "255,255,255,0", "70,70,70,255"}, "no", "0.5");
}

} // namespace geo
