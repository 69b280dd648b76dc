// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/layer_tree_model.h"

#include <QColor>
#include <QFont>
#include <QSet>

#include <algorithm>

#include "core/graph/dependency_graph.h"
#include "ui/config_editor/config_edits.h"
#include "ui/document/current_selection.h"
#include "ui/document/masks_in_sight.h"
#include "ui/document/session_document.h"
#include "ui/theme/theme_manager.h"
#include "ui/views/inspected_layer.h"

namespace espalier::ui {

namespace {

constexpr float kHighlightOpacity = 0.16F;

bool isNumeric(LayerColumn column)
{
    return column == LayerColumn::OutputShape || column == LayerColumn::Parameters || column == LayerColumn::Macs
           || column == LayerColumn::Channels || column == LayerColumn::Sparsity || column == LayerColumn::Bits;
}

/// The tree below @p from becomes that of @p to, where both have the same structure.
void copyData(const LayerTreeNode& from, LayerTreeNode& to)
{
    to.data = from.data;
    for (std::size_t i = 0; i < from.children.size(); ++i)
        copyData(*from.children[i], *to.children[i]);
}

} // namespace

LayerTreeModel::LayerTreeModel(SessionDocument& document, CurrentSelection& selection, QObject* parent)
    : TreeModel<LayerTreeItem>(parent)
    , m_document(document)
    , m_selection(selection)
    , m_texts(document)
    , m_counter(new MaskCounter(this))
{
    connect(m_counter, &MaskCounter::counted, this, &LayerTreeModel::refreshStates);
    connect(&document, &SessionDocument::modelChanged, this, &LayerTreeModel::reload);
    connect(&document, &SessionDocument::configListChanged, this, &LayerTreeModel::refresh);
    connect(&document, &SessionDocument::masksChanged, this, &LayerTreeModel::refresh);
    connect(&document, &SessionDocument::previewMasksChanged, this, &LayerTreeModel::refresh);
    // Whether the masks are those of the list may have changed with its errors, though no number has.
    connect(&document, &SessionDocument::issuesChanged, this, [this] { emitAllRows(); });
    connect(&document, &SessionDocument::estimateChanged, this, &LayerTreeModel::refreshStates);
    connect(&document, &SessionDocument::dependencyGraphChanged, this, &LayerTreeModel::refreshTies);
    connect(&selection, &CurrentSelection::layersChanged, this, &LayerTreeModel::refreshTies);
    reload();
}

int LayerTreeModel::columnCount(const QModelIndex&) const
{
    return kLayerColumns;
}

QVariant LayerTreeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LayerTreeItem& shown = item(index);
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return m_texts.display(shown, column);
    case Qt::ToolTipRole:
        return toolTip(shown, column);
    case Qt::AccessibleTextRole:
        return column == Column::Sparsity ? QVariant(m_texts.toolTip(shown, column)) : QVariant();
    case Qt::EditRole:
    case MixedRole: {
        bool mixed = false;
        const auto common = commonSparsity(editedLayers(index), mixed);
        if (role == MixedRole)
            return mixed;
        if (column != Column::Sparsity)
            return m_texts.display(shown, column);
        return common ? QVariant(*common) : QVariant();
    }
    case SortRole:
        return sortValue(shown, column);
    case NameRole:
        return shown.name;
    case IsLayerRole:
        return shown.isLayer();
    case AchievedRole:
        return shown.state.masked && !shown.state.isExcluded() ? QVariant(shown.state.achieved()) : QVariant();
    case RequestedRole:
        return shown.state.requested() ? QVariant(*shown.state.requested()) : QVariant();
    case DenseShareRole:
        if (!shown.isLayer() || m_heaviest == 0)
            return {};
        return static_cast<double>(shown.parameters) / static_cast<double>(m_heaviest);
    case TiedRole:
        return m_tied.contains(shown.name);
    default:
        return appearance(shown, column, role);
    }
}

QString LayerTreeModel::toolTip(const LayerTreeItem& shown, Column column) const
{
    const QString text = m_texts.toolTip(shown, column);
    const QString& current = m_selection.currentLayer();
    if (column != Column::Name || shown.name == current || !m_tied.contains(shown.name))
        return text;
    return text + QLatin1Char('\n') + tr("It loses channels together with %1.").arg(current);
}

QVariant LayerTreeModel::appearance(const LayerTreeItem& shown, Column column, int role) const
{
    const ThemeColors& colors = ThemeManager::instance().colors();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft)
                                   | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole && shown.state.prunable == 0)
        return colors.secondaryText;
    if (role == Qt::ForegroundRole && (column == Column::Sparsity || column == Column::Channels) && shown.state.masked
        && !outdatedMasksText(m_document).isEmpty())
        return colors.secondaryText;
    if (role == Qt::FontRole && column == Column::Name && m_tied.contains(shown.name)) {
        QFont font;
        font.setBold(true);
        font.setUnderline(isHighlighted(shown));
        return font;
    }
    if (!isHighlighted(shown))
        return {};
    if (role == Qt::BackgroundRole && shown.isLayer()) {
        QColor tint = colors.accent;
        tint.setAlphaF(kHighlightOpacity);
        return tint;
    }
    if (role == Qt::FontRole && column == Column::Name) {
        QFont font;
        font.setUnderline(true);
        return font;
    }
    return {};
}

QVariant LayerTreeModel::sortValue(const LayerTreeItem& shown, Column column) const
{
    switch (column) {
    case Column::Name:
    case Column::Type:
    case Column::Bits:
    case Column::Count:
        break;
    case Column::OutputShape: {
        if (!shown.isLayer())
            return {};
        const auto& shape = m_source->layers()[static_cast<std::size_t>(shown.layer)].outputShape;
        return shape ? QVariant(static_cast<qlonglong>(elementCount(*shape))) : QVariant();
    }
    case Column::Channels:
        return shown.state.channels > 0
                   ? QVariant(static_cast<qlonglong>(shown.state.channelsAfter.value_or(shown.state.channels)))
                   : QVariant();
    case Column::Parameters:
        return static_cast<qlonglong>(shown.parameters);
    case Column::Macs:
        return shown.macs ? QVariant(static_cast<qlonglong>(*shown.macs)) : QVariant();
    case Column::Sparsity:
        if (shown.state.masked && !shown.state.isExcluded())
            return shown.state.achieved();
        return shown.state.requested().value_or(-1.0);
    case Column::Entry:
        return shown.state.entries.empty() ? QVariant() : QVariant(shown.state.entries.begin()->first);
    }
    return m_texts.display(shown, column);
}

QVariant LayerTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const auto column = static_cast<Column>(section);
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return LayerTreeTexts::header(column);
    if (role == Qt::ToolTipRole)
        return LayerTreeTexts::headerToolTip(column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft)
                                   | Qt::AlignVCenter);
    return {};
}

Qt::ItemFlags LayerTreeModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = TreeModel<LayerTreeItem>::flags(index);
    if (index.isValid() && index.column() == static_cast<int>(Column::Sparsity) && item(index).state.prunable > 0)
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool LayerTreeModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    bool number = false;
    const double sparsity = value.toDouble(&number);
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable) || !number || !(sparsity >= 0.0 && sparsity < 1.0))
        return false;
    const ConfigEdit edit = setSparsityOfLayers(m_document.session().configList, ConfigEditContext::of(m_document),
                                                editedLayers(index), sparsity);
    if (edit.entry < 0)
        return false;
    m_document.setConfigList(edit.list, edit.text);
    m_selection.setCurrentEntry(edit.entry);
    return true;
}

QModelIndex LayerTreeModel::indexOfName(const QString& name, Column column) const
{
    const Node* found = m_nodes.value(name);
    return found == nullptr ? QModelIndex() : indexOf(*found, static_cast<int>(column));
}

QStringList LayerTreeModel::layersBelow(const QModelIndex& index) const
{
    if (index.isValid() && item(index).isLayer())
        return {item(index).name};
    QStringList names;
    node(index)->forEach([&](const Node& below) {
        if (below.data.isLayer())
            names.append(below.data.name);
    });
    return names;
}

QStringList LayerTreeModel::editedLayers(const QModelIndex& index) const
{
    const QStringList below = shown(layersBelow(index));
    const QStringList selected = shownSelection();
    // Of a container some may be selected.
    const QSet<QString> among(selected.begin(), selected.end());
    const bool any = std::any_of(below.begin(), below.end(), [&](const QString& name) { return among.contains(name); });
    return any ? selected : below;
}

QStringList LayerTreeModel::shownSelection() const
{
    return shown(m_selection.layers());
}

QStringList LayerTreeModel::shown(const QStringList& layers) const
{
    QStringList names;
    for (const QString& name : layers) {
        if (const QModelIndex index = indexOfName(name); index.isValid() && (!m_isShown || m_isShown(index)))
            names.append(name);
    }
    return names;
}

QStringList LayerTreeModel::sorted(const QStringList& layers) const
{
    QList<int> places;
    for (const QString& name : layers) {
        const Node* found = m_nodes.value(name);
        if (found != nullptr && found->data.isLayer())
            places.append(found->data.layer);
    }
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    QStringList names;
    for (const int place : places)
        names.append(QString::fromStdString(m_source->layers()[static_cast<std::size_t>(place)].name));
    return names;
}

int LayerTreeModel::layerCount() const
{
    return m_source == nullptr ? 0 : static_cast<int>(m_source->layers().size());
}

QList<LayerTreeModel::TypeCount> LayerTreeModel::types() const
{
    QList<TypeCount> types;
    for (int i = 0; i < layerCount(); ++i) {
        const LayerInfo& layer = m_source->layers()[static_cast<std::size_t>(i)];
        const QString type = QString::fromStdString(layer.opType);
        auto found = std::find_if(types.begin(), types.end(), [&](const TypeCount& t) { return t.type == type; });
        if (found == types.end())
            found = types.insert(types.end(), {type, 0, 0});
        ++found->layers;
        found->parameters += layer.parameterCount;
    }
    std::stable_sort(types.begin(), types.end(),
                     [](const TypeCount& a, const TypeCount& b) { return a.parameters > b.parameters; });
    return types;
}

std::optional<double> LayerTreeModel::commonSparsity(const QStringList& layers, bool& mixed) const
{
    LayerState sum;
    for (const QString& name : layers) {
        const Node* found = m_nodes.value(name);
        if (found != nullptr && found->data.state.prunable > 0)
            sum.add(found->data.state);
    }
    mixed = sum.asked > 0 && !sum.requested();
    return sum.requested();
}

void LayerTreeModel::reload()
{
    m_source = m_document.model();
    m_counter->setMasks(shownMasks(m_document));
    auto fresh = m_source == nullptr ? std::make_unique<Node>(LayerTreeItem{}) : buildLayerTree(*m_source);
    m_heaviest = 0;
    for (int i = 0; i < layerCount(); ++i)
        m_heaviest = std::max<qint64>(m_heaviest, m_source->layers()[static_cast<std::size_t>(i)].parameterCount);
    update(*fresh, layerStates(m_document, m_counter->removed()), false);
    // The same network with other weights or shapes: whoever looks at it keeps its place.
    if (m_source != nullptr && sameStructure(root(), *fresh)) {
        copyData(*fresh, root());
        emitAllRows();
        return;
    }
    m_nodes.clear();
    fresh->forEach([this](Node& below) { m_nodes.insert(below.data.name, &below); });
    resetTree(std::move(fresh));
}

void LayerTreeModel::refresh()
{
    m_counter->setMasks(shownMasks(m_document));
    refreshStates();
}

void LayerTreeModel::refreshStates()
{
    if (m_source != nullptr && m_source == m_document.model())
        update(root(), layerStates(m_document, m_counter->removed()), true);
}

LayerState LayerTreeModel::update(Node& parent, const std::vector<LayerState>& states, bool tell)
{
    LayerState sum;
    int first = -1;
    int last = -1;
    for (auto& child : parent.children) {
        LayerTreeItem& shown = child->data;
        LayerState state =
            shown.isLayer() ? states[static_cast<std::size_t>(shown.layer)] : update(*child, states, tell);
        sum.add(state);
        if (state == shown.state)
            continue;
        shown.state = std::move(state);
        first = first < 0 ? child->row : first;
        last = child->row;
    }
    if (tell && first >= 0)
        emitRows(parent, first, last);
    return sum;
}

void LayerTreeModel::emitRows(const Node& parent, int first, int last, const QList<int>& roles)
{
    const QModelIndex above = indexOf(parent);
    Q_EMIT dataChanged(index(first, 0, above), index(last, kLayerColumns - 1, above), roles);
}

void LayerTreeModel::emitAllRows(const QList<int>& roles)
{
    const auto emitChildren = [&](const Node& parent) {
        if (!parent.children.empty())
            emitRows(parent, 0, static_cast<int>(parent.children.size()) - 1, roles);
    };
    emitChildren(root());
    root().forEach(emitChildren);
}

bool LayerTreeModel::isHighlighted(const LayerTreeItem& shown) const
{
    return m_highlightedEntry >= 0 && shown.state.entries.contains(m_highlightedEntry);
}

void LayerTreeModel::setHighlightedEntry(int entry)
{
    if (entry == m_highlightedEntry)
        return;
    m_highlightedEntry = entry;
    emitAllRows({Qt::BackgroundRole, Qt::FontRole});
}

void LayerTreeModel::refreshTies()
{
    QSet<QString> tied;
    const auto graph = m_document.dependencyGraph();
    const DependencyGroup* group = graph ? graph->groupOf(m_selection.currentLayer().toStdString()) : nullptr;
    if (group != nullptr) {
        for (const DependencyMember& member : group->members) {
            if (member.role == ChannelRole::Producer)
                tied.insert(QString::fromStdString(member.layer));
        }
    }
    if (tied.size() < 2) // a layer is not tied to itself
        tied.clear();
    if (tied == m_tied)
        return;
    m_tied = std::move(tied);
    emitAllRows({Qt::FontRole, Qt::ToolTipRole, TiedRole});
}

void LayerTreeModel::refreshTexts()
{
    emitAllRows();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, kLayerColumns - 1);
}

} // namespace espalier::ui
