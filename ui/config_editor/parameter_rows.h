// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <string>
#include <vector>

#include "core/config/algorithm_parameters.h"

class QGridLayout;
class QLabel;
class QWidget;

namespace espalier::ui {

/// Rows of a form for the parameters of an algorithm or a schedule, made from core's description of them: one field each,
/// of its kind and range, with the fallback and the range in its tool tip.
class ParameterRows : public QObject
{
    Q_OBJECT

public:
    /// Places the rows into @p grid from @p firstRow on, @p pairs of label and field in each. @p form is their parent.
    /// @param before the Tab key goes from there to the first of them.
    ParameterRows(QGridLayout* grid, int firstRow, int pairs, QWidget* form, QWidget* before);

    /// Shows @p values of the parameters @p known; fields that are there already stay, so that typing goes on.
    void show(const std::vector<AlgorithmParameter>& known, const ParameterValues& values);
    /// Texts anew, after the language changed.
    void retranslate();

Q_SIGNALS:
    /// Edits of one field in a row have the same @p mergeKey.
    void edited(const QString& name, const QString& value, int mergeKey);

private:
    struct Row
    {
        AlgorithmParameter parameter;
        QLabel* label;
        QWidget* field;
    };

    void rebuild(const std::vector<AlgorithmParameter>& known);
    void addRow(const AlgorithmParameter& parameter);
    void updateTabOrder() const;
    QWidget* createField(const AlgorithmParameter& parameter);
    QWidget* createNumber(const AlgorithmParameter& parameter);
    QWidget* createChoice(const AlgorithmParameter& parameter);
    QWidget* createIntegers(const AlgorithmParameter& parameter);
    void edit(const QObject* field, const std::string& name, const QString& value);
    void nameRow(const Row& row) const;

    QGridLayout* m_grid;
    int m_firstRow;
    int m_pairs;
    QWidget* m_form;
    QWidget* m_before;
    std::vector<Row> m_rows;
    const QObject* m_edited = nullptr;
    int m_mergeKey = 0;
};

} // namespace espalier::ui
