// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/config_card_list.h"

#include <QApplication>
#include <QEvent>
#include <QVBoxLayout>

#include "ui/config_editor/config_card.h"
#include "ui/config_editor/config_edits.h"
#include "ui/config_editor/config_list_model.h"
#include "ui/config_editor/entry_structure_edits.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"
#include "ui/document/total_sparsity.h"
#include "ui/models/layer_highlight.h"

namespace espalier::ui {

namespace {

constexpr int kSpacing = 8;
constexpr int kMargin = 12;
constexpr int kDropLineHeight = 2;
constexpr int kScrollMargin = 24; ///< how near to the edge a dragged card scrolls the list

/// Where @p entry stands after the one at @p from has gone to @p to.
int placeAfterMove(int entry, int from, int to)
{
    if (entry == from)
        return to;
    if (entry > from && entry <= to)
        return entry - 1;
    return entry < from && entry >= to ? entry + 1 : entry;
}

} // namespace

ConfigCardList::ConfigCardList(SessionDocument& document, CurrentSelection& selection, ConfigListModel& model,
                               QWidget* parent)
    : QScrollArea(parent)
    , m_document(document)
    , m_selection(selection)
    , m_model(model)
    , m_highlight(LayerHighlight::of(selection))
{
    setObjectName(QStringLiteral("configCardList"));
    createContent();
    connectModel();
    connectSelection();
    retranslate();
    resetCards();
}

ConfigCardList::~ConfigCardList()
{
    // The focus moves while the cards are being deleted.
    qApp->disconnect(this);
}

void ConfigCardList::focusEntry(int entry)
{
    ConfigCard* const focused = card(entry);
    if (focused == nullptr)
        return;
    focused->focusSparsity();
    // A new card has its place only after the layout ran.
    QMetaObject::invokeMethod(
        focused, [this, focused] { ensureWidgetVisible(focused, 0, kSpacing); }, Qt::QueuedConnection);
}

void ConfigCardList::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QScrollArea::changeEvent(event);
}

void ConfigCardList::createContent()
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_content = new QWidget(this);
    m_layout = new QVBoxLayout(m_content);
    m_layout->setContentsMargins(kMargin, 0, kMargin, kMargin);
    m_layout->setSpacing(kSpacing);
    m_layout->addStretch(1);
    m_dropLine = new QWidget(m_content);
    m_dropLine->setObjectName(QStringLiteral("dropLine"));
    m_dropLine->setAutoFillBackground(true);
    m_dropLine->setBackgroundRole(QPalette::Highlight);
    m_dropLine->hide();
    setWidget(m_content);
}

void ConfigCardList::connectModel()
{
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) {
        insertCards(first, last);
        if (m_selection.currentEntry() >= first)
            m_selection.setCurrentEntry(m_selection.currentEntry() + last - first + 1);
    });
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex&, int first, int last) { removeCards(first, last); });
    connect(&m_model, &QAbstractItemModel::rowsMoved, this,
            [this](const QModelIndex&, int from, int, const QModelIndex&, int before) {
                const int to = before > from ? before - 1 : before;
                moveCard(from, to);
                m_selection.setCurrentEntry(placeAfterMove(m_selection.currentEntry(), from, to));
            });
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ConfigCardList::resetCards);
    connect(&m_model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& first, const QModelIndex& last) {
                for (int row = first.row(); row <= last.row(); ++row)
                    m_cards[row]->setContent(row, static_cast<int>(m_cards.size()), m_model.content(row));
            });
}

void ConfigCardList::connectSelection()
{
    connect(&m_selection, &CurrentSelection::currentEntryChanged, this, &ConfigCardList::refreshSelection);
    connect(&m_selection, &CurrentSelection::layersChanged, this, [this] {
        for (ConfigCard* card : m_cards)
            card->setPickEnabled(!m_selection.layers().isEmpty());
    });
    connect(&m_highlight, &LayerHighlight::layerChanged, this, &ConfigCardList::refreshHighlight);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { noteFocus(now); });
}

void ConfigCardList::connectCard(ConfigCard* card)
{
    const auto entry = [this, card] { return static_cast<int>(m_cards.indexOf(card)); };
    connect(card, &ConfigCard::edited, this,
            [this, entry](const ConfigEntry& changed, const QString& text, int mergeKey) {
                ConfigList list = m_document.session().configList;
                list[static_cast<std::size_t>(entry())] = changed;
                m_document.setConfigList(std::move(list), text, mergeKey);
                // Lines and chips may have come; while a slider moves, none do.
                if (mergeKey == 0)
                    updateTabOrder();
            });
    connect(card, &ConfigCard::totalEdited, this, [this](double total, int mergeKey) {
        m_document.setConfigList(withTotal(m_document.session().configList, total),
                                 tr("Set sparsity of all layers together"), mergeKey);
    });
    connect(card, &ConfigCard::pressed, this, [this, entry] { m_selection.setCurrentEntry(entry()); });
    connect(card, &ConfigCard::hovered, this, [this, entry](bool inside) {
        if (inside || m_highlight.entry() == entry())
            m_highlight.setEntry(inside ? entry() : -1);
    });
    connect(card, &ConfigCard::pickRequested, this, [this, entry] { pickLayers(entry()); });
    connect(card, &ConfigCard::exceptionChoicesRequested, this, [this, card, entry] {
        const ConfigEntry& of = m_document.session().configList[static_cast<std::size_t>(entry())];
        card->setExceptionChoices(exceptionChoices(of, ConfigEditContext::of(m_document), m_selection.layers()));
    });
    connect(card, &ConfigCard::selectLayersRequested, this, [this, entry] { selectLayers(entry()); });
    connect(card, &ConfigCard::duplicateRequested, this, [this, entry] {
        Q_EMIT editProposed(duplicateEntry(m_document.session().configList, static_cast<std::size_t>(entry())));
    });
    connect(card, &ConfigCard::removeRequested, this, [this, entry] {
        Q_EMIT editProposed(removeEntry(m_document.session().configList, static_cast<std::size_t>(entry())));
    });
    connect(card, &ConfigCard::switchRequested, this, [this, entry](bool on) {
        Q_EMIT editProposed(setEntryEnabled(m_document.session().configList, static_cast<std::size_t>(entry()), on));
    });
    connect(card, &ConfigCard::splitRequested, this, [this, entry] {
        Q_EMIT editProposed(splitEntry(m_document.session().configList, ConfigEditContext::of(m_document),
                                       static_cast<std::size_t>(entry())));
    });
    connect(card, &ConfigCard::mergeRequested, this, [this] {
        Q_EMIT editProposed(mergeEqualEntries(m_document.session().configList, ConfigEditContext::of(m_document)));
    });
    connect(card, &ConfigCard::neighbourRequested, this, [this, entry](int by) {
        if (ConfigCard* neighbour = this->card(entry() + by)) {
            neighbour->setFocus(Qt::TabFocusReason);
            ensureWidgetVisible(neighbour, 0, kSpacing);
        }
    });
    connectDrag(card);
}

void ConfigCardList::connectDrag(ConfigCard* card)
{
    const auto entry = [this, card] { return static_cast<int>(m_cards.indexOf(card)); };
    connect(card, &ConfigCard::moveRequested, this, [this, entry](int by) { moveEntryTo(entry(), entry() + by); });
    connect(card, &ConfigCard::dragMoved, this, &ConfigCardList::showDropLine);
    connect(card, &ConfigCard::dragEnded, this, [this, entry](const QPoint& globalPosition, bool dropped) {
        m_dropLine->hide();
        if (dropped)
            drop(entry(), globalPosition);
    });
}

void ConfigCardList::retranslate()
{
    setAccessibleName(tr("Entries of the config list"));
}

void ConfigCardList::insertCards(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        auto* card = new ConfigCard(m_content);
        card->setPickEnabled(!m_selection.layers().isEmpty());
        m_cards.insert(row, card);
        m_layout->insertWidget(row, card);
        connectCard(card);
        card->show();
    }
    refreshCards();
}

void ConfigCardList::removeCards(int first, int last)
{
    const QWidget* focused = QApplication::focusWidget();
    bool hadFocus = false;
    for (int row = last; row >= first; --row) {
        ConfigCard* card = m_cards.takeAt(row);
        hadFocus = hadFocus || card == focused || card->isAncestorOf(focused);
        card->disconnect(this);
        m_layout->removeWidget(card);
        // A button of the card itself may have asked for this.
        card->deleteLater();
        card->hide();
    }
    m_dropLine->hide(); // a card that was being dragged tells of no end
    m_highlight.setEntry(-1);
    const int left = static_cast<int>(m_cards.size());
    // The same entry stays the current one, or else the one that took its place.
    const int current = m_selection.currentEntry();
    if (current > last)
        m_selection.setCurrentEntry(current - (last - first + 1));
    else if (current >= first)
        m_selection.setCurrentEntry(qMin(first, left - 1));
    if (hadFocus && left > 0)
        m_cards[qMin(first, left - 1)]->setFocus(Qt::OtherFocusReason);
    refreshCards();
}

void ConfigCardList::moveCard(int from, int to)
{
    ConfigCard* card = m_cards[from];
    m_cards.move(from, to);
    m_layout->removeWidget(card);
    m_layout->insertWidget(to, card);
    refreshCards();
}

void ConfigCardList::resetCards()
{
    if (!m_cards.isEmpty())
        removeCards(0, static_cast<int>(m_cards.size()) - 1);
    if (m_model.rowCount() > 0)
        insertCards(0, m_model.rowCount() - 1);
}

/// Numbers change with every card that comes or goes; what has not changed is not touched.
void ConfigCardList::refreshCards()
{
    const int count = static_cast<int>(m_cards.size());
    for (int row = 0; row < count; ++row)
        m_cards[row]->setContent(row, count, m_model.content(row));
    updateTabOrder();
    refreshSelection();
    refreshHighlight();
}

/// The list takes no focus itself, but has its place in the window's chain; what does before it.
QWidget* ConfigCardList::controlBefore()
{
    QWidget* control = previousInFocusChain();
    while (control != this && (isAncestorOf(control) || (control->focusPolicy() & Qt::TabFocus) == 0))
        control = control->previousInFocusChain();
    return control == this ? nullptr : control;
}

/// Cards made later stand at the end of the chain, wherever they are shown.
void ConfigCardList::updateTabOrder()
{
    QWidget* previous = controlBefore();
    const auto append = [&previous](QWidget* next) {
        if (previous != nullptr)
            QWidget::setTabOrder(previous, next);
        previous = next;
    };
    for (ConfigCard* card : m_cards) {
        append(card);
        for (QWidget* control : card->findChildren<QWidget*>()) {
            if ((control->focusPolicy() & Qt::TabFocus) != 0 && control->focusProxy() == nullptr)
                append(control);
        }
    }
}

void ConfigCardList::refreshSelection()
{
    for (int row = 0; row < static_cast<int>(m_cards.size()); ++row)
        m_cards[row]->setSelected(row == m_selection.currentEntry());
    // A card under the pointer stays where it is: it may just have been pressed.
    ConfigCard* const selected = card(m_selection.currentEntry());
    if (selected != nullptr && !selected->underMouse())
        ensureWidgetVisible(selected, 0, kSpacing);
}

void ConfigCardList::refreshHighlight()
{
    const ResolvedLayer* layer = m_document.resolution().find(m_highlight.layer().toStdString());
    for (std::size_t row = 0; row < static_cast<std::size_t>(m_cards.size()); ++row) {
        const bool rules = layer != nullptr && (layer->pruningEntry == row || layer->quantizationEntry == row);
        m_cards[static_cast<qsizetype>(row)]->setHighlighted(rules);
    }
}

void ConfigCardList::noteFocus(const QWidget* focused)
{
    for (int row = 0; focused != nullptr && row < static_cast<int>(m_cards.size()); ++row) {
        if (m_cards[row] == focused || m_cards[row]->isAncestorOf(focused))
            m_selection.setCurrentEntry(row);
    }
}

void ConfigCardList::moveEntryTo(int from, int to)
{
    if (m_model.moveRow({}, from, {}, to > from ? to + 1 : to))
        m_selection.setCurrentEntry(to);
}

void ConfigCardList::pickLayers(int entry)
{
    ConfigList list = m_document.session().configList;
    ConfigEntry& changed = list[static_cast<std::size_t>(entry)];
    const ConfigEditContext context = ConfigEditContext::of(m_document);
    const QStringList layers = m_selection.layers();
    if (changed.excludes() || prunableLayers(context, layers).isEmpty()) {
        changed.clearSelectors();
        changed.opNames.emplace();
        for (const QString& layer : layers)
            changed.opNames->push_back(layer.toStdString());
    } else {
        espalier::ui::selectLayers(changed, context, layers);
    }
    m_document.setConfigList(std::move(list), tr("Set layers of entry %1").arg(entry + 1));
    updateTabOrder();
}

void ConfigCardList::selectLayers(int entry)
{
    const QStringList layers = layersRuledBy(m_document, static_cast<std::size_t>(entry));
    if (!layers.isEmpty())
        m_selection.setLayers(layers);
}

int ConfigCardList::placeAt(const QPoint& globalPosition) const
{
    const int y = m_content->mapFromGlobal(globalPosition).y();
    int place = 0;
    while (place < static_cast<int>(m_cards.size()) && m_cards[place]->geometry().center().y() < y)
        ++place;
    return place;
}

void ConfigCardList::showDropLine(const QPoint& globalPosition)
{
    const int place = placeAt(globalPosition);
    const int y = place < static_cast<int>(m_cards.size())
                      ? m_cards[place]->geometry().top() - kSpacing / 2 - kDropLineHeight / 2
                      : m_cards.last()->geometry().bottom() + kSpacing / 2;
    m_dropLine->setGeometry(kMargin, qMax(0, y), m_content->width() - 2 * kMargin, kDropLineHeight);
    m_dropLine->raise();
    m_dropLine->show();
    const QPoint position = m_content->mapFromGlobal(globalPosition);
    ensureVisible(m_content->width() / 2, position.y(), 0, kScrollMargin);
}

void ConfigCardList::drop(int from, const QPoint& globalPosition)
{
    const int place = placeAt(globalPosition);
    moveEntryTo(from, place > from ? place - 1 : place);
}

} // namespace espalier::ui
