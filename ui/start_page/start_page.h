// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace espalier::ui {

/// What the centre shows while no model is open: drop area, the bundled example, recent models and sessions.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    explicit StartPage(QWidget* parent = nullptr);

    /// Reads the list of recent files again.
    void refresh();
    /// The bundled example session; empty when it is not installed.
    static QString exampleFile();

Q_SIGNALS:
    void openRequested();
    void exampleRequested();
    void fileRequested(const QString& path);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void retranslate();
    QRect dropArea() const;

    QWidget* m_column;
    QLabel* m_title;
    QLabel* m_subtitle;
    QWidget* m_dropArea;
    QLabel* m_dropText;
    QLabel* m_dropDetails;
    QPushButton* m_open;
    QPushButton* m_example;
    QLabel* m_exampleText;
    QLabel* m_recentTitle;
    QVBoxLayout* m_recentLayout;
};

} // namespace espalier::ui
