// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/jobs/export_job.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace espalier::ui {

/// What an export wrote: each file with its size and what reading it back gave, and the Python lines that load it.
class ExportResultView : public QWidget
{
    Q_OBJECT

public:
    explicit ExportResultView(QWidget* parent = nullptr);

    void setOutcome(ExportOutcome outcome);

protected:
    void changeEvent(QEvent* event) override;

private:
    void createTree();
    void createSnippet();
    void layOut();
    void connectWidgets();
    void retranslate();
    void fillRow(QTreeWidgetItem* item, const WrittenFile& file) const;
    void showCurrent();
    static QString shortVerdict(const WrittenFile& file);
    static QString verdict(const WrittenFile& file);

    ExportOutcome m_outcome;
    QLabel* m_summary;
    QTreeWidget* m_tree;
    QLabel* m_verdict;
    QWidget* m_snippetArea;
    QLabel* m_snippetTitle;
    QPlainTextEdit* m_snippet;
    QPushButton* m_copy;
    QPushButton* m_openFolder;
};

} // namespace espalier::ui
