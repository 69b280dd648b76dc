// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QCustomPlot;
class QLabel;
class QTimer;
class QToolButton;

namespace espalier::ui {

class ChartImageExport;
class WrapLayout;

/// A chart of the centre: a row of controls, the plot, and a line that says what the chart says or, while something is under
/// the cursor, the numbers there. Follows theme and language; its context menu saves and copies the picture.
class ChartFrame : public QWidget
{
    Q_OBJECT

public:
    ~ChartFrame() override;

    /// What the chart says, in a sentence or two.
    const QString& message() const { return m_message; }
    /// What is under the cursor; empty while nothing is.
    const QString& readout() const { return m_readout; }
    /// What is clicked on.
    QWidget* plotWidget() const;

protected:
    /// @p objectName is that of the chart: "heatMapChart"; its plot becomes "heatMapPlot".
    ChartFrame(const QString& objectName, QWidget* parent);

    QCustomPlot& plot() const { return *m_plot; }
    void addControl(QWidget* control);
    /// Two buttons one of which is down, the first to begin with.
    void addChoice(QToolButton* first, QToolButton* second);
    void addBeside(QWidget* widget); ///< at the right of the plot
    void setMessage(const QString& sentences);
    void setReadout(const QString& text);
    void setPictureName(const QString& name);
    /// Makes the places of the axes known before the plot is drawn.
    void updateLayout();
    /// Calls redraw() soon; several calls in a row lead to one.
    void scheduleRedraw();

    /// Fills the plot from the content and replots.
    virtual void redraw() = 0;
    virtual void applyTheme();
    virtual void retranslate();
    /// The pointer is at @p pixel of the plot.
    virtual void pointAt(const QPoint& pixel) = 0;
    virtual void pointAway();

    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void createParts();
    void connectParts();
    void updateLine();

    QCustomPlot* m_plot;
    WrapLayout* m_controls;
    QWidget* m_row;
    QLabel* m_line;
    QTimer* m_redrawTimer;
    QList<QToolButton*> m_choices;
    ChartImageExport* m_export = nullptr;
    QString m_message;
    QString m_readout;
};

} // namespace espalier::ui
