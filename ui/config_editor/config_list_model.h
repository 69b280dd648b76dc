// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include <vector>

#include "ui/config_editor/config_entry_content.h"

class QTimer;

namespace espalier::ui {

class SessionDocument;

/// The document's config list, one row per entry. Rows that stay are updated in place, so that a view keeps its
/// cards while a slider moves. Moving rows is an edit of the document.
class ConfigListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        SparsityRole = Qt::UserRole, ///< double; invalid when the entry asks for none
        ExcludesRole,
        LayersWonRole,
        ParametersWonRole,
        ParametersShareRole,
        MacsShareRole, ///< double; invalid without an input shape
        NeverWinsRole,
        AchievedRole, ///< double; invalid while unknown
        IssuesRole    ///< QStringList
    };

    explicit ConfigListModel(SessionDocument& document, QObject* parent = nullptr);

    const ConfigEntryContent& content(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    bool moveRows(const QModelIndex& sourceParent, int sourceRow, int count, const QModelIndex& destinationParent,
                  int destinationChild) override;
    /// Sentences anew, after the language changed.
    void refreshTexts();

private:
    void reload();
    void countMasks();
    bool applyMove(const std::vector<ConfigEntryContent>& rows);
    void applyRowCount(const std::vector<ConfigEntryContent>& rows);
    void applyContents(std::vector<ConfigEntryContent> rows);
    /// Rows at the beginning and at the end that hold the same entries in @p rows.
    std::pair<int, int> unchangedEnds(const std::vector<ConfigEntryContent>& rows) const;

    SessionDocument& m_document;
    std::shared_ptr<const MaskSet> m_masks; ///< that m_masked was counted from
    MaskedWeightsByLayer m_masked;
    std::vector<ConfigEntryContent> m_rows;
    QTimer* m_soon;
};

} // namespace espalier::ui
