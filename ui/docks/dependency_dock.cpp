// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/dependency_dock.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

#include "ui/docks/dependency_model.h"
#include "ui/docks/number_table.h"
#include "ui/document/compression_estimate.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"
#include "ui/translation/error_messages.h"
#include "ui/translation/sentences.h"
#include "ui/widgets/empty_state.h"

namespace espalier::ui {

DependencyDock::DependencyDock(SessionDocument& document, CurrentSelection& selection, QWidget* parent)
    : QDockWidget(parent)
    , m_document(document)
    , m_selection(selection)
    , m_model(new DependencyModel(this))
{
    setObjectName(QStringLiteral("dependencyDock"));
    createContent();
    connect(&selection, &CurrentSelection::layersChanged, this, &DependencyDock::refresh);
    connect(&document, &SessionDocument::dependencyGraphChanged, this, &DependencyDock::refresh);
    connect(&document, &SessionDocument::estimateChanged, this, [this] {
        if (m_document.dependencyGraph() == nullptr)
            refresh(); // it may say now why there is no graph
    });
    connect(m_view, &QTreeView::clicked, this, &DependencyDock::choose);
    connect(m_view, &QTreeView::activated, this, &DependencyDock::choose);
    retranslate();
}

QString DependencyDock::headline() const
{
    return m_pages->currentIndex() == 0 ? m_empty->text() : m_summary->text();
}

void DependencyDock::createContent()
{
    m_pages = new QStackedWidget(this);
    m_empty = new EmptyState(m_pages);
    auto* content = new QWidget(m_pages);
    m_summary = new QLabel(content);
    m_summary->setObjectName(QStringLiteral("dependencySummaryLabel"));
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_view = new NumberTable(m_model, content);
    m_view->setObjectName(QStringLiteral("dependencyTreeView"));
    m_view->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_view->header()->setStretchLastSection(true);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(m_summary);
    layout->addWidget(m_view, 1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(content);
    setWidget(m_pages);
}

void DependencyDock::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDockWidget::changeEvent(event);
}

void DependencyDock::retranslate()
{
    setWindowTitle(tr("Dependencies"));
    m_view->setAccessibleName(tr("Layers that share their channels"));
    m_model->refreshTexts();
    refresh();
}

void DependencyDock::refresh()
{
    if (m_choosing)
        return;
    const QString layer = m_selection.currentLayer();
    m_model->show(m_document.model(), m_document.dependencyGraph(), layer);
    if (m_document.model() == nullptr) {
        showEmpty(tr("Layers that can lose channels only together are shown here. Open a model to begin."));
    } else if (m_document.model()->inputs().empty()) {
        showEmpty(tr("Channels can only be followed through the network when its input shape is known."));
    } else if (m_document.dependencyGraph() == nullptr) {
        const auto estimate = m_document.estimate();
        showEmpty(estimate && !estimate->noPhysical.text.empty() ? messageText(estimate->noPhysical)
                                                                 : tr("Following channels through the graph…"));
    } else if (layer.isEmpty()) {
        showEmpty(tr("Select a layer to see which others share its channels, and why."));
    } else if (m_model->group() == nullptr) {
        showEmpty(tr("%1 has no channels that could be removed.").arg(layer));
    } else {
        m_summary->setText(summary());
        m_pages->setCurrentIndex(1);
    }
}

void DependencyDock::showEmpty(const QString& sentence)
{
    m_empty->setText(sentence);
    m_pages->setCurrentIndex(0);
}

QString DependencyDock::summary() const
{
    const DependencyGroup& group = *m_model->group();
    const auto producers =
        static_cast<int>(std::count_if(group.members.begin(), group.members.end(), [](const DependencyMember& member) {
            return member.role == ChannelRole::Producer;
        }));
    QStringList sentences;
    if (group.locked) {
        sentences.append(tr("None of these channels can go."));
    } else if (producers < 2) {
        //: n is a number of channels.
        sentences.append(tr("%n channel(s) can be removed, each for itself: no other layer makes them.", nullptr,
                            static_cast<int>(group.channels)));
    } else {
        //: n is a number of layers, %1 a number of channels.
        sentences.append(
            tr("%n layer(s) make these channels together; %1 can be chosen, and what goes, goes in all of them.",
               nullptr, producers)
                .arg(group.channels));
    }
    if (!group.lockedWhy.text.empty())
        sentences.append(group.locked ? messageText(group.lockedWhy)
                                      : tr("Some stay: %1").arg(messageText(group.lockedWhy)));
    return joinSentences(sentences);
}

void DependencyDock::choose(const QModelIndex& index)
{
    // Another member of the same group: the list stays where it is.
    m_choosing = true;
    m_selection.setLayers({QString::fromStdString(m_model->member(index.row()).layer)});
    m_choosing = false;
}

} // namespace espalier::ui
