// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QComboBox;
class QFormLayout;
class QSpinBox;

namespace espalier::ui {

/// Language, theme, threads and row height. Every change acts at once and is stored at once.
class PreferencesDialog : public QDialog
{
    Q_OBJECT

public:
    explicit PreferencesDialog(QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void addRows(QFormLayout* form);
    void retranslate();

    QComboBox* m_language;
    QComboBox* m_theme;
    QSpinBox* m_threads;
    QComboBox* m_rowHeight;
    QFormLayout* m_form;
};

} // namespace espalier::ui
