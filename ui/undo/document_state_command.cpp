// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/undo/document_state_command.h"

#include <utility>

#include "ui/document/session_document.h"

namespace espalier::ui {

DocumentStateCommand::DocumentStateCommand(SessionDocument& document, DocumentState state, const QString& text,
                                           int mergeKey)
    : QUndoCommand(text)
    , m_document(document)
    , m_other(std::move(state))
    , m_mergeKey(mergeKey)
{
}

void DocumentStateCommand::undo()
{
    exchange();
}

void DocumentStateCommand::redo()
{
    exchange();
}

int DocumentStateCommand::id() const
{
    // QUndoStack takes -1 for "never merge".
    return m_mergeKey == 0 ? -1 : m_mergeKey;
}

bool DocumentStateCommand::mergeWith(const QUndoCommand* other)
{
    // Both are done already; this one keeps the state from before the drag, and says where it has come to.
    setText(other->text());
    setObsolete(m_other.sameWork(m_document.m_state));
    return true;
}

void DocumentStateCommand::exchange()
{
    DocumentState left = m_document.m_state;
    m_document.enter(std::move(m_other));
    m_other = std::move(left);
}

} // namespace espalier::ui
