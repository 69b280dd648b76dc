// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QString>

namespace espalier::ui {

/// Where a number comes from.
enum class NumberOrigin { Unknown, Estimated, Measured };

/// One number with its change and its origin: hollow circle estimated, filled circle measured. A number that is out of date is grey
/// and says why in its tool tip. A click leads to what explains it.
class NumberCell : public QAbstractButton
{
    Q_OBJECT

public:
    struct Content
    {
        QString text;   ///< "61.2 k"; empty: shown as a dash
        QString change; ///< "−65 %"; empty: none
        NumberOrigin origin = NumberOrigin::Unknown;
        QString exact;    ///< tool tip: exact value and what it means
        QString outdated; ///< why it is out of date; empty: it is current
    };

    explicit NumberCell(QWidget* parent = nullptr);

    void setContent(const Content& content);
    const Content& content() const { return m_content; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QFont numberFont() const;
    QString shownText() const;
    void describe();

    Content m_content;
};

} // namespace espalier::ui
