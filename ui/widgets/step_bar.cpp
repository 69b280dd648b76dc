// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/step_bar.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "ui/actions/action_registry.h"
#include "ui/theme/theme_manager.h"

namespace espalier::ui {

StepBar::StepBar(const QList<QAction*>& steps, QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("stepBar"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 0);
    layout->setSpacing(4);
    for (QAction* step : steps) {
        if (!m_buttons.isEmpty()) {
            auto* arrow = new QLabel(QStringLiteral("\u203a"), this);
            arrow->setForegroundRole(QPalette::PlaceholderText);
            layout->addWidget(arrow);
        }
        auto* button = new QToolButton(this);
        button->setObjectName(step->objectName().replace(QStringLiteral("Action"), QStringLiteral("Button")));
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIconSize(QSize(16, 16));
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QToolButton::clicked, step, &QAction::trigger);
        connect(step, &QAction::changed, this, &StepBar::refresh);
        button->setProperty("step", QVariant::fromValue(step));
        layout->addWidget(button);
        m_buttons.append(button);
        m_done.append(false);
    }
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &StepBar::refresh);
    refresh();
}

void StepBar::setDone(const QList<bool>& done)
{
    m_done = done;
    m_next = static_cast<int>(m_done.indexOf(false));
    refresh();
}

void StepBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

void StepBar::refresh()
{
    for (qsizetype i = 0; i < m_buttons.size(); ++i) {
        QToolButton* button = m_buttons[i];
        const auto* step = button->property("step").value<QAction*>();
        const bool next = i == m_next;
        button->setText(withoutAccessKey(step->text()));
        QFont font = this->font();
        font.setBold(next);
        button->setFont(font);
        button->setIcon(m_done[i] ? ThemeManager::icon(QStringLiteral("checkmark")) : QIcon());
        button->setToolButtonStyle(m_done[i] ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonTextOnly);
        button->setToolTip(step->toolTip());
        const QString state = m_done[i] ? tr("done") : next ? tr("next step") : tr("not done yet");
        button->setAccessibleName(button->text());
        button->setAccessibleDescription(state);
    }
}

} // namespace espalier::ui
