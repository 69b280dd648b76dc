// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

#include "core/config/config_entry.h"
#include "ui/views/channel_importance.h"
#include "ui/views/inspected_layer.h"

class QStackedWidget;
class QTabWidget;
class QTimer;

namespace espalier::ui {

class CurrentSelection;
class EmptyState;
class HeatMapChart;
class HistogramChart;
class ImportanceChart;
class InspectorHeader;
class LatestTask;
class NetworkOverviewChart;
class SessionDocument;

/// The centre of the window: what the selected layer looks like, its weights, their distribution and its channels. Without
/// a selection, or with several layers selected, how the weight lies in the network.
class InspectorView : public QWidget
{
    Q_OBJECT

public:
    InspectorView(SessionDocument& document, CurrentSelection& selection, QWidget* parent = nullptr);
    ~InspectorView() override;

    /// @p prepare is called on each thread that computes for a picture, before it does.
    void setBeforeTask(const std::function<void()>& prepare);

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class Tab { Weights, Distribution, Channels };

    /// What a distribution is found from.
    struct DistributionBasis
    {
        WeightMatrix weight;
        WeightMask mask;
        std::optional<double> cutSparsity; ///< of single weights; nullopt: there is no cut

        bool operator==(const DistributionBasis& other) const;
    };

    void createPages();
    void createTabs();
    void connectDocument();
    void connectCharts();
    void retranslate();
    Tab currentTab() const;
    void restoreTab();
    void storeTab() const;

    /// Soon; the signals of one edit lead to one refresh.
    void scheduleRefresh();
    void refresh();
    void forgetModel();
    void stopImportance();
    void showNothing(const QString& sentence);
    void showNetwork();
    void showLayer();
    void showTab();
    void showWeights();
    void showDistribution();
    void showChannels();
    void fillImportance(const ChannelImportance& importance);
    void computeImportance(const ImportanceBasis& basis);
    QString scoreName() const;

    void setSparsity(double sparsity, int mergeKey);
    void chooseLayer(const QString& name, bool add);

    SessionDocument& m_document;
    CurrentSelection& m_selection;
    InspectorHeader* m_header;
    QStackedWidget* m_pages;
    EmptyState* m_empty;
    NetworkOverviewChart* m_overview;
    QTabWidget* m_tabs;
    HeatMapChart* m_heatMap;
    HistogramChart* m_histogram;
    QStackedWidget* m_channelPages;
    EmptyState* m_noChannels;
    ImportanceChart* m_importanceChart;
    QTimer* m_refreshTimer;
    QTimer* m_waitingTimer;
    LatestTask* m_importanceTask;
    LatestTask* m_profileTask;
    LatestTask* m_distributionTask;
    InspectedLayer m_layer;
    std::optional<DistributionBasis> m_distribution; ///< that is shown, or on its way
    ChannelImportance m_importance;                  ///< the last that was computed
    std::shared_ptr<const Mask> m_importanceMask;    ///< that it was computed with
    ConfigList m_editBase;                           ///< what the cut that is being dragged started from
    int m_mergeKey = 0;
};

} // namespace espalier::ui
