// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/sparsity_bar_delegate.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/models/layer_tree_model.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/clamping_spin_box.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr int kMargin = 4;
constexpr int kBarHeight = 12;
constexpr int kPreferredBar = 48;
constexpr int kShortestBar = 3;
constexpr double kUnset = -1.0; ///< value of an editor in which nothing was typed yet
constexpr double kTolerance = 0.005;
constexpr const char* kLoaded = "loadedSparsity";

bool isBarColumn(const QModelIndex& index)
{
    return index.column() == static_cast<int>(LayerTreeModel::Column::Sparsity);
}

std::optional<double> number(const QModelIndex& index, int role)
{
    const QVariant value = index.data(role);
    return value.isValid() ? std::optional<double>(value.toDouble()) : std::nullopt;
}

int textWidth(const QFontMetrics& metrics)
{
    // Advances are rounded; without room for that the longest text would be elided.
    constexpr int kRounding = 2;
    return std::max(metrics.horizontalAdvance(percentText(1.0)), metrics.horizontalAdvance(LayerTreeTexts::excluded()))
           + kRounding;
}

} // namespace

SparsityBarDelegate::SparsityBarDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{
}

int SparsityBarDelegate::preferredWidth(const QFontMetrics& metrics)
{
    return textWidth(metrics) + kPreferredBar + 3 * kMargin;
}

SparsityBarDelegate::Bar SparsityBarDelegate::bar(const QRect& area, double share, std::optional<double> achieved,
                                                  std::optional<double> requested)
{
    const auto scaled = [](int length, double fraction) {
        return static_cast<int>(std::lround(length * std::clamp(fraction, 0.0, 1.0)));
    };
    Bar result;
    const int length = std::max(kShortestBar, scaled(area.width(), share));
    result.dense = QRect(area.left(), area.top(), length, area.height());
    const double removedShare = achieved ? *achieved : requested.value_or(0.0);
    int removed = scaled(length, removedShare);
    // What was removed stays visible, and so does what was kept.
    if (removedShare > 0.0 && removedShare < 1.0)
        removed = std::clamp(removed, 1, length - 1);
    result.kept = QRect(area.left(), area.top(), length - removed, area.height());
    result.removed = QRect(area.left() + length - removed, area.top(), removed, area.height());
    if (achieved && requested && std::abs(*achieved - *requested) > kTolerance)
        result.asked = area.left() + length - scaled(length, *requested);
    return result;
}

void SparsityBarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (!isBarColumn(index)) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString text = std::exchange(cell.text, QString());
    const QStyle* style = cell.widget != nullptr ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    const QRect inner = cell.rect.adjusted(kMargin, 0, -kMargin, 0);
    const int reserved = std::min(textWidth(cell.fontMetrics), inner.width());
    const QRect textArea(inner.right() - reserved + 1, inner.top(), reserved, inner.height());
    const QRect barArea(inner.left(), inner.center().y() - kBarHeight / 2 + 1, inner.width() - reserved - kMargin,
                        kBarHeight);
    const bool selected = (cell.state & QStyle::State_Selected) != 0;
    painter->save();
    paintBar(*painter, barArea, index, selected);
    const QPalette::ColorGroup group = (cell.state & QStyle::State_Active) != 0 ? QPalette::Active : QPalette::Inactive;
    painter->setFont(cell.font);
    painter->setPen(cell.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(textArea, Qt::AlignRight | Qt::AlignVCenter,
                      cell.fontMetrics.elidedText(text, Qt::ElideRight, textArea.width()));
    painter->restore();
}

void SparsityBarDelegate::paintBar(QPainter& painter, const QRect& area, const QModelIndex& index, bool selected) const
{
    const auto share = number(index, LayerTreeModel::DenseShareRole);
    if (!share || *share <= 0.0 || area.width() < kShortestBar)
        return;
    const auto achieved = number(index, LayerTreeModel::AchievedRole);
    const bool editable = (index.flags() & Qt::ItemIsEditable) != 0;
    const Bar drawn = bar(area, *share, achieved, number(index, LayerTreeModel::RequestedRole));
    const ThemeColors& colors = ThemeManager::instance().colors();
    painter.fillRect(drawn.dense, colors.surface);
    // A layer that cannot lose anything is an empty outline: its size counts, its bar means nothing.
    if (editable || achieved) {
        painter.fillRect(drawn.kept, colors.kept);
        painter.fillRect(drawn.removed, QBrush(colors.removed, Qt::BDiagPattern));
    }
    painter.setPen(selected ? colors.accentText : colors.secondaryText);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(drawn.dense.adjusted(0, 0, -1, -1));
    if (drawn.asked) {
        painter.setPen(QPen(selected ? colors.accentText : colors.text, 2));
        painter.drawLine(*drawn.asked, area.top() - 2, *drawn.asked, area.bottom() + 2);
    }
}

QSize SparsityBarDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QSize hint = QStyledItemDelegate::sizeHint(option, index);
    const int width = isBarColumn(index) ? preferredWidth(option.fontMetrics) : hint.width();
    return {width, std::max(m_rowHeight, option.fontMetrics.height() + kMargin)};
}

QWidget* SparsityBarDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& /*option*/,
                                           const QModelIndex& index) const
{
    if (!isBarColumn(index))
        return nullptr;
    auto* editor = new ClampingSpinBox(parent);
    editor->setObjectName(QStringLiteral("sparsitySpinBox"));
    editor->setAccessibleName(tr("Sparsity in percent"));
    editor->setFrame(false);
    editor->setDecimals(1);
    editor->setSingleStep(1.0);
    editor->setRange(0.0, 99.9);
    editor->setSuffix(QStringLiteral("\u00a0%"));
    editor->setAlignment(Qt::AlignRight);
    editor->setAutoFillBackground(true);
    return editor;
}

void SparsityBarDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    // A preview that arrives meanwhile must not overwrite what is being typed.
    auto* box = qobject_cast<QDoubleSpinBox*>(editor);
    if (box == nullptr || box->property(kLoaded).isValid())
        return;
    const QVariant asked = index.data(Qt::EditRole);
    if (asked.isValid()) {
        box->setValue(asked.toDouble() * 100.0);
    } else {
        box->setMinimum(kUnset);
        box->setSpecialValueText(index.data(LayerTreeModel::MixedRole).toBool() ? LayerTreeTexts::mixed()
                                                                                : tr("not set", "no sparsity yet"));
        box->setValue(kUnset);
    }
    box->setProperty(kLoaded, box->value());
    box->selectAll();
}

void SparsityBarDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    auto* box = qobject_cast<QDoubleSpinBox*>(editor);
    if (box == nullptr)
        return;
    box->interpretText();
    const double percent = box->value();
    if (percent < 0.0 || percent == box->property(kLoaded).toDouble())
        return;
    // The nearest double to the typed number, so that files say 0.333 and not 0.33299999999999996.
    model->setData(index, std::round(percent * 10.0) / 1000.0, Qt::EditRole);
}

void SparsityBarDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                               const QModelIndex& /*index*/) const
{
    QRect place = option.rect;
    place.setLeft(std::min(place.left(), place.right() - editor->sizeHint().width() + 1));
    editor->setGeometry(place);
}

} // namespace espalier::ui
