// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

#include <array>

namespace espalier::ui {

struct ConfigEntryContent;

/// What can be done with one entry of the config list.
class EntryMenu : public QMenu
{
    Q_OBJECT

public:
    enum Command {
        SelectLayers,
        TakeLayers,
        Patterns,
        Switch,
        Split,
        Merge,
        Duplicate,
        MoveUp,
        MoveDown,
        Remove,
        CommandCount
    };
    Q_ENUM(Command)

    explicit EntryMenu(QWidget* parent = nullptr);

    /// @param index place of the entry, from 0. @param count of all entries.
    void setContent(int index, int count, const ConfigEntryContent& content);
    /// Whether there are selected layers to take.
    void setTakeEnabled(bool enabled);
    /// Adds what the entry can leave out.
    void addExceptions(QMenu* menu);

Q_SIGNALS:
    void chosen(espalier::ui::EntryMenu::Command command);

protected:
    void changeEvent(QEvent* event) override;

private:
    void add(Command command, const char* name);
    void retranslate();
    void refreshIcons();

    std::array<QAction*, CommandCount> m_actions{};
    QMenu* m_exceptions = nullptr;
    bool m_enabled = true; ///< the entry is not switched off
};

} // namespace espalier::ui
