// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <string>

#include "core/base/message.h"

namespace espalier {

/// What kind of failure an Error is; the sentence itself is in its Message.
enum class ErrorCode {
    NotFound,      ///< a file, folder, layer or name does not exist
    Io,            ///< reading or writing failed (permissions, full disk)
    Corrupt,       ///< a file is damaged or not what it claims to be
    Unsupported,   ///< understood, but beyond what the program can do
    InvalidConfig, ///< a config list, session or option has a wrong value
    ShapeMismatch, ///< tensors, data or input shapes do not fit
    Training,      ///< training or evaluation went wrong (NaN loss)
    Cancelled,     ///< the user asked to stop
    Internal       ///< a defect of this program
};

/// The only exception that leaves core. what() is the English sentence: it names the file or layer,
/// the cause and, where there is one, the remedy. Exceptions of libraries are translated to this type
/// in the file that calls the library.
class Error : public std::exception
{
public:
    Error(ErrorCode code, Message message);

    ErrorCode code() const noexcept { return m_code; }
    const Message& message() const noexcept { return m_message; }
    const char* what() const noexcept override { return m_english.c_str(); }

private:
    ErrorCode m_code;
    Message m_message;
    std::string m_english;
};

/// Thrown when a stop token was triggered; code() is ErrorCode::Cancelled.
class CancelledError : public Error
{
public:
    CancelledError();
};

} // namespace espalier
