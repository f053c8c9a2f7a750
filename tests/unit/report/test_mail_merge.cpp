// SPDX-License-Identifier: Apache-2.0
// Word templates: markers, repeated rows, pictures, and what is refused.
#include <filesystem>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "libgeo/core/error.hpp"
#include "libgeo/io/staging.hpp"
#include "libgeo/io/zip_archive.hpp"
#include "libgeo/report/mail_merge.hpp"

using namespace geo;

namespace {

const std::string head =
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
const std::string tail = "</w:body></w:document>";

std::string run(const std::string& text) {
    return "<w:r><w:t>" + text + "</w:t></w:r>";
}
std::string paragraph(const std::string& runs) {
    return "<w:p>" + runs + "</w:p>";
}
std::string row(const std::string& text) {
    return "<w:tr><w:tc>" + paragraph(run(text)) + "</w:tc></w:tr>";
}

/// A template of which only the body matters, and what it becomes.
class Letter {
  public:
    explicit Letter(const std::string& body)
        : m_folder(std::filesystem::temp_directory_path() /
                   ("parkline-letter-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(m_folder);
        ZipArchive zip;
        zip.put("[Content_Types].xml", "<Types></Types>");
        zip.put("word/document.xml", head + body + tail);
        zip.put("word/footer1.xml",
                "<w:ftr xmlns:w=\"x\">" + paragraph(run("{{name}}")) + "</w:ftr>");
        write_whole_file(path("in.docx"), zip_of(zip));
    }
    ~Letter() { std::filesystem::remove_all(m_folder); }

    ZipArchive merged(const MergeFields& fields) const {
        merge_docx(path("in.docx"), fields, path("out.docx"));
        return read_zip(path("out.docx"));
    }
    std::string body(const MergeFields& fields) const {
        return merged(fields).find("word/document.xml")->bytes;
    }
    std::string refusal(const MergeFields& fields) const {
        try {
            (void)merged(fields);
        } catch (const Error& error) {
            return error.what();
        }
        return "no refusal";
    }
    std::string path(const char* name) const { return (m_folder / name).string(); }

  private:
    std::filesystem::path m_folder;
};

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string png() {
    return std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x04\0\0\0\x02", 24);
}

MergeFields fields() {
    MergeFields f;
    f.values = {{"name", "维桥 & <化工>园"}, {"area_m2", "9,194,006.00"}};
    f.lists["conflicts"] = {{"zone_id"}, {{{"zone_id", "Z1"}}, {{"zone_id", "Z2"}}}};
    f.pictures["sheet"] = png;
    return f;
}

} // namespace

TEST_CASE("A marker becomes its value, escaped, in the body and in the footer") {
    const Letter letter(paragraph(run("园区 {{ name }}，面积 {{area_m2}} 平方米")));
    auto zip = letter.merged(fields());
    CHECK(holds(zip.find("word/document.xml")->bytes,
                "园区 维桥 &amp; &lt;化工&gt;园，面积 9,194,006.00 平方米"));
    CHECK(holds(zip.find("word/footer1.xml")->bytes, "维桥 &amp; &lt;化工&gt;园"));
}

TEST_CASE("A marker that Word has torn over several runs is still one marker") {
    const auto body = Letter(paragraph(run("a {{na") + run("me") + run("}} b"))).body(fields());
    CHECK(holds(body, "a 维桥 &amp; &lt;化工&gt;园"));
    CHECK(holds(body, "> b<"));
    CHECK_FALSE(holds(body, "{{"));
}

TEST_CASE("A line feed of a value becomes a line break") {
    auto f = fields();
    f.values["name"] = "one\ntwo";
    CHECK(holds(Letter(paragraph(run("{{name}}"))).body(f), "one</w:t><w:br/><w:t"));
}

TEST_CASE("A table row is repeated for each entry, and an empty list leaves a dash") {
    const Letter letter("<w:tbl>" + row("编号") + row("{{conflicts.zone_id}} {{area_m2}}") +
                        "</w:tbl>");
    const auto body = letter.body(fields());
    CHECK(holds(body, "Z1 9,194,006.00"));
    CHECK(holds(body, "Z2 9,194,006.00"));
    auto none = fields();
    none.lists["conflicts"].entries.clear();
    const auto empty = letter.body(none);
    CHECK(holds(empty, "— 9,194,006.00"));
    CHECK_FALSE(holds(empty, "zone_id"));
}

TEST_CASE("A picture is embedded with its relation, its kind and its proportions") {
    auto zip = Letter(paragraph(run("{{picture:sheet|100}}"))).merged(fields());
    CHECK(zip.find("word/media/parkline-1.png")->bytes == png());
    CHECK(holds(zip.find("word/_rels/document.xml.rels")->bytes, "media/parkline-1.png"));
    CHECK(holds(zip.find("[Content_Types].xml")->bytes, "image/png"));
    CHECK(holds(zip.find("word/document.xml")->bytes, "cx=\"3600000\" cy=\"1800000\""));
}

TEST_CASE("The same template and fields give the same bytes") {
    const Letter letter(paragraph(run("{{name}}")) + paragraph(run("{{picture:sheet}}")));
    (void)letter.merged(fields());
    const auto first = read_whole_file(letter.path("out.docx"));
    (void)letter.merged(fields());
    CHECK(first == read_whole_file(letter.path("out.docx")));
}

TEST_CASE("What a template may not say is refused with what there is") {
    CHECK(holds(Letter(paragraph(run("{{nmae}}"))).refusal(fields()), "Did you mean 'name'?"));
    CHECK(holds(Letter(paragraph(run("{{conflicts.zone_id}}"))).refusal(fields()),
                "can stand in a table row only"));
    CHECK(holds(Letter("<w:tbl>" + row("{{conflicts.zone_di}}") + "</w:tbl>").refusal(fields()),
                "There are: zone_id"));
    CHECK(holds(Letter(paragraph(run("{{picture:map}}"))).refusal(fields()), "There are: sheet"));
    CHECK(holds(Letter(paragraph(run("x {{picture:sheet}}"))).refusal(fields()),
                "stand alone in its paragraph"));
    CHECK(holds(Letter(paragraph(run("{{picture:sheet|0}}"))).refusal(fields()), "from 5 to 1000"));
    auto two = fields();
    two.lists["sites"] = {{"id"}, {{{"id", "S"}}}};
    CHECK(holds(
        Letter("<w:tbl>" + row("{{conflicts.zone_id}} {{sites.id}}") + "</w:tbl>").refusal(two),
        "names two lists"));
}

TEST_CASE("An unknown field of a list is refused also when the list is empty") {
    auto none = fields();
    none.lists["conflicts"].entries.clear();
    const Letter letter("<w:tbl>" + row("{{conflicts.zone_di}}") + "</w:tbl>");
    CHECK(holds(letter.refusal(none), "Did you mean 'zone_id'?"));
}

TEST_CASE("A template is judged without making a picture or a file") {
    auto f = fields();
    f.pictures["sheet"] = []() -> std::string { throw std::logic_error("it was made"); };
    const auto table = "<w:tbl>" + row("{{conflicts.zone_id}}") + "</w:tbl>";
    const Letter good(paragraph(run("{{picture:sheet}}")) + table);
    CHECK_NOTHROW(check_docx(good.path("in.docx"), f));
    CHECK_FALSE(std::filesystem::exists(good.path("out.docx")));
    const Letter wrong("<w:tbl>" + row("{{conflicts.x}}") + "</w:tbl>");
    CHECK_THROWS_AS(check_docx(wrong.path("in.docx"), f), ConfigError);
}

TEST_CASE("A file that is no Word document is refused") {
    const Letter letter(paragraph(run("x")));
    write_whole_file(letter.path("in.docx"), "not packed");
    CHECK_FALSE(holds(letter.refusal(fields()), "no refusal"));
}

TEST_CASE("A value is data: markers in it stay as they are, and XML stays whole") {
    auto f = fields();
    f.values["name"] = "{{area_m2}} {{picture:sheet}} \x01\xff</w:t>";
    f.lists["conflicts"] = {{"zone_id"}, {{{"zone_id", "{{nothing}} {{conflicts.zone_id}}"}}}};
    const auto body =
        Letter(paragraph(run("{{name}}")) + "<w:tbl>" + row("{{conflicts.zone_id}}") + "</w:tbl>")
            .body(f);
    CHECK(holds(body, "{{area_m2}} {{picture:sheet}} \xEF\xBF\xBD\xEF\xBF\xBD&lt;/w:t&gt;"));
    CHECK(holds(body, "{{nothing}} {{conflicts.zone_id}}"));
}

TEST_CASE("A table within a repeated row is repeated in each of its copies") {
    auto f = fields();
    f.lists["sites"] = {{"id"}, {{{"id", "S1"}}, {{"id", "S2"}}}};
    const auto inner = "<w:tbl>" + row("{{sites.id}}") + "</w:tbl>";
    const auto body = Letter("<w:tbl><w:tr><w:tc>" + paragraph(run("{{conflicts.zone_id}}")) +
                             inner + "</w:tc></w:tr></w:tbl>")
                          .body(f);
    const auto first = body.find("Z1"), second = body.find("Z2");
    REQUIRE(second != std::string::npos);
    CHECK(body.find("S2", first) < second);
    CHECK(body.find("S2", second) != std::string::npos);
}

TEST_CASE("A picture that no marker shows is not made") {
    auto f = fields();
    f.pictures["sheet"] = []() -> std::string { throw std::logic_error("it was made"); };
    CHECK_NOTHROW(Letter(paragraph(run("{{name}}"))).body(f));
}

TEST_CASE("A document nested without end is refused") {
    std::string open, close;
    for (int i = 0; i < 600; ++i) {
        open += "<w:x>";
        close += "</w:x>";
    }
    CHECK(holds(Letter(open + close).refusal(fields()), "nested more than 500 deep"));
}
