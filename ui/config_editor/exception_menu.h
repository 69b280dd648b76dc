// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

#include "ui/config_editor/exception_edits.h"

namespace espalier::ui {

/// What an entry can leave out: layers selected in the tree, op types, names. What is on offer is asked for when it opens.
class ExceptionMenu : public QMenu
{
    Q_OBJECT

public:
    explicit ExceptionMenu(QWidget* parent = nullptr);

    /// @param entry whose exceptions are marked.
    void setChoices(const ExceptionChoices& choices, const ConfigEntry& entry);

Q_SIGNALS:
    void layersChosen(const QStringList& layers);
    void typeToggled(const QString& type, bool excepted);
    void patternsChosen();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    ExceptionChoices m_choices;
    QAction* m_layers;
    QMenu* m_types;
    QAction* m_patterns;
};

} // namespace espalier::ui
