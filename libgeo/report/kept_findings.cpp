// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/kept_findings.hpp"

#include <filesystem>

#include "libgeo/core/error.hpp"
#include "libgeo/core/problem_codes.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/report/finding_geometry.hpp"

namespace geo {

namespace {

using Json = nlohmann::ordered_json;

/// Reads a file of a run and gives what `make` makes of it.
template <typename Make>
std::string made_from(const FindingsRequest& request, const char* name, Make&& make) {
    const auto path = (std::filesystem::path(request.results) / name).string();
    auto text = read_whole_file(path);
    try {
        auto json = Json::parse(text);
        return make(json);
    } catch (const Json::exception&) {
        throw InputError({path + "：不是 run 写出的发现清单。请重新运行项目。",
                          path + ": these are no findings that `parkline run` wrote. Run the "
                                 "project again."});
    }
}

/// What stands instead of the message of a problem when places are left out; else nothing.
const ProblemCode* withheld(const FindingsRequest& request, const Json& rule) {
    return request.redacted ? problem_code(rule.get<std::string>()) : nullptr;
}

class Redrawn {
  public:
    explicit Redrawn(const FindingsRequest& request)
        : m_request(request), m_words(request.language == Language::zh ? "zh" : "en") {}

    std::string sarif(Json& log) const {
        for (auto& run : log.at("runs")) {
            auto& driver = run.at("tool").at("driver");
            driver.at("language") = m_request.language == Language::zh ? "zh-CN" : "en";
            for (auto& rule : driver.at("rules")) translate(rule);
            for (auto& result : run.at("results")) rewrite(result);
        }
        return sarif_text(log);
    }

    std::string geojson(Json& collection) const {
        auto& features = collection.at("features");
        for (auto& feature : features) {
            auto& properties = feature.at("properties");
            if (m_request.redacted) feature.at("geometry") = nullptr;
            if (const auto* code = withheld(m_request, properties.at("rule"))) {
                properties.at("message_zh") = code->title.zh;
                properties.at("message_en") = code->title.en;
            }
        }
        return finding_collection(features.size(), [&](std::size_t i) { return features[i]; });
    }

  private:
    void translate(Json& rule) const {
        if (!rule.contains("properties")) return;
        const auto& texts = rule.at("properties");
        rule.at("shortDescription").at("text") = texts.at("title").at(m_words);
        if (rule.contains("help")) rule.at("help").at("text") = texts.at("remedy").at(m_words);
    }

    void rewrite(Json& result) const {
        auto& message = result.at("message");
        if (m_request.redacted) result.at("properties").at("geometry") = nullptr;
        if (const auto* code = withheld(m_request, result.at("ruleId")))
            message.at("properties") = {{"zh", code->title.zh}, {"en", code->title.en}};
        message.at("text") = message.at("properties").at(m_words);
    }

    const FindingsRequest& m_request;
    const char* m_words;
};

} // namespace

std::string kept_sarif(const FindingsRequest& request) {
    return made_from(request, "findings.sarif",
                     [&](Json& log) { return Redrawn(request).sarif(log); });
}

std::string kept_findings_geojson(const FindingsRequest& request) {
    return made_from(request, "findings.geojson",
                     [&](Json& collection) { return Redrawn(request).geojson(collection); });
}

} // namespace geo
