// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <utility>

namespace espalier {

Error::Error(ErrorCode code, Message message)
    : m_code(code)
    , m_message(std::move(message))
    , m_english(m_message.english())
{
}

CancelledError::CancelledError()
    : Error(ErrorCode::Cancelled, Message{ESPALIER_TR("core", "The operation was cancelled."), {}})
{
}

} // namespace espalier
