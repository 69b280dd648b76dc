// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

/// Marks an English sentence of core for translation and yields it unchanged. The translation tools
/// collect every marked literal in the context "core"; ui looks the sentence up when it shows it.
/// Usage: Message{ESPALIER_TR("core", "The file %1 is empty."), {path}}.
#define ESPALIER_TR(context, text) text

namespace espalier {

/// One sentence for a person: an English template with the places %1 ... %9 and what stands there.
/// Core never translates; the command line prints english(), the window translates the template.
struct Message
{
    std::string text;
    std::vector<std::string> arguments;

    /// The template with its arguments filled in.
    std::string english() const;

    bool operator==(const Message&) const = default;
};

} // namespace espalier
