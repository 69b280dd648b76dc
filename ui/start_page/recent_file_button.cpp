// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start_page/recent_file_button.h"

#include <QDir>
#include <QFileInfo>
#include <QFontMetrics>
#include <QPainter>

#include <utility>

#include "ui/theme/theme_manager.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr int kHeight = 44;
constexpr int kProfileWidth = 72;

/// "~/models" for folders below the home folder.
QString shortFolder(const QString& path)
{
    const QString folder = QFileInfo(path).absolutePath();
    const QString home = QDir::homePath();
    return folder.startsWith(home) ? QStringLiteral("~") + folder.mid(home.size()) : folder;
}

} // namespace

RecentFileButton::RecentFileButton(RecentFile file, QWidget* parent)
    : QAbstractButton(parent)
    , m_file(std::move(file))
{
    setObjectName(QStringLiteral("recentFileButton"));
    setText(QFileInfo(m_file.path).fileName());
    setToolTip(QDir::toNativeSeparators(m_file.path));
    setAccessibleName(tr("Open %1").arg(text()));
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

QSize RecentFileButton::sizeHint() const
{
    return {360, kHeight};
}

void RecentFileButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const ThemeColors& colors = ThemeManager::instance().colors();
    if (underMouse() || hasFocus())
        painter.fillRect(rect(), colors.surface);
    if (hasFocus()) {
        painter.setPen(colors.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
    paintProfile(painter, QRect(8, 8, kProfileWidth, kHeight - 16));
    const QRect texts = rect().adjusted(kProfileWidth + 20, 4, -8, -4);
    const QRect upper = texts.adjusted(0, 0, 0, -texts.height() / 2);
    const QRect lower = texts.adjusted(0, texts.height() / 2, 0, 0);
    painter.setPen(colors.text);
    painter.drawText(upper, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(text(), Qt::ElideMiddle, upper.width() - 110));
    painter.setPen(colors.secondaryText);
    if (m_file.parameters > 0)
        painter.drawText(upper, Qt::AlignRight | Qt::AlignVCenter,
                         tr("%1 parameters").arg(shortCountText(m_file.parameters)));
    painter.drawText(lower, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(shortFolder(m_file.path), Qt::ElideMiddle, lower.width()));
}

void RecentFileButton::enterEvent(QEnterEvent* event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void RecentFileButton::leaveEvent(QEvent* event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

void RecentFileButton::paintProfile(QPainter& painter, const QRect& place) const
{
    const ThemeColors& colors = ThemeManager::instance().colors();
    painter.fillRect(place.left(), place.bottom(), place.width(), 1, colors.line);
    const auto bars = m_file.profile.size();
    if (bars == 0)
        return;
    const double width = static_cast<double>(place.width()) / static_cast<double>(bars);
    for (qsizetype i = 0; i < bars; ++i) {
        const double height = qMax(1.0, m_file.profile[i] * place.height());
        const QRectF bar(place.left() + static_cast<double>(i) * width, place.bottom() - height, qMax(1.0, width - 1),
                         height);
        painter.fillRect(bar, colors.kept);
    }
}

} // namespace espalier::ui
