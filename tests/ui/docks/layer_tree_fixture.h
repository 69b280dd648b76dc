// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTest>
#include <QTreeView>

#include <functional>
#include <map>
#include <string>

#include "tests/support/gui_test.h"
#include "ui/docks/layer_tree_dock.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"
#include "ui/models/layer_tree_model.h"

namespace espalier::test {

/// What layers are asked for, by name.
using Requested = std::map<std::string, double>;

inline QStringList words(const char* text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

/// A dock on the screen, and what a test does with it and reads from it.
struct LayerTreeFixture
{
    ui::SessionDocument document;
    ui::CurrentSelection selection;
    ui::LayerTreeDock dock{document, selection};
    QTreeView* tree = child<QTreeView>(&dock, "layerTreeView");
    QLineEdit* search = child<QLineEdit>(&dock, "layerSearchLineEdit");
    QLabel* count = child<QLabel>(&dock, "layerCountLabel");

    explicit LayerTreeFixture(const char* model = "resnet_scripted", int width = 400)
    {
        if (model != nullptr)
            openInDocument(document, QLatin1String(model), QStringLiteral("1,3,16,16"));
        dock.resize(width, 700);
        dock.show();
        dock.activateWindow();
        if (!QTest::qWaitForWindowActive(&dock))
            qFatal("The dock does not get the focus.");
    }

    QModelIndex find(const QString& name, const QModelIndex& parent = {}) const
    {
        for (int row = 0; row < tree->model()->rowCount(parent); ++row) {
            const QModelIndex index = tree->model()->index(row, 0, parent);
            if (index.data(ui::LayerTreeModel::NameRole).toString() == name)
                return index;
            if (const QModelIndex below = find(name, index); below.isValid())
                return below;
        }
        return {};
    }

    QModelIndex row(const char* name) const
    {
        const QModelIndex index = find(QLatin1String(name));
        if (!index.isValid())
            qFatal("There is no row %s.", name);
        return index;
    }

    QModelIndex cell(const char* name, ui::LayerColumn column) const
    {
        return row(name).siblingAtColumn(static_cast<int>(column));
    }

    QStringList shown() const
    {
        QStringList names;
        const std::function<void(const QModelIndex&)> collect = [&](const QModelIndex& parent) {
            for (int i = 0; i < tree->model()->rowCount(parent); ++i) {
                const QModelIndex index = tree->model()->index(i, 0, parent);
                if (index.data(ui::LayerTreeModel::IsLayerRole).toBool())
                    names.append(index.data(ui::LayerTreeModel::NameRole).toString());
                collect(index);
            }
        };
        collect({});
        return names;
    }

    QStringList selectedRows() const
    {
        QStringList names;
        for (const QModelIndex& index : tree->selectionModel()->selectedRows())
            names.append(index.data(ui::LayerTreeModel::NameRole).toString());
        names.sort();
        return names;
    }

    void click(const char* name, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        tree->scrollTo(row(name));
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, modifiers,
                          tree->visualRect(cell(name, ui::LayerColumn::Type)).center());
    }

    Requested requested() const
    {
        Requested found;
        for (const ResolvedLayer& layer : document.resolution().layers) {
            if (layer.sparsity)
                found[layer.name] = *layer.sparsity;
        }
        return found;
    }

    bool isExcluded(const char* name) const { return document.resolution().find(name)->excluded; }

    QDoubleSpinBox* editor() const
    {
        return tree->viewport()->findChild<QDoubleSpinBox*>(QStringLiteral("sparsitySpinBox"));
    }

    void editTo(const char* percent) const
    {
        QTest::keyClick(tree, Qt::Key_Return);
        QTRY_VERIFY(editor() != nullptr);
        QTest::keyClicks(editor(), QLatin1String(percent));
        QTest::keyClick(editor(), Qt::Key_Return);
        QTRY_VERIFY(editor() == nullptr);
    }

    /// Triggers an action of the context menu.
    QString choose(const char* action)
    {
        Q_EMIT tree->customContextMenuRequested(tree->visualRect(tree->currentIndex()).center());
        auto* menu = child<QMenu>(&dock, "layerContextMenu");
        auto* chosen = child<QAction>(menu, action);
        const QString text = chosen->isEnabled() ? chosen->text() : QStringLiteral("disabled");
        menu->hide();
        menu->setObjectName(QString());
        chosen->trigger();
        menu->deleteLater();
        return text;
    }
};

} // namespace espalier::test
