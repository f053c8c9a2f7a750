// SPDX-License-Identifier: Apache-2.0
// Renderers and labelings of QGIS → rules of the style pack.
#include <algorithm>

#include "libgeo/core/text.hpp"
#include "libgeo/map/qml_symbol_reader.hpp"
#include "libgeo/map/style_expressions.hpp"

namespace geo::map {

namespace {

double scale_or(const XmlNode& node, const char* key, double other) {
    const double value = parse_number(node.attribute(key)).value_or(0);
    return value > 0 ? value : other;
}

/// Reads one document.
class QmlReader {
  public:
    explicit QmlReader(FontChains& fonts) : m_fonts(fonts) {}

    ReadStyle read(const XmlNode& root) {
        const auto* renderer = root.child("renderer-v2");
        if (renderer == nullptr) {
            reject("", "没有 renderer-v2", "there is no renderer-v2");
            return m_style;
        }
        if (const auto* symbols = renderer->child("symbols"))
            for (const auto* symbol : symbols->all("symbol"))
                m_symbols[symbol->attribute("name")] = symbol;
        read_renderer(*renderer);
        const auto* labelling = root.child("labeling");
        if (labelling != nullptr && root.attribute("labelsEnabled", "1") != "0")
            read_labelling(*labelling);
        if (const auto* opacity = root.child("layerOpacity");
            opacity != nullptr && parse_number(opacity->text).value_or(1) < 1)
            reject("", "图层不透明度", "the opacity of the whole layer");
        return m_style;
    }

  private:
    void reject(const std::string& where, const std::string& zh, const std::string& en) {
        m_style.notes.push_back(note(where, zh, en));
    }

    void read_renderer(const XmlNode& renderer) {
        const auto type = renderer.attribute("type");
        if (type == "singleSymbol") {
            add_rule("", "", {}, m_symbols.empty() ? "" : m_symbols.begin()->first);
        } else if (type == "categorizedSymbol") {
            read_categories(renderer);
        } else if (type == "RuleRenderer") {
            if (const auto* rules = renderer.child("rules")) read_rules(*rules, {});
            put_else_last();
        } else if (type == "nullSymbol") {
            add_rule("", "", {}, "");
        } else {
            reject("", "渲染方式 " + type, "the renderer " + type);
        }
    }

    /// `symbol` is empty for what is switched off: it draws nothing.
    Rule& add_rule(const std::string& id, const std::string& title, std::vector<Condition> where,
                   const std::string& symbol) {
        Rule rule;
        rule.id = id.empty() ? std::to_string(m_style.rules.size() + 1) : id;
        rule.title = {title, title};
        rule.where = std::move(where);
        if (const auto found = m_symbols.find(symbol); found != m_symbols.end())
            read_qml_symbol(*found->second, rule, title, m_style);
        else
            rule.title = {};
        m_style.rules.push_back(std::move(rule));
        return m_style.rules.back();
    }

    static std::vector<std::string> values_of(const XmlNode& category) {
        std::vector<std::string> values;
        for (const auto* value : category.all("val")) values.push_back(value->attribute("value"));
        if (values.empty()) values.push_back(category.attribute("value"));
        return values;
    }

    void read_categories(const XmlNode& renderer) {
        auto field = renderer.attribute("attr");
        if (field.size() > 2 && field.front() == '"' && field.back() == '"')
            field = field.substr(1, field.size() - 2);
        const auto* categories = renderer.child("categories");
        if (categories == nullptr) return;
        for (const auto* category : categories->all("category")) {
            const auto values = values_of(*category);
            const bool all_others = values.size() == 1 && values.front().empty();
            const bool shown = category->attribute("render", "true") == "true";
            const auto id = all_others ? std::string("other") : values.front();
            add_rule(id, category->attribute("label"),
                     all_others ? std::vector<Condition>{} : std::vector{Condition{field, values}},
                     shown ? category->attribute("symbol") : "");
        }
        put_else_last();
    }

    void read_rules(const XmlNode& rules, const std::vector<Condition>& above) {
        for (const auto* node : rules.all("rule")) {
            const auto filter = node->attribute("filter");
            const auto label = node->attribute("label");
            auto where = conditions_from(filter);
            if (!where) {
                reject(label, "规则条件 " + filter, "the filter " + filter);
                continue;
            }
            where->insert(where->begin(), above.begin(), above.end());
            const bool shown = node->attribute("checkstate", "1") != "0";
            const auto symbol = node->attribute("symbol");
            const bool has_children = node->child("rule") != nullptr;
            if (has_children && !symbol.empty() && shown)
                reject(label, "带下级规则的规则自身的符号",
                       "the symbol of a rule that has others below it");
            if (has_children && shown)
                read_rules(*node, *where);
            else
                read_scales(*node,
                            add_rule(node->attribute("key"), label, *where, shown ? symbol : ""));
        }
    }

    static void read_scales(const XmlNode& node, Rule& rule) {
        rule.min_scale = scale_or(node, "scalemindenom", rule.min_scale);
        rule.max_scale = scale_or(node, "scalemaxdenom", rule.max_scale);
    }

    /// A feature takes the first rule that it meets: what takes all others comes last.
    void put_else_last() {
        std::stable_partition(m_style.rules.begin(), m_style.rules.end(),
                              [](const auto& rule) { return !rule.where.empty(); });
    }

    void read_labelling(const XmlNode& labelling) {
        const auto type = labelling.attribute("type");
        if (type == "simple") {
            if (const auto* settings = labelling.child("settings"))
                if (const auto label = read_qml_label(*settings, "", m_style, m_fonts))
                    for (auto& rule : m_style.rules)
                        if (!draws_nothing(rule)) rule.label = label;
        } else if (type == "rule-based") {
            if (const auto* rules = labelling.child("rules"))
                for (const auto* rule : rules->all("rule")) read_label_rule(*rule);
        } else {
            reject("", "注记方式 " + type, "the labelling " + type);
        }
    }

    static bool draws_nothing(const Rule& rule) {
        return !rule.fill && rule.hatches.empty() && rule.edgings.empty() && !rule.marker;
    }

    void read_label_rule(const XmlNode& node) {
        if (node.attribute("active", "1") == "0") return;
        const auto name = node.attribute("description");
        const auto filter = node.attribute("filter");
        const auto where = conditions_from(filter);
        const auto* settings = node.child("settings");
        if (settings == nullptr) return;
        if (!where) return reject(name, "注记条件 " + filter, "the label filter " + filter);
        auto label = read_qml_label(*settings, name, m_style, m_fonts);
        if (!label) return;
        label->min_scale = scale_or(node, "scalemindenom", label->min_scale);
        label->max_scale = scale_or(node, "scalemaxdenom", label->max_scale);
        give_label(*where, ascii_lower(filter) == "else", name, *label);
    }

    /// To the rules with the same conditions; a label for all goes to all.
    void give_label(const std::vector<Condition>& where, bool for_others, const std::string& name,
                    const LabelStyle& label) {
        bool found = false;
        for (auto& rule : m_style.rules) {
            const bool fits = where.empty() && !for_others ? true : rule.where == where;
            if (!fits) continue;
            found = true;
            if (!rule.label) rule.label = label;
        }
        if (!found)
            reject(name, "没有同条件符号规则的注记规则",
                   "a label rule whose conditions no symbol rule has");
    }

    FontChains& m_fonts;
    ReadStyle m_style;
    std::map<std::string, const XmlNode*> m_symbols;
};

} // namespace

Text note(const std::string& where, const std::string& zh, const std::string& en) {
    if (where.empty()) return {zh, en};
    return {"“" + where + "”：" + zh, "'" + where + "': " + en};
}

std::string family_of_font(const std::string& font, FontChains& fonts) {
    for (const auto& [family, chain] : fonts)
        if (!chain.empty() && chain.front() == font) return family;
    for (const auto& [family, chain] : fonts)
        if (std::find(chain.begin(), chain.end(), font) != chain.end()) return family;
    if (const auto family = family_named(font); fonts.contains(family)) return family;
    auto chain = fonts.contains("hei") ? fonts.at("hei") : std::vector<std::string>{};
    if (font.empty()) return "hei";
    chain.insert(chain.begin(), font);
    fonts[font] = chain;
    return font;
}

ReadStyle style_from_qml(const std::string& document, FontChains& fonts) {
    const auto root = parse_xml(document);
    if (!root) return {{}, {{"QML 不是合法的 XML", "the QML is no well-formed XML"}}};
    return QmlReader(fonts).read(*root);
}

} // namespace geo::map
