// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/config_text_editor.h"

#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBlock>
#include <QTimer>

#include <algorithm>

#include "core/config/config_list_writer.h"
#include "ui/config_editor/breakable_text.h"
#include "ui/config_editor/config_edits.h"
#include "ui/config_editor/config_highlighter.h"
#include "ui/config_editor/config_list_text.h"
#include "ui/document/session_document.h"
#include "ui/theme/theme_manager.h"
#include "ui/translation/error_messages.h"

namespace espalier::ui {

namespace {

constexpr int kApplyDelay = 300;  ///< ms without typing before the text is read
constexpr int kBurstPause = 1500; ///< ms without typing that end an undo step
constexpr int kIconSize = 16;

/// Leaves undo to the window once there is no typing to take back, and whole config lists to the dock.
class ConfigPlainTextEdit : public QPlainTextEdit
{
public:
    explicit ConfigPlainTextEdit(ConfigTextEditor* editor)
        : QPlainTextEdit(editor)
        , m_editor(editor)
    {
    }

protected:
    bool event(QEvent* event) override
    {
        if (event->type() == QEvent::ShortcutOverride && isIdleUndo(static_cast<QKeyEvent*>(event))) {
            event->ignore();
            return false;
        }
        return QPlainTextEdit::event(event);
    }

    void insertFromMimeData(const QMimeData* source) override
    {
        if (isWholeConfigList(source->text()))
            Q_EMIT m_editor->listPasted(source->text());
        else
            QPlainTextEdit::insertFromMimeData(source);
    }

private:
    bool isIdleUndo(const QKeyEvent* event) const
    {
        return (event->matches(QKeySequence::Undo) && !document()->isUndoAvailable())
               || (event->matches(QKeySequence::Redo) && !document()->isRedoAvailable());
    }

    ConfigTextEditor* m_editor;
};

} // namespace

ConfigTextEditor::ConfigTextEditor(SessionDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
{
    setObjectName(QStringLiteral("configTextEditor"));
    createContent();
    connectParts();
    retranslate();
    refreshIcon();
    takeDocument();
}

void ConfigTextEditor::flush()
{
    if (m_applyTimer->isActive())
        apply();
}

void ConfigTextEditor::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

bool ConfigTextEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::FocusOut) {
        flush();
        m_mergeKey = 0;
    }
    return QWidget::eventFilter(watched, event);
}

void ConfigTextEditor::hideEvent(QHideEvent* event)
{
    flush();
    QWidget::hideEvent(event);
}

void ConfigTextEditor::createContent()
{
    m_edit = new ConfigPlainTextEdit(this);
    m_edit->setObjectName(QStringLiteral("configPlainTextEdit"));
    m_edit->setFrameShape(QFrame::NoFrame);
    m_edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_edit->setTabChangesFocus(true);
    // Files dropped here are config lists to load, not text.
    m_edit->setAcceptDrops(false);
    m_edit->installEventFilter(this);
    new ConfigHighlighter(m_edit->document());
    m_errorLine = new QWidget(this);
    m_errorIcon = new QLabel(m_errorLine);
    m_errorText = new QLabel(m_errorLine);
    m_errorText->setObjectName(QStringLiteral("configErrorLabel"));
    m_errorText->setWordWrap(true);
    m_errorText->setTextFormat(Qt::PlainText);
    m_errorText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* line = new QHBoxLayout(m_errorLine);
    line->setContentsMargins(12, 8, 12, 8);
    line->setSpacing(8);
    line->addWidget(m_errorIcon, 0, Qt::AlignTop);
    line->addWidget(m_errorText, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_errorLine);
    m_errorLine->hide();
    m_applyTimer = new QTimer(this);
    m_applyTimer->setSingleShot(true);
    m_applyTimer->setInterval(kApplyDelay);
    m_burstTimer = new QTimer(this);
    m_burstTimer->setSingleShot(true);
    m_burstTimer->setInterval(kBurstPause);
}

void ConfigTextEditor::connectParts()
{
    connect(m_edit, &QPlainTextEdit::textChanged, this, &ConfigTextEditor::noteTyping);
    connect(m_applyTimer, &QTimer::timeout, this, &ConfigTextEditor::apply);
    connect(m_burstTimer, &QTimer::timeout, this, [this] { m_mergeKey = 0; });
    connect(&m_document, &SessionDocument::configListChanged, this, &ConfigTextEditor::takeDocument);
    connect(&m_document, &SessionDocument::replaced, this, &ConfigTextEditor::takeNewDocument);
    connect(&m_document, &SessionDocument::issuesChanged, this, &ConfigTextEditor::refreshErrors);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, [this] {
        refreshIcon();
        underline();
    });
}

void ConfigTextEditor::retranslate()
{
    m_edit->setAccessibleName(tr("Config list as text"));
    m_edit->setToolTip(tr("JSON or a Python literal, as for NNI"));
    m_errorIcon->setAccessibleName(tr("Error"));
    m_errorText->setText(errorSentence());
}

void ConfigTextEditor::refreshIcon()
{
    m_errorIcon->setPixmap(
        ThemeManager::icon(QStringLiteral("dialog-error")).pixmap(QSize(kIconSize, kIconSize), devicePixelRatioF()));
}

void ConfigTextEditor::noteTyping()
{
    // Colours change the document as well, and so does showing another list.
    if (m_showing)
        return;
    m_applyTimer->start();
    m_burstTimer->start();
}

void ConfigTextEditor::apply()
{
    m_applyTimer->stop();
    ParsedConfigList parsed = parseConfigList(m_edit->toPlainText().toStdString());
    setError(parsed.error);
    if (parsed.error || parsed.entries == m_document.session().configList)
        return;
    if (m_mergeKey == 0)
        m_mergeKey = newMergeKey();
    const QScopedValueRollback applying(m_applying, true);
    m_document.setConfigList(std::move(parsed.entries), tr("Edit config list as text"), m_mergeKey);
    refreshErrors(); // the same ones may be left
}

void ConfigTextEditor::takeDocument()
{
    if (m_applying) {
        m_known = m_document.session().configList;
        return;
    }
    const ConfigList& list = m_document.session().configList;
    // Another algorithm or seed is no reason to throw away what is being typed.
    if (m_known == list && !m_edit->document()->isEmpty())
        return;
    m_known = list;
    m_mergeKey = 0;
    const ParsedConfigList shown = parseConfigList(m_edit->toPlainText().toStdString());
    const bool equal = !shown.error && shown.entries == list && !m_edit->document()->isEmpty();
    m_applyTimer->stop();
    setError(std::nullopt);
    if (!equal)
        showList();
}

/// What was being typed, and what was wrong with it, belonged to the one before, even where both lists are equal.
void ConfigTextEditor::takeNewDocument()
{
    m_applyTimer->stop();
    m_burstTimer->stop();
    m_mergeKey = 0;
    m_known = m_document.session().configList;
    setError(std::nullopt);
    showList();
}

void ConfigTextEditor::showList()
{
    const QScopedValueRollback showing(m_showing, true);
    const int position = m_edit->textCursor().position();
    const int scrolled = m_edit->verticalScrollBar()->value();
    m_edit->setPlainText(QString::fromStdString(writeConfigList(m_document.session().configList, ConfigSyntax::Json)));
    QTextCursor cursor = m_edit->textCursor();
    cursor.setPosition(std::min(position, m_edit->document()->characterCount() - 1));
    m_edit->setTextCursor(cursor);
    m_edit->verticalScrollBar()->setValue(scrolled);
    refreshErrors();
}

void ConfigTextEditor::setError(const std::optional<ConfigSyntaxError>& error)
{
    m_error = error;
    refreshErrors();
}

void ConfigTextEditor::refreshErrors()
{
    const QString sentence = errorSentence();
    m_errorText->setText(sentence);
    m_errorLine->setVisible(!sentence.isEmpty());
    underline();
}

std::vector<Issue> ConfigTextEditor::entryErrors() const
{
    std::vector<Issue> errors;
    for (const Issue& issue : m_document.issues()) {
        if (issue.severity == Severity::Error && issue.entry)
            errors.push_back(issue);
    }
    if (errors.empty() || m_error)
        return {};
    const ParsedConfigList shown = parseConfigList(m_edit->toPlainText().toStdString());
    return !shown.error && shown.entries == m_document.session().configList ? errors : std::vector<Issue>();
}

void ConfigTextEditor::underline()
{
    const QString text = m_edit->toPlainText();
    QList<QTextEdit::ExtraSelection> selections;
    const auto mark = [&](const ConfigTextRange& range, const Message& message) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(m_edit->document());
        selection.cursor.setPosition(range.start);
        selection.cursor.setPosition(range.start + range.length, QTextCursor::KeepAnchor);
        selection.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        selection.format.setUnderlineColor(ThemeManager::instance().colors().error);
        selection.format.setToolTip(messageText(message));
        selections.append(selection);
    };
    if (m_error)
        mark(rangeOf(*m_error, text.toStdString()), m_error->message);
    const std::vector<Issue> errors = entryErrors();
    const auto ranges = errors.empty() ? std::vector<ConfigTextRange>() : entryRanges(text);
    for (const Issue& issue : errors) {
        if (*issue.entry < ranges.size())
            mark(ranges[*issue.entry], issue.message);
    }
    m_edit->setExtraSelections(selections);
}

QString ConfigTextEditor::errorSentence() const
{
    if (m_error)
        return breakableText(syntaxErrorText(*m_error));
    const std::vector<Issue> errors = entryErrors();
    return errors.empty() ? QString() : breakableText(messageText(errors.front().message));
}

} // namespace espalier::ui
