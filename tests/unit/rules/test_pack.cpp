// SPDX-License-Identifier: Apache-2.0
#include "libgeo/rules/pack.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "libgeo/core/error.hpp"
#include "unit/rules/pack_text.hpp"

using namespace geo;
using namespace geo::test;

namespace {

const std::string head = pack_head + R"([facts]
area_m2 = { unit = "m2", title = { zh = "面积", en = "area" } }
)";

const std::string& criterion = one_criterion;
const std::string& decision = one_decision;

/// The error when one piece of the good pack is replaced.
std::string error_with(const std::string& from, const std::string& to) {
    return error_of(replaced(head + criterion + decision, from, to));
}

bool has(const std::string& text, const std::string& part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

/// A folder for packs that extend each other, removed at the end.
struct Folder {
    std::filesystem::path path = std::filesystem::temp_directory_path() / "parkline-test-packs";
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path / name) << text;
        return (path / name).string();
    }
};

std::string child(const std::string& extends, const std::string& rest) {
    return "[pack]\nextends = \"" + extends +
           "\"\nid = \"child\"\ntitle = { zh = \"子\", en = \"child\" }\njurisdiction = \"CN\"\n"
           "issuer = \"test\"\ndocument = \"doc\"\nversion = \"2\"\nvalid_from = 2021-01-01\n" +
           rest;
}

} // namespace

TEST_CASE("A pack is read with its defaults") {
    const auto pack = parse_pack(head + criterion + decision, "p.toml");
    CHECK(pack.id == "p");
    CHECK(pack.valid_from == "2020-01-01");
    CHECK(pack.valid_to.empty());
    REQUIRE(pack.criteria.size() == 1);
    CHECK(pack.criteria[0].enabled);
    CHECK(pack.decision.order.front() == DecisionStep::veto);
    CHECK(pack.files == std::vector<std::string>{"p.toml"});
    CHECK(find(pack, "C1") == &pack.criteria[0]);
    CHECK(find(pack, "C2") == nullptr);
}

TEST_CASE("An unverified criterion is off unless the pack says otherwise") {
    const auto text = replaced(
        replaced(head + criterion + decision, "\"verified\"", "\"unverified\""), "\"L\"", "\"M\"");
    CHECK_FALSE(parse_pack(text, "p.toml").criteria[0].enabled);
    CHECK(parse_pack(replaced(text, "mark", "enabled = true\nmark"), "p.toml").criteria[0].enabled);
}

TEST_CASE("A pack is in force on its first and on its last day") {
    const auto pack = parse_pack(
        replaced(head, "[facts]", "valid_to = 2020-12-31\n[facts]") + criterion + decision, "p");
    CHECK_FALSE(is_valid_on(pack, "2019-12-31"));
    CHECK(is_valid_on(pack, "2020-01-01"));
    CHECK(is_valid_on(pack, "2020-12-31"));
    CHECK_FALSE(is_valid_on(pack, "2021-01-01"));
    CHECK_THROWS_WITH(require_valid_on(pack, "2021-01-01"),
                      "policy pack p is not in force on 2021-01-01 (it is from 2020-01-01 to "
                      "2020-12-31). Choose another pack, or a date with --as-of.");
}

TEST_CASE("An unknown key is an error with the nearest known one") {
    CHECK(error_with("measure = ", "mesure = ") ==
          "p.toml, line 11, column 1, criterion 'C1': 'measure' is missing. Add it.");
    CHECK(has(error_with("mark = \"L\"", "mark = \"L\"\nwieght = 3"),
              "p.toml, line 20, column 10, criterion 'C1': key 'wieght' is unknown. There are: "));
    CHECK(has(error_with("mark = \"L\"", "mark = \"L\"\nwieght = 3"), " Did you mean 'weight'?"));
    CHECK(has(error_with("[decision]", "[decison]\nx = 1\n[decision]"),
              "key 'decison' is unknown. There are: criterion, decision, facts, pack, parameter, "
              "rank, table. "
              "Did you mean 'decision'?"));
    CHECK(has(error_with("version", "verzion"), "pack: 'version' is missing. Add it."));
}

TEST_CASE("Words outside their list are refused with the list") {
    CHECK(error_with("\"hard\"", "\"hardd\"") ==
          "p.toml, line 14, column 8, criterion 'C1': kind: 'hardd' is unknown. There are: veto, "
          "hard, score, finding. Did you mean 'hard'?");
    CHECK(has(error_with("\">=\"", "\"=>\""), "op: '=>' is unknown"));
    CHECK(has(error_with("limit = 10, unit = \"m2\"", "limit = 10, unit = \"km2\""),
              "unit: 'km2' is unknown"));
    CHECK(has(error_with("\"verified\"", "\"checked\""), "status: 'checked' is unknown"));
    CHECK(has(error_with("\"close\"", "\"rectify\""),
              "exit row 1: outcome: 'rectify' is unknown. There are: close, withdraw, convert, "
              "adjust_boundary."));
}

TEST_CASE("Wrong types are refused") {
    CHECK(error_with("id = \"C1\"", "id = 1") ==
          "p.toml, line 12, column 6, criterion: 'id' has to be text. Put it in quotes.");
    CHECK(has(error_with("limit = 10", "limit = \"ten\""), "the limit does not fit the unit 'm2'"));
    CHECK(has(error_with("limit = 10", "limit = nan"), "it has to be a number, text, a date"));
    CHECK(has(error_with("limit = 10", "limit = [10]"), "it has to be a number, text, a date"));
    CHECK(has(error_with("\">=\"", "\"in\""), "has to be a list that is not empty"));
    CHECK(
        has(error_with("2020-01-01", "\"2020-13-01\""), "'valid_from' is no date. Write it like"));
    CHECK(
        has(error_with("{ zh = \"包\", en = \"pack\" }", "\"pack\""), "'title' has to be a table"));
    CHECK(has(error_with("{ zh = \"包\", en = \"pack\" }", "{ zh = \"包\" }"), "'en' is missing"));
    CHECK(has(error_with("mark = \"L\"", "mark = \"L\"\nenabled = 1"),
              "'enabled' has to be true or false"));
    CHECK(has(error_of("criterion = 1\n" + head + decision), "has to be an array of tables"));
}

TEST_CASE("A fact of text or grade may list all that it can be, no other fact may") {
    const auto with = [&](const std::string& fact) {
        return error_with("area_m2 = {", "grade = { title = { zh = \"级\", en = \"grade\" }, " +
                                             fact + " }\narea_m2 = {");
    };
    CHECK(with("unit = \"grade\", values = [\"A\", \"B\"]") == "no error");
    CHECK(with("unit = \"text\", values = [\"甲\"]") == "no error");
    for (const auto* unit : {"m2", "bool", "date"})
        CHECK(has(with("unit = \"" + std::string(unit) + "\", values = [\"A\"]"),
                  "'values' is for texts and grades only"));
    for (const auto* values : {"[]", "\"A\"", "[1]", "[\"A\", 1]"})
        CHECK(has(with("unit = \"grade\", values = " + std::string(values)),
                  "'values' has to be a list of texts that is not empty"));
}

TEST_CASE("Malformed TOML names line and column") {
    CHECK(has(error_of("[pack\n"), "p.toml, line 1, column "));
    CHECK(has(error_of("[pack\n"), ": the TOML is malformed. Correct it. toml++ says: "));
    CHECK(has(error_of("a = \"\xFF\""), "the TOML is malformed"));
    CHECK(has(error_of(""), "'pack' is missing"));
}

TEST_CASE("Contradictions are refused") {
    CHECK(
        has(error_with("valid_from = 2020-01-01", "valid_from = 2020-01-01\nvalid_to = 2019-12-31"),
            "pack: valid_to (2019-12-31) is before valid_from (2020-01-01)"));
    CHECK(
        has(error_with("source = { document = \"law\", article = \"1\" }\n", ""),
            "criterion 'C1': it has no citation: 'source' is missing. Add { document, article }."));
    CHECK(error_of(head + criterion + criterion + decision) ==
          "p.toml, line 20, column 1: criterion 'C1' stands twice. Give one another id.");
    CHECK(has(error_with("\"hard\"", "\"veto\"\nweight = 5"),
              "a veto is never scored, so it has no weight"));
    CHECK(has(error_with("\"hard\"", "\"score\""), "a score needs a weight above 0"));
    CHECK(has(error_with("require = { op = \">=\", limit = 10, unit = \"m2\" }\n", ""),
              "a hard needs 'require'"));
    CHECK(has(error_with("mark = \"L\"", "mark = \"M\""), "from memory) cannot be verified"));
    CHECK(has(error_with("mark = \"L\"", "mark = \"L\"\nchange = { zh = \"{a}\", en = \"{a}\" }"),
              "'change' holds the unknown place '{a}'"));
    CHECK(has(error_of(head + decision), "there is no criterion"));
}

TEST_CASE("The exit table ends with a row that always holds") {
    CHECK(has(error_with("outcome = \"close\"", "outcome = \"close\"\nwhen = \"area_m2 > 1\""),
              "decision: the last exit row must have no 'when'"));
    CHECK(
        has(error_of(head + criterion + decision +
                     "[[decision.exit]]\noutcome = \"close\"\ntext = { zh = \"x\", en = \"x\" }\n"),
            "the exit row before has no 'when', so this one is never reached"));
}

TEST_CASE("The order of the decision names every question once, vetoes first") {
    const auto with = [](const std::string& order) {
        return error_with("[decision]\n", "[decision]\norder = " + order + "\n");
    };
    CHECK(with(R"(["veto", "hard", "unknown", "review", "score"])") == "no error");
    CHECK(has(with(R"(["hard", "veto", "review", "unknown", "score"])"), "veto first"));
    CHECK(has(with(R"(["veto", "veto", "review", "unknown", "score"])"), "once each"));
    CHECK(has(with(R"(["veto"])"), "once each"));
}

TEST_CASE("Expressions are checked against the declared facts when the pack is read") {
    CHECK(error_with("\"area_m2\"", "\"area_m\"") ==
          "p.toml, line 15, column 11, criterion 'C1', measure: byte 0: there is no fact 'area_m'. "
          "There are: area_m2. Did you mean 'area_m2'? Expression: area_m");
    CHECK(has(error_with("\"area_m2\"", "\"random()\""), "the function random is not allowed"));
}

TEST_CASE("Points rise and stay between nothing and all") {
    const auto with = [](const std::string& points) {
        return error_with("kind = \"hard\"", "kind = \"score\"\nweight = 5\npoints = " + points);
    };
    CHECK(with("{ steps = [[0, 0], [1, 1]] }") == "no error");
    CHECK(has(with("{ steps = [[1, 0], [1, 1]] }"), "have to rise"));
    CHECK(has(with("{ steps = [[1, 1.5]] }"), "[measure, share of the weight 0 to 1]"));
    CHECK(has(with("{ steps = [], linear = [] }"), "either steps or linear"));
    CHECK(has(with("{ stairs = [] }"), "key 'stairs' is unknown"));
}

TEST_CASE("A pack extends another, and every override states its basis") {
    const Folder folder;
    folder.write("base.toml", head + criterion + decision);
    const std::string override_limit =
        "[[override]]\ncriterion = \"C1\"\nbasis = { document = \"notice\", article = \"3\" }\n"
        "set = { require = { limit = 20 } }\n";
    const auto pack = read_pack(folder.write("child.toml", child("base.toml", override_limit)));
    CHECK(pack.id == "child");
    CHECK(pack.files.size() == 2);
    REQUIRE(find(pack, "C1") != nullptr);
    CHECK(find(pack, "C1")->require->limit == std::vector<Value>{std::int64_t{20}});
    CHECK(find(pack, "C1")->require->op == Comparison::at_least);
    CHECK(to_text(find(pack, "C1")->basis) == "notice 3");

    const auto error = [&](const std::string& rest) {
        try {
            read_pack(folder.write("bad.toml", child("base.toml", rest)));
        } catch (const ConfigError& e) {
            return std::string(e.what());
        }
        return std::string("no error");
    };
    CHECK(
        has(error("[[override]]\ncriterion = \"C1\"\nset = { enabled = false }\n"),
            "bad.toml, line 10, column 1, override of 'C1': an override has to state its basis."));
    CHECK(has(error(replaced(override_limit, "C1", "C9")), "has no criterion 'C9'"));
    CHECK(has(error(replaced(override_limit, "limit = 20", "limt = 20")),
              "bad.toml, line 13, column 28, criterion 'C1': key 'limt' is unknown"));
    CHECK(has(error(replaced(override_limit, "require = { limit = 20 }", "id = \"X\"")),
              "cannot change the id"));
    CHECK(has(error(criterion), "criterion 'C1' stands twice"));
}

TEST_CASE("A pack adds facts to its base's and declares none of them anew") {
    const Folder folder;
    const std::string fact = " = { unit = \"count\", title = { zh = \"人\", en = \"people\" }";
    const std::string near = ", measured = { from = [\"residents\"], line = \"park_edge\", "
                             "within_m = 500 } }\n";
    const auto narrower = replaced(near, "500", "50");
    const auto facts = replaced(head, "[facts]\n", "[facts]\nresidents_500m" + fact + near);
    folder.write("base.toml", facts + criterion + decision);
    const auto read = [&](const std::string& rest) {
        return read_pack(folder.write("child.toml", child("base.toml", "[facts]\n" + rest)));
    };
    CHECK(find(read("more" + fact + " }\n"), "C1") != nullptr);
    CHECK(read("more" + fact + " }\n").facts.size() ==
          read_pack((folder.path / "base.toml").string()).facts.size() + 1);
    CHECK_THROWS_WITH(read("residents_500m" + fact + narrower),
                      Catch::Contains("child.toml, line 11, column 18, fact 'residents_500m': the "
                                      "pack it extends declares it, and a change has to state"));
}

TEST_CASE("Extending in a circle or nothing is refused") {
    const Folder folder;
    folder.write("b.toml", child("a.toml", ""));
    CHECK_THROWS_WITH(read_pack(folder.write("a.toml", child("b.toml", ""))),
                      Catch::Contains("'extends' goes in a circle: back to "));
    CHECK_THROWS_WITH(read_pack(folder.write("c.toml", child("none.toml", ""))),
                      Catch::Contains("extends: policy pack ") &&
                          Catch::Contains("none.toml: cannot be read. Check the path."));
    CHECK_THROWS_WITH(read_pack((folder.path / "none.toml").string()),
                      Catch::Contains("none.toml: cannot be read. Check the path."));
    CHECK(has(error_of(head + criterion + decision + "[[override]]\ncriterion = \"C1\"\n"),
              "[[override]] needs 'extends' in [pack]"));
}

TEST_CASE("Every pack of the project reads, and cites every criterion") {
    for (const auto& entry : std::filesystem::directory_iterator("datasets/policies")) {
        if (entry.path().extension() != ".toml") continue;
        INFO(entry.path().string());
        const auto pack = read_pack(entry.path().string());
        for (const auto& one : pack.criteria) {
            INFO(one.id);
            CHECK_FALSE(one.source.document.empty());
            CHECK((one.verified || !one.enabled || !one.basis.document.empty()));
        }
    }
}
