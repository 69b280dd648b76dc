// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCollator>
#include <QRegularExpression>
#include <QSet>
#include <QSortFilterProxyModel>
#include <QStringList>

namespace espalier::ui {

/// Layers that a search and a set of types let through, with the containers around them.
///
/// A search is made of words: each one has to be in the dotted name, `type:conv` in the type. A search that begins with
/// '/' is a regular expression on the name (the '/' at its end may be missing). Case never matters.
class LayerFilterProxyModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit LayerFilterProxyModel(QObject* parent = nullptr);

    /// @param types exact names, any of them; empty: every type. A regular expression that is not valid leaves the last
    /// valid search in force.
    void setFilter(const QString& search, const QStringList& types);
    bool isFiltering() const;
    /// What is wrong with the regular expression; empty when nothing is.
    const QString& error() const { return m_error; }

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    void parse(const QString& search);

    QStringList m_words;
    QStringList m_typeWords; ///< any of them
    QSet<QString> m_types;
    QRegularExpression m_expression;
    QString m_error;
    QCollator m_collator;
};

} // namespace espalier::ui
