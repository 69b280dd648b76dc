// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/data/dataset.h"

namespace espalier {

/// Labelled images that lie in memory as bytes, each channels x height x width.
struct PixelData
{
    ImageSize size;
    std::vector<std::uint8_t> pixels; ///< count x channels x height x width
    std::vector<int> labels;
    std::vector<std::string> classNames;
};

/// A data set of PixelData; spec.limit keeps the first samples, spec.size resizes each of them once, here.
class PixelDataset final : public Dataset
{
public:
    PixelDataset(PixelData data, const DatasetSpec& spec);

    std::size_t size() const override { return m_data.labels.size(); }
    ImageSize imageSize() const override { return m_data.size; }
    const std::vector<std::string>& classNames() const override { return m_data.classNames; }
    int label(std::size_t index) const override { return m_data.labels[index]; }
    void read(std::size_t index, std::span<float> out) const override;
    const std::vector<Issue>& issues() const override { return m_issues; }

private:
    void limitTo(std::size_t count);
    void resizeTo(const ImageSize& wanted);

    PixelData m_data;
    std::vector<Issue> m_issues;
};

/// Bytes to 0..1: value / 255.
void scalePixels(std::span<const std::uint8_t> bytes, std::span<float> out);
/// Interleaved pixels (height x width x channels) to channels x height x width, resized and converted to @p wanted.
std::vector<std::uint8_t> planarPixels(const struct PixelImage& image, const ImageSize& wanted);

} // namespace espalier
