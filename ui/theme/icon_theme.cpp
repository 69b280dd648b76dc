// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icon_theme.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QStandardPaths>

namespace espalier::ui {

namespace {

/// Stands in for a missing icon; takes its colour from the palette when it is painted.
class InitialIconEngine : public QIconEngine
{
public:
    explicit InitialIconEngine(const QString& name)
        : m_initial(name.left(1).toUpper())
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const QColor color = QApplication::palette().color(group, QPalette::ButtonText);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(color, 1));
        const int margin = qMax(1, rect.width() / 8);
        painter->drawRoundedRect(QRectF(rect).adjusted(margin + 0.5, margin + 0.5, -margin - 0.5, -margin - 0.5), 2, 2);
        QFont font = painter->font();
        font.setPixelSize(qMax(6, rect.height() / 2));
        painter->setFont(font);
        painter->drawText(rect, Qt::AlignCenter, m_initial);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new InitialIconEngine(*this); }
    bool isNull() override { return false; }

private:
    QString m_initial;
};

} // namespace

void selectIconTheme(bool dark)
{
    QStringList paths = QStandardPaths::locateAll(QStandardPaths::GenericDataLocation, QStringLiteral("icons"),
                                                  QStandardPaths::LocateDirectory);
    const QString system = QStringLiteral("/usr/share/icons");
    if (!paths.contains(system))
        paths.append(system);
    QIcon::setThemeSearchPaths(paths);
    QIcon::setFallbackThemeName(QStringLiteral("breeze"));
    QIcon::setThemeName(dark ? QStringLiteral("breeze-dark") : QStringLiteral("breeze"));
}

QIcon themedIcon(const QString& name)
{
    if (QIcon::hasThemeIcon(name))
        return QIcon::fromTheme(name);
    return QIcon(new InitialIconEngine(name));
}

} // namespace espalier::ui
