// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace geo {

/// A 统一社会信用代码 (GB 32100-2015) as it stands, and what its two check digits say. Real lists
/// hold codes whose digits are wrong though the enterprise is real: a fault is a finding, never a
/// reason to drop the row.
struct CreditCode {
    std::string text;      ///< half-width, upper case, without blanks
    bool has_form = false; ///< 18 characters of the code's own 31; else nothing below is known
    char organisation = 0; ///< what the 17th character must be (GB 11714)
    char check = 0;        ///< what the 18th character must be
    bool organisation_ok = false;
    bool check_ok = false;
    std::string registrar_area; ///< digits 3 to 8: where it was registered, not where the plant is

    bool ok() const { return has_form && organisation_ok && check_ok; }
};

/// Reads a code. Source: GB 32100-2015 (weights 3^i mod 31 over `0-9A-HJ-NP-RTUW-Y`) and GB 11714
/// (weights 3 7 9 10 5 8 4 2 mod 11, 10 is X). The 18th is judged with the 17th as it stands.
CreditCode read_credit_code(std::string_view text);

} // namespace geo
