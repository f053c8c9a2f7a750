// SPDX-License-Identifier: Apache-2.0
#include "libgeo/io/ranged_file.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace geo {

RangedFile::RangedFile(const std::string& path)
    : m_file(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    struct stat status {};
    if (m_file >= 0 && ::fstat(m_file, &status) == 0 && S_ISREG(status.st_mode))
        m_size = static_cast<std::size_t>(status.st_size);
}

RangedFile::~RangedFile() {
    if (m_file >= 0) ::close(m_file);
}

bool RangedFile::read(std::size_t place, std::size_t size, UnfilledVector<std::byte>& bytes) const {
    if (place > m_size || size > m_size - place) return false;
    bytes.resize(size);
    for (std::size_t done = 0; done < size;) {
        const auto got =
            ::pread(m_file, bytes.data() + done, size - done, static_cast<off_t>(place + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        done += static_cast<std::size_t>(got);
    }
    return true;
}

} // namespace geo
