// SPDX-License-Identifier: Apache-2.0
// Credit codes, industry codes and names of parks and townships.
#include <catch2/catch.hpp>

#include "libgeo/core/credit_code.hpp"
#include "libgeo/core/industry_code.hpp"
#include "libgeo/core/name_form.hpp"

using namespace geo;

TEST_CASE("Codes of real organisations have both check digits right") {
    for (const char* code :
         {"91350200776049653A", "91350500798359476R", "91350503MA31DKY80A", "91440101MA5CJQ4N59",
          "123502001549897397", "914403001922038216", "9144030071526726XG", "91110000802100433B"}) {
        INFO(code);
        CHECK(read_credit_code(code).ok());
    }
    CHECK(read_credit_code("91350200776049653A").registrar_area == "350200");
}

TEST_CASE("A wrong digit of a code is found and told what it must be") {
    const auto whitelisted = read_credit_code("91350203M0001QAY9B"); // in public use though wrong
    CHECK(whitelisted.has_form);
    CHECK_FALSE(whitelisted.ok());
    CHECK(whitelisted.check == '9');
    std::size_t found = 0;
    const std::string right = "91350503MA31DKY80A";
    for (std::size_t i = 0; i < right.size(); ++i)
        for (const char c : std::string("0123456789ABCDEFGHJKLMNPQRTUWXY")) {
            auto wrong = right;
            wrong[i] = c;
            if (wrong != right && !read_credit_code(wrong).ok()) ++found;
        }
    CHECK(found == right.size() * 30); // 31 is a prime, so every single slip is found
}

TEST_CASE(
    "A code may be typed full-width, in lower case or with blanks, and has no I, O, S, V, Z") {
    CHECK(read_credit_code(" ９１３５０５０３ ma31dky80a").ok());
    for (const char* bad : {"", "9135050", "91350503MA31DKY8OA", "91350503MA31DKY80AA", "化工厂"})
        CHECK_FALSE(read_credit_code(bad).has_form);
}

TEST_CASE("Industry codes get the letter of their section") {
    const auto is = [](const char* text, const char* code) {
        const auto found = read_industry_code(text);
        return found && found->code == code && !found->letter_differs;
    };
    for (const char* text : {"C2614", "2614", "c2614", "Ｃ２６１４", "C2614 有机化学原料制造",
                             "有机化学原料制造（2614）", "C2614-有机化学原料制造"})
        CHECK(is(text, "C2614"));
    CHECK(is("26", "C26"));
    CHECK(is("261", "C261"));
    CHECK(is("0111", "A0111"));
    CHECK(is("97", "T97"));
    CHECK(read_industry_code("D2614")->letter_differs);
    for (const char* none :
         {"", "C", "化工", "98", "00", "26145", "2614、2631", "2614/C2631", "X26Y"})
        CHECK_FALSE(read_industry_code(none));
}

TEST_CASE("Names differ by what they name and not by how they were typed") {
    CHECK(written_name(" 灌南县化工园区（南区） ") == written_name("灌南县化工园区[南区]"));
    CHECK(written_name("灌南县化工园区（南区）") != written_name("灌南县化工园区"));
    CHECK(standard_name("城南街道办事处") == "城南街道");
    CHECK(standard_name("平桥镇人民政府") == standard_name("平桥镇"));
    CHECK(standard_name("江苏省淮安市盐化学工业园") == standard_name("盐化工园区"));
    CHECK(standard_name("涟水经济开发区") != standard_name("涟水经济技术开发区"));
    CHECK(standard_name("淮安市") == "淮安市"); // nothing would be left
    CHECK(name_stem("淮城镇") == name_stem("淮城街道"));
}

TEST_CASE("Likeness is 1 for the same text, 0 for nothing in common, and the same both ways") {
    const auto of = [](const char* a, const char* b) {
        return similarity(letter_pairs(a), letter_pairs(b));
    };
    CHECK(of("盐化工园区", "盐化工园区") == 1);
    CHECK(of("平桥镇", "河下街道") == 0);
    CHECK(of("淮安化工园区", "淮安盐化工园区") == of("淮安盐化工园区", "淮安化工园区"));
    CHECK(of("淮安化工园区", "淮安盐化工园区") == Approx(2.0 * 6 / 15));
    CHECK(of("", "") == 0);
}
