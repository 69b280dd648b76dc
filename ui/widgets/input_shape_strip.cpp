// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/input_shape_strip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

#include "core/base/error.h"
#include "ui/actions/action_registry.h"
#include "ui/theme/theme_manager.h"
#include "ui/translation/error_messages.h"

namespace espalier::ui {

namespace {

constexpr int kLeastCharacters = 16; ///< of an input shape that are always seen
constexpr int kWidestInput = 260;    ///< pixels
constexpr int kInputFrame = 24;      ///< pixels around the text, frame and margins together
constexpr int kQuestionMargin = 4;   ///< pixels, so that rounding does not wrap the last word
constexpr int kQuestionStretch = 1000;

} // namespace

InputShapeStrip::InputShapeStrip(QWidget* parent)
    : QWidget(parent)
    , m_question(new QLabel(this))
    , m_input(new QLineEdit(this))
    , m_apply(new QPushButton(this))
    , m_later(new QPushButton(this))
    , m_error(new QLabel(this))
{
    setObjectName(QStringLiteral("inputShapeStrip"));
    m_question->setObjectName(QStringLiteral("inputShapeQuestionLabel"));
    m_input->setObjectName(QStringLiteral("inputShapeLineEdit"));
    m_apply->setObjectName(QStringLiteral("inputShapeApplyButton"));
    m_later->setObjectName(QStringLiteral("inputShapeLaterButton"));
    m_error->setObjectName(QStringLiteral("inputShapeErrorLabel"));
    m_question->setBuddy(m_input);
    m_question->setWordWrap(true);
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
    // The question takes what it needs for one line and wraps where there is less: the shape is what must be read.
    layout->setColumnStretch(0, kQuestionStretch);
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
    m_input->setCursorPosition(0);
    fitWidths();
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
    else if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitWidths();
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
    fitWidths();
}

void InputShapeStrip::fitWidths()
{
    const QFontMetrics metrics = m_input->fontMetrics();
    const int shape =
        std::max(metrics.averageCharWidth() * kLeastCharacters, metrics.horizontalAdvance(m_input->text()));
    m_input->setMinimumWidth(std::min(shape + kInputFrame, kWidestInput));
    m_input->setMaximumWidth(kWidestInput);
    const QString question = withoutAccessKey(m_question->text());
    m_question->setMaximumWidth(m_question->fontMetrics().horizontalAdvance(question) + kQuestionMargin);
}

} // namespace espalier::ui
