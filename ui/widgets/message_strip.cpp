// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/message_strip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include "ui/theme/theme_manager.h"

namespace espalier::ui {

namespace {

QColor severityColor(Severity severity)
{
    const ThemeColors& colors = ThemeManager::instance().colors();
    switch (severity) {
    case Severity::Error:
        return colors.error;
    case Severity::Warning:
        return colors.warning;
    case Severity::Info:
        break;
    }
    return colors.accent;
}

QString severityIcon(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return QStringLiteral("dialog-error");
    case Severity::Warning:
        return QStringLiteral("dialog-warning");
    case Severity::Info:
        break;
    }
    return QStringLiteral("dialog-information");
}

} // namespace

MessageStrip::MessageStrip(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_button(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("messageStrip"));
    m_text->setObjectName(QStringLiteral("messageStripLabel"));
    m_button->setObjectName(QStringLiteral("messageStripButton"));
    m_close->setObjectName(QStringLiteral("messageStripCloseButton"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setTextFormat(Qt::PlainText);
    m_close->setAutoRaise(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setSpacing(8);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    layout->addWidget(m_close);
    connect(m_button, &QPushButton::clicked, this, [this] {
        const auto help = m_help;
        clear();
        if (help)
            help();
    });
    connect(m_close, &QToolButton::clicked, this, [this] {
        const QString closed = text();
        clear();
        Q_EMIT dismissed(closed);
    });
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &MessageStrip::refreshIcons);
    retranslate();
    refreshIcons();
    hide();
}

void MessageStrip::showMessage(Severity severity, const QString& text, const QString& buttonText,
                               std::function<void()> help)
{
    m_severity = severity;
    m_help = std::move(help);
    m_holds = nullptr;
    m_text->setText(text);
    m_button->setText(buttonText);
    m_button->setVisible(!buttonText.isEmpty());
    setAccessibleName(text);
    refreshIcons();
    show();
}

void MessageStrip::showWhile(std::function<bool()> holds)
{
    m_holds = std::move(holds);
}

void MessageStrip::review()
{
    if (m_holds && !m_holds())
        clear();
}

void MessageStrip::clear()
{
    m_help = nullptr;
    m_holds = nullptr;
    m_text->clear();
    hide();
}

QString MessageStrip::text() const
{
    return m_text->text();
}

void MessageStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const ThemeColors& colors = ThemeManager::instance().colors();
    const QColor color = severityColor(m_severity);
    painter.fillRect(rect(), colors.surface);
    painter.fillRect(0, 0, 4, height(), color);
    painter.fillRect(0, height() - 1, width(), 1, colors.line);
}

void MessageStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void MessageStrip::retranslate()
{
    m_close->setToolTip(tr("Hide this message"));
    m_close->setAccessibleName(tr("Hide this message"));
}

void MessageStrip::refreshIcons()
{
    m_icon->setPixmap(ThemeManager::icon(severityIcon(m_severity)).pixmap(QSize(16, 16), devicePixelRatioF()));
    m_close->setIcon(ThemeManager::icon(QStringLiteral("window-close")));
    update();
}

} // namespace espalier::ui
