// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config_editor/config_card.h"

#include <QApplication>
#include <QCheckBox>
#include <QContextMenuEvent>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyleOptionFocusRect>
#include <QToolButton>

#include <algorithm>

#include "ui/config_editor/breakable_text.h"
#include "ui/config_editor/config_edits.h"
#include "ui/config_editor/elided_label.h"
#include "ui/config_editor/exception_edit.h"
#include "ui/config_editor/issue_lines.h"
#include "ui/config_editor/layer_limit_edit.h"
#include "ui/config_editor/layer_name_list.h"
#include "ui/config_editor/name_pattern_edit.h"
#include "ui/config_editor/sparsity_edit.h"
#include "ui/document/total_sparsity.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/number_format.h"

namespace espalier::ui {

namespace {

constexpr int kBarWidth = 4; ///< of the mark of a selected card

QStringList textsOf(const std::optional<std::vector<std::string>>& texts)
{
    QStringList list;
    for (const std::string& text : texts.value_or(std::vector<std::string>{}))
        list.append(QString::fromStdString(text));
    return list;
}

/// Whole per cent, but never a share that is there as "0 %".
QString shareText(double share)
{
    return percentText(share, share < 0.0995 ? 1 : 0);
}

} // namespace

ConfigCard::ConfigCard(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("configCard"));
    setFocusPolicy(Qt::StrongFocus);
    createRows();
    connectParts();
    connectEdits();
    refreshIcons();
    retranslate();
}

void ConfigCard::setContent(int index, int count, const ConfigEntryContent& content)
{
    if (index == m_index && count == m_count && content == m_content)
        return;
    m_index = index;
    m_count = count;
    m_content = content;
    refresh();
}

void ConfigCard::setSelected(bool selected)
{
    m_selected = selected;
    update();
}

void ConfigCard::setHighlighted(bool highlighted)
{
    m_highlighted = highlighted;
    update();
}

void ConfigCard::focusSparsity()
{
    if (m_sparsity->isHidden())
        setFocus(Qt::OtherFocusReason);
    else
        m_sparsity->focusSlider();
}

void ConfigCard::focusPatterns()
{
    m_patterns->begin();
}

void ConfigCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ConfigCard::contextMenuEvent(QContextMenuEvent* event)
{
    Q_EMIT pressed();
    m_menu->popup(event->globalPos());
}

void ConfigCard::refresh()
{
    const ConfigEntry& entry = m_content.entry;
    m_menu->setContent(m_index, m_count, m_content);
    for (QWidget* control :
         {static_cast<QWidget*>(m_types), static_cast<QWidget*>(m_names), static_cast<QWidget*>(m_patterns),
          static_cast<QWidget*>(m_sparsity), static_cast<QWidget*>(m_exclude), static_cast<QWidget*>(m_exceptions),
          static_cast<QWidget*>(m_except)})
        control->setEnabled(entry.enabled);
    m_number->setText(QString::number(m_index + 1));
    m_title->setText(m_content.selector);
    const auto role = m_content.neverWins() ? QPalette::PlaceholderText : QPalette::WindowText;
    m_number->setForegroundRole(role);
    m_title->setForegroundRole(role);
    m_moveUp->setEnabled(m_index > 0);
    m_moveDown->setEnabled(m_index + 1 < m_count);
    refreshSelector();
    refreshSparsity();
    refreshSummary();
    refreshAchieved();
    refreshPhysical();
    m_issues->setIssues(m_content.issues);
    setAccessibleName(tr("Entry %1: %2").arg(QString::number(m_index + 1), m_content.selector));
    setAccessibleDescription(winsText());
}

void ConfigCard::refreshSparsity()
{
    const ConfigEntry& entry = m_content.entry;
    const bool asksForSparsity = !entry.excludes() && (entry.prunes() || !entry.quantizes());
    m_sparsity->setVisible(asksForSparsity);
    m_sparsity->setSparsity(requestedSparsity(entry).value_or(0.0));
    m_together->setVisible(asksForSparsity && m_content.total);
    if (m_content.total)
        m_sparsity->setAccessibleTexts(tr("Sparsity of all layers together"),
                                       tr("Sparsity of all layers together in per cent"));
    else
        m_sparsity->setAccessibleTexts(tr("Sparsity of entry %1").arg(m_index + 1),
                                       tr("Sparsity of entry %1 in per cent").arg(m_index + 1));
    m_limit->setContent(m_index + 1, m_content);
}

void ConfigCard::takeSparsity(double sparsity, int mergeKey)
{
    if (m_content.total && requestedSparsity(m_content.entry)) {
        Q_EMIT totalEdited(sparsity, mergeKey);
        return;
    }
    ConfigEntry entry = m_content.entry;
    entry.sparsity = sparsity;
    entry.totalSparsity.reset();
    Q_EMIT edited(entry, tr("Set sparsity of %1").arg(m_content.selector), mergeKey);
}

void ConfigCard::refreshSelector()
{
    QList<ChipBar::Chip> chips;
    for (const OpTypeChoice& choice : m_content.opTypes)
        chips.append({choice.type, choice.type, tr("%n layer(s) of this type", nullptr, choice.layers), true});
    m_types->setChips(chips);
    m_types->setSelected(textsOf(m_content.entry.opTypes));
    m_names->setNames(textsOf(m_content.entry.opNames));
    m_patterns->setPatterns(m_content.entry.opNamesRe);
    m_exceptions->setContent(m_index + 1, m_content);
    m_except->setVisible(m_content.takesExceptions());
    m_select->setEnabled(!m_content.neverWins());
}

void ConfigCard::refreshSummary()
{
    const QSignalBlocker blocker(m_exclude);
    m_exclude->setChecked(m_content.entry.excludes());
    m_wins->setText(winsText());
    m_wins->setToolTip(!m_content.entry.enabled ? tr("It counts for nothing until it is switched on again.")
                       : m_content.neverWins()
                           ? tr("It selects no layer, or later entries overrule it everywhere.")
                           : tr("It rules %n layer(s) with %1 parameters.", nullptr, m_content.layersWon)
                                 .arg(countText(m_content.parametersWon)));
}

void ConfigCard::refreshAchieved()
{
    const std::optional<double> achieved = m_content.achieved;
    const QString percent = percentText(achieved.value_or(0.0));
    if (m_content.achievesOther())
        //: %1 is a percentage, %2 a whole sentence that says why.
        m_achieved->setText(tr("Reaches %1. %2").arg(percent, breakableText(m_content.achievedReason)));
    else if (achieved)
        m_achieved->setText(tr("Reaches %1.").arg(percent));
    // During a drag the line does not come and go with each value: the card would jump under the hand.
    const bool stays = m_sparsity->isDragging() && !m_achieved->isHidden() && achieved;
    m_achieved->setVisible(m_content.achievesOther() || stays);
    m_sparsity->setAchieved(m_content.achievesOther() ? achieved : std::nullopt);
}

/// The same cut in three measures: whoever thinks in channels sees what it means for the others.
void ConfigCard::refreshPhysical()
{
    const auto change = [](double share) { return signedPercentText(share - 1.0, 0); };
    if (const auto& physical = m_content.physical) {
        m_physical->setText(tr("Cut out: channels %1, parameters %2, MACs %3")
                                .arg(change(physical->channels), change(physical->parameters), change(physical->macs)));
        m_physical->setToolTip(
            tr("What its layers lose once the network is shrunk, dependencies included. Layers lose inputs, too, "
               "where the layers before them lose channels."));
    }
    m_physical->setVisible(m_content.physical.has_value());
}

QString ConfigCard::winsText() const
{
    if (!m_content.entry.enabled)
        return tr("switched off");
    if (m_content.neverWins())
        return tr("never wins");
    const QString share = shareText(m_content.macsShare.value_or(m_content.parametersShare));
    if (m_content.entry.excludes())
        return m_content.macsShare ? tr("keeps %n layer(s), %1 of MACs", nullptr, m_content.layersWon).arg(share)
                                   : tr("keeps %n layer(s), %1 of parameters", nullptr, m_content.layersWon).arg(share);
    return m_content.macsShare ? tr("wins %n layer(s), %1 of MACs", nullptr, m_content.layersWon).arg(share)
                               : tr("wins %n layer(s), %1 of parameters", nullptr, m_content.layersWon).arg(share);
}

void ConfigCard::takeTypes(const QStringList& types)
{
    ConfigEntry entry = m_content.entry;
    std::vector<std::string> kept = entry.opTypes.value_or(std::vector<std::string>{});
    std::erase_if(kept, [&](const std::string& type) { return !types.contains(QString::fromStdString(type)); });
    for (const QString& type : types) {
        if (std::find(kept.begin(), kept.end(), type.toStdString()) == kept.end())
            kept.push_back(type.toStdString());
    }
    entry.opTypes = std::move(kept);
    // No type chosen beside names means "of any type"; without names it means that nothing is selected yet.
    if (entry.opTypes->empty() && entry.hasNames())
        entry.opTypes.reset();
    Q_EMIT edited(entry, tr("Change op types of entry %1").arg(m_index + 1), 0);
}

void ConfigCard::takeExclude(bool exclude)
{
    ConfigEntry entry = m_content.entry;
    if (exclude) {
        entry.exclude = true;
    } else {
        entry.exclude.reset();
        if (!entry.prunes() && !entry.quantizes())
            entry.sparsity = kInitialSparsity;
    }
    Q_EMIT edited(entry, exclude ? tr("Exclude %1").arg(m_content.selector) : tr("Include %1").arg(m_content.selector),
                  0);
}

void ConfigCard::removeName(const QString& name)
{
    ConfigEntry entry = m_content.entry;
    if (!entry.opNames)
        return;
    std::erase(*entry.opNames, name.toStdString());
    Q_EMIT edited(entry, tr("Take %1 out of entry %2").arg(name, QString::number(m_index + 1)), 0);
}

void ConfigCard::takePatterns(const QStringList& patterns)
{
    ConfigEntry entry = m_content.entry;
    entry.opNamesRe.reset();
    for (const QString& pattern : patterns) {
        if (!entry.opNamesRe)
            entry.opNamesRe.emplace();
        entry.opNamesRe->push_back(pattern.toStdString());
    }
    Q_EMIT edited(entry, tr("Change name patterns of entry %1").arg(m_index + 1), 0);
}

void ConfigCard::enterEvent(QEnterEvent* event)
{
    Q_EMIT hovered(true);
    QWidget::enterEvent(event);
}

void ConfigCard::leaveEvent(QEvent* event)
{
    Q_EMIT hovered(false);
    QWidget::leaveEvent(event);
}

void ConfigCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_dragging) {
        endDrag({}, false);
        return;
    }
    if (!hasFocus()) {
        // What a control inside has no use for, such as Return in a number.
        QWidget::keyPressEvent(event);
        return;
    }
    const int by = event->key() == Qt::Key_Up ? -1 : event->key() == Qt::Key_Down ? 1 : 0;
    if (by != 0 && event->modifiers() == Qt::AltModifier)
        Q_EMIT moveRequested(by);
    else if (by != 0 && event->modifiers() == Qt::NoModifier)
        Q_EMIT neighbourRequested(by);
    else if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier)
        Q_EMIT switchRequested(!m_content.entry.enabled);
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT selectLayersRequested();
    else
        QWidget::keyPressEvent(event);
}

void ConfigCard::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        QWidget::mousePressEvent(event);
        return;
    }
    m_pressed = true;
    m_pressPosition = event->position().toPoint();
    setFocus(Qt::MouseFocusReason);
    Q_EMIT pressed();
}

void ConfigCard::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_pressed || !event->buttons().testFlag(Qt::LeftButton))
        return;
    const QPoint moved = event->position().toPoint() - m_pressPosition;
    if (!m_dragging && moved.manhattanLength() < QApplication::startDragDistance())
        return;
    m_dragging = true;
    setCursor(Qt::ClosedHandCursor);
    Q_EMIT dragMoved(event->globalPosition().toPoint());
}

void ConfigCard::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = false;
    if (m_dragging)
        endDrag(event->globalPosition().toPoint(), true);
}

void ConfigCard::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT selectLayersRequested();
}

void ConfigCard::endDrag(const QPoint& globalPosition, bool dropped)
{
    m_dragging = false;
    m_pressed = false;
    unsetCursor();
    Q_EMIT dragEnded(globalPosition, dropped);
}

void ConfigCard::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = ThemeManager::instance().colors();
    QPainter painter(this);
    painter.fillRect(rect(), colors.surface);
    painter.setPen(QPen(m_selected || m_highlighted ? colors.accent : colors.line, m_highlighted ? 2 : 1));
    const qreal inset = m_highlighted ? 1.0 : 0.5;
    painter.drawRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset));
    if (m_selected)
        painter.fillRect(0, 0, kBarWidth, height(), colors.accent);
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        option.rect = rect().adjusted(kBarWidth + 2, 2, -2, -2);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

} // namespace espalier::ui
