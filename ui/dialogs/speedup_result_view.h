// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

#include "ui/jobs/speedup_job.h"

class QLabel;
class QTreeWidget;

namespace espalier::ui {

/// What shrinking gave: the proof that nothing else changed, the network before and after, and every layer.
class SpeedupResultView : public QWidget
{
    Q_OBJECT

public:
    explicit SpeedupResultView(QWidget* parent = nullptr);

    /// @p before is the network that was shrunk.
    void setOutcome(std::shared_ptr<const Model> before, std::shared_ptr<const SpeedupOutcome> outcome);

protected:
    void changeEvent(QEvent* event) override;

private:
    void createTables();
    void layOut();
    void retranslate();
    void fillSummary();
    void fillLayers();
    QString proofText() const;
    QString speedText() const;
    QString issuesText() const;

    std::shared_ptr<const Model> m_before;
    std::shared_ptr<const SpeedupOutcome> m_outcome;
    QLabel* m_proof;
    QLabel* m_speed;
    QTreeWidget* m_summary;
    QTreeWidget* m_layers;
    QLabel* m_issues;
};

} // namespace espalier::ui
