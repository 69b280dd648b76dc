// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/command_palette.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

#include "ui/actions/action_registry.h"

namespace espalier::ui {

namespace {

QString plainText(const QAction* action)
{
    return withoutAccessKey(action->text());
}

} // namespace

CommandPalette::CommandPalette(const QList<QAction*>& actions, QWidget* parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint)
    , m_actions(actions)
    , m_input(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setWindowTitle(tr("Command palette"));
    m_input->setObjectName(QStringLiteral("commandPaletteLineEdit"));
    m_list->setObjectName(QStringLiteral("commandPaletteListWidget"));
    m_input->setPlaceholderText(tr("Type a few letters of a command"));
    m_input->setClearButtonEnabled(true);
    m_input->setAccessibleName(tr("Command"));
    m_list->setAccessibleName(tr("Commands that fit"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_input);
    layout->addWidget(m_list);
    resize(460, 380);
    m_input->installEventFilter(this);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::triggerCurrent);
    filter({});
}

int CommandPalette::score(const QString& pattern, const QString& text)
{
    const QString wanted = pattern.toCaseFolded();
    const QString offered = text.toCaseFolded();
    if (offered.contains(wanted))
        return 1000 - static_cast<int>(offered.indexOf(wanted));
    int points = 500;
    qsizetype last = -1;
    for (const QChar letter : wanted) {
        const auto found = offered.indexOf(letter, last + 1);
        if (found < 0)
            return -1;
        points -= static_cast<int>(found - last - 1);
        last = found;
    }
    return std::max(points, 0);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_input || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const int rows = m_list->count();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        triggerCurrent();
        return true;
    }
    if ((key == Qt::Key_Down || key == Qt::Key_Up) && rows > 0) {
        const int step = key == Qt::Key_Down ? 1 : rows - 1;
        m_list->setCurrentRow((m_list->currentRow() + step) % rows);
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::filter(const QString& pattern)
{
    QList<std::pair<int, QAction*>> found;
    for (QAction* action : m_actions) {
        const int points = score(pattern, plainText(action));
        if (action->isEnabled() && action->isVisible() && points >= 0)
            found.append({points, action});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    m_list->clear();
    for (const auto& [points, action] : found) {
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        auto* item = new QListWidgetItem(action->icon(), plainText(action), m_list);
        if (!key.isEmpty())
            item->setText(QStringLiteral("%1    %2").arg(plainText(action), key));
        item->setToolTip(action->toolTip());
        item->setSizeHint(QSize(0, 26));
        item->setData(Qt::UserRole, QVariant::fromValue(action));
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::triggerCurrent()
{
    auto* item = m_list->currentItem();
    if (item == nullptr)
        return;
    auto* action = item->data(Qt::UserRole).value<QAction*>();
    accept();
    // After this dialog has gone, so that the command finds the window in front.
    QTimer::singleShot(0, action, &QAction::trigger);
}

} // namespace espalier::ui
