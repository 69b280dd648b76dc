// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/folder_tree.h"

#include <algorithm>
#include <iterator>

#include "core/base/error.h"
#include "core/data/sample_order.h"

namespace espalier {
namespace {

namespace fs = std::filesystem;

// Fixed, so that what was test data stays test data in every run.
constexpr std::uint64_t kSplitSeed = 0x5eed;
constexpr std::size_t kTestShare = 5; // one image of five

std::vector<std::string> classFolders(const fs::path& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_directory() && !name.starts_with('.'))
            names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<fs::path> filesBelow(const fs::path& folder)
{
    std::vector<fs::path> files;
    for (auto it = fs::recursive_directory_iterator(folder); it != fs::recursive_directory_iterator(); ++it) {
        const bool hidden = it->path().filename().string().starts_with('.');
        if (hidden && it->is_directory())
            it.disable_recursion_pending();
        else if (!hidden && it->is_regular_file())
            files.push_back(it->path());
    }
    std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
    return files;
}

void shuffleSamples(std::vector<FolderSample>& samples)
{
    const auto order = shuffledOrder(samples.size(), kSplitSeed);
    std::vector<FolderSample> shuffled;
    shuffled.reserve(samples.size());
    for (std::size_t index : order)
        shuffled.push_back(std::move(samples[index]));
    samples = std::move(shuffled);
}

std::vector<fs::path> partOf(std::vector<fs::path> files, Split split)
{
    const auto order = shuffledOrder(files.size(), kSplitSeed);
    const std::size_t tests = files.size() < 2 ? 0 : std::max<std::size_t>(1, files.size() / kTestShare);
    std::vector<fs::path> part;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if ((i < tests) == (split == Split::Test))
            part.push_back(files[order[i]]);
    }
    return part;
}

std::vector<std::string> requiredClasses(const fs::path& folder)
{
    auto names = classFolders(folder);
    if (names.empty()) {
        throw Error(ErrorCode::NotFound,
                    Message{ESPALIER_TR("core", "The folder %1 has no sub-folders; each class needs one with its "
                                                "images."),
                            {folder.string()}});
    }
    return names;
}

FolderTree scanOneTree(const fs::path& folder, Split split)
{
    FolderTree tree{requiredClasses(folder), {}};
    for (std::size_t label = 0; label < tree.classNames.size(); ++label) {
        for (fs::path& path : partOf(filesBelow(folder / tree.classNames[label]), split))
            tree.samples.push_back({std::move(path), static_cast<int>(label)});
    }
    return tree;
}

FolderTree scanSplitFolder(const fs::path& folder, std::vector<std::string> classNames)
{
    FolderTree tree{std::move(classNames), {}};
    for (const std::string& name : classFolders(folder)) {
        const auto found = std::lower_bound(tree.classNames.begin(), tree.classNames.end(), name);
        if (found == tree.classNames.end() || *found != name) {
            throw Error(ErrorCode::Corrupt,
                        Message{ESPALIER_TR("core", "The class %1 in %2 does not exist among the %3 classes of the "
                                                    "training data."),
                                {name, folder.string(), std::to_string(tree.classNames.size())}});
        }
        for (fs::path& path : filesBelow(folder / name))
            tree.samples.push_back({std::move(path), static_cast<int>(found - tree.classNames.begin())});
    }
    return tree;
}

} // namespace

FolderTree scanImageFolder(const fs::path& folder, Split split)
{
    if (!fs::is_directory(folder))
        throw Error(ErrorCode::NotFound, Message{ESPALIER_TR("core", "There is no folder %1."), {folder.string()}});
    const fs::path train = folder / "train";
    const fs::path test = fs::is_directory(folder / "test") ? folder / "test" : folder / "val";
    const bool hasTrain = fs::is_directory(train);
    const bool hasTest = fs::is_directory(test);
    FolderTree tree;
    if (!hasTrain && !hasTest) {
        tree = scanOneTree(folder, split);
    } else {
        const fs::path& part = split == Split::Train ? train : test;
        if (!fs::is_directory(part)) {
            throw Error(ErrorCode::NotFound,
                        split == Split::Train
                            ? Message{ESPALIER_TR("core", "The folder %1 has test data but no train folder."),
                                      {folder.string()}}
                            : Message{ESPALIER_TR("core", "The folder %1 has a train folder but neither test nor val."),
                                      {folder.string()}});
        }
        tree = scanSplitFolder(part, requiredClasses(hasTrain ? train : test));
    }
    shuffleSamples(tree.samples);
    return tree;
}

} // namespace espalier
