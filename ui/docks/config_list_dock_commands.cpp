// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>
#include <QStackedWidget>

#include <algorithm>

#include "core/base/error.h"
#include "core/config/config_list_parser.h"
#include "core/config/config_list_writer.h"
#include "core/config/nni_v3_import.h"
#include "ui/config_editor/config_card_list.h"
#include "ui/config_editor/config_edits.h"
#include "ui/config_editor/config_list_file.h"
#include "ui/config_editor/config_list_model.h"
#include "ui/config_editor/config_list_text.h"
#include "ui/config_editor/config_text_editor.h"
#include "ui/config_editor/entry_structure_edits.h"
#include "ui/docks/config_list_dock.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"
#include "ui/prompts/file_dialog.h"
#include "ui/translation/error_messages.h"
#include "ui/widgets/message_strip.h"

namespace espalier::ui {

namespace {

/// The one local file of a drag that may be a config list; empty for anything else.
QString draggedList(const QMimeData* mime)
{
    const auto urls = mime->urls();
    if (urls.size() != 1 || !urls.first().isLocalFile())
        return {};
    const QString path = urls.first().toLocalFile();
    const QString suffix = QFileInfo(path).suffix().toLower();
    return suffix == QLatin1String("json") || suffix == QLatin1String("py") ? path : QString();
}

} // namespace

void ConfigListDock::addEntry()
{
    if (m_document.model() == nullptr)
        return;
    const ConfigEdit edit = addEntryForMainType(m_document.session().configList, ConfigEditContext::of(m_document));
    if (edit.text.isEmpty()) {
        m_message->showMessage(Severity::Info, tr("The algorithm finds nothing to prune in this model."));
        return;
    }
    adopt(edit);
    m_cards->focusEntry(edit.entry);
}

void ConfigListDock::addEntryForSelection()
{
    const ConfigEdit edit =
        addEntryForLayers(m_document.session().configList, ConfigEditContext::of(m_document), m_selection.layers());
    if (edit.text.isEmpty() && !m_selection.layers().isEmpty())
        m_message->showMessage(Severity::Info, tr("The algorithm cannot prune any of the selected layers."));
    adopt(edit);
}

std::optional<std::size_t> ConfigListDock::currentEntry() const
{
    const int entry = m_selection.currentEntry();
    return entry >= 0 && entry < m_model->rowCount() ? std::optional(static_cast<std::size_t>(entry)) : std::nullopt;
}

void ConfigListDock::removeCurrentEntry()
{
    if (const auto entry = currentEntry())
        adopt(removeEntry(m_document.session().configList, *entry));
}

void ConfigListDock::duplicateCurrentEntry()
{
    if (const auto entry = currentEntry())
        adopt(duplicateEntry(m_document.session().configList, *entry));
}

void ConfigListDock::switchCurrentEntry()
{
    const ConfigList& list = m_document.session().configList;
    if (const auto entry = currentEntry())
        adopt(setEntryEnabled(list, *entry, !list[*entry].enabled));
}

void ConfigListDock::splitCurrentEntry()
{
    if (const auto entry = currentEntry())
        adopt(splitEntry(m_document.session().configList, ConfigEditContext::of(m_document), *entry));
}

void ConfigListDock::mergeEqual()
{
    adopt(mergeEqualEntries(m_document.session().configList, ConfigEditContext::of(m_document)));
}

void ConfigListDock::clear()
{
    m_document.setConfigList({}, tr("Clear config list"));
}

void ConfigListDock::loadFile()
{
    const QString path =
        FileDialog::openFile(this, tr("Load a config list"), tr("Config lists (*.json *.py *.txt);;All files (*)"));
    if (!path.isEmpty())
        importFile(path);
}

void ConfigListDock::saveFile()
{
    m_text->flush();
    const QString path = FileDialog::saveFile(this, tr("Save the config list"), QStringLiteral("config_list.json"),
                                              tr("JSON (*.json);;Python (*.py)"));
    if (path.isEmpty())
        return;
    const QString failure = writeConfigListFile(m_document.session().configList, path);
    if (failure.isEmpty())
        m_message->clear();
    else
        m_message->showMessage(Severity::Error, failure, tr("Save elsewhere…"), [this] { saveFile(); });
}

void ConfigListDock::copyAsJson() const
{
    m_text->flush();
    const std::string text = writeConfigList(m_document.session().configList, ConfigSyntax::Json);
    QGuiApplication::clipboard()->setText(QString::fromStdString(text));
}

void ConfigListDock::copyAsPython() const
{
    m_text->flush();
    const std::string text = writeConfigList(m_document.session().configList, ConfigSyntax::Python);
    QGuiApplication::clipboard()->setText(QString::fromStdString(text));
}

void ConfigListDock::paste()
{
    importText(QGuiApplication::clipboard()->text());
}

bool ConfigListDock::eventFilter(QObject* watched, QEvent* event)
{
    // Keys climb from the widget with the focus to its parents: what passes here comes from a card, not from the
    // algorithm or a tab.
    if (watched == m_form && event->type() == QEvent::KeyPress && takeKey(*static_cast<const QKeyEvent*>(event)))
        return true;
    return QDockWidget::eventFilter(watched, event);
}

bool ConfigListDock::takeKey(const QKeyEvent& event)
{
    if (event.matches(QKeySequence::Paste))
        paste();
    else if (event.matches(QKeySequence::Copy))
        copyAsJson();
    else if (event.key() == Qt::Key_Delete && event.modifiers() == Qt::NoModifier)
        removeCurrentEntry();
    else
        return false;
    return true;
}

void ConfigListDock::dragEnterEvent(QDragEnterEvent* event)
{
    if (m_document.model() != nullptr && !draggedList(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ConfigListDock::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    importFile(draggedList(event->mimeData()));
}

void ConfigListDock::adopt(const ConfigEdit& edit)
{
    if (edit.text.isEmpty())
        return;
    m_document.setConfigList(edit.list, edit.text);
    m_selection.setCurrentEntry(edit.entry);
}

void ConfigListDock::importText(const QString& text)
{
    if (m_document.model() == nullptr)
        return;
    ParsedConfigList parsed = parseConfigList(text.toStdString());
    if (text.trimmed().isEmpty()) {
        m_message->showMessage(Severity::Info, tr("The clipboard holds no text to paste."));
        return;
    }
    if (parsed.error) {
        m_message->showMessage(Severity::Error,
                               tr("The clipboard holds no config list. %1").arg(syntaxErrorText(*parsed.error)));
        return;
    }
    m_message->clear();
    if (!isSingleEntry(text)) {
        adoptImported(std::move(parsed.entries), tr("Paste config list"));
        return;
    }
    const ImportedConfigList imported = importNniV3(std::move(parsed.entries));
    ConfigEdit edit{m_document.session().configList, tr("Paste entry"), m_model->rowCount()};
    edit.list.insert(edit.list.end(), imported.entries.begin(), imported.entries.end());
    adopt(edit);
    showReport(imported.issues, false);
}

void ConfigListDock::adoptImported(ConfigList list, const QString& text)
{
    ImportedConfigList imported = importNniV3(std::move(list));
    m_document.setConfigList(std::move(imported.entries), text);
    m_message->clear();
    showReport(imported.issues, false);
}

/// What is lost comes first; all of it is one click away.
void ConfigListDock::showReport(const std::vector<Issue>& issues, bool whole)
{
    if (issues.empty())
        return;
    constexpr qsizetype kShown = 3;
    QStringList sentences;
    for (const Severity severity : {Severity::Warning, Severity::Info}) {
        for (const Issue& issue : issues) {
            if (issue.severity == severity)
                sentences.append(messageText(issue.message));
        }
    }
    // The first note says what it is all about.
    const qsizetype title = sentences.indexOf(messageText(issues.front().message));
    sentences.move(title, 0);
    const Severity severity = std::any_of(issues.begin(), issues.end(),
                                          [](const Issue& issue) { return issue.severity == Severity::Warning; })
                                  ? Severity::Warning
                                  : Severity::Info;
    if (whole || sentences.size() <= kShown) {
        m_message->showMessage(severity, sentences.join(QLatin1Char('\n')));
        return;
    }
    m_message->showMessage(severity, sentences.mid(0, kShown).join(QLatin1Char('\n')), tr("Show everything"),
                           [this, issues] { showReport(issues, true); });
}

void ConfigListDock::importFile(const QString& path)
{
    try {
        adoptImported(readConfigList(path.toStdString()),
                      tr("Load config list from %1").arg(QFileInfo(path).fileName()));
    } catch (const Error& error) {
        m_message->showMessage(Severity::Error, messageText(error.message()), tr("Load another file…"),
                               [this] { loadFile(); });
    }
}

} // namespace espalier::ui
