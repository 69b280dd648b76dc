// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/layer_name_list.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

#include <algorithm>

#include "ui/config_editor/elided_label.h"
#include "ui/theme/theme_manager.h"

namespace espalier::ui {

namespace {

constexpr qsizetype kFolded = 4; ///< names that a folded list shows

} // namespace

LayerNameList::LayerNameList(Purpose purpose, QWidget* parent)
    : QWidget(parent)
    , m_purpose(purpose)
    , m_more(new QToolButton(this))
{
    const bool selects = purpose == Purpose::Selection;
    setObjectName(selects ? QStringLiteral("layerNameList") : QStringLiteral("exceptedNameList"));
    m_more->setObjectName(selects ? QStringLiteral("moreNamesButton") : QStringLiteral("moreExceptedNamesButton"));
    m_more->setAutoRaise(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_more, &QToolButton::clicked, this, [this] {
        m_unfolded = !m_unfolded;
        refresh();
    });
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &LayerNameList::refreshIcons);
    hide();
}

void LayerNameList::setNames(const QStringList& names)
{
    if (names == m_names)
        return;
    m_names = names;
    refresh();
}

void LayerNameList::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

QString LayerNameList::removeText(const QString& name) const
{
    return m_purpose == Purpose::Selection ? tr("Take %1 out of this entry").arg(name)
                                           : tr("Let this entry select %1 again").arg(name);
}

void LayerNameList::addLine()
{
    const bool selects = m_purpose == Purpose::Selection;
    auto* row = new QWidget(this);
    auto* name = new ElidedLabel(row);
    name->setObjectName(selects ? QStringLiteral("layerNameLabel") : QStringLiteral("exceptedNameLabel"));
    auto* remove = new QToolButton(row);
    remove->setObjectName(selects ? QStringLiteral("removeNameButton") : QStringLiteral("readmitNameButton"));
    remove->setAutoRaise(true);
    remove->setFocusPolicy(Qt::TabFocus);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(name, 1);
    layout->addWidget(remove);
    const auto index = static_cast<qsizetype>(m_lines.size());
    connect(remove, &QToolButton::clicked, this, [this, index] { Q_EMIT removeRequested(m_names.value(index)); });
    static_cast<QVBoxLayout*>(this->layout())->insertWidget(static_cast<int>(index), row);
    m_lines.push_back({row, name, remove});
}

void LayerNameList::refresh()
{
    // One name more than the limit needs no more room than the button that would unfold it.
    const bool foldable = m_names.size() > kFolded + 1;
    const qsizetype shown = foldable && !m_unfolded ? kFolded : m_names.size();
    while (static_cast<qsizetype>(m_lines.size()) < shown)
        addLine();
    for (qsizetype i = 0; i < static_cast<qsizetype>(m_lines.size()); ++i) {
        const Line& line = m_lines[static_cast<std::size_t>(i)];
        line.row->setVisible(i < shown);
        if (i >= shown)
            continue;
        line.name->setText(m_names[i]);
        line.remove->setToolTip(removeText(m_names[i]));
        line.remove->setAccessibleName(line.remove->toolTip());
    }
    m_more->setVisible(foldable);
    m_more->setText(m_unfolded ? tr("Show fewer names")
                               : tr("Show %n more name(s)", nullptr,
                                    static_cast<int>(std::max<qsizetype>(0, m_names.size() - kFolded))));
    m_more->setAccessibleName(m_more->text());
    setVisible(!m_names.isEmpty());
    refreshIcons();
}

void LayerNameList::refreshIcons()
{
    for (const Line& line : m_lines)
        line.remove->setIcon(ThemeManager::icon(QStringLiteral("window-close")));
}

} // namespace espalier::ui
