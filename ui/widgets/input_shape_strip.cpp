// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/input_shape_strip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

#include "core/base/error.h"
#include "ui/theme/theme_manager.h"
#include "ui/translation/error_messages.h"

namespace espalier::ui {

InputShapeStrip::InputShapeStrip(QWidget* parent)
    : QWidget(parent)
    , m_question(new QLabel(this))
    , m_input(new QLineEdit(this))
    , m_apply(new QPushButton(this))
    , m_later(new QPushButton(this))
    , m_error(new QLabel(this))
{
    setObjectName(QStringLiteral("inputShapeStrip"));
    m_input->setObjectName(QStringLiteral("inputShapeLineEdit"));
    m_apply->setObjectName(QStringLiteral("inputShapeApplyButton"));
    m_later->setObjectName(QStringLiteral("inputShapeLaterButton"));
    m_error->setObjectName(QStringLiteral("inputShapeErrorLabel"));
    m_question->setBuddy(m_input);
    m_input->setMaximumWidth(260);
    m_error->setWordWrap(true);
    m_error->hide();
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(4);
    layout->addWidget(m_question, 0, 0);
    layout->addWidget(m_input, 0, 1);
    layout->addWidget(m_apply, 0, 2);
    layout->addWidget(m_later, 0, 3);
    layout->setColumnStretch(4, 1);
    layout->addWidget(m_error, 1, 0, 1, 5);
    connect(m_input, &QLineEdit::returnPressed, this, &InputShapeStrip::apply);
    connect(m_apply, &QPushButton::clicked, this, &InputShapeStrip::apply);
    connect(m_later, &QPushButton::clicked, this, &QWidget::hide);
    retranslate();
    hide();
}

void InputShapeStrip::ask(const std::vector<InputSpec>& proposal)
{
    m_input->setText(QString::fromStdString(inputSpecsText(proposal)));
    m_error->hide();
    show();
}

void InputShapeStrip::showError(const QString& sentence)
{
    m_error->setText(sentence);
    m_error->show();
    show();
    m_input->setFocus();
}

QString InputShapeStrip::text() const
{
    return m_input->text();
}

void InputShapeStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void InputShapeStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const ThemeColors& colors = ThemeManager::instance().colors();
    painter.fillRect(rect(), colors.surface);
    painter.fillRect(0, 0, 4, height(), colors.accent);
    painter.fillRect(0, height() - 1, width(), 1, colors.line);
}

void InputShapeStrip::apply()
{
    try {
        const auto inputs = parseInputSpecs(m_input->text().toStdString());
        m_error->hide();
        Q_EMIT accepted(inputs);
    } catch (const Error& error) {
        showError(messageText(error.message()));
    }
}

void InputShapeStrip::retranslate()
{
    m_question->setText(tr("Which &input does the network get? Output shapes and MACs follow from it."));
    m_input->setPlaceholderText(tr("1,3,224,224"));
    m_input->setToolTip(
        tr("Sizes with the batch first; several inputs separated by a semicolon: 1,3,224,224;1,16:int64"));
    m_input->setAccessibleName(tr("Input shape"));
    m_apply->setText(tr("Use this shape"));
    m_later->setText(tr("Later"));
}

} // namespace espalier::ui
