// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>
#include <QString>

class QAction;
class QTreeWidget;

namespace espalier::ui {

/// Every key: those of commands, those that lead to docks, and those that work within a view.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    /// Actions without a key are left out.
    ShortcutsDialog(const QList<QAction*>& commands, const QList<QAction*>& docks, QWidget* parent = nullptr);

private:
    struct Key
    {
        QString keys;
        QString what;
    };

    void addGroup(const QString& title, const QList<Key>& keys);

    QTreeWidget* m_tree;
};

} // namespace espalier::ui
