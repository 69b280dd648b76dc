// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QAction;
class QToolButton;

namespace espalier::ui {

/// Model > Choose > Compress > Fine-tune > Export: shows which steps are done and which is next. Guides, never locks.
class StepBar : public QWidget
{
    Q_OBJECT

public:
    /// @p steps are the actions of the steps, in order.
    explicit StepBar(const QList<QAction*>& steps, QWidget* parent = nullptr);

    /// @param done one flag per step. The first step that is not done counts as the next one.
    void setDone(const QList<bool>& done);
    /// -1 when everything is done.
    int nextStep() const { return m_next; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();

    QList<QToolButton*> m_buttons;
    QList<bool> m_done;
    int m_next = 0;
};

} // namespace espalier::ui
