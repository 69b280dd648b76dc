// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace espalier::ui {

/// Says beside a chart which filling means kept and which removed.
class KeptRemovedLegend : public QWidget
{
    Q_OBJECT

public:
    explicit KeptRemovedLegend(QWidget* parent = nullptr);

    /// @p previewed: what is removed is only a preview.
    void setPreviewed(bool previewed);
    /// Leaves out what is kept, where its filling says more and something else explains it.
    void setKeptShown(bool shown);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QString keptText() const;
    QString removedText() const;
    void refresh();

    bool m_previewed = false;
    bool m_keptShown = true;
};

} // namespace espalier::ui
