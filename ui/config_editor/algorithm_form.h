// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;

namespace espalier::ui {

class ParameterRows;
class SessionDocument;

/// By which criterion layers are pruned and with which parameters, each by itself or together, and by whose rules units
/// are counted.
class AlgorithmForm : public QWidget
{
    Q_OBJECT

public:
    explicit AlgorithmForm(SessionDocument& document, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void createRows();
    void connectParts();
    /// Turns of one spin box, until it is left, belong together.
    int mergeKey(const QSpinBox* turned);
    void retranslate();
    void fillAlgorithms();
    void fillModes();
    void fillProfiles();
    void refresh();
    void showAlgorithm();
    void showNeeds();
    void showMode();
    void showParameters();

    SessionDocument& m_document;
    QLabel* m_algorithmLabel;
    QComboBox* m_algorithm;
    QLabel* m_needs; ///< what the criterion needs beside the weights
    QLabel* m_modeLabel;
    QComboBox* m_mode;
    QLabel* m_alignLabel;
    QSpinBox* m_align;
    QCheckBox* m_throughReductions;
    QLabel* m_profileLabel;
    QComboBox* m_profile;
    QLabel* m_seedLabel;
    QSpinBox* m_seed;
    ParameterRows* m_parameters = nullptr;
    const QSpinBox* m_turned = nullptr;
    int m_mergeKey = 0;
};

} // namespace espalier::ui
