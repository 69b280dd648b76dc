// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <map>

#include "ui/config_editor/config_edits.h"

namespace espalier::ui {

// What an entry takes out of its own selection: exclude_op_types, exclude_op_names and exclude_op_names_re.

/// A changed entry and how the undo step is called; no text where there was nothing to do.
struct EntryEdit
{
    ConfigEntry entry;
    QString text;
};

/// What can be taken out of an entry.
struct ExceptionChoices
{
    QStringList layers; ///< in the tree's selection and in the entry's; those that it leaves out already are not
    std::map<QString, int> types; ///< op types that the entry selects or leaves out, and how many layers of each
};

/// @param selected layers that are selected in the tree.
ExceptionChoices exceptionChoices(const ConfigEntry& entry, const ConfigEditContext& context,
                                  const QStringList& selected);

/// Layers that the exceptions of @p entry take out of it, in the order of the model. Those of an entry that is switched off
/// count as well.
QStringList exceptedLayers(const ConfigEntry& entry, const ConfigEditContext& context);

/// @param number of the entry in texts, from 1.
EntryEdit exceptLayers(const ConfigEntry& entry, int number, const QStringList& layers);
/// The opposite of exceptLayers(), for one name.
EntryEdit readmitLayer(const ConfigEntry& entry, int number, const QString& layer);
EntryEdit setTypeExcepted(const ConfigEntry& entry, int number, const QString& type, bool excepted);
EntryEdit setExceptedPatterns(const ConfigEntry& entry, int number, const QStringList& patterns);

} // namespace espalier::ui
