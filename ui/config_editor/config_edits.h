// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <cstddef>
#include <optional>
#include <span>

#include "core/base/profile.h"
#include "core/config/algorithm_info.h"
#include "core/config/config_entry.h"
#include "core/model/layer_info.h"

namespace espalier::ui {

class SessionDocument;

/// What edits of a config list need to know about the network. Refers to parts of a document or model, which must live.
struct ConfigEditContext
{
    std::span<const LayerInfo> layers;
    std::span<const ModuleInfo> modules;
    const AlgorithmInfo* algorithm = nullptr;
    Profile profile = Profile::Default;
    /// Where all entries share one total (mode global): what the list asks for; nullopt in other modes, and in an empty list.
    std::optional<double> total = {};

    /// Of the open model and the chosen algorithm; empty while no model is open.
    static ConfigEditContext of(const SessionDocument& document);
};

/// A changed list and how the undo step is called. The list is the old one where nothing could be done.
struct ConfigEdit
{
    ConfigList list;
    QString text;
    int entry = -1; ///< the entry to look at next, -1: none
};

/// What a new entry is set to until somebody says otherwise.
inline constexpr double kInitialSparsity = 0.5;

/// Sets op_types of @p entry where @p names are all prunable layers of their types and more than one of some type, op_names
/// otherwise.
void selectLayers(ConfigEntry& entry, const ConfigEditContext& context, const QStringList& names);

/// Those of @p names that the algorithm can prune, in the order of the model.
QStringList prunableLayers(const ConfigEditContext& context, const QStringList& names);

/// Appends an entry that selects the prunable ones of @p names. Where the context has a total, it asks for that.
ConfigEdit addEntryForLayers(const ConfigList& list, const ConfigEditContext& context, const QStringList& names,
                             double sparsity = kInitialSparsity);

/// Appends an entry for the type that most weights belong to.
ConfigEdit addEntryForMainType(const ConfigList& list, const ConfigEditContext& context,
                               double sparsity = kInitialSparsity);

/// Afterwards none of @p names is pruned or quantized; every other layer keeps its settings.
ConfigEdit excludeLayers(const ConfigList& list, const ConfigEditContext& context, const QStringList& names);

/// Afterwards no entry that excludes rules one of @p names: what lies beneath rules them again. Every other layer keeps
/// its settings.
ConfigEdit includeLayers(const ConfigList& list, const ConfigEditContext& context, const QStringList& names);

/// excludeLayers(), or includeLayers() when all of @p names are excluded already.
ConfigEdit toggleExcluded(const ConfigList& list, const ConfigEditContext& context, const QStringList& names);

/// Afterwards each prunable one of @p names is asked for @p sparsity and every other layer keeps its settings. Changes the
/// ruling entry where it rules nothing else, and otherwise adds an entry after it. Where the context has a total, that
/// becomes @p sparsity.
ConfigEdit setSparsityOfLayers(const ConfigList& list, const ConfigEditContext& context, const QStringList& names,
                               double sparsity);

ConfigEdit removeEntry(const ConfigList& list, std::size_t entry);
/// @param to place of the entry in the new list.
ConfigEdit moveEntry(const ConfigList& list, std::size_t from, std::size_t to);
/// The copy comes right after the original.
ConfigEdit duplicateEntry(const ConfigList& list, std::size_t entry);

/// "Conv2d", "layer1.conv1", "3 layers", "Conv2d among 3 names", "names like layer1.*", "nothing".
QString selectorText(const ConfigEntry& entry);

/// A key for edits that shall become one undo step; never zero, never given twice.
int newMergeKey();

} // namespace espalier::ui
