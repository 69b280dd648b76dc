// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/physical_memory.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

namespace espalier {

std::optional<std::uint64_t> physicalMemory()
{
    const long pages = ::sysconf(_SC_PHYS_PAGES);
    const long pageSize = ::sysconf(_SC_PAGE_SIZE);
    if (pages <= 0 || pageSize <= 0)
        return std::nullopt;
    const std::uint64_t machine = static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(pageSize);
    // Version 2 and version 1 of control groups, as seen from inside a container.
    std::uint64_t least = machine;
    for (const char* file : {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
        std::ifstream stream(file);
        const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
        least = std::min(least, memoryLimit(text).value_or(least));
    }
    return least;
}

std::optional<std::uint64_t> memoryLimit(std::string_view text)
{
    std::uint64_t bytes = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bytes);
    const bool whole = end == text.data() + text.size() || *end == '\n';
    return error == std::errc() && whole && bytes > 0 ? std::optional(bytes) : std::nullopt;
}

} // namespace espalier
