// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

#include "core/training/training_options.h"

class QCheckBox;
class QBoxLayout;
class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QSpinBox;

namespace espalier::ui {

class DatasetField;
class DecadeSpinBox;
class ScheduleFields;
class SessionDocument;

/// What the next run uses: data, training options and sparsity schedule of the document. Each edit is one undo step; typing a number is
/// one.
class TrainingForm : public QWidget
{
    Q_OBJECT

public:
    explicit TrainingForm(SessionDocument& document, QWidget* parent = nullptr);

    DatasetField& data() const { return *m_data; }
    ScheduleFields& schedule() const { return *m_sparsity; }

    /// How the sparsity schedule lies: below the other fields, or beside them where the dock is low.
    Qt::Orientation arrangement() const;
    void setArrangement(Qt::Orientation arrangement);
    /// What the form needs in one arrangement or the other, whichever it has.
    QSize sizeOf(Qt::Orientation arrangement) const;

protected:
    void changeEvent(QEvent* event) override;

private:
    using Change = std::function<void(TrainingOptions&)>;

    void createFields();
    void layOut();
    QLabel* addField(QGridLayout* grid, int row, int column, QWidget* field, int columns = 1);
    void connectFields();
    /// @p field tells edits of one field in a row from those of another.
    void edit(const QObject* field, const Change& change);
    void reload();
    void retranslate();
    void nameFields();
    void describeMomentum();
    QBoxLayout* box() const;
    QGridLayout* grid() const;
    void alignLabels();

    SessionDocument& m_document;
    DatasetField* m_data;
    QSpinBox* m_epochs;
    QSpinBox* m_batchSize;
    QComboBox* m_optimizer;
    DecadeSpinBox* m_learningRate;
    QComboBox* m_schedule;
    QDoubleSpinBox* m_momentum;
    QCheckBox* m_nesterov;
    DecadeSpinBox* m_weightDecay;
    QCheckBox* m_padCrop;
    QCheckBox* m_flip;
    QWidget* m_fields; ///< all but the sparsity schedule
    QWidget* m_momentumRow;
    QWidget* m_augmentation;
    ScheduleFields* m_sparsity; ///< how it prunes meanwhile
    const QObject* m_edited = nullptr;
    int m_mergeKey;
};

} // namespace espalier::ui
