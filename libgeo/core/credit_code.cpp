// SPDX-License-Identifier: Apache-2.0
#include "libgeo/core/credit_code.hpp"

#include <array>

#include "libgeo/core/loose_number.hpp"

namespace geo {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::size_t length = 18;

std::string tidy(std::string_view text) {
    std::string code;
    for (char c : half_width(text)) {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        code += c;
    }
    return code;
}

/// The 9th character of the organisation code in places 9 to 16.
char organisation_digit(std::string_view code) {
    constexpr std::array<int, 8> weights{3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const char c = code[8 + i];
        sum += weights[i] * (c <= '9' ? c - '0' : c - 'A' + 10);
    }
    const int digit = (11 - sum % 11) % 11;
    return digit == 10 ? 'X' : static_cast<char>('0' + digit);
}

char check_digit(std::string_view code) {
    std::size_t sum = 0;
    std::size_t weight = 1;
    for (std::size_t i = 0; i + 1 < length; ++i) {
        sum += weight * alphabet.find(code[i]);
        weight = weight * 3 % alphabet.size();
    }
    return alphabet[(alphabet.size() - sum % alphabet.size()) % alphabet.size()];
}

} // namespace

CreditCode read_credit_code(std::string_view text) {
    CreditCode code;
    code.text = tidy(text);
    code.has_form =
        code.text.size() == length && code.text.find_first_not_of(alphabet) == std::string::npos;
    if (!code.has_form) return code;
    code.organisation = organisation_digit(code.text);
    code.check = check_digit(code.text);
    code.organisation_ok = code.text[length - 2] == code.organisation;
    code.check_ok = code.text[length - 1] == code.check;
    code.registrar_area = code.text.substr(2, 6);
    return code;
}

} // namespace geo
