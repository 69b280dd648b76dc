// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporters/exporter.h"

namespace espalier {

/// What torch.save(model.state_dict()) writes: every parameter and buffer under its original name. Verified by reading
/// the file back and comparing every tensor bit by bit.
class StateDictExporter final : public Exporter
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
