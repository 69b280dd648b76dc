// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QScrollArea>

#include "ui/config_editor/config_edits.h"

class QVBoxLayout;

namespace espalier::ui {

class ConfigCard;
class ConfigListModel;
class CurrentSelection;
class LayerHighlight;
class SessionDocument;

/// The config list as numbered cards, one below the other: later wins. Cards follow the rows of the model and stay
/// as long as their row does.
class ConfigCardList : public QScrollArea
{
    Q_OBJECT

public:
    ConfigCardList(SessionDocument& document, CurrentSelection& selection, ConfigListModel& model,
                   QWidget* parent = nullptr);
    ~ConfigCardList() override;

    ConfigCard* card(int entry) const { return m_cards.value(entry); }
    /// Brings the card into view and puts the focus on its slider.
    void focusEntry(int entry);

Q_SIGNALS:
    /// A card was asked to be removed, duplicated, switched off, split or merged.
    void editProposed(const espalier::ui::ConfigEdit& edit);

protected:
    void changeEvent(QEvent* event) override;

private:
    void createContent();
    void connectModel();
    void connectSelection();
    void connectCard(ConfigCard* card);
    void connectDrag(ConfigCard* card);
    void retranslate();
    void insertCards(int first, int last);
    void removeCards(int first, int last);
    void moveCard(int from, int to);
    void resetCards();
    void refreshCards();
    QWidget* controlBefore();
    void updateTabOrder();
    void refreshSelection();
    void refreshHighlight();
    void noteFocus(const QWidget* focused);
    void moveEntryTo(int from, int to);
    void pickLayers(int entry);
    void selectLayers(int entry);
    /// Between which cards something dropped at @p globalPosition comes, from 0 to the number of cards.
    int placeAt(const QPoint& globalPosition) const;
    void showDropLine(const QPoint& globalPosition);
    void drop(int from, const QPoint& globalPosition);

    SessionDocument& m_document;
    CurrentSelection& m_selection;
    ConfigListModel& m_model;
    LayerHighlight& m_highlight;
    QList<ConfigCard*> m_cards;
    QWidget* m_content = nullptr;
    QVBoxLayout* m_layout = nullptr;
    QWidget* m_dropLine = nullptr;
};

} // namespace espalier::ui
