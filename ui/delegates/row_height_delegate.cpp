// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/delegates/row_height_delegate.h"

#include <QAbstractItemView>

#include "ui/settings/settings_store.h"

namespace espalier::ui {

namespace {

int chosenHeight()
{
    const QString height = SettingsStore::instance().value(SettingKey::RowHeight).toString();
    return height == QLatin1String("comfortable") ? RowHeightDelegate::kComfortable : RowHeightDelegate::kCompact;
}

} // namespace

RowHeightDelegate::RowHeightDelegate(QAbstractItemView* view)
    : QStyledItemDelegate(view)
    , m_height(chosenHeight())
{
    view->setItemDelegate(this);
    connect(&SettingsStore::instance(), &SettingsStore::changed, view, [this, view](SettingKey key) {
        if (key != SettingKey::RowHeight)
            return;
        m_height = chosenHeight();
        view->doItemsLayout();
    });
}

QSize RowHeightDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return QStyledItemDelegate::sizeHint(option, index).expandedTo(QSize(0, m_height));
}

} // namespace espalier::ui
