// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/unsaved_work.h"

#include <QCoreApplication>
#include <QUndoStack>

#include "ui/document/session_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/prompts/message_box.h"

namespace espalier::ui {

namespace {

constexpr int kNamedEdits = 5;

QString translated(const char* text, int count = -1)
{
    return QCoreApplication::translate("UnsavedWork", text, nullptr, count);
}

/// The latest of the edits from @p first up to @p end, one per line.
QString namedEdits(const QUndoStack& stack, int first, int end)
{
    QStringList lines;
    for (int i = end - 1; i >= first && lines.size() < kNamedEdits; --i)
        lines.append(QStringLiteral("\u2022 ") + stack.text(i));
    const int more = end - first - static_cast<int>(lines.size());
    if (more > 0)
        lines.append(translated(QT_TRANSLATE_N_NOOP("UnsavedWork", "and %n more edit(s)"), more));
    return lines.join(QLatin1Char('\n'));
}

/// What the session in memory has and the saved one has not, or the other way round.
QString unsavedEdits(const SessionDocument& document)
{
    const QUndoStack& stack = *document.undoStack();
    const int saved = stack.cleanIndex();
    if (stack.index() < saved)
        return translated(
                   QT_TRANSLATE_NOOP("UnsavedWork", "These edits were taken back since the session was saved:\n%1"))
            .arg(namedEdits(stack, stack.index(), saved));
    if (const QString edits = namedEdits(stack, qMax(saved, 0), stack.index()); !edits.isEmpty())
        return translated(QT_TRANSLATE_NOOP("UnsavedWork", "These edits are not saved:\n%1")).arg(edits);
    // Edits that were saved, taken back and pushed off the stack by others that are taken back as well.
    return document.isRecovered() ? QString()
                                  : translated(QT_TRANSLATE_NOOP(
                                      "UnsavedWork", "Edits that the saved session has were taken back since."));
}

QStringList losses(const SessionDocument& document, bool training)
{
    QStringList parts;
    if (training)
        parts.append(translated(
            QT_TRANSLATE_NOOP("UnsavedWork", "The training that is running stops, and what it has learned is lost.")));
    if (document.isRecovered())
        parts.append(translated(QT_TRANSLATE_NOOP("UnsavedWork", "The recovered session is not saved.")));
    if (document.isModified()) {
        if (const QString edits = unsavedEdits(document); !edits.isEmpty())
            parts.append(edits);
    }
    if (document.holdsUnexportedWeights()) {
        if (document.shrunkFrom())
            parts.append(translated(QT_TRANSLATE_NOOP(
                "UnsavedWork", "The smaller network is not part of a session: export it to keep it.")));
        if (!document.allRuns().empty())
            parts.append(translated(QT_TRANSLATE_NOOP(
                "UnsavedWork", "Trained weights are not part of a session: export them to keep them.")));
    }
    return parts;
}

} // namespace

bool confirmLoss(QWidget* parent, const SessionDocument& document, JobRunner& jobs, const QString& question,
                 const std::function<bool()>& save)
{
    const bool training = jobs.isRunning(JobKind::Train);
    const bool modified = document.isModified();
    if (!training && !modified && !document.holdsUnexportedWeights())
        return true;
    const QString keep = translated(QT_TRANSLATE_NOOP("UnsavedWork", "Keep working"));
    QStringList buttons;
    if (modified)
        buttons = {translated(QT_TRANSLATE_NOOP("UnsavedWork", "Save session")),
                   training ? translated(QT_TRANSLATE_NOOP("UnsavedWork", "Stop training and discard"))
                            : translated(QT_TRANSLATE_NOOP("UnsavedWork", "Discard edits")),
                   keep};
    else
        buttons = {training ? translated(QT_TRANSLATE_NOOP("UnsavedWork", "Stop training"))
                            : translated(QT_TRANSLATE_NOOP("UnsavedWork", "Discard weights")),
                   keep};
    const int escape = static_cast<int>(buttons.size()) - 1;
    const QString details = losses(document, training).join(QStringLiteral("\n\n"));
    const int answer = MessageBox::ask(parent, question, details, buttons, escape);
    if (answer == escape)
        return false;
    // A training that ended meanwhile has changed what would be lost: the answer was to another question.
    if (document.isModified() != modified || jobs.isRunning(JobKind::Train) != training)
        return confirmLoss(parent, document, jobs, question, save);
    if (modified && answer == 0 && !save())
        return false;
    jobs.cancel(JobKind::Train);
    return true;
}

} // namespace espalier::ui
