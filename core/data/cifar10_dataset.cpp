// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/cifar10_dataset.h"

#include <fstream>

#include "core/base/error.h"
#include "core/data/file_content.h"
#include "core/data/pixel_dataset.h"

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kImageBytes = 3 * 32 * 32;
constexpr std::size_t kRecordBytes = 1 + kImageBytes;
constexpr std::size_t kClasses = 10;

std::vector<std::string> classNamesIn(const fs::path& folder)
{
    std::vector<std::string> names;
    std::ifstream stream(folder / "batches.meta.txt");
    for (std::string line; names.size() < kClasses && std::getline(stream, line);) {
        while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
            line.pop_back();
        if (!line.empty())
            names.push_back(line);
    }
    if (names.size() == kClasses)
        return names;
    return {"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"};
}

void appendBatch(const fs::path& path, PixelData& data)
{
    const auto bytes = readFileBytes(path);
    if (bytes.empty() || bytes.size() % kRecordBytes != 0) {
        throw Error(ErrorCode::Corrupt,
                    Message{ESPALIER_TR("core", "The CIFAR-10 file %1 has %2 bytes, no multiple of its records of %3; "
                                                "it is damaged or not the binary version."),
                            {path.string(), std::to_string(bytes.size()), std::to_string(kRecordBytes)}});
    }
    for (std::size_t at = 0; at < bytes.size(); at += kRecordBytes) {
        if (bytes[at] >= kClasses) {
            throw Error(ErrorCode::Corrupt,
                        Message{ESPALIER_TR("core", "Label %1 of sample %2 in %3 is outside the %4 classes."),
                                {std::to_string(bytes[at]), std::to_string(at / kRecordBytes), path.string(),
                                 std::to_string(kClasses)}});
        }
        data.labels.push_back(bytes[at]);
        const auto image = bytes.begin() + static_cast<std::ptrdiff_t>(at + 1);
        data.pixels.insert(data.pixels.end(), image, image + kImageBytes);
    }
}

} // namespace

std::shared_ptr<const Dataset> openCifar10(const fs::path& folder, const DatasetSpec& spec, Split split)
{
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored))
        throw Error(ErrorCode::NotFound, Message{ESPALIER_TR("core", "There is no folder %1."), {folder.string()}});
    const fs::path inner = folder / "cifar-10-batches-bin";
    const fs::path place = fs::is_directory(inner, ignored) ? inner : folder;
    std::vector<std::string> files{"test_batch.bin"};
    if (split == Split::Train)
        files = {"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"};
    PixelData data{{3, 32, 32}, {}, {}, classNamesIn(place)};
    for (const std::string& file : files)
        appendBatch(place / file, data);
    return std::make_shared<PixelDataset>(std::move(data), spec);
}

} // namespace espalier
