// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/progress_sink.h"

#include "core/base/error.h"

namespace espalier {

void throwIfStopped(const std::stop_token& token)
{
    if (token.stop_requested())
        throw CancelledError();
}

} // namespace espalier
