// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>

class QUndoView;

namespace espalier::ui {

class SessionDocument;

/// Every edit since the document was opened; a click goes back or forward to it.
class HistoryDock : public QDockWidget
{
    Q_OBJECT

public:
    explicit HistoryDock(SessionDocument& document, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QUndoView* m_view;
};

} // namespace espalier::ui
