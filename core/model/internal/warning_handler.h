// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <c10/util/Exception.h>
#include <torch/version.h>

#include <string>

namespace espalier::internal {

/// Takes LibTorch's warnings and drops them: they speak to programmers, in words of the library. Their interface changed
/// in LibTorch 2.0.
class SilentWarningHandler final : public c10::WarningHandler
{
public:
#if TORCH_VERSION_MAJOR >= 2
    void process(const c10::Warning&) override
    {
    }
    static void install(SilentWarningHandler* handler)
    {
        c10::WarningUtils::set_warning_handler(handler);
    }
#else
    void process(const c10::SourceLocation&, const std::string&, bool) override
    {
    }
    static void install(SilentWarningHandler* handler)
    {
        c10::Warning::set_warning_handler(handler);
    }
#endif
};

} // namespace espalier::internal
