// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/internal/session_json.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <system_error>

#include "core/base/error.h"
#include "core/config/config_list_parser.h"
#include "core/config/config_list_writer.h"
#include "core/config/nni_v3_import.h"
#include "core/session/internal/json_object_reader.h"
#include "core/session/internal/session_migration.h"
#include "core/session/internal/session_paths.h"

namespace espalier::internal {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPadCrop = "pad-crop";
constexpr const char* kFlip = "flip";

const char* stepName(SessionStep::Kind kind)
{
    switch (kind) {
    case SessionStep::Kind::Prune:
        return "prune";
    case SessionStep::Kind::Finetune:
        return "finetune";
    case SessionStep::Kind::Speedup:
        return "speedup";
    case SessionStep::Kind::Export:
        return "export";
    }
    return "";
}

void writePruneSettings(Json& json, const PruneSettings& settings)
{
    json["config_list"] = Json::parse(writeConfigList(settings.configList, ConfigSyntax::Json));
    json["algorithm"] = settings.algorithm;
    json["mode"] = settings.mode;
    if (!settings.parameters.empty())
        json["parameters"] = settings.parameters;
    json["align"] = settings.align;
    if (settings.throughReductions)
        json["through_reductions"] = true;
}

Json stepToJson(const SessionStep& step)
{
    Json json{{"step", stepName(step.kind)}};
    if (step.pruning) {
        writePruneSettings(json["pruning"], *step.pruning);
        // What a step leaves out is as in the session.
        json["pruning"]["parameters"] = step.pruning->parameters;
        json["pruning"]["through_reductions"] = step.pruning->throughReductions;
    }
    if (step.kind == SessionStep::Kind::Finetune) {
        json["training"] = trainingToJson(step.training);
        if (!step.sparsitySchedule.empty())
            json["sparsity_schedule"] = step.sparsitySchedule;
        if (!step.scheduleParameters.empty())
            json["schedule_parameters"] = step.scheduleParameters;
    }
    if (step.kind == SessionStep::Kind::Export) {
        json["format"] = step.format;
        json["file"] = step.file;
    }
    if (const Json result = Json::parse(step.result, nullptr, false); result.is_object())
        json["result"] = result;
    restoreUnknownKeys(json, step.unknownKeys);
    return json;
}

// An unknown name is an error of the session file at this key; the list of names comes from the converter.
template <typename Convert>
auto nameOf(JsonObjectReader& reader, const std::string& key, const std::string& fallback, Convert convert)
{
    const std::string name = reader.text(key, fallback);
    try {
        return convert(name);
    } catch (const Error& error) {
        reader.fail(key, ESPALIER_TR("core", "The session file %1 cannot be used: %2 has a wrong value. %3"),
                    error.what());
    }
}

Augmentation augmentationFromJson(JsonObjectReader& reader)
{
    Augmentation augmentation;
    for (const std::string& name : reader.texts("augment")) {
        if (name == kPadCrop)
            augmentation.padCrop = true;
        else if (name == kFlip)
            augmentation.flip = true;
        else
            reader.fail(
                "augment",
                ESPALIER_TR("core",
                            "The session file %1 cannot be used: %2 holds \"%3\", which is neither pad-crop nor "
                            "flip."),
                name);
    }
    return augmentation;
}

int smallInteger(JsonObjectReader& reader, const std::string& key, int fallback, int smallest)
{
    const std::int64_t value = reader.integer(key, fallback, smallest);
    if (value > std::numeric_limits<int>::max())
        reader.fail(key, ESPALIER_TR("core", "The session file %1 cannot be used: %2 is too large."));
    return static_cast<int>(value);
}

TrainingOptions trainingFromJson(JsonObjectReader& reader, std::uint64_t sessionSeed)
{
    const TrainingOptions defaults;
    TrainingOptions options;
    options.epochs = smallInteger(reader, "epochs", defaults.epochs, 1);
    options.batchSize =
        static_cast<std::size_t>(reader.integer("batch_size", static_cast<std::int64_t>(defaults.batchSize), 1));
    options.optimizer = nameOf(reader, "optimizer", optimizerName(defaults.optimizer), optimizerFromName);
    options.learningRate = reader.number("learning_rate", defaults.learningRate);
    options.momentum = reader.number("momentum", defaults.momentum);
    options.nesterov = reader.flag("nesterov", defaults.nesterov);
    options.weightDecay = reader.number("weight_decay", defaults.weightDecay);
    options.lrSchedule = nameOf(reader, "lr_schedule", lrScheduleName(defaults.lrSchedule), lrScheduleFromName);
    options.augmentation = augmentationFromJson(reader);
    options.seed = reader.unsignedInteger("seed", sessionSeed);
    options.mean = reader.numbers("mean");
    options.std = reader.numbers("std");
    try {
        validateTrainingOptions(options);
    } catch (const Error& error) {
        throw Error(ErrorCode::InvalidConfig,
                    Message{ESPALIER_TR("core", "The session file %1 cannot be used: %2 has a wrong value. %3"),
                            {reader.file().string(), reader.place(), error.what()}});
    }
    return options;
}

ParameterValues parametersFromJson(JsonObjectReader& reader, const std::string& key)
{
    const Json* json = reader.find(key);
    if (!json)
        return {};
    ParameterValues values;
    for (const auto& [name, value] : json->items()) {
        if (!json->is_object() || !value.is_string())
            reader.fail(key, ESPALIER_TR("core", "The session file %1 cannot be used: %2 must be an object of texts."));
        values[name] = value.get<std::string>();
    }
    return values;
}

/// What was said about the translation of a step's list: it counts entries of no list that is shown.
std::vector<Issue> issuesOfStep(std::vector<Issue> issues, const std::string& place)
{
    for (Issue& issue : issues)
        issue.entry.reset();
    if (!issues.empty()) // the first one says what the others are about
        issues.front().message = {ESPALIER_TR("core", "The config list of %1 is one of NNI v3 and was translated."),
                                  {place}};
    return issues;
}

ConfigList configListFromJson(JsonObjectReader& reader, std::vector<Issue>& issues)
{
    const Json* json = reader.find("config_list");
    if (!json)
        return {};
    ParsedConfigList parsed = parseConfigList(json->dump());
    if (parsed.error)
        reader.fail("config_list", ESPALIER_TR("core", "The session file %1 cannot be used: %2 is no config list. %3"),
                    parsed.error->message.english());
    ImportedConfigList imported = importNniV3(std::move(parsed.entries));
    const std::vector<Issue> told =
        reader.place().empty() ? std::move(imported.issues) : issuesOfStep(std::move(imported.issues), reader.place());
    issues.insert(issues.end(), told.begin(), told.end());
    return std::move(imported.entries);
}

/// What a step does not say is as in @p session.
PruneSettings pruneSettingsFromJson(JsonObjectReader& reader, const Session& session, std::vector<Issue>& issues)
{
    PruneSettings settings = pruneSettings(session, {});
    if (reader.find("config_list"))
        settings.configList = configListFromJson(reader, issues);
    settings.algorithm = reader.text("algorithm", settings.algorithm);
    settings.mode = reader.text("mode", settings.mode);
    if (reader.find("parameters"))
        settings.parameters = parametersFromJson(reader, "parameters");
    settings.align = smallInteger(reader, "align", settings.align, 1);
    settings.throughReductions = reader.flag("through_reductions", settings.throughReductions);
    return settings;
}

SessionStep::Kind stepKind(JsonObjectReader& reader)
{
    reader.require("step");
    const std::string name = reader.text("step");
    for (const auto kind : {SessionStep::Kind::Prune, SessionStep::Kind::Finetune, SessionStep::Kind::Speedup,
                            SessionStep::Kind::Export}) {
        if (name == stepName(kind))
            return kind;
    }
    reader.fail("step",
                ESPALIER_TR("core", "The session file %1 cannot be used: %2 is \"%3\", and this version offers prune, "
                                    "finetune, speedup and export."),
                name);
}

SessionStep stepFromJson(const Json& json, const fs::path& file, std::size_t index, const Session& session,
                         std::vector<Issue>& issues)
{
    const std::uint64_t sessionSeed = session.seed;
    const std::string place = "steps[" + std::to_string(index) + "].";
    JsonObjectReader reader(json, file, place);
    SessionStep step;
    step.kind = stepKind(reader);
    Json unknown = Json::object();
    if (step.kind == SessionStep::Kind::Prune || step.kind == SessionStep::Kind::Finetune) {
        if (const Json* pruning = reader.find("pruning")) {
            JsonObjectReader pruningReader(*pruning, file, place + "pruning.");
            step.pruning = pruneSettingsFromJson(pruningReader, session, issues);
            if (const std::string rest = pruningReader.unknownKeys(); !rest.empty())
                unknown["pruning"] = Json::parse(rest);
        }
    }
    if (step.kind == SessionStep::Kind::Finetune) {
        step.training.seed = sessionSeed;
        step.sparsitySchedule = reader.text("sparsity_schedule");
        step.scheduleParameters = parametersFromJson(reader, "schedule_parameters");
        if (const Json* training = reader.find("training")) {
            JsonObjectReader trainingReader(*training, file, place + "training.");
            step.training = trainingFromJson(trainingReader, sessionSeed);
            if (const std::string rest = trainingReader.unknownKeys(); !rest.empty())
                unknown["training"] = Json::parse(rest);
        }
    }
    if (step.kind == SessionStep::Kind::Export) {
        reader.require("format");
        reader.require("file");
        step.format = reader.text("format");
        step.file = reader.text("file");
    }
    if (const Json* result = reader.find("result"))
        step.result = result->dump();
    restoreUnknownKeys(unknown, reader.unknownKeys());
    step.unknownKeys = unknown.empty() ? std::string() : unknown.dump();
    return step;
}

std::vector<SessionStep> stepsFromJson(JsonObjectReader& reader, const Session& session, std::vector<Issue>& issues)
{
    const Json* json = reader.find("steps");
    if (!json)
        return {};
    if (!json->is_array())
        reader.fail("steps", ESPALIER_TR("core", "The session file %1 cannot be used: %2 must be a list of objects."));
    std::vector<SessionStep> steps;
    for (std::size_t i = 0; i < json->size(); ++i)
        steps.push_back(stepFromJson((*json)[i], reader.file(), i, session, issues));
    return steps;
}

Profile profileFromText(const std::string& name)
{
    if (const auto profile = profileFromName(name))
        return *profile;
    throw Error(
        ErrorCode::InvalidConfig,
        Message{ESPALIER_TR("core", "There is no profile %1: there are default, nni-2.3 and nni-2.5."), {name}});
}

std::vector<InputSpec> inputsFromText(const std::string& text)
{
    return text.empty() ? std::vector<InputSpec>() : parseInputSpecs(text);
}

int lineOf(const std::string& text, std::size_t byte)
{
    return 1 + static_cast<int>(std::count(text.begin(), text.begin() + std::min(byte, text.size()), '\n'));
}

std::string readText(const fs::path& file)
{
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (!fs::exists(status))
        throw Error(ErrorCode::NotFound, Message{ESPALIER_TR("core", "There is no file %1."), {file.string()}});
    if (fs::is_directory(status))
        throw Error(ErrorCode::Io, Message{ESPALIER_TR("core", "%1 is a folder, not a file."), {file.string()}});
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Error(ErrorCode::Io, Message{ESPALIER_TR("core", "The file %1 cannot be read: %2."),
                                           {file.string(), std::strerror(errno)}});
    std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (text.empty())
        throw Error(ErrorCode::Corrupt, Message{ESPALIER_TR("core", "The file %1 is empty."), {file.string()}});
    return text;
}

} // namespace

Json trainingToJson(const TrainingOptions& options)
{
    Json augment = Json::array();
    if (options.augmentation.padCrop)
        augment.push_back(kPadCrop);
    if (options.augmentation.flip)
        augment.push_back(kFlip);
    return Json{{"epochs", options.epochs},
                {"batch_size", options.batchSize},
                {"optimizer", optimizerName(options.optimizer)},
                {"learning_rate", options.learningRate},
                {"momentum", options.momentum},
                {"nesterov", options.nesterov},
                {"weight_decay", options.weightDecay},
                {"lr_schedule", lrScheduleName(options.lrSchedule)},
                {"augment", augment},
                {"seed", options.seed},
                {"mean", options.mean},
                {"std", options.std}};
}

Json sessionToJson(const Session& session, const fs::path& folder)
{
    Json json{{"format_version", sessionFormatVersion()}, {"model", storedPath(session.modelPath, folder)}};
    if (!session.weightsPath.empty())
        json["weights"] = storedPath(session.weightsPath, folder);
    json["input_shape"] = inputSpecsText(session.inputs);
    json["data"] = storedDataset(session.data, folder);
    json["config_list"] = Json::parse(writeConfigList(session.configList, ConfigSyntax::Json));
    json["algorithm"] = session.algorithm;
    json["mode"] = session.mode;
    if (!session.parameters.empty())
        json["parameters"] = session.parameters;
    json["profile"] = profileName(session.profile);
    json["align"] = session.align;
    if (session.throughReductions)
        json["through_reductions"] = true;
    json["seed"] = session.seed;
    json["steps"] = Json::array();
    for (const SessionStep& step : session.steps)
        json["steps"].push_back(stepToJson(step));
    restoreUnknownKeys(json, session.unknownKeys);
    return json;
}

Session sessionFromJson(const Json& json, const fs::path& file, const fs::path& folder, std::vector<Issue>& issues)
{
    const Session defaults;
    JsonObjectReader reader(json, file);
    reader.find("format_version");
    Session session;
    reader.require("model");
    const std::string model = reader.text("model");
    if (model.empty())
        reader.fail("model", ESPALIER_TR("core", "The session file %1 cannot be used: %2 is empty."));
    session.modelPath = resolvedPath(model, folder);
    session.weightsPath = resolvedPath(reader.text("weights"), folder);
    session.inputs = nameOf(reader, "input_shape", {}, inputsFromText);
    session.data = resolvedDataset(reader.text("data"), folder);
    session.configList = configListFromJson(reader, issues);
    session.algorithm = reader.text("algorithm", defaults.algorithm);
    session.mode = reader.text("mode", defaults.mode);
    session.parameters = parametersFromJson(reader, "parameters");
    session.profile = nameOf(reader, "profile", profileName(defaults.profile), profileFromText);
    session.align = smallInteger(reader, "align", defaults.align, 1);
    session.throughReductions = reader.flag("through_reductions", defaults.throughReductions);
    session.seed = reader.unsignedInteger("seed", defaults.seed);
    session.steps = stepsFromJson(reader, session, issues);
    session.unknownKeys = reader.unknownKeys();
    return session;
}

Json readJsonFile(const fs::path& file)
{
    const std::string text = readText(file);
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        throw Error(ErrorCode::Corrupt,
                    Message{ESPALIER_TR("core", "The file %1 is not a session: it is not valid JSON (line %2)."),
                            {file.string(), std::to_string(lineOf(text, error.byte))}});
    }
}

std::string jsonText(const Json& json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace espalier::internal
