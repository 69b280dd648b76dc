// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>

#include <memory>

class QAction;
class QLabel;
class QLineEdit;
class QMenu;
class QModelIndex;
class QStackedWidget;
class QTreeView;

namespace espalier::ui {

class ChipBar;
class CurrentSelection;
class EmptyState;
class LayerFilterProxyModel;
class LayerTreeColumns;
class LayerTreeModel;
class SessionDocument;
class SparsityBarDelegate;
class TreeExpansion;
struct ConfigEdit;

/// The network as a tree one works in: search, chips by type, one selection with the rest of the window, exclusion and
/// sparsity edited in place.
class LayerTreeDock : public QDockWidget
{
    Q_OBJECT

public:
    LayerTreeDock(SessionDocument& document, CurrentSelection& selection, QWidget* parent = nullptr);
    ~LayerTreeDock() override;

    /// Order, width and visibility of the columns.
    QByteArray saveColumns() const;
    bool restoreColumns(const QByteArray& state);

public Q_SLOTS:
    void focusSearch();
    void selectSameType();
    void addSelectionToConfigList();
    /// Of what is selected. Layers that a search hides are left alone, unless it hides all of them: these were chosen elsewhere.
    void toggleExcluded();
    /// Opens the editor in the sparsity column of the current row.
    void editSparsity();

Q_SIGNALS:
    /// The button of the empty state.
    void openRequested();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void createContent();
    QWidget* createFilter(QWidget* parent);
    void createTree();
    void connectParts();
    void connectTree();
    void connectFilter();
    void retranslate();
    void refreshIcons();
    void updateRowHeight();
    void updateTypes();
    void updatePages();
    void updateCount();
    void showDocument();
    void applyFilter();
    void clearFilter();
    void takeSelection();
    void publishSelection();
    QStringList selectedLayers() const;
    QStringList layersBelow(const QModelIndex& proxyIndex) const;
    QModelIndex rowOf(const QString& layer) const;
    /// The row in whose sparsity column the editor opens; invalid when none of the selected ones can be edited.
    QModelIndex editableRow() const;
    void adopt(const ConfigEdit& edit);
    void showContextMenu(const QPoint& position);
    void addEditActions(QMenu& menu);
    void addSelectionActions(QMenu& menu);
    void copyNames() const;
    void hover(const QModelIndex& proxyIndex);
    bool handleTreeKey(int key, Qt::KeyboardModifiers modifiers);
    bool handleSearchKey(int key);

    SessionDocument& m_document;
    CurrentSelection& m_selection;
    LayerTreeModel* m_model;
    LayerFilterProxyModel* m_proxy;
    SparsityBarDelegate* m_delegate;
    std::unique_ptr<TreeExpansion> m_expansion;
    QStackedWidget* m_pages = nullptr;
    EmptyState* m_empty = nullptr;
    QLineEdit* m_search = nullptr;
    QAction* m_searchIcon = nullptr;
    QLabel* m_searchError = nullptr;
    ChipBar* m_types = nullptr;
    QStackedWidget* m_results = nullptr;
    QTreeView* m_tree = nullptr;
    LayerTreeColumns* m_columns = nullptr;
    EmptyState* m_noMatch = nullptr;
    QLabel* m_count = nullptr;
    bool m_synchronizing = false;
};

} // namespace espalier::ui
