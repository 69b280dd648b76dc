// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <vector>

#include "core/base/issue.h"

namespace espalier::ui {

class SessionDocument;

/// The document's issues, one row each.
class IssuesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Message, Layer, Entry, Count };
    Q_ENUM(Column)

    explicit IssuesModel(SessionDocument& document, QObject* parent = nullptr);

    const Issue& issue(int row) const { return m_issues[static_cast<std::size_t>(row)]; }
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Texts and icons anew, after the language or the theme changed.
    void refreshTexts();

private:
    void reload();

    SessionDocument& m_document;
    std::vector<Issue> m_issues;
};

} // namespace espalier::ui
