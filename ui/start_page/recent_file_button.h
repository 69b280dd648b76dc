// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include "ui/start_page/recent_files.h"

namespace espalier::ui {

/// One line of the start page: the network's size profile, its name, folder and size.
class RecentFileButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit RecentFileButton(RecentFile file, QWidget* parent = nullptr);

    const RecentFile& file() const { return m_file; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void paintProfile(QPainter& painter, const QRect& place) const;

    RecentFile m_file;
};

} // namespace espalier::ui
