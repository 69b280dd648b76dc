// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

class QDoubleSpinBox;

namespace espalier::ui {

class SparsitySlider;

/// Slider and number of one sparsity. Acts while the slider moves.
class SparsityEdit : public QWidget
{
    Q_OBJECT

public:
    explicit SparsityEdit(QWidget* parent = nullptr);

    /// Emits nothing, and leaves alone what is being typed.
    void setSparsity(double sparsity);
    void setAchieved(std::optional<double> achieved);
    /// What the controls are called for a screen reader.
    void setAccessibleTexts(const QString& slider, const QString& spinBox);
    void focusSlider();
    bool isDragging() const;

Q_SIGNALS:
    /// @p mergeKey is the same for all values of one drag, and for those that the number is stepped through until it is left.
    void sparsityChanged(double sparsity, int mergeKey);
    void dragFinished();

protected:
    void changeEvent(QEvent* event) override;

private:
    void connectParts();
    void retranslate();
    void takeSlider(int percent);
    void takeSpinBox(double percent);

    SparsitySlider* m_slider;
    QDoubleSpinBox* m_spinBox;
    int m_mergeKey = 0;
    int m_numberMergeKey = 0;
};

} // namespace espalier::ui
