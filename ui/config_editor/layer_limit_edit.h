// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

class QCheckBox;
class QDoubleSpinBox;

namespace espalier::ui {

struct ConfigEntryContent;

/// max_sparsity_per_layer of an entry: how much a single layer may lose in mode global.
class LayerLimitEdit : public QWidget
{
    Q_OBJECT

public:
    explicit LayerLimitEdit(QWidget* parent = nullptr);

    /// Shows itself where there is something to limit, or a limit. @param number of the entry, from 1.
    void setContent(int number, const ConfigEntryContent& content);

Q_SIGNALS:
    /// @param limit nullopt: there is none. @param mergeKey the same for what the number is stepped through until it is left.
    void limitChanged(std::optional<double> limit, int mergeKey);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void refreshToolTip();
    void takeChecked(bool checked);
    void takeNumber(double percent);

    QCheckBox* m_limited;
    QDoubleSpinBox* m_limit;
    bool m_byLayer = false; ///< the list has a limit for each of some layers
    bool m_counts = false;  ///< the mode is global
    double m_total = 0;     ///< that has to be reached
    int m_mergeKey = 0;
};

} // namespace espalier::ui
