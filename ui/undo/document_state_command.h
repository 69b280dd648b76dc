// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoCommand>

#include "ui/document/document_state.h"

namespace espalier::ui {

class SessionDocument;

/// Exchanges the document's state with another one. What was measured meanwhile belongs to the state that is left and comes
/// back with it.
class DocumentStateCommand : public QUndoCommand
{
public:
    /// @param mergeKey non-zero: commands with the same key in a row become one.
    DocumentStateCommand(SessionDocument& document, DocumentState state, const QString& text, int mergeKey);

    void undo() override;
    void redo() override;
    int id() const override;
    bool mergeWith(const QUndoCommand* other) override;

private:
    void exchange();

    SessionDocument& m_document;
    DocumentState m_other;
    int m_mergeKey;
};

} // namespace espalier::ui
