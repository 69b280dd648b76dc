// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/shortcuts_dialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/actions/action_registry.h"
#include "ui/delegates/row_height_delegate.h"

namespace espalier::ui {

namespace {

QString native(const char* keys)
{
    return QKeySequence(QLatin1String(keys)).toString(QKeySequence::NativeText);
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const QList<QAction*>& commands, const QList<QAction*>& docks, QWidget* parent)
    : QDialog(parent)
    , m_tree(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Keyboard shortcuts"));
    m_tree->setObjectName(QStringLiteral("shortcutsTreeWidget"));
    m_tree->setAccessibleName(windowTitle());
    m_tree->setHeaderLabels({tr("Key"), tr("Command")});
    m_tree->setRootIsDecorated(false);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    new RowHeightDelegate(m_tree);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    const auto keysOf = [](const QList<QAction*>& actions) {
        QList<Key> keys;
        for (const QAction* action : actions) {
            if (!action->shortcut().isEmpty())
                keys.append({action->shortcut().toString(QKeySequence::NativeText), withoutAccessKey(action->text())});
        }
        return keys;
    };
    addGroup(tr("Commands"), keysOf(commands));
    addGroup(tr("Docks"), keysOf(docks));
    addGroup(tr("Layer tree"), {{native("Space"), tr("Exclude the selected layers, or take the exclusion back")},
                                {native("Return"), tr("Edit the sparsity in place")},
                                {native("Ctrl+A"), tr("Select every layer that the filter leaves")}});
    addGroup(tr("Sparsity sliders and cuts"),
             {{native("Left") + QStringLiteral(", ") + native("Right"), tr("Move by 1 %")},
              {native("Shift+Left") + QStringLiteral(", ") + native("Shift+Right"), tr("Move by 10 %")}});
    addGroup(tr("Charts"), {{native("+") + QStringLiteral(", ") + native("-"), tr("Zoom in and out")},
                            {native("Home"), tr("Show everything")}});
    m_tree->expandAll();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(m_tree);
    layout->addWidget(buttons);
    resize(520, 560);
}

void ShortcutsDialog::addGroup(const QString& title, const QList<Key>& keys)
{
    auto* group = new QTreeWidgetItem(m_tree, {title});
    group->setFirstColumnSpanned(true);
    group->setFlags(Qt::ItemIsEnabled);
    QFont font = group->font(0);
    font.setBold(true);
    group->setFont(0, font);
    for (const auto& [key, what] : keys)
        new QTreeWidgetItem(group, {key, what});
}

} // namespace espalier::ui
