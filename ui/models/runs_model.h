// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <vector>

#include "ui/document/document_state.h"

namespace espalier::ui {

class SessionDocument;

/// The document's finished runs, one row each. Rows stay where they are when a run is added.
class RunsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column {
        Name,
        Algorithm,
        Schedule,
        Sparsity,
        AccuracyBefore,
        AccuracyAfter,
        Epochs,
        Time,
        Optimizer,
        LearningRate,
        Data,
        Count
    };
    Q_ENUM(Column)
    /// The number itself, for sorting and tests.
    static constexpr int SortRole = Qt::UserRole;

    explicit RunsModel(SessionDocument& document, QObject* parent = nullptr);

    const RunRecord& run(int row) const { return m_runs[static_cast<std::size_t>(row)]; }
    /// The run is what the current model comes from.
    bool isCurrent(int row) const;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Texts anew, after the language changed.
    void refreshTexts();

private:
    void reload();
    void markCurrent();
    QString stateText(int row) const;
    QString text(const RunRecord& run, Column column) const;

    SessionDocument& m_document;
    std::vector<RunRecord> m_runs;
};

} // namespace espalier::ui
