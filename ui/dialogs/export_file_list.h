// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <vector>

#include "ui/jobs/export_job.h"

class QCheckBox;
class QLineEdit;

namespace espalier::ui {

/// The files that can be exported, each with a check box and the name it will get.
class ExportFileList : public QWidget
{
    Q_OBJECT

public:
    explicit ExportFileList(QWidget* parent = nullptr);

    /// What there is to export. A name that was typed stays.
    /// @param baseName the model's name without suffix: "resnet".
    void offer(const QString& baseName, bool masks, bool configList);
    std::vector<ExportFile> checkedFiles() const;

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row
    {
        ExportFile file;
        QString id; ///< begins the object names
        bool offered = true;
        QCheckBox* box = nullptr;
        QLineEdit* name = nullptr;
    };

    void addRow(const ExportFile& file, const QString& id, bool checked);
    void setOffered(Row& row, bool offered);
    QString title(const Row& row) const;
    void retranslate();

    std::vector<Row> m_rows;
};

} // namespace espalier::ui
