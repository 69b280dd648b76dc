// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QSet>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/model/model.h"
#include "ui/models/layer_tree_item.h"
#include "ui/models/layer_tree_texts.h"
#include "ui/models/tree_model.h"

namespace espalier::ui {

class CurrentSelection;
class SessionDocument;

/// The open network as a tree: containers hold layers. A change of config list or masks changes data; only another
/// network resets the model. Masks are the adopted ones, or those of the preview while there are none or they are out
/// of date; they show once they are counted. Writing into the sparsity column edits the config list.
class LayerTreeModel : public TreeModel<LayerTreeItem>
{
    Q_OBJECT

public:
    using Column = LayerColumn;

    enum Role {
        SortRole = Qt::UserRole, ///< a number where the column shows one, text otherwise
        NameRole,                ///< dotted name
        IsLayerRole,             ///< false: a container
        AchievedRole,            ///< share of the weights that masks remove; invalid without a mask
        RequestedRole,           ///< sparsity asked for; invalid when none or mixed
        DenseShareRole,          ///< parameters relative to the heaviest layer; invalid for containers
        MixedRole,               ///< what an edit of this row changes has different sparsities now
        TiedRole                 ///< the layer shares its channels with the selected one
    };

    struct TypeCount
    {
        QString type;
        int layers = 0;
        qint64 parameters = 0;
    };

    LayerTreeModel(SessionDocument& document, CurrentSelection& selection, QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Sparsity column, Qt::EditRole, a number in [0, 1): asks for it in all of editedLayers(), as one undo step.
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

    const LayerTreeItem& item(const QModelIndex& index) const { return node(index)->data; }
    /// The row of a layer or container; invalid when there is none.
    QModelIndex indexOfName(const QString& name, Column column = Column::Name) const;
    /// The layer itself, or every layer below the container.
    QStringList layersBelow(const QModelIndex& index) const;
    /// What an edit in this row applies to: the whole selection where it has layers of this row, else layersBelow(); of
    /// either, what is shown.
    QStringList editedLayers(const QModelIndex& index) const;
    /// Tells which layers a search lets through: nobody edits what he does not see. Without it, all are shown.
    void setShown(std::function<bool(const QModelIndex& layer)> isShown) { m_isShown = std::move(isShown); }
    /// The selected layers that are shown.
    QStringList shownSelection() const;
    QStringList sorted(const QStringList& layers) const; ///< in the order of the network
    int layerCount() const;
    /// The kinds of layers, heaviest first.
    QList<TypeCount> types() const;

    /// Marks the layers that the entry selects or rules; -1: none.
    void setHighlightedEntry(int entry);
    MaskCounter& maskCounter() const { return *m_counter; }
    /// Texts and colours anew, after the language or the theme changed.
    void refreshTexts();

private:
    void reload();
    void refresh();
    void refreshStates();
    /// Which layers lose channels together with the selected one.
    void refreshTies();
    /// Gives every row below @p parent its state and returns their sum; tells about rows that changed when @p tell.
    LayerState update(Node& parent, const std::vector<LayerState>& states, bool tell);
    void emitRows(const Node& parent, int first, int last, const QList<int>& roles = {});
    void emitAllRows(const QList<int>& roles = {});
    QString toolTip(const LayerTreeItem& item, Column column) const;
    bool isHighlighted(const LayerTreeItem& item) const;
    QVariant sortValue(const LayerTreeItem& item, Column column) const;
    QVariant appearance(const LayerTreeItem& item, Column column, int role) const;
    QStringList shown(const QStringList& layers) const;
    /// The one sparsity asked for in the prunable ones of @p layers; @p mixed says whether there are several.
    std::optional<double> commonSparsity(const QStringList& layers, bool& mixed) const;

    SessionDocument& m_document;
    CurrentSelection& m_selection;
    LayerTreeTexts m_texts;
    MaskCounter* m_counter;
    std::shared_ptr<const Model> m_source;
    QHash<QString, Node*> m_nodes;
    qint64 m_heaviest = 0;
    int m_highlightedEntry = -1;
    QSet<QString> m_tied;
    std::function<bool(const QModelIndex&)> m_isShown;
};

} // namespace espalier::ui
