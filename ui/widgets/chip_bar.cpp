// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chip_bar.h"

#include <QResizeEvent>
#include <QStyleOptionToolButton>
#include <QToolButton>

#include <algorithm>

namespace espalier::ui {

namespace {

constexpr int kGap = 4;
constexpr int kPreferredWidth = 280;
constexpr double kSelectedTint = 0.4;

QColor mixed(const QColor& a, const QColor& b, double share)
{
    const auto part = [share](int from, int to) { return static_cast<int>(from + share * (to - from)); };
    return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

/// Styles only darken a button that is checked, which cannot be seen in a dark theme.
class ChipButton final : public QToolButton
{
public:
    using QToolButton::QToolButton;

protected:
    void initStyleOption(QStyleOptionToolButton* option) const override
    {
        QToolButton::initStyleOption(option);
        if (!isChecked())
            return;
        const QColor button = option->palette.color(QPalette::Button);
        option->palette.setColor(QPalette::Button,
                                 mixed(button, option->palette.color(QPalette::Highlight), kSelectedTint));
    }
};

} // namespace

ChipBar::ChipBar(QWidget* parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChipBar::setChips(const QList<Chip>& chips)
{
    if (chips == m_chips)
        return;
    const QStringList kept = selected();
    // One of them may be what the user just clicked.
    for (QToolButton* button : m_buttons) {
        button->hide();
        button->setParent(nullptr);
        button->disconnect(this);
        button->deleteLater();
    }
    m_buttons.clear();
    m_chips = chips;
    for (const Chip& chip : chips) {
        auto* button = new ChipButton(this);
        button->setObjectName(chip.key + QStringLiteral("ChipButton"));
        button->setText(chip.text);
        button->setToolTip(chip.toolTip);
        button->setEnabled(chip.enabled);
        button->setCheckable(true);
        button->setChecked(kept.contains(chip.key));
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::clicked, this, [this] { Q_EMIT selectionChanged(selected()); });
        button->show();
        m_buttons.append(button);
    }
    updateGeometry();
    arrange(width(), true);
}

void ChipBar::setSelected(const QStringList& keys)
{
    for (qsizetype i = 0; i < m_buttons.size(); ++i)
        m_buttons[i]->setChecked(keys.contains(m_chips[i].key));
}

QStringList ChipBar::selected() const
{
    QStringList keys;
    for (qsizetype i = 0; i < m_buttons.size(); ++i) {
        if (m_buttons[i]->isChecked())
            keys.append(m_chips[i].key);
    }
    return keys;
}

int ChipBar::heightForWidth(int width) const
{
    return arrange(width, false);
}

QSize ChipBar::sizeHint() const
{
    return {kPreferredWidth, arrange(kPreferredWidth, false)};
}

QSize ChipBar::minimumSizeHint() const
{
    int widest = 0;
    for (const QToolButton* button : m_buttons)
        widest = std::max(widest, button->sizeHint().width());
    return {widest, arrange(std::max(width(), widest), false)};
}

void ChipBar::resizeEvent(QResizeEvent* event)
{
    arrange(event->size().width(), true);
    updateGeometry();
}

int ChipBar::arrange(int width, bool apply) const
{
    int x = 0;
    int y = 0;
    int rowHeight = 0;
    for (QToolButton* button : m_buttons) {
        const QSize size = button->sizeHint();
        if (x > 0 && x + size.width() > width) {
            x = 0;
            y += rowHeight + kGap;
            rowHeight = 0;
        }
        if (apply)
            button->setGeometry(QRect(QPoint(x, y), size));
        x += size.width() + kGap;
        rowHeight = std::max(rowHeight, size.height());
    }
    return y + rowHeight;
}

} // namespace espalier::ui
