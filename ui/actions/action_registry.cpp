// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/action_registry.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QRegularExpression>

#include <array>

#include "ui/theme/theme_manager.h"

namespace espalier::ui {

namespace {

struct ActionRow
{
    ActionId id;
    const char* name; ///< object name
    const char* text;
    const char* toolTip;
    const char* icon;
    const char* key; ///< portable text; empty: none
};

constexpr std::size_t kActionCount = static_cast<std::size_t>(ActionId::Count);

// clang-format off
constexpr std::array<ActionRow, kActionCount> kActions{{
    {ActionId::OpenFile, "openFileAction", QT_TRANSLATE_NOOP("ActionRegistry", "&Open…"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Open a TorchScript model or a session"), "document-open", "Ctrl+O"},
    {ActionId::OpenExample, "openExampleAction", QT_TRANSLATE_NOOP("ActionRegistry", "Open the &example"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Open the small trained network that comes with Espalier"), "folder-open-recent", ""},
    {ActionId::SaveSession, "saveSessionAction", QT_TRANSLATE_NOOP("ActionRegistry", "&Save session"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Save model path, config list, data and training options as a session"), "document-save", "Ctrl+S"},
    {ActionId::SaveSessionAs, "saveSessionAsAction", QT_TRANSLATE_NOOP("ActionRegistry", "Save session &as…"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Save the session under another name"), "document-save-as", "Ctrl+Shift+S"},
    {ActionId::CloseModel, "closeModelAction", QT_TRANSLATE_NOOP("ActionRegistry", "&Close model"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Close the model and show the start page"), "document-close", "Ctrl+W"},
    {ActionId::Preferences, "preferencesAction", QT_TRANSLATE_NOOP("ActionRegistry", "&Preferences…"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Language, theme, threads and row height"), "configure", "Ctrl+,"},
    {ActionId::Quit, "quitAction", QT_TRANSLATE_NOOP("ActionRegistry", "&Quit"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Close the window"), "application-exit", "Ctrl+Q"},
    {ActionId::Undo, "undoAction", QT_TRANSLATE_NOOP("ActionRegistry", "&Undo"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Take back the last edit"), "edit-undo", "Ctrl+Z"},
    {ActionId::Redo, "redoAction", QT_TRANSLATE_NOOP("ActionRegistry", "&Redo"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Repeat the edit that was taken back"), "edit-redo", "Ctrl+Shift+Z"},
    {ActionId::FindLayer, "findLayerAction", QT_TRANSLATE_NOOP("ActionRegistry", "&Find layer"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Search layers by name, type or regular expression"), "edit-find", "Ctrl+F"},
    {ActionId::SelectSameType, "selectSameTypeAction", QT_TRANSLATE_NOOP("ActionRegistry", "Select all of this &type"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Select every layer of the same type as the current one"), "edit-select-all", "Ctrl+T"},
    {ActionId::CommandPalette, "commandPaletteAction", QT_TRANSLATE_NOOP("ActionRegistry", "&Command palette…"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Find any command by typing a few letters of it"), "search", "Ctrl+K"},
    {ActionId::StepModel, "stepModelAction", QT_TRANSLATE_NOOP("ActionRegistry", "1 &Model"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Step 1: open a network and look at its layers"), "document-open", "Ctrl+1"},
    {ActionId::StepChoose, "stepChooseAction", QT_TRANSLATE_NOOP("ActionRegistry", "2 C&hoose"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Step 2: say in the config list what to prune and how much"), "view-list-details", "Ctrl+2"},
    {ActionId::StepCompress, "stepCompressAction", QT_TRANSLATE_NOOP("ActionRegistry", "3 Com&press"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Step 3: prune and see what it costs"), "edit-cut", "Ctrl+3"},
    {ActionId::StepFinetune, "stepFinetuneAction", QT_TRANSLATE_NOOP("ActionRegistry", "4 &Fine-tune"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Step 4: train the pruned network until its accuracy is back"), "office-chart-line", "Ctrl+4"},
    {ActionId::StepExport, "stepExportAction", QT_TRANSLATE_NOOP("ActionRegistry", "5 &Export"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Step 5: write files that run elsewhere"), "document-export", "Ctrl+5"},
    {ActionId::ResetLayout, "resetLayoutAction", QT_TRANSLATE_NOOP("ActionRegistry", "&Reset layout"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Put every dock back to its first place"), "view-restore", ""},
    {ActionId::FullScreen, "fullScreenAction", QT_TRANSLATE_NOOP("ActionRegistry", "F&ull screen"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Use the whole screen"), "view-fullscreen", "F11"},
    {ActionId::LoadWeights, "loadWeightsAction", QT_TRANSLATE_NOOP("ActionRegistry", "Load &weights…"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Load a state dict (.pth) into the open model"), "document-import", ""},
    {ActionId::SetInputShape, "setInputShapeAction", QT_TRANSLATE_NOOP("ActionRegistry", "&Input shape…"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Say which input the network gets, so that output shapes and MACs are known"), "transform-scale", ""},
    {ActionId::Recompute, "recomputeAction", QT_TRANSLATE_NOOP("ActionRegistry", "&Measure again"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Compute the preview and measure accuracy again"), "view-refresh", "F5"},
    {ActionId::AddEntry, "addEntryAction", QT_TRANSLATE_NOOP("ActionRegistry", "&Add entry"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Add an entry to the end of the config list"), "list-add", "Ctrl+Shift+N"},
    {ActionId::AddEntryForSelection, "addEntryForSelectionAction", QT_TRANSLATE_NOOP("ActionRegistry", "Add &selected layers"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Add an entry for the selected layers to the config list"), "list-add", "Ctrl+Return"},
    {ActionId::ExcludeSelection, "excludeSelectionAction", QT_TRANSLATE_NOOP("ActionRegistry", "E&xclude selected layers"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Keep the selected layers as they are, or take them in again"), "list-remove", "Ctrl+Shift+X"},
    {ActionId::SetSparsity, "setSparsityAction", QT_TRANSLATE_NOOP("ActionRegistry", "Set spa&rsity…"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Set the sparsity of the selected layers"), "document-edit", "Ctrl+Shift+P"},
    {ActionId::Prune, "pruneAction", QT_TRANSLATE_NOOP("ActionRegistry", "&Prune"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Compute masks for every layer that the config list selects"), "edit-cut", "Ctrl+P"},
    {ActionId::Shrink, "shrinkAction", QT_TRANSLATE_NOOP("ActionRegistry", "S&hrink…"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Cut masked channels out: a smaller, faster network, compared with the masked one"), "transform-crop", "Ctrl+Shift+K"},
    {ActionId::StartTraining, "startTrainingAction", QT_TRANSLATE_NOOP("ActionRegistry", "&Start training"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Fine-tune the model with its masks in the background"), "media-playback-start", "Ctrl+R"},
    {ActionId::PauseTraining, "pauseTrainingAction", QT_TRANSLATE_NOOP("ActionRegistry", "&Pause training"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Let the training wait after the batch that is being computed, or go on"), "media-playback-pause", "Ctrl+Shift+R"},
    {ActionId::StopTraining, "stopTrainingAction", QT_TRANSLATE_NOOP("ActionRegistry", "S&top training"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Stop after the batch that is being computed; the best finished epoch is offered"), "media-playback-stop", "Ctrl+."},
    {ActionId::ExportModel, "exportModelAction", QT_TRANSLATE_NOOP("ActionRegistry", "&Export…"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Write the model, its masks and a report"), "document-export", "Ctrl+E"},
    {ActionId::Shortcuts, "shortcutsAction", QT_TRANSLATE_NOOP("ActionRegistry", "&Keyboard shortcuts"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Every key and what it does"), "configure-shortcuts", "F1"},
    {ActionId::About, "aboutAction", QT_TRANSLATE_NOOP("ActionRegistry", "&About Espalier"),
     QT_TRANSLATE_NOOP("ActionRegistry", "Version, libraries and licence"), "help-about", ""},
}};
// clang-format on

} // namespace

QString withoutAccessKey(const QString& text)
{
    static const QRegularExpression key(QStringLiteral("\\(&.\\)|&"));
    return QString(text).remove(key);
}

ActionRegistry::ActionRegistry(QObject* parent)
    : QObject(parent)
{
    for (const ActionRow& row : kActions) {
        auto* action = new QAction(this);
        action->setObjectName(QLatin1String(row.name));
        if (row.key[0] != '\0')
            action->setShortcut(QKeySequence(QLatin1String(row.key), QKeySequence::PortableText));
        m_actions.append(action);
    }
    action(ActionId::FullScreen)->setCheckable(true);
    action(ActionId::Quit)->setMenuRole(QAction::QuitRole);
    action(ActionId::Preferences)->setMenuRole(QAction::PreferencesRole);
    action(ActionId::About)->setMenuRole(QAction::AboutRole);
    retranslate();
    refreshIcons();
    connect(&ThemeManager::instance(), &ThemeManager::changed, this, &ActionRegistry::refreshIcons);
}

QAction* ActionRegistry::action(ActionId id) const
{
    return m_actions[static_cast<qsizetype>(id)];
}

void ActionRegistry::retranslate()
{
    for (const ActionRow& row : kActions) {
        QAction* current = action(row.id);
        current->setText(QCoreApplication::translate("ActionRegistry", row.text));
        const QString tip = QCoreApplication::translate("ActionRegistry", row.toolTip);
        const QString key = current->shortcut().toString(QKeySequence::NativeText);
        //: Tool tip of a command: what it does, and its key in parentheses.
        current->setToolTip(key.isEmpty() ? tip
                                          : QCoreApplication::translate("ActionRegistry", "%1 (%2)").arg(tip, key));
        current->setStatusTip(tip);
    }
}

void ActionRegistry::refreshIcons()
{
    for (const ActionRow& row : kActions)
        action(row.id)->setIcon(ThemeManager::icon(QLatin1String(row.icon)));
}

} // namespace espalier::ui
