// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace espalier::ui {

/// Every command of the program.
enum class ActionId {
    // File
    OpenFile,
    OpenExample,
    SaveSession,
    SaveSessionAs,
    CloseModel,
    Preferences,
    Quit,
    // Edit
    Undo,
    Redo,
    FindLayer,
    SelectSameType,
    CommandPalette,
    // View
    StepModel,
    StepChoose,
    StepCompress,
    StepFinetune,
    StepExport,
    ResetLayout,
    FullScreen,
    // Model
    LoadWeights,
    SetInputShape,
    Recompute,
    // Compress
    AddEntry,
    AddEntryForSelection,
    ExcludeSelection,
    SetSparsity,
    Prune,
    Shrink,
    // Train
    StartTraining,
    PauseTraining,
    StopTraining,
    // Export
    ExportModel,
    // Help
    Shortcuts,
    About,
    Count
};

} // namespace espalier::ui
