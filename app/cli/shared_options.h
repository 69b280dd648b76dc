// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <vector>

#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "core/base/input_spec.h"
#include "core/base/profile.h"
#include "core/config/algorithm_parameters.h"
#include "core/config/config_entry.h"
#include "core/model/model.h"
#include "core/session/session.h"
#include "core/training/training_options.h"

namespace espalier::cli {

/// --threads, --seed, --weights, --help: what every command takes.
QList<Option> sharedOptions();
/// Makes LibTorch compute with --threads and --seed and flush denormal numbers.
void prepareComputation(const Arguments& arguments);

Option jsonOption(const QString& whatIsPrinted);
/// Who gave an input shape, for errors about it.
inline constexpr const char* kInputShapeSource = "--input-shape";
Option inputShapeOption();
Option configOption();
Option profileOption();
Option dataOption(const QString& whatFor);
Option outFolderOption();
/// --algorithm with the pruning criteria of this version.
Option algorithmOption();
/// --mode, --profile, --align, --batches, --parameters, --through-reductions.
QList<Option> pruningOptions();
QList<Option> trainingOptions();

/// "NAME=VALUE,..." taken apart; empty when the option is not given.
ParameterValues parameters(const Arguments& arguments, const QString& option);
std::vector<InputSpec> inputShape(const Arguments& arguments);
Profile profile(const Arguments& arguments);
/// @throws UsageError for a name that this version does not offer as a pruning criterion.
std::string algorithm(const Arguments& arguments);
/// DATASET as given, with its form checked; empty when it is not given and not @p required. @throws UsageError; Error when
/// its folder is a file.
std::string dataset(const Arguments& arguments, bool required);
/// The model of the first positional argument with --weights and --input-shape.
Model openModel(const Arguments& arguments, ProgressSink& sink, std::stop_token stop);
/// What all commands that run a session have in common: model, weights, seed, profile, and for a pruning step
/// (@p prunes) config list, algorithm, mode, parameters and alignment. @p issues gets what was said while the list was read.
Session sessionFrom(const Arguments& arguments, bool prunes, std::vector<Issue>& issues);
TrainingOptions trainingOptions(const Arguments& arguments);

} // namespace espalier::cli
