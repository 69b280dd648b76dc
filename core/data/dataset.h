// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/issue.h"

namespace espalier {

enum class Split { Train, Test };

struct ImageSize
{
    int channels = 0;
    int height = 0;
    int width = 0;
    bool operator==(const ImageSize&) const = default;
};

/// "fashion-mnist,limit=100", "folder:DIR,size=64x64,mean=.485:.456:.406,std=.229:.224:.225" and so on, taken apart.
struct DatasetSpec
{
    std::string kind;                  ///< fashion-mnist, mnist, cifar10, folder
    std::filesystem::path folder;      ///< empty for fashion-mnist
    std::optional<Split> split;        ///< overrides what the command would use
    std::optional<std::int64_t> limit; ///< the first N samples (of a fixed shuffle for folders)
    std::optional<ImageSize> size;     ///< channels 0: as in the files
    std::vector<double> mean;
    std::vector<double> std;

    bool operator==(const DatasetSpec&) const = default;
};

/// @throws Error(InvalidConfig) naming the option that is wrong.
DatasetSpec parseDatasetSpec(std::string_view text);
/// The inverse of parseDatasetSpec.
std::string datasetSpecText(const DatasetSpec& spec);

/// Labelled images. Immutable after opening; read() is thread-safe.
class Dataset
{
public:
    virtual ~Dataset() = default;
    virtual std::size_t size() const = 0;
    virtual ImageSize imageSize() const = 0;
    /// In label order; digits for data sets without names.
    virtual const std::vector<std::string>& classNames() const = 0;
    virtual int label(std::size_t index) const = 0;
    /// Fills @p out (channels x height x width) with pixels divided by 255, not yet normalised.
    /// @throws Error naming the file of a damaged sample.
    virtual void read(std::size_t index, std::span<float> out) const = 0;
    /// Findings while opening, e.g. files that are no images.
    virtual const std::vector<Issue>& issues() const = 0;
};

/// Opens the given split (@p spec.split, when set, wins). Labels are checked against the classes.
/// @throws Error naming file and cause.
std::shared_ptr<const Dataset> openDataset(const DatasetSpec& spec, Split split);

/// Where Debian installs Fashion-MNIST, or the folder in ESPALIER_FASHION_MNIST.
std::filesystem::path fashionMnistFolder();

} // namespace espalier
