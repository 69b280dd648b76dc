// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/layer_prunability.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace espalier::ui {

namespace {

bool contains(const std::vector<std::string>& texts, const std::string& text)
{
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

QString listText(const std::vector<std::string>& names)
{
    QStringList list;
    for (const std::string& name : names)
        list.append(QString::fromStdString(name));
    return QLocale().createSeparatedList(list);
}

} // namespace

LayerPrunability::LayerPrunability(std::span<const LayerInfo> layers, const AlgorithmInfo* algorithm, Profile profile)
    : m_layers(layers)
    , m_algorithm(algorithm)
    , m_profile(profile)
{
}

bool LayerPrunability::isSupported(const LayerInfo& layer) const
{
    if (layer.weight() == nullptr)
        return false;
    if (m_algorithm == nullptr)
        return true;
    const auto& types = m_profile == Profile::Default ? m_algorithm->opTypes : m_algorithm->nniOpTypes;
    return types.empty() || contains(types, layer.opType);
}

bool LayerPrunability::isOutputKept(const LayerInfo& layer) const
{
    return m_profile == Profile::Default && m_algorithm != nullptr && m_algorithm->structured && layer.producesOutput;
}

bool LayerPrunability::isPrunable(const LayerInfo& layer) const
{
    return isSupported(layer) && !isOutputKept(layer);
}

QString LayerPrunability::normReason(const LayerInfo& layer) const
{
    const auto source = std::find_if(m_layers.begin(), m_layers.end(),
                                     [&](const LayerInfo& other) { return contains(other.normsAfter, layer.name); });
    if (source == m_layers.end())
        return {};
    return QCoreApplication::translate("LayerPrunability", "%1 has no channels of its own: it follows %2.")
        .arg(QString::fromStdString(layer.opType), QString::fromStdString(source->name));
}

QString LayerPrunability::reason(const LayerInfo& layer) const
{
    if (isPrunable(layer))
        return {};
    const QString type = QString::fromStdString(layer.opType);
    if (layer.weight() == nullptr && layer.parameterCount > 0)
        return QCoreApplication::translate("LayerPrunability", "The weights of %1 cannot be pruned here.").arg(type);
    if (layer.weight() == nullptr)
        return QCoreApplication::translate("LayerPrunability", "%1 has no weights to prune.").arg(type);
    if (isSupported(layer))
        return QCoreApplication::translate("LayerPrunability",
                                           "Its channels are the output of the network; all of them are kept.");
    if (const QString norm = normReason(layer); !norm.isEmpty())
        return norm;
    const auto& types = m_profile == Profile::Default ? m_algorithm->opTypes : m_algorithm->nniOpTypes;
    return QCoreApplication::translate("LayerPrunability", "The algorithm %1 does not act on %2, only on %3.")
        .arg(QString::fromStdString(m_algorithm->name), type, listText(types));
}

} // namespace espalier::ui
