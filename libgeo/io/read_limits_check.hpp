// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "libgeo/io/raw_layer.hpp"

class OGRGeometry;

namespace geo {

/// The limits of one input while it is read and when it is whole; each throws InputError with the
/// name of the limit. Internal to `io`.
void require_file_size(const std::string& path, const std::vector<std::string>& files,
                       const ReadLimits& limits);
void require_within_limits(const RawLayer& raw, const ReadLimits& limits);

/// One feature that is read: its WKB in bytes and its values.
void require_feature_within_limits(const std::string& subject, std::size_t wkb_bytes,
                                   const std::vector<Value>& values, const ReadLimits& limits);

/// Looks at a layer while it grows, feature by feature, so that one that never ends is stopped.
class GrowthLimit {
  public:
    GrowthLimit(const std::string& subject, const ReadLimits& limits)
        : m_subject(subject), m_limits(limits) {}
    /// After each feature; `geometry` is that of the last one, or nothing.
    void require_within_limits(const RawLayer& raw, const OGRGeometry* geometry) const;

  private:
    const std::string& m_subject;
    const ReadLimits& m_limits;
};

/// The note on a warning that the user allowed by name.
Problem allowed_warning(const std::string& subject, const std::string& warning);

} // namespace geo
