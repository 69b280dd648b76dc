// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme_manager.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>
#include <QPointer>
#include <QStyle>
#include <QStyleHints>
#include <QToolTip>

#include "ui/theme/icon_theme.h"
#include "ui/theme/outlined_style.h"

namespace espalier::ui {

struct ThemeManager::State
{
    ThemeChoice choice = ThemeChoice::System;
    bool dark = false;
    bool applying = false;
    ThemeColors colors;
};

namespace {

ThemeColors lightColors()
{
    ThemeColors c;
    c.background = QColor(0xf3f4f5);
    c.surface = QColor(0xffffff);
    c.line = QColor(0xd2d6da);
    c.text = QColor(0x1b1f23);
    c.secondaryText = QColor(0x59616a);
    c.accent = QColor(0x1a66c9);
    c.accentText = QColor(0xffffff);
    c.kept = QColor(0x0072b2);
    c.removed = QColor(0xb84f00);
    c.warning = QColor(0x855c00);
    c.error = QColor(0xb3261e);
    c.estimated = QColor(0x6a5a8c);
    c.measured = QColor(0x00695c);
    return c;
}

ThemeColors darkColors()
{
    ThemeColors c;
    c.background = QColor(0x1d2023);
    c.surface = QColor(0x25282c);
    c.line = QColor(0x3d4248);
    c.text = QColor(0xe6e8ea);
    c.secondaryText = QColor(0xa7afb7);
    c.accent = QColor(0x6cb2f5);
    c.accentText = QColor(0x101317);
    c.kept = QColor(0x56b4e9);
    c.removed = QColor(0xf0914f);
    c.warning = QColor(0xe3b84a);
    c.error = QColor(0xff8f86);
    c.estimated = QColor(0xb9a9dc);
    c.measured = QColor(0x5fd0b5);
    return c;
}

QPalette paletteOf(const ThemeColors& c, bool dark)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.background);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.surface);
    palette.setColor(QPalette::AlternateBase, dark ? c.surface.lighter(108) : c.surface.darker(102));
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.secondaryText);
    palette.setColor(QPalette::Button, dark ? c.surface.lighter(115) : c.background);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.error);
    palette.setColor(QPalette::Highlight, c.accent);
    palette.setColor(QPalette::HighlightedText, c.accentText);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::ToolTipBase, c.surface);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Light, dark ? c.line.lighter(110) : c.surface);
    palette.setColor(QPalette::Midlight, dark ? c.line : c.background);
    palette.setColor(QPalette::Mid, c.line);
    palette.setColor(QPalette::Dark, dark ? c.background.darker(140) : c.line.darker(120));
    palette.setColor(QPalette::Shadow, dark ? c.background.darker(200) : c.line.darker(180));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        QColor disabled = c.secondaryText;
        disabled.setAlphaF(0.75F);
        palette.setColor(QPalette::Disabled, role, disabled);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.line);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, c.secondaryText);
    return palette;
}

/// What palettes cannot say: separators instead of frames, quiet dock titles.
QString styleSheetOf(const ThemeColors& c)
{
    const QString sheet =
        QStringLiteral("QToolTip { color: %1; background: %2; border: 1px solid %3; padding: 4px; }"
                       "QMainWindow::separator { background: %3; width: 1px; height: 1px; margin: 0px; }"
                       "QToolBar { border: none; border-bottom: 1px solid %3; padding: 4px 8px; spacing: 4px; }"
                       "QStatusBar { border-top: 1px solid %3; } QStatusBar::item { border: none; }"
                       "QDockWidget::title { background: %4; padding: 5px 8px; text-align: left; }");
    return sheet.arg(c.text.name(), c.surface.name(), c.line.name(), c.background.name());
}

bool systemIsDark()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#else
    // An empty palette makes the application fall back to the platform's own; its lightness tells the scheme.
    QApplication::setPalette(QPalette());
    const QPalette palette = QApplication::palette();
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
#endif
}

} // namespace

ThemeManager& ThemeManager::instance()
{
    // A child of the application, so that it dies before the application's resources do.
    static QPointer<ThemeManager> manager;
    if (manager.isNull())
        manager = new ThemeManager;
    return *manager;
}

ThemeManager::ThemeManager()
    : QObject(QCoreApplication::instance())
    , m_state(new State)
{
    QApplication::setStyle(new OutlinedStyle);
    qApp->installEventFilter(this);
    m_state->colors = colorsOf(false);
    setChoice(ThemeChoice::System);
}

ThemeManager::~ThemeManager() = default;

void ThemeManager::setChoice(ThemeChoice choice)
{
    m_state->choice = choice;
    m_state->applying = true;
    m_state->dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && systemIsDark());
    m_state->colors = colorsOf(m_state->dark);
    QApplication::setPalette(paletteOf(m_state->colors, m_state->dark));
    QToolTip::setPalette(QApplication::palette());
    qApp->setStyleSheet(styleSheetOf(m_state->colors));
    selectIconTheme(m_state->dark);
    m_state->applying = false;
    Q_EMIT changed();
}

ThemeChoice ThemeManager::choice() const
{
    return m_state->choice;
}

bool ThemeManager::isDark() const
{
    return m_state->dark;
}

const ThemeColors& ThemeManager::colors() const
{
    return m_state->colors;
}

ThemeColors ThemeManager::colorsOf(bool dark)
{
    return dark ? darkColors() : lightColors();
}

QIcon ThemeManager::icon(const QString& name)
{
    return themedIcon(name);
}

bool ThemeManager::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == qApp && event->type() == QEvent::ThemeChange && !m_state->applying
        && m_state->choice == ThemeChoice::System)
        setChoice(ThemeChoice::System);
    return QObject::eventFilter(watched, event);
}

} // namespace espalier::ui
