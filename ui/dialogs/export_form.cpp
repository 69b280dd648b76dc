// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/export_form.h"

#include <QCheckBox>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSet>
#include <QVBoxLayout>

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "ui/dialogs/export_file_list.h"
#include "ui/dialogs/open_files.h"
#include "ui/document/masks_in_sight.h"
#include "ui/document/session_document.h"
#include "ui/prompts/file_dialog.h"
#include "ui/settings/settings_store.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

QString pathText(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

/// Where this document was exported to before, else beside the model. An installed example lies where nobody may write: then
/// where the last export of any document went.
QString initialFolder(const SessionDocument& document)
{
    if (QFileInfo(document.exportFolder()).isDir())
        return document.exportFolder();
    const QString beside = QFileInfo(pathText(document.session().modelPath)).absolutePath();
    const QString last = SettingsStore::instance().value(SettingKey::LastFolder).toString();
    if (QFileInfo(beside).isWritable() || !QFileInfo(last).isDir())
        return beside;
    return last;
}

/// As accuracies are measured: the data's own text decides, then the options, then what the model has stored.
std::optional<Model::Normalization> scalingOf(const SessionDocument& document)
{
    const std::string& data = document.session().data;
    if (document.model() == nullptr || data.empty())
        return std::nullopt;
    const TrainingOptions options = document.trainingOptions();
    Model::Normalization scaling{options.mean, options.std};
    try {
        const DatasetSpec spec = parseDatasetSpec(data);
        scaling.mean = spec.mean.empty() ? scaling.mean : spec.mean;
        scaling.std = spec.std.empty() ? scaling.std : spec.std;
    } catch (const Error&) {
        return std::nullopt; // a session's text that names no data
    }
    if (scaling == Model::Normalization{})
        return document.model()->normalization();
    return scaling;
}

std::shared_ptr<const std::vector<ParameterSlices>> recipeOf(const SessionDocument& document)
{
    return document.shrunkFrom() ? document.shrunkFrom()->recipe : nullptr;
}

} // namespace

ExportForm::ExportForm(SessionDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_filesTitle(new QLabel(this))
    , m_files(new ExportFileList(this))
    , m_content(new QLabel(this))
    , m_folderTitle(new QLabel(this))
    , m_folder(new QLineEdit(this))
    , m_browse(new QPushButton(this))
    , m_verify(new QCheckBox(this))
    , m_statusIcon(new QLabel(this))
    , m_status(new QLabel(this))
{
    createWidgets();
    layOut();
    connectWidgets();
    retranslate();
}

ExportRequest ExportForm::request() const
{
    ExportRequest request;
    request.model = m_document.model();
    request.masks = m_document.sharedMasks();
    request.profile = m_document.session().profile;
    request.configList = m_document.session().configList;
    request.folder = QDir::cleanPath(m_folder->text()).toStdString();
    request.scaling = scalingOf(m_document);
    request.recipe = recipeOf(m_document);
    request.files = chosenFiles();
    request.verify = m_verify->isChecked();
    return request;
}

void ExportForm::browse()
{
    const QString chosen = FileDialog::folder(this, tr("Export to"));
    if (!chosen.isEmpty())
        m_folder->setText(chosen);
}

void ExportForm::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ExportForm::createWidgets()
{
    m_content->setObjectName(QStringLiteral("contentLabel"));
    m_content->setWordWrap(true);
    m_content->setForegroundRole(QPalette::PlaceholderText);
    m_folder->setObjectName(QStringLiteral("folderLineEdit"));
    m_folder->setText(initialFolder(m_document));
    m_folderTitle->setBuddy(m_folder);
    m_browse->setObjectName(QStringLiteral("browseButton"));
    m_browse->setAutoDefault(false);
    m_verify->setObjectName(QStringLiteral("verifyCheckBox"));
    m_verify->setChecked(true);
    m_statusIcon->setObjectName(QStringLiteral("statusIconLabel"));
    m_status->setObjectName(QStringLiteral("statusLabel"));
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);
}

void ExportForm::layOut()
{
    auto* folderRow = new QHBoxLayout;
    folderRow->setSpacing(8);
    folderRow->addWidget(m_folderTitle);
    folderRow->addWidget(m_folder, 1);
    folderRow->addWidget(m_browse);
    auto* status = new QHBoxLayout;
    status->setSpacing(8);
    status->addWidget(m_statusIcon, 0, Qt::AlignTop);
    status->addWidget(m_status, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_filesTitle);
    layout->addWidget(m_files);
    layout->addWidget(m_content);
    layout->addSpacing(8);
    layout->addLayout(folderRow);
    layout->addWidget(m_verify);
    layout->addStretch(1);
    layout->addLayout(status);
}

void ExportForm::connectWidgets()
{
    connect(m_files, &ExportFileList::changed, this, &ExportForm::refreshStatus);
    connect(m_folder, &QLineEdit::textChanged, this, &ExportForm::refreshStatus);
    connect(m_browse, &QPushButton::clicked, this, &ExportForm::browse);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &ExportForm::refreshStatus);
    for (const auto signal :
         {&SessionDocument::modelChanged, &SessionDocument::masksChanged, &SessionDocument::configListChanged,
          &SessionDocument::sessionChanged, &SessionDocument::estimateChanged})
        connect(&m_document, signal, this, &ExportForm::refreshOffer);
}

void ExportForm::retranslate()
{
    m_filesTitle->setText(tr("Files"));
    m_folderTitle->setText(tr("Fol&der"));
    m_folder->setAccessibleName(tr("Folder for the exported files"));
    m_browse->setText(tr("B&rowse…"));
    m_browse->setAccessibleName(tr("Choose the folder"));
    m_verify->setText(tr("Read e&very file back and compare it"));
    m_verify->setToolTip(tr("Nothing is kept when a file differs from what was exported"));
    refreshOffer();
}

/// What there is to export has changed.
void ExportForm::refreshOffer()
{
    const MaskSet& masks = m_document.masks();
    const QFileInfo model(pathText(m_document.session().modelPath));
    if (masks.empty() && recipeOf(m_document))
        m_content->setText(
            tr("Physical: the model files hold the smaller network. Beside a state dict go the recipe and "
               "the Python program that rebuild it from the original module."));
    else if (masks.empty())
        m_content->setText(tr("There are no masks: the model files hold the weights as they are."));
    else if (const auto zeros = heldAtZero(m_document))
        m_content->setText(tr("Masks are applied to the model files. Simulated: %1 removed weights are written as "
                              "zeros; shapes and file size stay. Physical: Compress > Shrink cuts them out.")
                               .arg(countText(*zeros)));
    else // norms behind removed channels are yet to be counted
        m_content->setText(
            tr("Masks are applied to the model files. Simulated: at least %1 removed weights are written "
               "as zeros; shapes and file size stay. Physical: Compress > Shrink cuts them out.")
                .arg(countText(masks.removedCount())));
    m_files->offer(model.completeBaseName(), !masks.empty(), !m_document.session().configList.empty());
}

void ExportForm::refreshStatus()
{
    const std::vector<ExportFile> files = chosenFiles();
    QStringList replaced;
    for (const ExportFile& file : files) {
        if (QFileInfo::exists(path(file)))
            replaced.append(QString::fromStdString(file.name));
    }
    const QString why = obstacle(files);
    QStringList warnings;
    if (m_document.masksOutdated())
        warnings.append(tr("The config list has changed since these masks were made."));
    if (!replaced.isEmpty())
        warnings.append(tr("Replaces %n file(s): %1.", nullptr, static_cast<int>(replaced.size()))
                            .arg(replaced.join(QStringLiteral(", "))));
    if (!why.isEmpty())
        showStatus(Severity::Error, why);
    else
        showStatus(Severity::Warning, warnings.join(QLatin1Char('\n')));
    m_complete = why.isEmpty();
    m_fileCount = static_cast<int>(files.size());
    Q_EMIT changed();
}

void ExportForm::showStatus(Severity severity, const QString& text)
{
    const QString icon =
        severity == Severity::Error ? QStringLiteral("dialog-error") : QStringLiteral("dialog-warning");
    m_statusIcon->setPixmap(ThemeManager::icon(icon).pixmap(QSize(16, 16), devicePixelRatioF()));
    m_statusIcon->setVisible(!text.isEmpty());
    m_status->setText(text);
}

std::vector<ExportFile> ExportForm::chosenFiles() const
{
    return recipeOf(m_document) ? withRebuildFiles(m_files->checkedFiles()) : m_files->checkedFiles();
}

/// Why @p files cannot be exported as they are named; empty when they can.
QString ExportForm::obstacle(const std::vector<ExportFile>& files) const
{
    if (m_document.model() == nullptr)
        return tr("No model is open.");
    if (files.empty())
        return tr("Nothing is chosen.");
    if (QDir::isRelativePath(m_folder->text()))
        return tr("The folder needs its full path, beginning with /.");
    QSet<QString> names;
    for (const ExportFile& file : files) {
        const QString name = QString::fromStdString(file.name);
        if (name.isEmpty())
            return tr("A file has no name.");
        if (name.contains(QLatin1Char('/')))
            return tr("A file name cannot contain a slash: %1").arg(name);
        if (names.contains(name))
            return tr("Two files are called %1.").arg(name);
        names.insert(name);
        if (isOpenFile(m_document, path(file)))
            return tr("%1 is the file that is open; an export needs another name or folder.").arg(name);
    }
    return {};
}

QString ExportForm::path(const ExportFile& file) const
{
    return QDir(m_folder->text()).filePath(QString::fromStdString(file.name));
}

} // namespace espalier::ui
