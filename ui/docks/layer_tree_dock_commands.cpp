// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QKeySequence>
#include <QMenu>
#include <QTreeView>

#include <algorithm>

#include "ui/config_editor/config_edits.h"
#include "ui/docks/layer_tree_columns.h"
#include "ui/docks/layer_tree_dock.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"
#include "ui/models/layer_tree_model.h"
#include "ui/theme/theme_manager.h"

namespace espalier::ui {

namespace {

/// A text after a tab is shown as the key of a menu's entry; the tree itself listens to it.
QString withKey(const QString& text, const QKeySequence& key)
{
    return text + QLatin1Char('\t') + key.toString(QKeySequence::NativeText);
}

QAction* menuAction(QMenu& menu, const char* name, const char* icon, const QString& text, bool enabled = true)
{
    QAction* action = menu.addAction(ThemeManager::icon(QLatin1String(icon)), text);
    action->setObjectName(QLatin1String(name));
    action->setEnabled(enabled);
    return action;
}

} // namespace

void LayerTreeDock::selectSameType()
{
    const auto model = m_document.model();
    const LayerInfo* current = model == nullptr ? nullptr : model->findLayer(m_selection.currentLayer().toStdString());
    if (current == nullptr)
        return;
    QStringList names;
    for (const LayerInfo& layer : model->layers()) {
        if (layer.opType == current->opType)
            names.append(QString::fromStdString(layer.name));
    }
    m_selection.setLayers(names, m_selection.currentLayer());
}

void LayerTreeDock::adopt(const ConfigEdit& edit)
{
    m_document.setConfigList(edit.list, edit.text);
    if (edit.entry >= 0)
        m_selection.setCurrentEntry(edit.entry);
}

void LayerTreeDock::addSelectionToConfigList()
{
    if (m_document.model() != nullptr)
        adopt(addEntryForLayers(m_document.session().configList, ConfigEditContext::of(m_document),
                                m_model->shownSelection()));
}

void LayerTreeDock::toggleExcluded()
{
    const QStringList shown = m_model->shownSelection();
    const QStringList layers = shown.isEmpty() ? m_selection.layers() : shown;
    if (m_document.model() != nullptr && !layers.isEmpty())
        adopt(ui::toggleExcluded(m_document.session().configList, ConfigEditContext::of(m_document), layers));
}

QModelIndex LayerTreeDock::editableRow() const
{
    const auto cell = [](const QModelIndex& row) {
        return row.siblingAtColumn(static_cast<int>(LayerTreeModel::Column::Sparsity));
    };
    const auto isEditable = [&](const QModelIndex& row) { return (cell(row).flags() & Qt::ItemIsEditable) != 0; };
    const QModelIndex current = m_tree->currentIndex();
    if (current.isValid() && m_tree->selectionModel()->isSelected(current) && isEditable(current))
        return cell(current);
    const QModelIndexList rows = m_tree->selectionModel()->selectedRows();
    const auto row = std::find_if(rows.begin(), rows.end(), isEditable);
    return row == rows.end() ? QModelIndex() : cell(*row);
}

void LayerTreeDock::editSparsity()
{
    const QModelIndex cell = editableRow();
    if (!cell.isValid())
        return;
    show();
    raise();
    m_columns->show(LayerTreeModel::Column::Sparsity);
    m_tree->setFocus(Qt::OtherFocusReason);
    m_tree->selectionModel()->setCurrentIndex(cell, QItemSelectionModel::NoUpdate);
    m_tree->scrollTo(cell);
    m_tree->edit(cell);
}

void LayerTreeDock::copyNames() const
{
    if (const QStringList layers = m_model->shownSelection(); !layers.isEmpty())
        QApplication::clipboard()->setText(layers.join(QLatin1Char('\n')));
}

void LayerTreeDock::showContextMenu(const QPoint& position)
{
    if (m_document.model() == nullptr)
        return;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("layerContextMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addEditActions(*menu);
    menu->addSeparator();
    addSelectionActions(*menu);
    menu->popup(m_tree->viewport()->mapToGlobal(position));
}

void LayerTreeDock::addEditActions(QMenu& menu)
{
    const QStringList layers = m_model->shownSelection();
    const auto count = static_cast<int>(layers.size());
    const auto prunable = static_cast<int>(prunableLayers(ConfigEditContext::of(m_document), layers).size());
    const auto isExcluded = [this](const QString& layer) {
        return m_model->item(m_model->indexOfName(layer)).state.excluded > 0;
    };
    const bool include = count > 0 && std::all_of(layers.begin(), layers.end(), isExcluded);
    const QString exclude =
        include ? tr("Include %n layer(s)", nullptr, count) : tr("Exclude %n layer(s)", nullptr, count);
    const QString edit = tr("Set sparsity of %n layer(s)…", nullptr, prunable);
    connect(menuAction(menu, "addToConfigListAction", "list-add",
                       tr("Add %n layer(s) to the config list", nullptr, prunable), prunable > 0),
            &QAction::triggered, this, &LayerTreeDock::addSelectionToConfigList);
    connect(menuAction(menu, "toggleExcludedAction", include ? "list-add" : "list-remove",
                       withKey(exclude, Qt::Key_Space), count > 0),
            &QAction::triggered, this, &LayerTreeDock::toggleExcluded);
    connect(menuAction(menu, "editSparsityAction", "document-edit", withKey(edit, Qt::Key_Return), prunable > 0),
            &QAction::triggered, this, &LayerTreeDock::editSparsity);
}

void LayerTreeDock::addSelectionActions(QMenu& menu)
{
    const auto count = static_cast<int>(m_model->shownSelection().size());
    const QModelIndex current = m_model->indexOfName(m_selection.currentLayer());
    const QString type = current.isValid() ? tr("Select all of type %1").arg(m_model->item(current).type)
                                           : tr("Select all of this type");
    connect(menuAction(menu, "selectTypeAction", "edit-select-all", type, current.isValid()), &QAction::triggered, this,
            &LayerTreeDock::selectSameType);
    connect(menuAction(menu, "selectAllAction", "edit-select-all",
                       withKey(tr("Select all that are shown"), QKeySequence::SelectAll)),
            &QAction::triggered, m_tree, &QTreeView::selectAll);
    connect(menuAction(menu, "copyNamesAction", "edit-copy",
                       withKey(tr("Copy %n name(s)", nullptr, count), QKeySequence::Copy), count > 0),
            &QAction::triggered, this, &LayerTreeDock::copyNames);
    menu.addSeparator();
    connect(menuAction(menu, "expandAllAction", "expand-all", tr("Expand all")), &QAction::triggered, m_tree,
            &QTreeView::expandAll);
    connect(menuAction(menu, "collapseAllAction", "collapse-all", tr("Collapse all")), &QAction::triggered, m_tree,
            &QTreeView::collapseAll);
}

} // namespace espalier::ui
