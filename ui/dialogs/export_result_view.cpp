// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/export_result_view.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

#include "ui/theme/theme_manager.h"
#include "ui/translation/error_messages.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

enum Column { FileColumn, SizeColumn, VerdictColumn, ColumnCount };

constexpr int kSnippetLines = 12;

QString pathText(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

QIcon verdictIcon(const WrittenFile& file)
{
    if (!file.verification)
        return ThemeManager::icon(QStringLiteral("dialog-information"));
    return ThemeManager::icon(file.verification->agrees ? QStringLiteral("checkmark") : QStringLiteral("dialog-error"));
}

} // namespace

ExportResultView::ExportResultView(QWidget* parent)
    : QWidget(parent)
    , m_summary(new QLabel(this))
    , m_tree(new QTreeWidget(this))
    , m_verdict(new QLabel(this))
    , m_snippetArea(new QWidget(this))
    , m_snippetTitle(new QLabel(m_snippetArea))
    , m_snippet(new QPlainTextEdit(m_snippetArea))
    , m_copy(new QPushButton(m_snippetArea))
    , m_openFolder(new QPushButton(m_snippetArea))
{
    createTree();
    createSnippet();
    layOut();
    connectWidgets();
    retranslate();
}

void ExportResultView::setOutcome(ExportOutcome outcome)
{
    m_outcome = std::move(outcome);
    m_tree->clear();
    for (std::size_t i = 0; i < m_outcome.files.size(); ++i)
        m_tree->addTopLevelItem(new QTreeWidgetItem);
    m_snippetArea->setVisible(m_outcome.written);
    retranslate();
    int shown = 0;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        const auto& verification = m_outcome.files[static_cast<std::size_t>(i)].verification;
        if (verification && !verification->agrees)
            shown = i;
    }
    m_tree->setCurrentItem(m_tree->topLevelItem(shown));
}

void ExportResultView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ExportResultView::createTree()
{
    m_tree->setObjectName(QStringLiteral("exportedFilesTreeWidget"));
    m_tree->setRootIsDecorated(false);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setColumnCount(ColumnCount);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(FileColumn, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(SizeColumn, QHeaderView::ResizeToContents);
    m_tree->header()->setSectionResizeMode(VerdictColumn, QHeaderView::ResizeToContents);
    m_tree->headerItem()->setTextAlignment(SizeColumn, Qt::AlignRight | Qt::AlignVCenter);
}

void ExportResultView::createSnippet()
{
    m_summary->setObjectName(QStringLiteral("exportSummaryLabel"));
    m_verdict->setObjectName(QStringLiteral("verificationLabel"));
    m_snippet->setObjectName(QStringLiteral("snippetPlainTextEdit"));
    m_copy->setObjectName(QStringLiteral("copyButton"));
    m_openFolder->setObjectName(QStringLiteral("openFolderButton"));
    for (QLabel* label : {m_summary, m_verdict}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_snippet->setReadOnly(true);
    m_snippet->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_snippet->setTabChangesFocus(true);
    m_snippet->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_snippet->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_snippet->setFixedHeight(m_snippet->fontMetrics().lineSpacing() * kSnippetLines);
    m_snippetTitle->setBuddy(m_snippet);
}

void ExportResultView::layOut()
{
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_openFolder);
    buttons->addStretch(1);
    auto* snippetLayout = new QVBoxLayout(m_snippetArea);
    snippetLayout->setContentsMargins(0, 0, 0, 0);
    snippetLayout->setSpacing(4);
    snippetLayout->addWidget(m_snippetTitle);
    snippetLayout->addWidget(m_snippet);
    snippetLayout->addLayout(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_summary);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_verdict);
    layout->addWidget(m_snippetArea);
}

void ExportResultView::connectWidgets()
{
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ExportResultView::showCurrent);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_snippet->toPlainText()); });
    connect(m_openFolder, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(pathText(m_outcome.folder))); });
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &ExportResultView::retranslate);
}

void ExportResultView::retranslate()
{
    m_tree->setAccessibleName(tr("Exported files"));
    m_tree->setHeaderLabels({tr("File"), tr("Size"), tr("Read back")});
    const auto count = static_cast<int>(m_outcome.files.size());
    m_summary->setText(m_outcome.written ? tr("Wrote %n file(s) to %1.", nullptr, count).arg(pathText(m_outcome.folder))
                                         : tr("Nothing was written."));
    m_snippetTitle->setText(tr("&Python"));
    m_snippet->setAccessibleName(tr("Python lines that load the file"));
    m_copy->setText(tr("&Copy"));
    m_copy->setIcon(ThemeManager::icon(QStringLiteral("edit-copy")));
    m_copy->setToolTip(tr("Copy the Python lines"));
    m_copy->setAccessibleName(tr("Copy the Python lines"));
    m_openFolder->setText(tr("&Open folder"));
    m_openFolder->setIcon(ThemeManager::icon(QStringLiteral("document-open-folder")));
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i)
        fillRow(m_tree->topLevelItem(i), m_outcome.files[static_cast<std::size_t>(i)]);
    showCurrent();
}

void ExportResultView::fillRow(QTreeWidgetItem* item, const WrittenFile& file) const
{
    item->setText(FileColumn, QString::fromStdString(file.path.filename().string()));
    item->setToolTip(FileColumn, pathText(file.path));
    item->setText(SizeColumn, bytesText(static_cast<qint64>(file.bytes)));
    item->setTextAlignment(SizeColumn, Qt::AlignRight | Qt::AlignVCenter);
    item->setToolTip(SizeColumn, tr("%1 bytes").arg(countText(static_cast<qint64>(file.bytes))));
    item->setText(VerdictColumn, shortVerdict(file));
    item->setIcon(VerdictColumn, verdictIcon(file));
}

void ExportResultView::showCurrent()
{
    const int row = m_tree->indexOfTopLevelItem(m_tree->currentItem());
    if (row < 0) {
        m_verdict->clear();
        m_snippet->clear();
        return;
    }
    const WrittenFile& file = m_outcome.files[static_cast<std::size_t>(row)];
    m_verdict->setText(verdict(file));
    m_snippet->setPlainText(QString::fromStdString(file.snippet).trimmed());
}

QString ExportResultView::shortVerdict(const WrittenFile& file)
{
    if (!file.verification)
        return tr("Not checked");
    return file.verification->agrees ? tr("Agrees") : tr("Differs");
}

QString ExportResultView::verdict(const WrittenFile& file)
{
    if (!file.verification)
        return tr("The file was not read back.");
    const Verification& verification = *file.verification;
    const QString compared = messageText(verification.detail);
    const auto number = [](double value) { return QLocale().toString(value, 'g', 3); };
    if (verification.agrees)
        return tr("The file was read back and agrees. Compared: %1. Largest difference: %2.")
            .arg(compared, number(verification.maxAbsDifference));
    if (!std::isfinite(verification.maxAbsDifference) || verification.maxAbsDifference == 0)
        return tr("The file was read back and differs. Compared: %1.").arg(compared);
    return tr("The file was read back and differs. Compared: %1. Largest difference: %2, relative %3.")
        .arg(compared, number(verification.maxAbsDifference), number(verification.maxRelDifference));
}

} // namespace espalier::ui
