// SPDX-License-Identifier: Apache-2.0
// Charstrings read back by a reader of our own, which knows nothing of how they were written.
#include <catch2/catch.hpp>

#include <random>

#include "libgeo/map/cff_font.hpp"
#include "libgeo/map/charstring.hpp"

using namespace geo::map;

namespace {

/// The points of a glyph in their order, contour by contour; lines have one point, curves three.
struct Outline {
    std::vector<std::vector<EmPoint>> contours;
    int width = charstring_default_width;
    std::size_t most_operands = 0;
};

/// Reads Type 2 charstrings as Technical Note 5177 describes them, as far as outlines need it.
class Reader {
  public:
    explicit Reader(const std::string& code) : m_code(code) {
        while (m_at < m_code.size()) step();
    }
    Outline outline;

  private:
    int byte() { return static_cast<unsigned char>(m_code.at(m_at++)); }
    void step() {
        const int b = byte();
        if (b >= 32 && b <= 246) return push(b - 139);
        if (b >= 247 && b <= 250) return push((b - 247) * 256 + byte() + 108);
        if (b >= 251 && b <= 254) return push(-(b - 251) * 256 - byte() - 108);
        if (b == 28) {
            const int high = byte();
            return push(static_cast<std::int16_t>(high << 8 | byte()));
        }
        run(b);
        m_stack.clear();
    }
    void push(int value) {
        m_stack.push_back(value);
        outline.most_operands = std::max(outline.most_operands, m_stack.size());
    }
    void take_width(std::size_t expected) {
        if (m_is_first && m_stack.size() > expected) {
            outline.width = m_stack.front();
            m_stack.erase(m_stack.begin());
        }
        m_is_first = false;
    }
    void go(int dx, int dy) {
        m_now = {m_now.x + dx, m_now.y + dy};
        outline.contours.back().push_back(m_now);
    }
    void run(int op) {
        auto& s = m_stack;
        if (op == 21) { // rmoveto
            take_width(2);
            outline.contours.emplace_back();
            return go(s.at(0), s.at(1));
        }
        if (op == 14) return take_width(0); // endchar
        REQUIRE(!s.empty());
        if (op == 5)
            for (std::size_t i = 0; i < s.size(); i += 2) go(s.at(i), s.at(i + 1));
        else if (op == 6 || op == 7)
            for (std::size_t i = 0; i < s.size(); ++i)
                (i % 2 == 0) == (op == 6) ? go(s[i], 0) : go(0, s[i]);
        else if (op == 8)
            for (std::size_t i = 0; i < s.size(); i += 2) go(s.at(i), s.at(i + 1));
        else if (op == 30 || op == 31)
            for (std::size_t i = 0; i < s.size(); i += 4) {
                const bool flat = (i / 4 % 2 == 0) == (op == 31);
                flat ? go(s.at(i), 0) : go(0, s.at(i));
                go(s.at(i + 1), s.at(i + 2));
                flat ? go(0, s.at(i + 3)) : go(s.at(i + 3), 0);
            }
        else
            FAIL("operator " << op);
    }

    const std::string& m_code;
    std::size_t m_at = 0;
    std::vector<int> m_stack;
    EmPoint m_now;
    bool m_is_first = true;
};

/// A contour of lines and curves that ends where it starts, as fonts have them.
std::vector<EmPoint> draw_contour(std::mt19937& random, CharstringWriter& writer) {
    const auto part = [&] { return static_cast<int>(random() % 2400) - 1200; };
    const auto step = [&] { return random() % 3 == 0 ? 0 : part(); }; // often flat or upright
    EmPoint at{part(), part()};
    std::vector<EmPoint> points{at};
    writer.move_to(at);
    for (auto n = random() % 40; n > 0; --n) {
        if (random() % 2 == 0) {
            const EmPoint next{at.x + step() / 9, at.y + step()};
            if (!(next == at)) points.push_back(next);
            writer.line_to(at = next);
        } else {
            const EmPoint a{at.x + step(), at.y + step()};
            const EmPoint b{a.x + step(), a.y + step()};
            const EmPoint c{b.x + step(), b.y + step()};
            writer.curve_to(a, b, at = c);
            points.insert(points.end(), {a, b, c});
        }
    }
    points.push_back({at.x + 1, at.y + 1}); // never on the start, so that no line is the last
    writer.line_to(points.back());
    return points;
}

std::string bytes(std::initializer_list<int> values) {
    std::string out;
    for (const int value : values) out += static_cast<char>(static_cast<unsigned char>(value));
    return out;
}

/// The items of an INDEX, and where it ends.
std::vector<std::string> items_at(const std::string& font, std::size_t& at) {
    const auto number = [&](std::size_t place, std::size_t size) {
        std::size_t value = 0;
        for (std::size_t i = 0; i < size; ++i)
            value = value << 8U | static_cast<unsigned char>(font.at(place + i));
        return value;
    };
    const auto count = number(at, 2);
    if (count == 0) return at += 2, std::vector<std::string>{};
    const auto size = number(at + 2, 1);
    const auto data = at + 2 + (count + 1) * size; // one before the first byte
    std::vector<std::string> items;
    for (std::size_t i = 0; i < count; ++i) {
        const auto from = number(at + 3 + i * size, size);
        items.push_back(font.substr(data + from, number(at + 3 + (i + 1) * size, size) - from));
    }
    at = data + number(at + 3 + count * size, size);
    return items;
}

} // namespace

TEST_CASE("A charstring draws what was drawn, whatever the shape") {
    std::mt19937 random(7);
    for (int i = 0; i < 2000; ++i) {
        CharstringWriter writer;
        std::vector<std::vector<EmPoint>> contours;
        for (auto n = random() % 4; n > 0; --n) contours.push_back(draw_contour(random, writer));
        const int width = static_cast<int>(random() % 3000);
        const Reader read(writer.finish(width));
        CHECK(read.outline.contours == contours);
        CHECK(read.outline.width == width);
        CHECK(read.outline.most_operands <= 48);
    }
}

TEST_CASE("A line back to the start is left to the reader, and so is a contour of nothing") {
    CharstringWriter writer;
    writer.move_to({5, 5});
    writer.move_to({0, 0});
    writer.line_to({100, 0});
    writer.line_to({100, 100});
    writer.line_to({0, 0});
    CHECK(writer.finish(1000) == bytes({139, 139, 21, 239, 239, 6, 14}));
}

TEST_CASE("A blank is its width") {
    CHECK(CharstringWriter().finish(224) == bytes({247, 116, 14}));
    CHECK(CharstringWriter().finish(1000) == bytes({14}));
}

TEST_CASE("A font names its glyphs by their numbers and holds their charstrings") {
    const std::string one = "first";
    const std::string two(70000, 'x'); // offsets of three bytes
    const auto font = cff_font("ABCDEF+Name", {-1, -2, 3, 4}, {{7, one}, {60000, two}});
    std::size_t at = 4;
    CHECK(items_at(font, at) == std::vector<std::string>{"ABCDEF+Name"});
    const auto top = items_at(font, at).at(0);
    CHECK(items_at(font, at) == std::vector<std::string>{"Adobe", "Identity"});
    CHECK(items_at(font, at).empty());
    const auto place = [&](const std::string& operation) { // the number before an operator
        const auto end = top.rfind(operation);
        REQUIRE(end != std::string::npos);
        std::size_t value = 0;
        for (std::size_t i = 4; i > 0; --i)
            value = value << 8U | static_cast<unsigned char>(top.at(end - i));
        return value;
    };
    CHECK(font.substr(place(bytes({15})), 5) == bytes({0, 0, 7, 0xEA, 0x60})); // charset
    auto glyphs = place(bytes({17}));
    CHECK(items_at(font, glyphs) == std::vector<std::string>{bytes({14}), one, two});
    auto dictionaries = place(bytes({12, 36}));
    CHECK(items_at(font, dictionaries).size() == 1);
    CHECK(dictionaries == font.size());
}
