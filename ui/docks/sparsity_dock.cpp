// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/sparsity_dock.h"

#include <QDir>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSaveFile>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

#include "core/pruning/layer_outcome.h"
#include "ui/docks/number_table.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"
#include "ui/models/layer_outcome_model.h"
#include "ui/prompts/file_dialog.h"
#include "ui/theme/theme_manager.h"
#include "ui/translation/sentences.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_strip.h"

namespace espalier::ui {

namespace {

/// What the masks in force were made with; the session may be further by now.
std::vector<LayerOutcome> outcomesOf(const SessionDocument& document)
{
    const DocumentState& state = document.state();
    if (state.model == nullptr || state.masks->empty() || state.maskedLayers.empty())
        return {};
    const MaskBasis& basis = state.masksBasis;
    const auto pruner = findPruner(basis.algorithm);
    PruneOptions options;
    options.algorithm = basis.algorithm;
    options.profile = basis.profile;
    options.mode = pruningModeFromName(basis.mode).value_or(PruningMode::Normal);
    options.align = static_cast<std::size_t>(std::max(1, basis.align));
    const Resolution resolution = resolveConfigList(basis.configList, state.model->layers(), state.model->modules(),
                                                    pruner ? &pruner->info() : nullptr, basis.profile);
    const PruneResult pruned{{}, state.maskedLayers, state.pruneIssues};
    return layerOutcomes(*state.model, resolution, options, pruned, document.dependencyGraph().get());
}

} // namespace

SparsityDock::SparsityDock(SessionDocument& document, CurrentSelection& selection, QWidget* parent)
    : QDockWidget(parent)
    , m_document(document)
    , m_selection(selection)
    , m_model(new LayerOutcomeModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
{
    setObjectName(QStringLiteral("sparsityDock"));
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(LayerOutcomeModel::SortRole);
    createContent();
    connectParts();
    retranslate();
    reload();
}

void SparsityDock::createContent()
{
    m_pages = new QStackedWidget(this);
    m_empty = new EmptyState(m_pages);
    auto* page = new QWidget(m_pages);
    m_messages = new MessageStrip(page);
    m_summary = new QLabel(page);
    m_summary->setObjectName(QStringLiteral("sparsitySummaryLabel"));
    m_summary->setWordWrap(true);
    m_save = new QToolButton(page);
    m_save->setObjectName(QStringLiteral("saveSparsityButton"));
    m_save->setAutoRaise(true);
    m_save->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_save->setIconSize(QSize(16, 16));
    m_view = new NumberTable(m_sorted, page);
    m_view->setObjectName(QStringLiteral("sparsityTreeView"));
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(static_cast<int>(LayerOutcomeModel::Column::Layer), Qt::AscendingOrder);
    m_view->header()->setStretchLastSection(true);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 4, 12, 4);
    head->setSpacing(8);
    head->addWidget(m_summary, 1);
    head->addWidget(m_save);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messages);
    layout->addLayout(head);
    layout->addWidget(m_view, 1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(page);
    setWidget(m_pages);
}

void SparsityDock::connectParts()
{
    connect(&m_document, &SessionDocument::masksChanged, this, [this] {
        // Told after every edit of the list as well, which changes nothing but the summary.
        if (m_document.sharedMasks() == m_masks)
            refresh();
        else
            reload();
    });
    connect(&m_document, &SessionDocument::modelChanged, this, &SparsityDock::reload);
    connect(&m_document, &SessionDocument::dependencyGraphChanged, this, &SparsityDock::reload);
    connect(&m_document, &SessionDocument::replaced, m_messages, &MessageStrip::clear);
    connect(m_view, &QTreeView::clicked, this, &SparsityDock::choose);
    connect(m_view, &QTreeView::activated, this, &SparsityDock::choose);
    connect(m_save, &QToolButton::clicked, this, &SparsityDock::saveAsCsv);
    connect(m_empty, &EmptyState::buttonClicked, this, &SparsityDock::pruneRequested);
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &SparsityDock::retranslate);
}

void SparsityDock::reload()
{
    m_masks = m_document.sharedMasks();
    m_model->setOutcomes(outcomesOf(m_document));
    refresh();
}

QString SparsityDock::summary() const
{
    const auto& outcomes = m_model->outcomes();
    const auto differing = static_cast<int>(std::count_if(
        outcomes.begin(), outcomes.end(), [](const LayerOutcome& one) { return !one.reason.text.empty(); }));
    QStringList sentences{differing == 0
                              ? tr("Every layer lost what was asked for.")
                              : tr("%n layer(s) lost something else than what was asked for.", nullptr, differing)};
    if (m_document.masksOutdated())
        sentences.append(tr("The config list has changed since: prune again to see what it gives."));
    return joinSentences(sentences);
}

void SparsityDock::refresh()
{
    const bool open = m_document.model() != nullptr;
    m_pages->setCurrentIndex(m_model->rowCount() == 0 ? 0 : 1);
    const bool cut = m_document.state().cutIsLatest();
    m_empty->setText(
        cut ? tr("What was pruned has been cut out: the smaller network has no masks. With an entry in the config list "
                 "it can "
                 "be pruned further.")
        : open ? tr("Nothing is pruned yet. What each layer gives up, beside what was asked of it, is listed here.")
               : tr("What each layer gives up, beside what was asked of it, is listed here after pruning."));
    m_empty->setButtonText(open && !cut ? tr("Prune") : QString());
    m_summary->setText(summary());
}

void SparsityDock::retranslate()
{
    setWindowTitle(tr("Sparsity"));
    m_view->setAccessibleName(tr("Requested and achieved sparsity of the layers"));
    m_save->setText(tr("Save as CSV\u2026"));
    m_save->setAccessibleName(tr("Save as CSV"));
    m_save->setToolTip(tr("Writes the table, in the order of the network"));
    m_save->setIcon(ThemeManager::icon(QStringLiteral("document-export")));
    m_model->refreshTexts();
    refresh();
}

void SparsityDock::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDockWidget::changeEvent(event);
}

void SparsityDock::choose(const QModelIndex& index)
{
    const int row = m_sorted->mapToSource(index).row();
    m_selection.setLayers({QString::fromStdString(m_model->outcomes()[static_cast<std::size_t>(row)].name)});
}

void SparsityDock::saveAsCsv()
{
    // As it is now: the masks may change while the file dialog is open.
    const QByteArray csv = QByteArray::fromStdString(writeOutcomesCsv(m_model->outcomes()));
    const QString path = FileDialog::saveFile(this, tr("Save the sparsity of the layers"),
                                              QStringLiteral("sparsity.csv"), tr("Tables (*.csv);;All files (*)"));
    if (path.isEmpty())
        return;
    const QString shown = QDir::toNativeSeparators(path);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size() || !file.commit())
        m_messages->showMessage(Severity::Error, tr("%1 cannot be written: %2.").arg(shown, file.errorString()),
                                tr("Write elsewhere\u2026"), [this] { saveAsCsv(); });
    else
        m_messages->showMessage(Severity::Info, tr("The table was written to %1.").arg(shown));
}

} // namespace espalier::ui
