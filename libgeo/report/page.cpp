// SPDX-License-Identifier: Apache-2.0
#include "libgeo/report/page.hpp"

#include "libgeo/core/error.hpp"
#include "libgeo/core/xml_text.hpp"
#include "libgeo/report/packed.hpp"
#include "libgeo/report/page_data.hpp"
#include "libgeo/report/page_files.hpp"

namespace geo {

namespace {

using Json = nlohmann::ordered_json;

std::string_view page_file(std::string_view name) {
    for (const auto& file : page_files())
        if (file.name == name) return file.bytes;
    throw std::logic_error("the page has no " + std::string(name));
}

/// A block of data in the page: no script runs from it, and nothing in it is markup.
std::string data_block(const char* id, std::string_view bytes) {
    return "<script type=\"application/octet-stream\" id=\"" + std::string(id) + "\">" +
           base64(deflated(bytes)) + "</script>\n";
}

/// What a browser may do with the page: its own style and script, pictures it draws itself, and
/// nothing else.
std::string policy() {
    return "default-src 'none'; script-src '" + csp_hash(page_file("page.js")) + "'; style-src '" +
           csp_hash(page_file("page.css")) +
           "'; img-src data: blob:; base-uri 'none'; form-action 'none'";
}

std::string head(const RunResults& results, const PageRequest& request) {
    const auto& run = results.scene.run;
    const std::string language = request.language == Language::zh ? "zh-CN" : "en";
    return "<!DOCTYPE html>\n<html lang=\"" + language + "\">\n<head>\n<meta charset=\"utf-8\">\n" +
           "<meta http-equiv=\"Content-Security-Policy\" content=\"" + xml_escaped(policy()) +
           "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" "
           "content=\"parkline " +
           xml_escaped(results.manifest.at("versions").value("parkline", "")) + "\">\n<title>" +
           xml_escaped(run.project) + " · parkline " + xml_escaped(run.as_of) +
           "</title>\n<style>" + std::string(page_file("page.css")) + "</style>\n</head>\n";
}

/// What stands there before the script has run, and where it cannot.
std::string body_start(const RunResults& results) {
    return "<body>\n<main id=\"page\">\n<h1>" + xml_escaped(results.scene.run.project) +
           "</h1>\n<p id=\"waiting\">正在打开… Opening…</p>\n<noscript><p>本页需要 "
           "JavaScript（不联网）。数字也在同一文件夹的 CSV 表中。</p><p lang=\"en\">This page "
           "needs "
           "JavaScript (it does not use the network). The numbers stand in the CSV tables of the "
           "same run, too.</p></noscript>\n</main>\n";
}

std::string page_of(const RunResults& results, const PageRequest& request,
                    const map::StylePack& styles, std::size_t most_points) {
    auto data = page_data(results, request.redacted);
    data["language"] = request.language == Language::zh ? "zh" : "en";
    data["words"] = page_words(styles);
    data["styles"] = page_styles(results, styles);
    std::string shapes;
    if (!request.redacted) {
        const auto layers = page_layers(results.scene, most_points);
        data["map"] = page_map(results, styles, layers);
        for (const auto& layer : layers) shapes += layer.packed;
    }
    auto html = head(results, request) + body_start(results);
    html += data_block("data", data.dump(-1, ' ', false, Json::error_handler_t::replace));
    if (!request.redacted) html += data_block("shapes", shapes);
    return html + "<script>" + std::string(page_file("page.js")) + "</script>\n</body>\n</html>\n";
}

} // namespace

std::string report_page(const PageRequest& request) {
    const auto results = read_run_results(request.results);
    const auto styles = map::read_style_pack(request.styles.empty() ? "parkline" : request.styles);
    std::string html;
    for (const std::size_t most_points :
         {std::size_t{120000}, std::size_t{40000}, std::size_t{0}}) {
        html = page_of(results, request, styles, most_points);
        if (html.size() <= request.most_bytes) return html;
    }
    const auto need = std::to_string(html.size() / 1000000 + 1);
    const auto have = std::to_string(request.most_bytes / 1000000);
    throw OutputError(
        {request.results + "：报告页需要 " + need + " MB，超过上限 " + have +
             " MB，轮廓已最大程度简化。请用 --max-mb " + need + " 提高上限，或分区运行。",
         request.results + ": the page needs " + need + " MB, more than the limit of " + have +
             " MB, with outlines as coarse as they get. Raise the limit with --max-mb " + need +
             ", or run parts of the area."});
}

} // namespace geo
