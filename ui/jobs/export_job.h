// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/profile.h"
#include "core/config/config_entry.h"
#include "core/exporters/exporter.h"
#include "core/model/mask_set.h"
#include "core/model/model.h"
#include "core/speedup/speedup.h"

namespace espalier {
class ProgressSink;
}

namespace espalier::ui {

/// One file to write.
struct ExportFile
{
    enum class Kind { Model, Masks, ConfigList, Recipe, Program };

    Kind kind = Kind::Model;
    std::shared_ptr<const Exporter> exporter; ///< Model only
    std::string name;                         ///< within the folder
    std::string stateDict = {};               ///< Recipe and Program: the name of the file that they belong to
};

/// @p files, with each state dict followed by the recipe and the Python program that rebuild the smaller network from the
/// original nn.Module: its tensors do not fit that module as it is.
std::vector<ExportFile> withRebuildFiles(const std::vector<ExportFile>& files);

/// What to write and from what; snapshots, so that editing goes on meanwhile.
struct ExportRequest
{
    std::shared_ptr<const Model> model;
    std::shared_ptr<const MaskSet> masks;
    Profile profile = Profile::Default;
    ConfigList configList;
    /// Of a network that was made smaller here; null: it has the shapes of the original nn.Module.
    std::shared_ptr<const std::vector<ParameterSlices>> recipe;
    /// What pixels divided by 255 are normalised with for the accuracies; nullopt: not known, as no data is chosen.
    std::optional<Model::Normalization> scaling;
    std::filesystem::path folder; ///< created when it is missing
    std::vector<ExportFile> files;
    bool verify = true; ///< reads every file back before any of them appears
};

struct WrittenFile
{
    std::filesystem::path path;
    std::uint64_t bytes = 0;
    std::optional<Verification> verification; ///< nullopt: not asked for
    std::string snippet;                      ///< Python lines that load the file
};

struct ExportOutcome
{
    std::filesystem::path folder;
    std::vector<WrittenFile> files;
    bool written = false; ///< false: a file differed when it was read back, and none was kept
};

/// Writes all files of @p request or none. Model files hold the weights with the masks applied, those of batch norms
/// included where the profile has them. @throws Error, CancelledError; then nothing has changed on disk.
ExportOutcome runExport(const ExportRequest& request, ProgressSink& sink, const std::stop_token& stop);

} // namespace espalier::ui
