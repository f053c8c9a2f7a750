// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <fstream>
#include <memory>

#include <openssl/evp.h>

#include "libgeo/core/error.hpp"
#include "libgeo/io/staging.hpp"

namespace geo {

namespace {

struct DigestDeleter {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

using Digest = std::unique_ptr<EVP_MD_CTX, DigestDeleter>;

Digest new_digest() {
    Digest context(EVP_MD_CTX_new());
    EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
    return context;
}

/// The digest of what was put in, in hexadecimal.
std::string hex_of(EVP_MD_CTX& context) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    EVP_DigestFinal_ex(&context, digest.data(), &length);
    constexpr std::string_view hex = "0123456789abcdef";
    std::string text;
    for (unsigned i = 0; i < length; ++i) {
        text += hex[digest[i] >> 4U];
        text += hex[digest[i] & 15U];
    }
    return text;
}

} // namespace

std::string sha256_of_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw InputError(
            {path + "：无法读取。请检查权限。", path + ": cannot be read. Check its permissions."});
    const auto context = new_digest();
    std::vector<char> buffer(1 << 18);
    while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), file.gcount() > 0)
        EVP_DigestUpdate(context.get(), buffer.data(), static_cast<std::size_t>(file.gcount()));
    return hex_of(*context);
}

std::string sha256_of(std::span<const std::byte> bytes) {
    const auto context = new_digest();
    EVP_DigestUpdate(context.get(), bytes.data(), bytes.size());
    return hex_of(*context);
}

} // namespace geo
