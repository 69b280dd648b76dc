// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/idx_dataset.h"

#include <algorithm>
#include <cstdlib>

#include "core/base/error.h"
#include "core/data/file_content.h"
#include "core/data/pixel_dataset.h"

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr std::uint8_t kUnsignedByte = 8;
// Larger sizes cannot be an image or fit the memory of any machine; a damaged header has them.
constexpr std::uint64_t kLargestSide = 65536;
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 40;

struct IdxContent
{
    fs::path path;
    std::vector<std::uint64_t> sizes;
    std::vector<std::uint8_t> bytes;
};

fs::path findIdxFile(const fs::path& folder, const std::string& stem, const std::string& type)
{
    for (const char* separator : {"-", "."}) {
        for (const char* suffix : {"", ".gz"}) {
            fs::path path = folder / (stem + separator + type + suffix);
            std::error_code ignored;
            if (fs::is_regular_file(path, ignored))
                return path;
        }
    }
    if (std::error_code ignored; !fs::is_directory(folder, ignored))
        throw Error(ErrorCode::NotFound, Message{ESPALIER_TR("core", "There is no folder %1."), {folder.string()}});
    throw Error(ErrorCode::NotFound, Message{ESPALIER_TR("core", "The folder %1 has neither %2 nor %2.gz."),
                                             {folder.string(), stem + "-" + type}});
}

std::vector<std::uint64_t> readSizes(ByteStream& stream, std::size_t dimensions)
{
    const auto magic = stream.read(4);
    if (magic.size() < 4 || magic[0] != 0 || magic[1] != 0) {
        throw Error(ErrorCode::Corrupt,
                    Message{ESPALIER_TR("core", "%1 is no IDX file: it does not begin with the IDX magic number."),
                            {stream.path().string()}});
    }
    if (magic[2] != kUnsignedByte || magic[3] != dimensions) {
        throw Error(ErrorCode::Corrupt,
                    Message{ESPALIER_TR("core", "The IDX file %1 has type %2 and %3 dimensions; type 8 (unsigned "
                                                "byte) and %4 dimensions are needed."),
                            {stream.path().string(), std::to_string(magic[2]), std::to_string(magic[3]),
                             std::to_string(dimensions)}});
    }
    const auto header = stream.read(4 * dimensions);
    std::vector<std::uint64_t> sizes;
    for (std::size_t i = 0; i + 4 <= header.size(); i += 4) {
        sizes.push_back(std::uint64_t{header[i]} << 24 | std::uint64_t{header[i + 1]} << 16
                        | std::uint64_t{header[i + 2]} << 8 | header[i + 3]);
    }
    if (sizes.size() != dimensions) {
        throw Error(ErrorCode::Corrupt,
                    Message{ESPALIER_TR("core", "The IDX file %1 ends within its header."), {stream.path().string()}});
    }
    return sizes;
}

std::uint64_t contentBytes(const ByteStream& stream, const std::vector<std::uint64_t>& sizes)
{
    std::uint64_t bytes = sizes[0];
    bool plausible = bytes > 0;
    for (std::size_t i = 1; i < sizes.size(); ++i) {
        plausible = plausible && sizes[i] >= 1 && sizes[i] <= kLargestSide;
        bytes = plausible ? bytes * sizes[i] : 0;
    }
    if (!plausible || bytes > kMostBytes) {
        throw Error(ErrorCode::Corrupt,
                    Message{ESPALIER_TR("core", "The header of the IDX file %1 claims impossible sizes."),
                            {stream.path().string()}});
    }
    return bytes;
}

IdxContent readIdx(const fs::path& path, std::size_t dimensions)
{
    ByteStream stream(path);
    IdxContent content{path, readSizes(stream, dimensions), {}};
    const std::uint64_t expected = contentBytes(stream, content.sizes);
    content.bytes = stream.read(expected);
    if (content.bytes.size() < expected) {
        throw Error(ErrorCode::Corrupt,
                    Message{ESPALIER_TR("core", "The IDX file %1 is cut off: its header promises %2 bytes, %3 are "
                                                "there."),
                            {path.string(), std::to_string(expected), std::to_string(content.bytes.size())}});
    }
    if (!stream.atEnd()) {
        throw Error(ErrorCode::Corrupt,
                    Message{ESPALIER_TR("core", "The IDX file %1 is longer than the %2 bytes its header promises."),
                            {path.string(), std::to_string(expected)}});
    }
    return content;
}

void checkPair(const IdxContent& images, const IdxContent& labels)
{
    if (images.sizes[0] != labels.sizes[0]) {
        throw Error(ErrorCode::Corrupt, Message{ESPALIER_TR("core", "%1 holds %2 images, but %3 holds %4 labels."),
                                                {images.path.string(), std::to_string(images.sizes[0]),
                                                 labels.path.string(), std::to_string(labels.sizes[0])}});
    }
}

void checkLabels(const IdxContent& labels, std::size_t classes)
{
    const auto bad =
        std::find_if(labels.bytes.begin(), labels.bytes.end(), [&](std::uint8_t label) { return label >= classes; });
    if (bad != labels.bytes.end()) {
        throw Error(ErrorCode::Corrupt,
                    Message{ESPALIER_TR("core", "Label %1 of sample %2 in %3 is outside the %4 classes."),
                            {std::to_string(*bad), std::to_string(bad - labels.bytes.begin()), labels.path.string(),
                             std::to_string(classes)}});
    }
}

} // namespace

std::shared_ptr<const Dataset> openIdxDataset(const fs::path& folder, const DatasetSpec& spec, Split split,
                                              std::vector<std::string> classNames)
{
    const std::string prefix = split == Split::Train ? "train" : "t10k";
    // Labels first: the small file tells early that something is wrong.
    const IdxContent labels = readIdx(findIdxFile(folder, prefix + "-labels", "idx1-ubyte"), 1);
    IdxContent images = readIdx(findIdxFile(folder, prefix + "-images", "idx3-ubyte"), 3);
    checkPair(images, labels);
    if (classNames.empty()) {
        const int largest = *std::max_element(labels.bytes.begin(), labels.bytes.end());
        for (int digit = 0; digit <= largest; ++digit)
            classNames.push_back(std::to_string(digit));
    }
    checkLabels(labels, classNames.size());
    PixelData data;
    data.size = {1, static_cast<int>(images.sizes[1]), static_cast<int>(images.sizes[2])};
    data.pixels = std::move(images.bytes);
    data.labels.assign(labels.bytes.begin(), labels.bytes.end());
    data.classNames = std::move(classNames);
    return std::make_shared<PixelDataset>(std::move(data), spec);
}

fs::path fashionMnistFolder()
{
    const char* folder = std::getenv("ESPALIER_FASHION_MNIST");
    return folder && *folder ? fs::path(folder) : fs::path("/usr/share/datasets/fashion-mnist");
}

std::shared_ptr<const Dataset> openFashionMnist(const DatasetSpec& spec, Split split)
{
    const fs::path folder = fashionMnistFolder();
    if (std::error_code ignored; !fs::is_directory(folder, ignored)) {
        throw Error(ErrorCode::NotFound,
                    Message{ESPALIER_TR("core", "Fashion-MNIST is not installed in %1; install the package "
                                                "dataset-fashion-mnist, or name a folder with its files as mnist:DIR."),
                            {folder.string()}});
    }
    return openIdxDataset(
        folder, spec, split,
        {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"});
}

} // namespace espalier
