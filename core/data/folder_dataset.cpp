// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/folder_dataset.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <mutex>

#include "core/base/error.h"
#include "core/data/folder_tree.h"
#include "core/data/image_decoder.h"
#include "core/data/parallel_for.h"
#include "core/data/pixel_dataset.h"

namespace espalier {
namespace {

namespace fs = std::filesystem;

struct FolderImage
{
    fs::path path;
    int label = 0;
    ImageFormat format = ImageFormat::Png;
    ImageSize size;
};

std::uint64_t cacheBudget()
{
    constexpr std::uint64_t kLargest = std::uint64_t{4} << 30;
    const long pages = sysconf(_SC_PHYS_PAGES);
    const long pageSize = sysconf(_SC_PAGE_SIZE);
    if (pages <= 0 || pageSize <= 0)
        return kLargest / 4;
    return std::min(kLargest, static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(pageSize) / 4);
}

class FolderDataset final : public Dataset
{
public:
    FolderDataset(std::vector<FolderImage> images, std::vector<std::string> classNames, ImageSize size,
                  std::vector<Issue> issues)
        : m_images(std::move(images))
        , m_classNames(std::move(classNames))
        , m_size(size)
        , m_issues(std::move(issues))
        , m_cache(m_images.size())
        , m_budget(cacheBudget())
    {
    }

    std::size_t size() const override { return m_images.size(); }
    ImageSize imageSize() const override { return m_size; }
    const std::vector<std::string>& classNames() const override { return m_classNames; }
    int label(std::size_t index) const override { return m_images[index].label; }
    const std::vector<Issue>& issues() const override { return m_issues; }

    void read(std::size_t index, std::span<float> out) const override
    {
        if (const auto cached = m_cache[index].load()) {
            scalePixels(*cached, out);
            return;
        }
        const FolderImage& image = m_images[index];
        auto pixels = planarPixels(decodeImage(image.path, image.format), m_size);
        if (pixels.size() != out.size()) {
            throw Error(ErrorCode::Corrupt, Message{ESPALIER_TR("core", "The image %1 changed its size while it was in "
                                                                        "use."),
                                                    {image.path.string()}});
        }
        scalePixels(pixels, out);
        keep(index, std::move(pixels));
    }

private:
    void keep(std::size_t index, std::vector<std::uint8_t> pixels) const
    {
        const std::uint64_t bytes = pixels.size();
        if (m_cached.fetch_add(bytes) + bytes <= m_budget) {
            m_cache[index].store(std::make_shared<const std::vector<std::uint8_t>>(std::move(pixels)));
        } else {
            m_cached -= bytes;
        }
    }

    using Pixels = std::shared_ptr<const std::vector<std::uint8_t>>;

    std::vector<FolderImage> m_images;
    std::vector<std::string> m_classNames;
    ImageSize m_size;
    std::vector<Issue> m_issues;
    mutable std::vector<std::atomic<Pixels>> m_cache;
    mutable std::atomic<std::uint64_t> m_cached{0};
    std::uint64_t m_budget;
};

std::vector<FolderImage> readHeaders(const std::vector<FolderSample>& samples, std::vector<Issue>& issues)
{
    std::vector<FolderImage> images(samples.size());
    std::vector<char> isImage(samples.size(), 0);
    parallelFor(samples.size(), [&](std::size_t i) {
        const auto format = imageFormat(samples[i].path);
        if (!format)
            return;
        images[i] = {samples[i].path, samples[i].label, *format, readImageHeader(samples[i].path, *format)};
        isImage[i] = 1;
    });
    std::vector<fs::path> others;
    std::vector<FolderImage> found;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (isImage[i])
            found.push_back(std::move(images[i]));
        else
            others.push_back(samples[i].path);
    }
    if (!others.empty()) {
        const auto first = *std::min_element(others.begin(), others.end());
        issues.push_back({Severity::Warning,
                          Message{ESPALIER_TR("core", "Files left out because they are neither PNG nor JPEG: %1, the "
                                                      "first is %2."),
                                  {std::to_string(others.size()), first.string()}},
                          {},
                          {}});
    }
    return found;
}

void reportEmptyClasses(const std::vector<FolderImage>& images, const std::vector<std::string>& names,
                        std::vector<Issue>& issues)
{
    std::vector<bool> used(names.size());
    for (const FolderImage& image : images)
        used[static_cast<std::size_t>(image.label)] = true;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!used[i]) {
            issues.push_back(
                {Severity::Warning,
                 Message{ESPALIER_TR("core", "The class %1 has no images in this part of the data."), {names[i]}},
                 {},
                 {}});
        }
    }
}

std::string sideText(const ImageSize& size)
{
    return std::to_string(size.height) + "x" + std::to_string(size.width);
}

ImageSize commonSize(const std::vector<FolderImage>& images, const DatasetSpec& spec)
{
    ImageSize wanted = spec.size.value_or(ImageSize{0, images[0].size.height, images[0].size.width});
    for (const FolderImage& image : images) {
        if (!spec.size && (image.size.height != wanted.height || image.size.width != wanted.width)) {
            throw Error(ErrorCode::ShapeMismatch,
                        Message{ESPALIER_TR("core", "%1 has %2 pixels, but %3 has %4; choose one size for all with "
                                                    "size=HEIGHTxWIDTH."),
                                {images[0].path.string(), sideText(images[0].size), image.path.string(),
                                 sideText(image.size)}});
        }
    }
    if (wanted.channels == 0) {
        const bool grey = std::all_of(images.begin(), images.end(),
                                      [](const FolderImage& image) { return image.size.channels == 1; });
        wanted.channels = grey ? 1 : 3;
    }
    return wanted;
}

} // namespace

std::shared_ptr<const Dataset> openImageFolder(const fs::path& folder, const DatasetSpec& spec, Split split)
{
    FolderTree tree = scanImageFolder(folder, split);
    std::vector<Issue> issues;
    std::vector<FolderImage> images = readHeaders(tree.samples, issues);
    if (images.empty()) {
        throw Error(
            ErrorCode::NotFound,
            Message{ESPALIER_TR("core", "The folder %1 has no PNG or JPEG images in its classes."), {folder.string()}});
    }
    reportEmptyClasses(images, tree.classNames, issues);
    const ImageSize size = commonSize(images, spec);
    if (spec.limit && static_cast<std::uint64_t>(*spec.limit) < images.size())
        images.resize(static_cast<std::size_t>(*spec.limit));
    return std::make_shared<FolderDataset>(std::move(images), std::move(tree.classNames), size, std::move(issues));
}

} // namespace espalier
