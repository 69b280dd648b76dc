// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace espalier::ui {

/// Takes a DATASET text ("fashion-mnist,limit=1000", "folder:DIR"), typed or from a folder that is browsed for. What does not
/// parse is explained right below and not taken.
class DatasetField : public QWidget
{
    Q_OBJECT

public:
    explicit DatasetField(QWidget* parent = nullptr);

    /// What is in force, from outside. While that stays the same, so does what is being typed.
    void setText(const QString& text);
    /// What is in force in another document: what is being typed belonged to the one before.
    void reset(const QString& text);
    QString text() const;
    QString error() const; ///< empty: the text parses, or is empty
    /// Takes what stands there. False when it does not parse; error() says why.
    bool commit();
    void focusInput();
    QComboBox* comboBox() const { return m_combo; }
    QToolButton* browseButton() const { return m_browse; }

    /// The DATASET text for a folder, by the files in it: mnist, cifar10 or folder.
    static QString textForFolder(const QString& folder);

Q_SIGNALS:
    /// The user chose this valid, or empty, text.
    void committed(const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void retranslate();
    void check();
    void checkWithFolder();
    void browse();
    void showError(const QString& error);

    QComboBox* m_combo;
    QToolButton* m_browse;
    QWidget* m_errorRow;
    QLabel* m_errorIcon;
    QLabel* m_errorLabel;
    QString m_committed;
};

} // namespace espalier::ui
