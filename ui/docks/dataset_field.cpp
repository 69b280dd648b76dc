// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/dataset_field.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "ui/config_editor/wheel_guard.h"
#include "ui/prompts/file_dialog.h"
#include "ui/theme/theme_manager.h"
#include "ui/translation/error_messages.h"

namespace espalier::ui {

namespace {

const QString kFashionMnist = QStringLiteral("fashion-mnist");
constexpr int kShownLetters = 12;

QString parseError(const QString& text)
{
    if (text.isEmpty())
        return {};
    try {
        parseDatasetSpec(text.toStdString());
    } catch (const Error& error) {
        return messageText(error.message());
    }
    return {};
}

/// Of a text that names data: why its folder is none.
QString folderError(const QString& text)
{
    if (text.isEmpty())
        return {};
    const QString folder = QString::fromStdString(parseDatasetSpec(text.toStdString()).folder.string());
    if (folder.isEmpty() || QFileInfo(folder).isDir())
        return {};
    return QCoreApplication::translate("espalier::ui::DatasetField", "There is no folder %1.").arg(folder);
}

} // namespace

DatasetField::DatasetField(QWidget* parent)
    : QWidget(parent)
    , m_combo(new QComboBox(this))
    , m_browse(new QToolButton(this))
    , m_errorRow(new QWidget(this))
    , m_errorIcon(new QLabel(m_errorRow))
    , m_errorLabel(new QLabel(m_errorRow))
{
    m_combo->setObjectName(QStringLiteral("dataComboBox"));
    m_errorLabel->setObjectName(QStringLiteral("dataErrorLabel"));
    m_combo->setEditable(true);
    m_combo->setInsertPolicy(QComboBox::NoInsert);
    m_combo->setCompleter(nullptr);
    m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_combo->setMinimumContentsLength(kShownLetters);
    m_combo->addItem(kFashionMnist);
    guardWheel(m_combo);
    m_browse->setObjectName(QStringLiteral("browseDataButton"));
    m_browse->setFocusPolicy(Qt::StrongFocus);
    m_errorLabel->setWordWrap(true);
    m_errorRow->hide();
    layOut();
    connect(m_combo->lineEdit(), &QLineEdit::textEdited, this, &DatasetField::check);
    connect(m_combo->lineEdit(), &QLineEdit::editingFinished, this, [this] { commit(); });
    connect(m_combo, &QComboBox::activated, this, [this] { commit(); });
    connect(m_browse, &QToolButton::clicked, this, &DatasetField::browse);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &DatasetField::retranslate);
    retranslate();
    m_combo->setEditText({});
}

void DatasetField::layOut()
{
    auto* fields = new QHBoxLayout;
    fields->setSpacing(4);
    fields->addWidget(m_combo, 1);
    fields->addWidget(m_browse);
    auto* row = new QHBoxLayout(m_errorRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_errorIcon, 0, Qt::AlignTop);
    row->addWidget(m_errorLabel, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(fields);
    layout->addWidget(m_errorRow);
}

void DatasetField::setText(const QString& text)
{
    if (text != m_committed)
        reset(text);
}

void DatasetField::reset(const QString& text)
{
    m_committed = text;
    m_combo->setEditText(text);
    showError({});
}

QString DatasetField::text() const
{
    return m_combo->currentText().trimmed();
}

QString DatasetField::error() const
{
    return m_errorLabel->text();
}

bool DatasetField::commit()
{
    checkWithFolder();
    if (!error().isEmpty())
        return false;
    if (text() != m_committed) {
        m_committed = text();
        Q_EMIT committed(m_committed);
    }
    return true;
}

void DatasetField::focusInput()
{
    m_combo->setFocus(Qt::OtherFocusReason);
    m_combo->lineEdit()->selectAll();
}

QString DatasetField::textForFolder(const QString& folder)
{
    const QDir dir(folder);
    const auto has = [&dir](const QString& pattern) { return !dir.entryList({pattern}, QDir::Files).isEmpty(); };
    const QString kind = has(QStringLiteral("train-images?idx3-ubyte*")) ? QStringLiteral("mnist:")
                         : has(QStringLiteral("data_batch_1.bin"))       ? QStringLiteral("cifar10:")
                                                                         : QStringLiteral("folder:");
    return kind + dir.absolutePath();
}

void DatasetField::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void DatasetField::check()
{
    showError(parseError(text()));
}

/// Not at every letter: the folder may lie on a slow disk.
void DatasetField::checkWithFolder()
{
    check();
    if (error().isEmpty())
        showError(folderError(text()));
}

void DatasetField::browse()
{
    const QString folder = FileDialog::folder(this, tr("Choose a folder with images or data files"));
    if (folder.isEmpty())
        return;
    m_combo->setEditText(textForFolder(folder));
    commit();
}

void DatasetField::showError(const QString& error)
{
    m_errorLabel->setText(error);
    m_errorRow->setVisible(!error.isEmpty());
    m_combo->setAccessibleDescription(error);
}

void DatasetField::retranslate()
{
    m_browse->setIcon(ThemeManager::icon(QStringLiteral("document-open-folder")));
    m_browse->setToolTip(tr("Browse for a folder\u2026"));
    m_browse->setAccessibleName(m_browse->toolTip());
    m_combo->lineEdit()->setPlaceholderText(tr("fashion-mnist, or folder:DIR"));
    m_combo->setAccessibleName(tr("Data set"));
    m_combo->setToolTip(
        tr("Labelled images: fashion-mnist, mnist:DIR, cifar10:DIR or folder:DIR; further options after "
           "commas: limit=1000 (of the training and of the test images), size=64x64, mean=.485:.456:.406, "
           "std=.229:.224:.225"));
    m_errorIcon->setPixmap(
        ThemeManager::icon(QStringLiteral("dialog-error")).pixmap(QSize(16, 16), devicePixelRatioF()));
    if (!error().isEmpty())
        checkWithFolder();
}

} // namespace espalier::ui
