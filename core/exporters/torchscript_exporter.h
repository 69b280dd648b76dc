// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporters/exporter.h"

namespace espalier {

/// A network that torch.jit.load() and Espalier open, weights included. Verified by opening it and comparing the outputs
/// for a random input; where the model's input shape is unknown, its tensors.
class TorchScriptExporter final : public Exporter
{
public:
    std::string format() const override;
    Message title() const override;
    std::string suffix() const override;
    void write(const Model& model, const std::filesystem::path& file, OutputTransaction& output) const override;
    Verification verify(const Model& model, const std::filesystem::path& file) const override;
    std::string pythonSnippet(const std::filesystem::path& file) const override;
};

} // namespace espalier
