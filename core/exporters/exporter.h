// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"

namespace espalier {

class OutputTransaction;

/// The outcome of reading an exported file back.
struct Verification
{
    double maxAbsDifference = 0;
    double maxRelDifference = 0; ///< max|a-b| / max(1e-6, max|a|); agreement below 1e-4
    bool agrees = false;
    Message detail; ///< what was compared: "outputs of 1 random input" or "every tensor, bit by bit"
};

/// One file format. Stateless.
class Exporter
{
public:
    virtual ~Exporter() = default;
    virtual std::string format() const = 0; ///< as on the command line: "torchscript"
    virtual Message title() const = 0;      ///< "TorchScript"
    virtual std::string suffix() const = 0; ///< ".pt"
    /// Stages @p file with @p output. @p model already has its masks applied.
    virtual void write(const Model& model, const std::filesystem::path& file, OutputTransaction& output) const = 0;
    /// Reads @p file back and compares with @p model. @throws Error when it cannot be read.
    virtual Verification verify(const Model& model, const std::filesystem::path& file) const = 0;
    /// Python lines that load the file as `model`; they import torch.
    virtual std::string pythonSnippet(const std::filesystem::path& file) const = 0;
};

const std::vector<std::shared_ptr<const Exporter>>& exporters();
/// Nothing when the suffix of @p file is @p exporter's own or belongs to no format. @throws Error(InvalidConfig) when it
/// announces another format: such a file would be refused where its name says it belongs.
void requireSuffixFits(const Exporter& exporter, const std::filesystem::path& file);
/// nullptr when there is none of that name.
std::shared_ptr<const Exporter> findExporter(const std::string& format);

} // namespace espalier
