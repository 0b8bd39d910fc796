// SPDX-License-Identifier: MIT
// Letters are lines from point to point, a space lifts the pen. A point is two
// digits, x from 0 to 4 and y from 0 (top) to 6; a point alone is a dot.

#include "samples/meteors/view/font.h"

#include <array>
#include <cctype>
#include <string>
#include <vector>

namespace meteors {
namespace {

struct Drawing {
    char letter;
    std::string_view lines;
};

constexpr std::string_view kBox = "0040460600";
// The sign of multiplication, which every combo meter wants, has no place in ASCII.
constexpr std::string_view kTimes = "0145 4105";

constexpr std::array kDrawings{
    Drawing{' ', ""},
    Drawing{'A', "0602204246 0444"},
    Drawing{'B', "0030414233 0333 3344453606 0600"},
    Drawing{'C', "4130100105163645"},
    Drawing{'D', "00304145360600"},
    Drawing{'E', "40000646 0333"},
    Drawing{'F', "400006 0333"},
    Drawing{'G', "41301001051636454323"},
    Drawing{'H', "0006 4046 0343"},
    Drawing{'I', "1030 2026 1636"},
    Drawing{'J', "4045361605"},
    Drawing{'K', "0006 400346"},
    Drawing{'L', "000646"},
    Drawing{'M', "0600224046"},
    Drawing{'N', "06004640"},
    Drawing{'O', "103041453616050110"},
    Drawing{'P', "06003041423303"},
    Drawing{'Q', "103041453616050110 2446"},
    Drawing{'R', "06003041423303 2346"},
    Drawing{'S', "413010010213334445361605"},
    Drawing{'T', "0040 2026"},
    Drawing{'U', "000516364540"},
    Drawing{'V', "002640"},
    Drawing{'W', "0006244640"},
    Drawing{'X', "0046 4006"},
    Drawing{'Y', "002240 2226"},
    Drawing{'Z', "00400646"},
    Drawing{'0', "103041453616050110 3115"},
    Drawing{'1', "112026 1636"},
    Drawing{'2', "01103041420646"},
    Drawing{'3', "0110304142334445361605 1333"},
    Drawing{'4', "300444 3036"},
    Drawing{'5', "400003334445361605"},
    Drawing{'6', "4130100105163645443303"},
    Drawing{'7', "004016"},
    Drawing{'8', "130201103041423313 1304051636454433"},
    Drawing{'9', "4313020110304145361605"},
    Drawing{'.', "26"},
    Drawing{',', "2516"},
    Drawing{':', "22 25"},
    Drawing{';', "22 2516"},
    Drawing{'!', "2024 26"},
    Drawing{'?', "01103041422324 26"},
    Drawing{'-', "1333"},
    Drawing{'+', "0343 2125"},
    Drawing{'/', "0640"},
    Drawing{'\\', "0046"},
    Drawing{'*', "2125 0244 4204"},
    Drawing{'(', "30121436"},
    Drawing{')', "10323416"},
    Drawing{'[', "30101636"},
    Drawing{']', "10303616"},
    Drawing{'\'', "2022"},
    Drawing{'"', "1012 3032"},
    Drawing{'%', "0640 01 45"},
    Drawing{'#', "1016 3036 0242 0444"},
    Drawing{'=', "0242 0444"},
    Drawing{'<', "400346"},
    Drawing{'>', "004306"},
    Drawing{'_', "0646"},
    Drawing{'|', "2026"},
    Drawing{'`', "1021"},
};

Vec point(char x, char y) {
    return {static_cast<float>(x - '0'), static_cast<float>(y - '0')};
}

std::vector<LetterLine> trace(std::string_view drawing) {
    std::vector<LetterLine> lines;
    while (!drawing.empty()) {
        const std::size_t lift = drawing.find(' ');
        const std::string_view points = drawing.substr(0, lift);
        drawing.remove_prefix(lift == std::string_view::npos ? drawing.size() : lift + 1);
        if (points.size() == 2)
            lines.push_back({point(points[0], points[1]), point(points[0], points[1])});
        for (std::size_t at = 2; at + 1 < points.size(); at += 2)
            lines.push_back(
                {point(points[at - 2], points[at - 1]), point(points[at], points[at + 1])});
    }
    return lines;
}

struct Font {
    std::array<std::vector<LetterLine>, 128> letters;
    std::vector<LetterLine> times = trace(kTimes);

    Font() {
        letters.fill(trace(kBox));
        for (const Drawing& drawing : kDrawings)
            letters[static_cast<std::size_t>(drawing.letter)] = trace(drawing.lines);
    }
};

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

std::string_view take_character(std::string_view& text) {
    std::size_t end = 1;
    while (end < text.size() && continues(text[end]))
        ++end;
    const std::string_view character = text.substr(0, end);
    text.remove_prefix(end);
    return character;
}

}  // namespace

std::span<const LetterLine> next_letter(std::string_view& text) {
    static const Font font;
    const std::string_view character = take_character(text);
    if (character == "\u00d7") return font.times;
    if (character.size() > 1) return font.letters[0];
    const auto code = static_cast<unsigned char>(character[0]);
    return font.letters[static_cast<std::size_t>(std::toupper(code)) % font.letters.size()];
}

int count_letters(std::string_view text) {
    int count = 0;
    for (; !text.empty(); ++count)
        take_character(text);
    return count;
}

}  // namespace meteors
