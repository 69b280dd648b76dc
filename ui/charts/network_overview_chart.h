// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPoint>
#include <QSet>
#include <QStringList>
#include <QVector>

#include <optional>
#include <utility>
#include <vector>

#include "ui/charts/chart_frame.h"
#include "ui/views/network_profile.h"

class QCPBars;
class QCPItemRect;
class QCPItemText;
class QComboBox;
class QScrollBar;

namespace espalier::ui {

class KeptRemovedLegend;
class ShadedBars;

/// Where the weight of a network lies, its work, or how sparse it is: one bar per layer, in the order of the network, as long
/// as the layer is large, in the colour of its sparsity, which stands at its end as well. What is removed is hatched. A click
/// chooses a layer. Keys: up and down move, Return chooses.
class NetworkOverviewChart : public ChartFrame
{
    Q_OBJECT

public:
    /// What the bars are as long as.
    enum class Measure { Parameters, Macs, Sparsity };

    explicit NetworkOverviewChart(QWidget* parent = nullptr);

    Measure measure() const;
    void setMeasure(Measure measure);
    /// The bar of a layer in the present measure: what is kept and what is removed.
    std::pair<double, double> bar(const ProfiledLayer& layer) const;
    /// The colours of the bars, in the order of the layers.
    const QVector<QColor>& shades() const;
    /// The sparsities beside those bars that are seen; none at layers that lose nothing.
    QStringList shareTexts() const;

    void setLayers(std::vector<ProfiledLayer> layers, bool previewed, const QString& name);
    const std::vector<ProfiledLayer>& layers() const { return m_layers; }
    /// A sentence on what is removed, such as that it is out of date. @p unknown: nothing else can be said of it.
    void setNote(const QString& sentence, bool unknown);
    void setHighlighted(const QStringList& names);
    const QStringList& highlighted() const { return m_highlighted; }
    /// How many of them are marked: those that are seen.
    int markCount() const;
    /// Where on the plot the bar of a layer is; nullopt when it is not among those seen.
    std::optional<QPoint> position(const QString& name) const;

Q_SIGNALS:
    /// @p add: to those that are chosen already.
    void layerChosen(const QString& name, bool add);
    /// Empty: none any more.
    void layerHovered(const QString& name);

protected:
    void redraw() override;
    void applyTheme() override;
    void retranslate() override;
    void pointAt(const QPoint& pixel) override;
    void pointAway() override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void createPlot();
    void connectPlot();
    void showRows();
    void labelRows(int first, int last);
    void writeShares(int first, int last);
    double shareWidth() const;
    void fillBars();
    void fitLength();
    void shadeBars();
    void markHighlighted(int first, int last);
    QCPItemRect* newMark();
    void retranslateMeasures();
    void updateMessage();
    QString parametersMessage() const;
    QString macsMessage() const;
    QString sparsityMessage() const;
    QString readoutOf(const ProfiledLayer& layer) const;
    void setCurrentRow(int row);
    void moveRow(int by);
    int rowAt(const QPoint& pixel) const;
    int count() const { return static_cast<int>(m_layers.size()); }

    QComboBox* m_measure;
    KeptRemovedLegend* m_legend;
    QScrollBar* m_scrollBar;
    ShadedBars* m_kept = nullptr;
    QCPBars* m_removed = nullptr;
    std::vector<QCPItemRect*> m_marks;
    std::vector<QCPItemText*> m_shares; ///< as many as were ever seen at once; the rest is hidden
    std::vector<ProfiledLayer> m_layers;
    QStringList m_highlighted;
    QSet<QString> m_highlightedNames; ///< the same
    QString m_note;
    bool m_unknown = false; ///< what is removed
    QString m_name;         ///< of the network
    double m_longest = 1;   ///< bar
    int m_row = -1;         ///< under the cursor
};

} // namespace espalier::ui
