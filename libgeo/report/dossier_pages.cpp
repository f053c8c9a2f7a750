// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/dossier_pages.hpp"

namespace geo {

namespace {

using map::Align;
using map::Flow;
using map::FlowTable;
using map::Weight;

class Pages {
  public:
    Pages(const ParkPaper& paper, map::Typesetter& typesetter, Language language,
          std::string program)
        : m_paper(paper), m_flow(typesetter, map::FlowPaper{}), m_language(language),
          m_program(std::move(program)) {}

    std::vector<map::Picture> write(std::size_t first_page) {
        verdict();
        conflicts();
        criteria();
        remedy();
        facts();
        citations();
        signatures();
        return m_flow.finish([&](const map::TextPainter& painter, std::size_t page,
                                 std::size_t pages, const map::FlowPaper& paper) {
            furniture(painter, page + first_page - 1, pages + first_page - 1, paper);
        });
    }

  private:
    std::string say(const char* zh, const char* en) const { return in(Text{zh, en}, m_language); }
    const std::string& value(const std::string& name) const {
        static const std::string none;
        const auto found = m_paper.values.find(name);
        return found == m_paper.values.end() ? none : found->second;
    }

    void paragraph(const std::string& text) {
        map::FlowText look;
        look.indent = m_language == Language::zh ? 2 * look.style.size : 0;
        m_flow.paragraph(text, look);
    }

    FlowTable table(std::vector<FlowTable::Column> columns, const char* zh, const char* en) const {
        FlowTable t;
        t.columns = std::move(columns);
        t.caption = say(zh, en);
        return t;
    }

    void verdict() {
        m_flow.heading(m_paper.name.empty() ? m_paper.id : m_paper.name + "（" + m_paper.id + "）",
                       1);
        m_flow.heading(say("一、结论", "1. Verdict") + std::string("　") + value("verdict_title"),
                       2);
        paragraph(value("reason"));
        auto t = table({{say("指标", "figure"), 2}, {say("数值", "value"), 3, Align::right}},
                       "主要数据（面积单位：平方米）", "main figures (areas in m²)");
        t.rows = {{say("园区面积", "area of the park"), value("area_m2")},
                  {say("与禁止建设区重叠：量得", "overlap with forbidden ground: measured"),
                   value("conflict_m2")},
                  {say("其中确定", "of it certain"), value("certain_m2")},
                  {say("占园区", "share of the park"), value("share")},
                  {say("得分", "score"), value("score").empty() ? "—" : value("score")},
                  {say("规则包", "policy pack"), value("pack") + " " + value("pack_version")},
                  {say("评估日期", "as of"), value("as_of")}};
        m_flow.table(t);
    }

    void conflicts() {
        m_flow.heading(say("二、与管控区的重叠", "2. Overlaps with control zones"), 2);
        if (m_paper.conflicts.empty()) {
            paragraph(say("没有面积大于零的重叠。仅相接不算重叠。",
                          "There is no overlap of any area. Touching is no overlap."));
            return;
        }
        auto t = table({{say("管控区", "zone"), 4},
                        {say("状态", "status"), 1.6},
                        {say("确定", "certain"), 1.8, Align::right},
                        {say("量得", "measured"), 1.8, Align::right},
                        {say("可能", "possible"), 1.8, Align::right}},
                       "面积单位：平方米", "areas in m²");
        for (const auto& c : m_paper.conflicts)
            t.rows.push_back({c.at("zone_name") + " " + c.at("zone_id"), c.at("status_title"),
                              c.at("certain_m2"), c.at("area_m2"), c.at("possible_m2")});
        m_flow.table(t);
    }

    void criteria() {
        m_flow.heading(say("三、逐条判定", "3. Criteria, one by one"), 2);
        auto t = table({{say("条款", "id"), 0.8},
                        {say("要求", "requirement"), 3.6},
                        {say("量得", "measured"), 1.9},
                        {say("限值", "limit"), 1.5},
                        {say("结果", "result"), 1.1}},
                       "未启用的条款不列", "criteria that are switched off are left out");
        for (const auto& c : m_paper.criteria)
            t.rows.push_back({c.at("criterion"), c.at("title"), c.at("value"),
                              c.at("op") + " " + c.at("limit"), c.at("status_title")});
        m_flow.table(t);
    }

    void remedy() {
        m_flow.heading(say("四、整改与补救", "4. Remedy"), 2);
        paragraph(value("least_change").empty()
                      ? say("无需改动。", "Nothing has to change.")
                      : say("可使结论改变的最小改动：", "The least change that would alter it: ") +
                            value("least_change"));
        for (const auto& c : m_paper.criteria)
            if (!c.at("change").empty()) paragraph(c.at("criterion") + "　" + c.at("change"));
    }

    void facts() {
        m_flow.heading(say("五、所用数据", "5. Facts that were used"), 2);
        auto t = table({{say("数据项", "fact"), 2.6},
                        {say("数值", "value"), 1.8, Align::right},
                        {say("依据要素", "evidence"), 3}},
                       "缺的数据写作“未知”，既不算通过也不算未通过",
                       "a missing datum is unknown: it never passes and never fails");
        for (const auto& f : m_paper.facts)
            t.rows.push_back({f.at("title"), f.at("value"), f.at("evidence")});
        m_flow.table(t);
    }

    void citations() {
        m_flow.heading(say("六、出处", "6. Citations"), 2);
        auto t =
            table({{say("文件与条款", "document and article"), 5},
                   {say("用于", "used by"), 1.4},
                   {say("核对", "read"), 0.9}},
                  "L 读过全文，V 见于公开网页，P 省级规则转述，C 自行计算，M 未核对",
                  "L full text, V public page, P by provincial rules, C computed, M not verified");
        for (const auto& c : m_paper.citations)
            t.rows.push_back({c.at("source"), c.at("criteria"), c.at("mark")});
        m_flow.table(t);
    }

    void signatures() {
        m_flow.space(6);
        auto t = table({{say("承办人", "prepared by"), 1},
                        {say("审核人", "checked by"), 1},
                        {say("批准人", "approved by"), 1},
                        {say("日期", "date"), 1}},
                       "签署", "signatures");
        t.rows = {{"\n\n", "", "", ""}};
        m_flow.table(t);
    }

    void furniture(const map::TextPainter& painter, std::size_t page, std::size_t pages,
                   const map::FlowPaper& paper) const {
        const map::TextStyle small{{"hei", Weight::regular}, 2.6, {92, 102, 108, 1}};
        const double right = paper.width - paper.right;
        painter.line(m_paper.id + " " + m_paper.name, {paper.left, 14}, small);
        painter.line(say("园区处置档案", "park dossier"), {right, 14}, small, Align::right);
        const double foot = paper.height - 12;
        painter.line(value("project") + "　" + say("数据版本 ", "data ") + value("data_version") +
                         "　" + m_program,
                     {paper.left, foot}, small);
        painter.line(std::to_string(page) + " / " + std::to_string(pages), {right, foot}, small,
                     Align::right);
    }

    const ParkPaper& m_paper;
    Flow m_flow;
    Language m_language;
    std::string m_program;
};

} // namespace

std::vector<map::Picture> dossier_pages(const ParkPaper& paper, map::Typesetter& typesetter,
                                        Language language, const std::string& program,
                                        std::size_t first_page) {
    return Pages(paper, typesetter, language, program).write(first_page);
}

} // namespace geo
