// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/internal/session_paths.h"

#include <system_error>

#include "core/base/error.h"
#include "core/data/dataset.h"

namespace espalier::internal {
namespace {

namespace fs = std::filesystem;

// Symbolic links in the folders are resolved, for ".." behind a link leads elsewhere; the file's own name is kept.
fs::path anchored(const fs::path& path)
{
    std::error_code ignored;
    fs::path absolute = fs::absolute(path, ignored);
    if (absolute.filename().empty())
        absolute = absolute.parent_path();
    const fs::path folder = fs::weakly_canonical(absolute.parent_path(), ignored);
    return folder.empty() ? absolute.lexically_normal() : (folder / absolute.filename()).lexically_normal();
}

template <typename Change>
std::string withDatasetFolder(const std::string& text, Change change)
{
    if (text.empty())
        return text;
    try {
        DatasetSpec spec = parseDatasetSpec(text);
        if (spec.folder.empty())
            return text;
        const fs::path changed = change(spec.folder);
        if (changed == spec.folder)
            return text;
        spec.folder = changed;
        return datasetSpecText(spec);
    } catch (const Error&) {
        // Reported when the data is opened, where it can name the option.
        return text;
    }
}

} // namespace

std::string storedPath(const fs::path& path, const fs::path& folder)
{
    if (path.empty())
        return {};
    if (folder.empty())
        return anchored(path).string();
    const fs::path relative = anchored(path).lexically_relative(anchored(folder / "x").parent_path());
    return relative.empty() ? anchored(path).generic_string() : relative.generic_string();
}

fs::path resolvedPath(const std::string& stored, const fs::path& folder)
{
    return stored.empty() ? fs::path() : anchored(folder / fs::path(stored));
}

std::string storedDataset(const std::string& text, const fs::path& folder)
{
    return withDatasetFolder(text, [&](const fs::path& path) { return fs::path(storedPath(path, folder)); });
}

std::string resolvedDataset(const std::string& text, const fs::path& folder)
{
    return withDatasetFolder(text, [&](const fs::path& path) { return resolvedPath(path.string(), folder); });
}

} // namespace espalier::internal
