// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QWidget>

#include "ui/config_editor/config_entry_content.h"
#include "ui/config_editor/entry_menu.h"
#include "ui/config_editor/exception_edits.h"

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace espalier::ui {

class ChipBar;
class ElidedLabel;
class ExceptionEdit;
class ExceptionMenu;
class IssueLines;
class LayerLimitEdit;
class LayerNameList;
class NamePatternEdit;
class SparsityEdit;

/// One entry of the config list as a form. Knows nothing of the document: proposes edits and shows what it is given, in
/// place, so that a drag of its slider is not torn off.
class ConfigCard : public QWidget
{
    Q_OBJECT

public:
    explicit ConfigCard(QWidget* parent = nullptr);

    /// @param index place of the entry, from 0. @param count of all entries.
    void setContent(int index, int count, const ConfigEntryContent& content);
    void setSelected(bool selected);
    bool isSelected() const { return m_selected; }
    /// A layer that this entry rules is under the pointer.
    void setHighlighted(bool highlighted);
    bool isHighlighted() const { return m_highlighted; }
    /// Whether there are selected layers to take.
    void setPickEnabled(bool enabled);
    void focusSparsity();
    /// Shows the field for name patterns, if the entry has none, and puts the focus on it.
    void focusPatterns();
    /// What exceptionChoicesRequested() asked for.
    void setExceptionChoices(const ExceptionChoices& choices);

Q_SIGNALS:
    void edited(const espalier::ConfigEntry& entry, const QString& text, int mergeKey);
    /// What all entries ask of all layers together, in mode global.
    void totalEdited(double total, int mergeKey);
    void pressed();
    void hovered(bool inside);
    void pickRequested();
    /// The menu of exceptions is about to open.
    void exceptionChoicesRequested();
    void selectLayersRequested();
    void duplicateRequested();
    void removeRequested();
    void switchRequested(bool on);
    void splitRequested();
    void mergeRequested();
    void moveRequested(int by);
    /// Arrow keys: the card above (-1) or below (1) shall get the focus.
    void neighbourRequested(int by);
    void dragMoved(const QPoint& globalPosition);
    /// @param dropped false when the drag was called off.
    void dragEnded(const QPoint& globalPosition, bool dropped);

protected:
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void createRows();
    QHBoxLayout* createHeader();
    QHBoxLayout* createSelector();
    QHBoxLayout* createSummary();
    QToolButton* createButton(const QString& name);
    void connectParts();
    void takeCommand(EntryMenu::Command command);
    void connectEdits();
    void takeSparsity(double sparsity, int mergeKey);
    void connectExceptions();
    void retranslate();
    void refreshIcons();
    void refresh();
    void refreshSelector();
    void refreshSparsity();
    void refreshSummary();
    void refreshAchieved();
    void refreshPhysical();
    QString winsText() const;
    void takeTypes(const QStringList& types);
    void takeExclude(bool exclude);
    void removeName(const QString& name);
    void takePatterns(const QStringList& patterns);
    void endDrag(const QPoint& globalPosition, bool dropped);

    int m_index = 0;
    int m_count = 0;
    ConfigEntryContent m_content;
    bool m_selected = false;
    bool m_highlighted = false;
    QPoint m_pressPosition;
    bool m_pressed = false;
    bool m_dragging = false;

    QLabel* m_number = nullptr;
    ElidedLabel* m_title = nullptr;
    QToolButton* m_moveUp = nullptr;
    QToolButton* m_moveDown = nullptr;
    QToolButton* m_duplicate = nullptr;
    QToolButton* m_remove = nullptr;
    QToolButton* m_more = nullptr;
    EntryMenu* m_menu = nullptr;
    ChipBar* m_types = nullptr;
    QToolButton* m_pick = nullptr;
    QToolButton* m_select = nullptr;
    LayerNameList* m_names = nullptr;
    NamePatternEdit* m_patterns = nullptr;
    ExceptionEdit* m_exceptions = nullptr;
    ExceptionMenu* m_exceptionMenu = nullptr;
    QToolButton* m_except = nullptr;
    QLabel* m_together = nullptr;
    SparsityEdit* m_sparsity = nullptr;
    LayerLimitEdit* m_limit = nullptr;
    QCheckBox* m_exclude = nullptr;
    QLabel* m_wins = nullptr;
    QLabel* m_achieved = nullptr;
    QLabel* m_physical = nullptr;
    IssueLines* m_issues = nullptr;
};

} // namespace espalier::ui
