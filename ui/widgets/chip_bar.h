// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>
#include <QWidget>

class QToolButton;

namespace espalier::ui {

/// A wrapping row of small toggles: op types to filter by, op types of a config entry.
class ChipBar : public QWidget
{
    Q_OBJECT

public:
    struct Chip
    {
        QString key;  ///< what selected() returns: "Conv2d"
        QString text; ///< what is shown: "Conv2d 9"
        QString toolTip;
        bool enabled = true;

        bool operator==(const Chip&) const = default;
    };

    explicit ChipBar(QWidget* parent = nullptr);

    /// Keeps the selection of chips that are still there. Does nothing when nothing changed.
    void setChips(const QList<Chip>& chips);
    const QList<Chip>& chips() const { return m_chips; }
    /// Emits nothing.
    void setSelected(const QStringList& keys);
    QStringList selected() const; ///< in the order of the chips

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The user toggled a chip.
    void selectionChanged(const QStringList& keys);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    /// Places the chips in rows of @p width, moving them when @p apply; returns the height.
    int arrange(int width, bool apply) const;

    QList<Chip> m_chips;
    QList<QToolButton*> m_buttons;
};

} // namespace espalier::ui
