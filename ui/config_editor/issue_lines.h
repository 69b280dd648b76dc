// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "core/base/issue.h"

class QLabel;

namespace espalier::ui {

/// Sentences one below the other, each with the icon of its severity. Hidden while there are none.
class IssueLines : public QWidget
{
    Q_OBJECT

public:
    explicit IssueLines(QWidget* parent = nullptr);

    /// Does nothing when nothing changed.
    void setIssues(const std::vector<Issue>& issues);

protected:
    void changeEvent(QEvent* event) override;

private:
    void addLine();
    void refresh();

    struct Line
    {
        QWidget* row;
        QLabel* icon;
        QLabel* text;
    };
    std::vector<Issue> m_issues;
    std::vector<Line> m_lines; ///< at least one per issue; the rest is hidden
};

} // namespace espalier::ui
