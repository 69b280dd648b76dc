// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/exception_menu.h"

#include <QAction>
#include <QEvent>

#include <algorithm>

namespace espalier::ui {

ExceptionMenu::ExceptionMenu(QWidget* parent)
    : QMenu(parent)
    , m_layers(addAction(QString()))
    , m_types(addMenu(QString()))
    , m_patterns(addAction(QString()))
{
    setObjectName(QStringLiteral("exceptionMenu"));
    setToolTipsVisible(true);
    m_layers->setObjectName(QStringLiteral("exceptLayersAction"));
    m_types->setObjectName(QStringLiteral("exceptTypesMenu"));
    m_patterns->setObjectName(QStringLiteral("exceptPatternsAction"));
    connect(m_layers, &QAction::triggered, this, [this] { Q_EMIT layersChosen(m_choices.layers); });
    connect(m_patterns, &QAction::triggered, this, &ExceptionMenu::patternsChosen);
    retranslate();
}

void ExceptionMenu::setChoices(const ExceptionChoices& choices, const ConfigEntry& entry)
{
    m_choices = choices;
    m_layers->setEnabled(!choices.layers.isEmpty());
    m_types->clear();
    for (const auto& [type, layers] : choices.types) {
        //: An op type and how many layers of it there are: "Conv2d (9)".
        QAction* action = m_types->addAction(tr("%1 (%2)").arg(type).arg(layers));
        action->setObjectName(type + QStringLiteral("ExceptAction"));
        action->setCheckable(true);
        const auto& excepted = entry.excludeOpTypes;
        action->setChecked(std::find(excepted.begin(), excepted.end(), type.toStdString()) != excepted.end());
        connect(action, &QAction::triggered, this, [this, name = type](bool on) { Q_EMIT typeToggled(name, on); });
    }
    m_types->menuAction()->setEnabled(!choices.types.empty());
    retranslate();
}

void ExceptionMenu::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMenu::changeEvent(event);
}

void ExceptionMenu::retranslate()
{
    //: What an entry of the config list leaves out.
    setTitle(tr("&Except"));
    m_layers->setText(m_choices.layers.isEmpty()
                          ? tr("&Layers selected in the tree")
                          : tr("&Layers selected in the tree (%1)").arg(m_choices.layers.size()));
    m_layers->setToolTip(m_choices.layers.isEmpty()
                             ? tr("Select layers in the tree that this entry selects, to leave them out")
                             : m_choices.layers.join(QLatin1Char('\n')));
    m_types->setTitle(tr("Op &types"));
    m_patterns->setText(tr("By &name pattern"));
}

} // namespace espalier::ui
