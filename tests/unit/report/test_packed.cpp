// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <zlib.h>

#include "libgeo/report/packed.hpp"

using namespace geo;

TEST_CASE("Base64 has the examples of RFC 4648") {
    CHECK(base64("").empty());
    CHECK(base64("f") == "Zg==");
    CHECK(base64("fo") == "Zm8=");
    CHECK(base64("foo") == "Zm9v");
    CHECK(base64("foobar") == "Zm9vYmFy");
    CHECK(base64("\xff\xfe\xfd") == "//79");
}

TEST_CASE("What was deflated inflates to the same bytes") {
    std::string bytes;
    for (int i = 0; i < 100000; ++i) bytes += static_cast<char>((i % 251) * (i % 251) % 251);
    const auto packed = deflated(bytes);
    CHECK(packed.size() < bytes.size() / 10);
    std::string back(bytes.size(), '\0');
    auto size = static_cast<uLongf>(back.size());
    REQUIRE(uncompress(reinterpret_cast<Bytef*>(back.data()), &size,
                       reinterpret_cast<const Bytef*>(packed.data()),
                       static_cast<uLong>(packed.size())) == Z_OK);
    CHECK(back == bytes);
    CHECK(deflated(bytes) == packed);
}

TEST_CASE("A policy names a text by the SHA-256 of its bytes") {
    // SHA-256 of the empty text, in base64 (FIPS 180-4).
    CHECK(csp_hash("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}
