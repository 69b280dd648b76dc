// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace espalier::ui {

/// Says beside a chart which colour means which sparsity: see sparsityColor().
class SparsityLegend : public QWidget
{
    Q_OBJECT

public:
    explicit SparsityLegend(QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QString lowText() const;
    QString highText() const;
    void refresh();
};

} // namespace espalier::ui
