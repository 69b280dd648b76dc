// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/base/message.h"

namespace espalier {

/// Receives how far a long operation is. Called on the thread that runs the operation, as often as
/// the operation likes: the receiver throttles. Implementations must not throw.
class ProgressSink
{
public:
    virtual ~ProgressSink() = default;

    /// @param fraction done, 0 to 1; negative while unknown.
    /// @param what     what is being done, e.g. "Reading model.pt".
    virtual void progress(double fraction, const Message& what) = 0;
};

/// Ignores everything.
class NullProgressSink final : public ProgressSink
{
public:
    void progress(double, const Message&) override { }
};

/// Throws CancelledError when @p token was asked to stop.
void throwIfStopped(const std::stop_token& token);

} // namespace espalier
