// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

namespace espalier::cli {

/// Turns SIGINT, SIGTERM and SIGHUP into a stop request; the second signal ends the process at once. To be made on the
/// main thread before any other thread exists: all threads inherit that these signals are blocked.
class SignalStop
{
public:
    SignalStop();
    std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
};

} // namespace espalier::cli
