// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "core/base/issue.h"
#include "ui/jobs/export_job.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace espalier::ui {

class ExportFileList;
class SessionDocument;

/// Which files to export, and where to. Says what they will hold, what keeps from exporting, and what would be
/// replaced.
class ExportForm : public QWidget
{
    Q_OBJECT

public:
    explicit ExportForm(SessionDocument& document, QWidget* parent = nullptr);

    /// The document as it is now, and what is chosen.
    ExportRequest request() const;
    bool isComplete() const { return m_complete; }
    int fileCount() const { return m_fileCount; }
    void browse();
    /// Says anew what keeps from exporting and what would be replaced: files may have come or gone.
    void refreshStatus();

Q_SIGNALS:
    /// isComplete() or fileCount() may have changed.
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void createWidgets();
    void layOut();
    void connectWidgets();
    void retranslate();
    void refreshOffer();
    void showStatus(Severity severity, const QString& text);
    std::vector<ExportFile> chosenFiles() const;
    QString obstacle(const std::vector<ExportFile>& files) const;
    QString path(const ExportFile& file) const;

    SessionDocument& m_document;
    QLabel* m_filesTitle;
    ExportFileList* m_files;
    QLabel* m_content;
    QLabel* m_folderTitle;
    QLineEdit* m_folder;
    QPushButton* m_browse;
    QCheckBox* m_verify;
    QLabel* m_statusIcon;
    QLabel* m_status;
    bool m_complete = false;
    int m_fileCount = 0;
};

} // namespace espalier::ui
