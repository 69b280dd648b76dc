// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/export_file_list.h"

#include <QCheckBox>
#include <QEvent>
#include <QGridLayout>
#include <QLineEdit>

#include "ui/translation/error_messages.h"

namespace espalier::ui {

ExportFileList::ExportFileList(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("exportFileList"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    for (const auto& exporter : exporters()) {
        const QString id = QString::fromStdString(exporter->format());
        addRow({ExportFile::Kind::Model, exporter, {}}, id, m_rows.empty());
    }
    addRow({ExportFile::Kind::Masks, nullptr, {}}, QStringLiteral("masks"), true);
    addRow({ExportFile::Kind::ConfigList, nullptr, {}}, QStringLiteral("configList"), false);
    retranslate();
}

void ExportFileList::offer(const QString& baseName, bool masks, bool configList)
{
    for (Row& row : m_rows) {
        if (row.file.kind == ExportFile::Kind::Masks)
            setOffered(row, masks);
        else if (row.file.kind == ExportFile::Kind::ConfigList)
            setOffered(row, configList);
        if (row.name->isModified())
            continue;
        switch (row.file.kind) {
        case ExportFile::Kind::Model: {
            // Never the name of the open model: exporting beside it must not replace it.
            const QString suffix = QString::fromStdString(row.file.exporter->suffix());
            row.name->setText(baseName + (masks ? QStringLiteral("-pruned") : QStringLiteral("-exported")) + suffix);
            break;
        }
        case ExportFile::Kind::Masks:
            row.name->setText(QStringLiteral("mask.pth"));
            break;
        case ExportFile::Kind::ConfigList:
            row.name->setText(QStringLiteral("config_list.json"));
            break;
        case ExportFile::Kind::Recipe:
        case ExportFile::Kind::Program:
            break; // named after their state dict, and no choice of their own
        }
    }
    Q_EMIT changed();
}

std::vector<ExportFile> ExportFileList::checkedFiles() const
{
    std::vector<ExportFile> files;
    for (const Row& row : m_rows) {
        if (!row.offered || !row.box->isChecked())
            continue;
        files.push_back(row.file);
        files.back().name = row.name->text().trimmed().toStdString();
    }
    return files;
}

void ExportFileList::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ExportFileList::addRow(const ExportFile& file, const QString& id, bool checked)
{
    Row row{file, id, true, new QCheckBox(this), new QLineEdit(this)};
    row.box->setObjectName(id + QStringLiteral("CheckBox"));
    row.name->setObjectName(id + QStringLiteral("NameLineEdit"));
    row.box->setChecked(checked);
    row.name->setEnabled(checked);
    row.name->setMinimumWidth(240);
    auto* grid = static_cast<QGridLayout*>(layout());
    const int line = static_cast<int>(m_rows.size());
    grid->addWidget(row.box, line, 0);
    grid->addWidget(row.name, line, 1);
    connect(row.box, &QCheckBox::toggled, this, [this, name = row.name](bool on) {
        name->setEnabled(on);
        Q_EMIT changed();
    });
    connect(row.name, &QLineEdit::textEdited, this, &ExportFileList::changed);
    m_rows.push_back(row);
}

void ExportFileList::setOffered(Row& row, bool offered)
{
    row.offered = offered;
    row.box->setVisible(offered);
    row.name->setVisible(offered);
}

QString ExportFileList::title(const Row& row) const
{
    switch (row.file.kind) {
    case ExportFile::Kind::Model:
    case ExportFile::Kind::Recipe:
    case ExportFile::Kind::Program:
        break;
    case ExportFile::Kind::Masks:
        return tr("Masks, as NNI writes them");
    case ExportFile::Kind::ConfigList:
        return tr("Config list");
    }
    return messageText(row.file.exporter->title());
}

void ExportFileList::retranslate()
{
    for (const Row& row : m_rows) {
        row.box->setText(title(row));
        //: Accessible name of the field beside a format such as TorchScript.
        row.name->setAccessibleName(tr("File name: %1").arg(title(row)));
    }
}

} // namespace espalier::ui
