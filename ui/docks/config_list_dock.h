// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>

#include <array>
#include <optional>
#include <vector>

#include "core/base/issue.h"
#include "core/config/config_entry.h"

class QAction;
class QBoxLayout;
class QMenu;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace espalier::ui {

class AlgorithmForm;
class ConfigCardList;
class ConfigListModel;
class ConfigTextEditor;
class CurrentSelection;
class EmptyState;
class MessageStrip;
class SessionDocument;
struct ConfigEdit;

/// The config list: what is pruned, and how much. As numbered cards and as text, both views of the document's list.
class ConfigListDock : public QDockWidget
{
    Q_OBJECT

public:
    ConfigListDock(SessionDocument& document, CurrentSelection& selection, QWidget* parent = nullptr);

    enum class View { Form, Text };
    View view() const;
    void setView(View view);

public Q_SLOTS:
    /// Appends an entry for the type that most weights belong to.
    void addEntry();
    /// Appends an entry for the selected layers.
    void addEntryForSelection();
    void removeCurrentEntry();
    void duplicateCurrentEntry();
    /// Off where it is on, and on where it is off.
    void switchCurrentEntry();
    void splitCurrentEntry();
    void mergeEqual();
    void clear();
    void loadFile();
    void saveFile();
    void copyAsJson() const;
    void copyAsPython() const;
    /// Takes over a config list, or adds one entry, from JSON or Python on the clipboard.
    void paste();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    enum Command {
        AddSelected,
        Load,
        Save,
        CopyJson,
        CopyPython,
        Paste,
        Duplicate,
        Switch,
        Split,
        Merge,
        Remove,
        Clear,
        CommandCount
    };

    void createContent();
    QBoxLayout* createToolBar(QWidget* parent);
    QWidget* createViews();
    void createMenu();
    void fillPresets();
    void connectParts();
    /// A key that was pressed in the form and that no control there has a use for; returns whether it means something.
    bool takeKey(const QKeyEvent& event);
    void retranslate();
    void refreshIcons();
    void updateState();
    void updateCommands();
    /// The entry that commands are about; nullopt while there is none.
    std::optional<std::size_t> currentEntry() const;
    void adopt(const ConfigEdit& edit);
    void importText(const QString& text);
    /// Takes over a list that may be one of NNI v3, and tells what became of it.
    void adoptImported(ConfigList list, const QString& text);
    void showReport(const std::vector<Issue>& issues, bool whole);
    void importFile(const QString& path);

    SessionDocument& m_document;
    CurrentSelection& m_selection;
    ConfigListModel* m_model;
    QStackedWidget* m_pages = nullptr; ///< no model, or the list
    EmptyState* m_noModel = nullptr;
    QStackedWidget* m_views = nullptr; ///< form, text
    QStackedWidget* m_form = nullptr;  ///< no entries, or cards
    EmptyState* m_noEntries = nullptr;
    AlgorithmForm* m_algorithm = nullptr;
    ConfigCardList* m_cards = nullptr;
    ConfigTextEditor* m_text = nullptr;
    QTabBar* m_tabs = nullptr;
    MessageStrip* m_message = nullptr;
    QToolButton* m_add = nullptr;
    QToolButton* m_more = nullptr;
    QMenu* m_menu = nullptr;
    QMenu* m_presets = nullptr;
    std::array<QAction*, CommandCount> m_commands{};
};

} // namespace espalier::ui
