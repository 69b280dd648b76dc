// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/inspector_view.h"

#include <QEvent>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

#include "core/pruning/pruner.h"
#include "ui/charts/heat_map_chart.h"
#include "ui/charts/histogram_chart.h"
#include "ui/charts/importance_chart.h"
#include "ui/charts/network_overview_chart.h"
#include "ui/config_editor/config_edits.h"
#include "ui/document/current_selection.h"
#include "ui/document/masks_in_sight.h"
#include "ui/document/session_document.h"
#include "ui/models/layer_highlight.h"
#include "ui/settings/settings_store.h"
#include "ui/theme/theme_manager.h"
#include "ui/translation/error_messages.h"
#include "ui/translation/sentences.h"
#include "ui/views/inspector_header.h"
#include "ui/views/latest_task.h"
#include "ui/views/network_profile.h"
#include "ui/views/weight_histogram.h"
#include "ui/widgets/empty_state.h"

namespace espalier::ui {

namespace {

constexpr int kWaitBeforeSaying = 150; ///< ms
constexpr std::array<const char*, 3> kTabNames{"weights", "distribution", "channels"};

/// Only a network that holds an odd kind of layers has none.
bool hasWeights(const Model& model)
{
    const auto& layers = model.layers();
    return std::any_of(layers.begin(), layers.end(), [](const LayerInfo& layer) { return layer.weight() != nullptr; });
}

} // namespace

InspectorView::InspectorView(SessionDocument& document, CurrentSelection& selection, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_selection(selection)
    , m_header(new InspectorHeader(this))
    , m_pages(new QStackedWidget(this))
    , m_empty(new EmptyState(m_pages))
    , m_overview(new NetworkOverviewChart(m_pages))
    , m_tabs(new QTabWidget(m_pages))
    , m_heatMap(new HeatMapChart(m_tabs))
    , m_histogram(new HistogramChart(m_tabs))
    , m_channelPages(new QStackedWidget(m_tabs))
    , m_noChannels(new EmptyState(m_channelPages))
    , m_importanceChart(new ImportanceChart(m_channelPages))
    , m_refreshTimer(new QTimer(this))
    , m_waitingTimer(new QTimer(this))
    , m_importanceTask(new LatestTask(this))
    , m_profileTask(new LatestTask(this))
    , m_distributionTask(new LatestTask(this))
{
    setObjectName(QStringLiteral("inspectorView"));
    createPages();
    createTabs();
    connectDocument();
    connectCharts();
    restoreTab();
    retranslate();
}

InspectorView::~InspectorView()
{
    // Their results would go to widgets that are gone.
    for (LatestTask* task : {m_importanceTask, m_profileTask, m_distributionTask})
        task->cancel();
}

void InspectorView::setBeforeTask(const std::function<void()>& prepare)
{
    for (LatestTask* task : {m_importanceTask, m_profileTask, m_distributionTask})
        task->setBeforeTask(prepare);
}

void InspectorView::createPages()
{
    m_header->setObjectName(QStringLiteral("inspectorHeader"));
    m_empty->setObjectName(QStringLiteral("inspectorEmptyState"));
    for (QWidget* page :
         {static_cast<QWidget*>(m_empty), static_cast<QWidget*>(m_overview), static_cast<QWidget*>(m_tabs)})
        m_pages->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_pages, 1);
    for (QTimer* timer : {m_refreshTimer, m_waitingTimer})
        timer->setSingleShot(true);
    m_refreshTimer->setInterval(0);
    m_waitingTimer->setInterval(kWaitBeforeSaying);
}

void InspectorView::createTabs()
{
    m_tabs->setObjectName(QStringLiteral("inspectorTabWidget"));
    m_tabs->setDocumentMode(true);
    m_noChannels->setObjectName(QStringLiteral("channelsEmptyState"));
    m_channelPages->addWidget(m_importanceChart);
    m_channelPages->addWidget(m_noChannels);
    for (QWidget* page :
         {static_cast<QWidget*>(m_heatMap), static_cast<QWidget*>(m_histogram), static_cast<QWidget*>(m_channelPages)})
        m_tabs->addTab(page, QString());
}

void InspectorView::connectDocument()
{
    connect(m_refreshTimer, &QTimer::timeout, this, &InspectorView::refresh);
    for (const auto signal :
         {&SessionDocument::modelChanged, &SessionDocument::sessionChanged, &SessionDocument::configListChanged,
          &SessionDocument::masksChanged, &SessionDocument::previewMasksChanged,
          &SessionDocument::dependencyGraphChanged, &SessionDocument::issuesChanged})
        connect(&m_document, signal, this, &InspectorView::scheduleRefresh);
    connect(&m_document, &SessionDocument::modelChanged, this, &InspectorView::forgetModel);
    connect(&m_selection, &CurrentSelection::layersChanged, this, &InspectorView::scheduleRefresh);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &InspectorView::scheduleRefresh);
}

void InspectorView::connectCharts()
{
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        storeTab();
        showTab();
    });
    connect(m_header, &InspectorHeader::overviewRequested, this, [this] { m_selection.setLayers({}); });
    connect(m_header, &InspectorHeader::entryRequested, &m_selection, &CurrentSelection::setCurrentEntry);
    connect(m_overview, &NetworkOverviewChart::layerChosen, this, &InspectorView::chooseLayer);
    connect(m_overview, &NetworkOverviewChart::layerHovered, this,
            [this](const QString& name) { LayerHighlight::of(m_selection).setLayer(name); });
    connect(m_importanceChart, &ImportanceChart::cutMoved, this, &InspectorView::setSparsity);
    connect(m_noChannels, &EmptyState::buttonClicked, this, [this] { m_selection.setLayers({m_layer.source}); });
    connect(m_waitingTimer, &QTimer::timeout, this, [this] {
        m_importanceChart->setWaiting(m_layer.name(),
                                      tr("Computing the importance of the channels of %1…").arg(m_layer.name()));
    });
}

void InspectorView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void InspectorView::retranslate()
{
    m_tabs->setAccessibleName(tr("Pictures of the layer"));
    m_tabs->setTabText(static_cast<int>(Tab::Weights), tr("Weights"));
    m_tabs->setTabText(static_cast<int>(Tab::Distribution), tr("Distribution"));
    m_tabs->setTabText(static_cast<int>(Tab::Channels), tr("Channels"));
    m_tabs->setTabToolTip(static_cast<int>(Tab::Weights), tr("Every weight of the layer as a map"));
    m_tabs->setTabToolTip(static_cast<int>(Tab::Distribution), tr("How many weights have which value"));
    m_tabs->setTabToolTip(static_cast<int>(Tab::Channels), tr("How important each output channel is, and the cut"));
    refresh();
}

InspectorView::Tab InspectorView::currentTab() const
{
    return static_cast<Tab>(std::max(m_tabs->currentIndex(), 0));
}

void InspectorView::restoreTab()
{
    const QString stored = SettingsStore::instance().value(SettingKey::InspectorTab).toString();
    const auto found = std::find_if(kTabNames.begin(), kTabNames.end(),
                                    [&](const char* name) { return stored == QLatin1String(name); });
    if (found != kTabNames.end())
        m_tabs->setCurrentIndex(static_cast<int>(found - kTabNames.begin()));
}

void InspectorView::storeTab() const
{
    const QString name = QLatin1String(kTabNames[static_cast<std::size_t>(currentTab())]);
    SettingsStore::instance().setValue(SettingKey::InspectorTab, name);
}

void InspectorView::scheduleRefresh()
{
    if (!m_refreshTimer->isActive())
        m_refreshTimer->start();
}

void InspectorView::refresh()
{
    m_refreshTimer->stop();
    m_profileTask->cancel();
    m_header->setVisible(m_document.model() != nullptr);
    m_layer = {};
    if (m_document.model() == nullptr)
        return showNothing(tr("Open a model to look at its layers here."));
    if (m_selection.layers().size() == 1)
        m_layer = InspectedLayer::of(m_document, m_selection.currentLayer());
    if (m_layer.model == nullptr)
        return showNetwork();
    showLayer();
}

/// So that a network that was closed does not stay in memory.
void InspectorView::forgetModel()
{
    stopImportance();
    m_importance = {};
    m_importanceMask.reset();
    m_distributionTask->cancel();
    m_distribution.reset();
    m_layer = {};
    m_heatMap->setWeight({}, {}, {});
}

void InspectorView::stopImportance()
{
    m_importanceTask->cancel();
    m_waitingTimer->stop();
}

void InspectorView::showNothing(const QString& sentence)
{
    stopImportance();
    m_empty->setText(sentence);
    m_pages->setCurrentWidget(m_empty);
}

void InspectorView::showNetwork()
{
    m_header->showNetwork(m_document, m_selection.layers().size());
    const auto model = m_document.model();
    if (!hasWeights(*model))
        return showNothing(tr("No layer of this network has weights, so there is nothing to prune."));
    stopImportance();
    m_overview->setHighlighted(m_selection.layers());
    const QString unknown = unknownMasksText(m_document);
    m_overview->setNote(unknown.isEmpty() ? outdatedMasksText(m_document) : unknown, !unknown.isEmpty());
    m_pages->setCurrentWidget(m_overview);
    m_profileTask->start([model, masks = shownMasks(m_document)] { return networkProfile(*model, *masks); },
                         [this, previewed = m_document.showsPreview()](std::vector<ProfiledLayer> layers) {
                             const std::string name = m_document.session().modelPath.stem().string();
                             m_overview->setLayers(std::move(layers), previewed, QString::fromStdString(name));
                         });
}

void InspectorView::showLayer()
{
    m_header->showLayer(m_layer, m_document.session().configList);
    if (!m_layer.noWeight.isEmpty())
        return showNothing(m_layer.noWeight);
    m_pages->setCurrentWidget(m_tabs);
    showTab();
}

void InspectorView::showTab()
{
    if (m_layer.weight.isEmpty())
        return;
    switch (currentTab()) {
    case Tab::Weights:
        return showWeights();
    case Tab::Distribution:
        return showDistribution();
    case Tab::Channels:
        return showChannels();
    }
}

void InspectorView::showWeights()
{
    m_heatMap->setWeight(m_layer.weight, m_layer.mask, m_layer.name());
}

bool InspectorView::DistributionBasis::operator==(const DistributionBasis& other) const
{
    return weight.sameAs(other.weight) && mask.mask == other.mask.mask && mask.previewed == other.mask.previewed
           && cutSparsity == other.cutSparsity;
}

void InspectorView::showDistribution()
{
    DistributionBasis basis{m_layer.weight, m_layer.mask,
                            m_layer.structured ? std::nullopt : m_layer.resolved.sparsity};
    if (m_distribution == basis)
        return;
    m_distribution = basis;
    m_distributionTask->start(
        [basis] {
            const std::span<const float> weights = basis.weight.values;
            return std::pair(weightHistogram(weights, basis.mask),
                             basis.cutSparsity ? magnitudeCut(weights, *basis.cutSparsity) : std::nullopt);
        },
        [this, previewed = basis.mask.previewed,
         name = m_layer.name()](const std::pair<WeightHistogram, std::optional<double>>& found) {
            m_histogram->setHistogram(found.first, found.second, previewed, name);
        });
}

void InspectorView::showChannels()
{
    m_channelPages->setCurrentIndex(m_layer.hasChannels ? 0 : 1);
    if (!m_layer.hasChannels) {
        stopImportance();
        m_noChannels->setText(m_layer.noChannels);
        m_noChannels->setButtonText(m_layer.source.isEmpty() ? QString() : tr("Show %1").arg(m_layer.source));
        return;
    }
    const ImportanceBasis basis{m_layer.model, m_layer.info.name, m_document.session().algorithm,
                                m_document.session().seed};
    const bool known = m_importance.basis == basis && m_importance.failure.isEmpty();
    if (known)
        fillImportance(m_importance);
    if (!known || m_importanceMask != m_layer.mask.mask)
        computeImportance(basis);
    else
        stopImportance();
}

void InspectorView::computeImportance(const ImportanceBasis& basis)
{
    const bool known = m_importance.basis == basis;
    if (known)
        m_waitingTimer->stop();
    else
        m_waitingTimer->start();
    m_importanceTask->start(
        [basis, matrix = m_layer.weight, mask = m_layer.mask, scores = known ? m_importance.scores : nullptr] {
            return channelImportance(basis, matrix, mask, scores);
        },
        [this, mask = m_layer.mask.mask](ChannelImportance importance) {
            m_waitingTimer->stop();
            m_importance = std::move(importance);
            m_importanceMask = mask;
            fillImportance(m_importance);
        });
}

void InspectorView::fillImportance(const ChannelImportance& importance)
{
    if (importance.basis.layer != m_layer.info.name)
        return;
    if (!importance.failure.isEmpty())
        return m_importanceChart->setWaiting(m_layer.name(), importance.failure);
    ImportanceContent content;
    content.layer = m_layer.name();
    content.scores = importance.scores;
    if (m_layer.mask)
        content.removedShares = importance.removedShares;
    content.sparsity = m_layer.resolved.sparsity;
    content.cuttable = m_layer.isCuttable();
    content.previewed = m_layer.mask.previewed;
    content.scoreName = scoreName();
    content.note = m_layer.structured ? m_layer.noChannels
                                      : tr("The algorithm removes single weights; whole channels cannot be cut off.");
    content.unknown = unknownMasksText(m_document);
    if (const QString outdated = outdatedMasksText(m_document); !outdated.isEmpty())
        content.note = content.note.isEmpty() ? outdated : joinSentences({outdated, content.note});
    content.multiple = m_document.pruneOptions().align;
    content.together = m_layer.together;
    m_importanceChart->setContent(std::move(content));
}

QString InspectorView::scoreName() const
{
    const auto pruner = findPruner(m_document.session().algorithm);
    if (pruner == nullptr || !pruner->info().structured)
        return tr("Sum of magnitudes (L1)");
    return messageText(pruner->info().title);
}

void InspectorView::setSparsity(double sparsity, int mergeKey)
{
    if (m_layer.model == nullptr)
        return;
    // Every move of a drag starts from where the drag began: what lies between leaves no trace.
    if (mergeKey == 0 || mergeKey != m_mergeKey)
        m_editBase = m_document.session().configList;
    m_mergeKey = mergeKey;
    const ConfigEdit edit =
        setSparsityOfLayers(m_editBase, ConfigEditContext::of(m_document), {m_layer.name()}, sparsity);
    // Steps that shall become one have the same text.
    m_document.setConfigList(edit.list, mergeKey == 0 ? edit.text : tr("Move the cut of %1").arg(m_layer.name()),
                             mergeKey);
    m_selection.setCurrentEntry(edit.entry);
    refresh();
}

void InspectorView::chooseLayer(const QString& name, bool add)
{
    QStringList layers{name};
    if (add) {
        layers = m_selection.layers();
        if (layers.contains(name))
            layers.removeAll(name);
        else
            layers.append(name);
    }
    m_selection.setLayers(layers, layers.contains(name) ? name : QString());
}

} // namespace espalier::ui
