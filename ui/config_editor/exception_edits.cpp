// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/exception_edits.h"

#include <QCoreApplication>

#include <algorithm>
#include <string>
#include <vector>

#include "core/config/layer_selection.h"

namespace espalier::ui {

namespace {

using Texts = std::vector<std::string>;

bool contains(const Texts& texts, const QString& text)
{
    return std::find(texts.begin(), texts.end(), text.toStdString()) != texts.end();
}

ConfigEntry withoutExceptions(ConfigEntry entry)
{
    entry.excludeOpTypes.clear();
    entry.excludeOpNames.clear();
    entry.excludeOpNamesRe.clear();
    return entry;
}

/// Per layer, whether an entry selects it for what it sets; for anything while it sets nothing.
std::vector<char> selectedLayers(ConfigEntry entry, const LayerSelection& selection)
{
    entry.enabled = true;
    const bool any = !entry.prunes() && !entry.quantizes() && !entry.excludes();
    std::vector<char> layers = selection.selected(entry, AlgorithmFamily::Pruning);
    const std::vector<char> forQuantization = selection.selected(entry, AlgorithmFamily::Quantization);
    const bool prunes = any || entry.prunes() || entry.excludes();
    const bool quantizes = any || entry.quantizes() || entry.excludes();
    for (std::size_t i = 0; i < layers.size(); ++i)
        layers[i] = (prunes && layers[i]) || (quantizes && forQuantization[i]);
    return layers;
}

LayerSelection selectionOf(const ConfigEditContext& context)
{
    return {context.layers, context.modules, context.algorithm, context.profile};
}

} // namespace

ExceptionChoices exceptionChoices(const ConfigEntry& entry, const ConfigEditContext& context,
                                  const QStringList& selected)
{
    const LayerSelection selection = selectionOf(context);
    const std::vector<char> all = selectedLayers(withoutExceptions(entry), selection);
    const std::vector<char> left = selectedLayers(entry, selection);
    ExceptionChoices choices;
    for (std::size_t i = 0; i < context.layers.size(); ++i) {
        const QString name = QString::fromStdString(context.layers[i].name);
        if (left[i] && selected.contains(name))
            choices.layers.append(name);
        if (all[i])
            ++choices.types[QString::fromStdString(context.layers[i].opType)];
    }
    for (const std::string& type : entry.excludeOpTypes)
        choices.types.try_emplace(QString::fromStdString(type), 0);
    return choices;
}

QStringList exceptedLayers(const ConfigEntry& entry, const ConfigEditContext& context)
{
    QStringList names;
    if (!entry.hasExceptions())
        return names;
    const LayerSelection selection = selectionOf(context);
    const std::vector<char> all = selectedLayers(withoutExceptions(entry), selection);
    const std::vector<char> left = selectedLayers(entry, selection);
    for (std::size_t i = 0; i < context.layers.size(); ++i) {
        if (all[i] && !left[i])
            names.append(QString::fromStdString(context.layers[i].name));
    }
    return names;
}

EntryEdit exceptLayers(const ConfigEntry& entry, int number, const QStringList& layers)
{
    EntryEdit edit{entry, {}};
    QStringList added;
    for (const QString& layer : layers) {
        if (contains(edit.entry.excludeOpNames, layer))
            continue;
        edit.entry.excludeOpNames.push_back(layer.toStdString());
        added.append(layer);
    }
    if (added.size() == 1)
        //: %1 is a layer or an op type.
        edit.text = QCoreApplication::translate("ConfigEdits", "Except %1 from entry %2")
                        .arg(added.front(), QString::number(number));
    else if (!added.isEmpty())
        edit.text = QCoreApplication::translate("ConfigEdits", "Except %n layer(s) from entry %1", nullptr,
                                                static_cast<int>(added.size()))
                        .arg(number);
    return edit;
}

EntryEdit readmitLayer(const ConfigEntry& entry, int number, const QString& layer)
{
    EntryEdit edit{entry, {}};
    if (std::erase(edit.entry.excludeOpNames, layer.toStdString()) > 0)
        //: %1 is a layer or an op type.
        edit.text =
            QCoreApplication::translate("ConfigEdits", "Readmit %1 to entry %2").arg(layer, QString::number(number));
    return edit;
}

EntryEdit setTypeExcepted(const ConfigEntry& entry, int number, const QString& type, bool excepted)
{
    EntryEdit edit{entry, {}};
    if (excepted == contains(entry.excludeOpTypes, type))
        return edit;
    if (excepted) {
        edit.entry.excludeOpTypes.push_back(type.toStdString());
        edit.text = QCoreApplication::translate("ConfigEdits", "Except %1 from entry %2");
    } else {
        std::erase(edit.entry.excludeOpTypes, type.toStdString());
        edit.text = QCoreApplication::translate("ConfigEdits", "Readmit %1 to entry %2");
    }
    edit.text = edit.text.arg(type, QString::number(number));
    return edit;
}

EntryEdit setExceptedPatterns(const ConfigEntry& entry, int number, const QStringList& patterns)
{
    EntryEdit edit{entry, {}};
    edit.entry.excludeOpNamesRe.clear();
    for (const QString& pattern : patterns)
        edit.entry.excludeOpNamesRe.push_back(pattern.toStdString());
    if (edit.entry != entry)
        edit.text = QCoreApplication::translate("ConfigEdits", "Change patterns of exceptions of entry %1").arg(number);
    return edit;
}

} // namespace espalier::ui
