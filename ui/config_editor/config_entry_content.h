// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/issue.h"
#include "core/config/config_entry.h"
#include "core/model/mask_set.h"

namespace espalier::ui {

class SessionDocument;

/// An op type that an entry can select.
struct OpTypeChoice
{
    QString type;
    int layers = 0;        ///< of the network that are of this type
    bool supported = true; ///< the algorithm prunes them

    bool operator==(const OpTypeChoice&) const = default;
};

/// What is left of the layers that an entry rules once channels are cut out, as shares of what they have now.
struct PhysicalShares
{
    double channels = 1;
    double parameters = 1;
    double macs = 1;

    bool operator==(const PhysicalShares&) const = default;
};

/// One entry and what it comes to in the open network.
struct ConfigEntryContent
{
    ConfigEntry entry;
    QString selector; ///< "Conv2d", "3 layers"
    int layersWon = 0;
    qint64 parametersWon = 0;
    double parametersShare = 0;             ///< of the whole network
    std::optional<double> macsShare;        ///< nullopt without an input shape
    std::optional<double> achieved;         ///< sparsity of the layers won; nullopt while unknown
    std::optional<PhysicalShares> physical; ///< nullopt while unknown, and where nothing is cut out
    QString achievedReason;                 ///< why it differs from what is asked for; empty when it does not
    QStringList excepted;                   ///< layers that its exceptions take out, in the order of the model
    QList<int> exceptedOfTypes;             ///< how many of them each of exclude_op_types accounts for
    std::vector<Issue> issues;              ///< errors and warnings that name this entry
    QList<OpTypeChoice> opTypes;            ///< what its chips offer

    bool total = false;  ///< what it asks for is asked of all layers together (mode global)
    bool splits = false; ///< into entries for each of its layers
    bool merges = false; ///< with the entry before it or behind it

    bool neverWins() const { return layersWon == 0; }
    /// It selects more than it names one by one, so that something can be left out.
    bool takesExceptions() const { return entry.opTypes || entry.opNamesRe || entry.hasExceptions(); }
    /// Something other than what was asked for is reached.
    bool achievesOther() const { return achieved.has_value() && !achievedReason.isEmpty(); }
    bool operator==(const ConfigEntryContent&) const = default;
};

/// What the masks in sight take from each layer, counted once per change of the masks: counting reads every weight's mask.
struct MaskedWeights
{
    qint64 removed = 0;
    qint64 total = 0;
};
using MaskedWeightsByLayer = std::unordered_map<std::string, MaskedWeights>;

MaskedWeightsByLayer maskedWeights(const MaskSet& masks);

/// One per entry of the document's list. @param masked of the masks that are shown everywhere: those in force, or the preview.
std::vector<ConfigEntryContent> entryContents(const SessionDocument& document, const MaskedWeightsByLayer& masked);

/// Layers that entry @p index rules, in the order of the model.
QStringList layersRuledBy(const SessionDocument& document, std::size_t index);

} // namespace espalier::ui
