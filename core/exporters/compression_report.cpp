// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/compression_report.h"

#include <charconv>
#include <cmath>

#include <nlohmann/json.hpp>

#include "core/config/config_list_writer.h"

namespace espalier {
namespace {

using Json = nlohmann::ordered_json;

Json orNull(const std::optional<double>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json textOrNull(const std::string& text)
{
    return text.empty() ? Json(nullptr) : Json(text);
}

Json layerObject(const LayerSparsity& layer)
{
    return Json{
        {"name", layer.name},         {"op_type", layer.opType}, {"sparsity_requested", layer.requested},
        {"sparsity", layer.achieved}, {"quant_bits", nullptr},   {"reason", textOrNull(layer.reason.english())}};
}

Json epochObject(const EpochEvent& epoch)
{
    return Json{{"step", epoch.step + 1},
                {"epoch", epoch.epoch + 1},
                {"train_loss", epoch.trainLoss},
                {"train_accuracy", epoch.trainAccuracy},
                {"test_loss", epoch.test.loss},
                {"test_accuracy", epoch.test.accuracy},
                {"test_top5_accuracy", epoch.test.top5Accuracy},
                {"learning_rate", epoch.learningRate},
                {"sparsity", epoch.sparsity},
                {"seconds", epoch.seconds},
                {"best", epoch.best}};
}

Json issueObject(const Issue& issue)
{
    return Json{{"severity", severityName(issue.severity)},
                {"message", issue.message.english()},
                {"entry", issue.entry ? Json(*issue.entry) : Json(nullptr)},
                {"layer", textOrNull(issue.layer)}};
}

template <typename Item>
Json listOf(const std::vector<Item>& items, Json (*object)(const Item&))
{
    Json list = Json::array();
    for (const Item& item : items)
        list.push_back(object(item));
    return list;
}

// Names come from files and need not be UTF-8; a report is written all the same.
std::string text(const Json& json, int indent)
{
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string number(double value)
{
    if (!std::isfinite(value))
        return {};
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof(buffer), value).ptr;
    return std::string(buffer, end);
}

} // namespace

std::string writeReport(const CompressionReport& report)
{
    const bool prunes = !report.algorithm.empty();
    Json json{{"algorithm", textOrNull(report.algorithm)},
              {"mode", textOrNull(report.mode)},
              {"align", prunes ? Json(report.align) : Json(nullptr)},
              {"through_reductions", prunes ? Json(report.throughReductions) : Json(nullptr)},
              {"config_list", Json::parse(writeConfigList(report.configList, ConfigSyntax::Json))},
              {"profile", report.profile},
              {"seed", report.seed},
              {"threads", report.threads > 0 ? Json(report.threads) : Json(nullptr)},
              {"data", textOrNull(report.data)},
              {"accuracy_before", orNull(report.accuracyBefore)},
              {"accuracy_pruned", orNull(report.accuracyPruned)},
              {"accuracy_after", orNull(report.accuracyAfter)},
              {"parameters", report.parameters},
              {"parameters_removed", report.parametersRemoved},
              {"simulated", report.simulated},
              {"layers", listOf(report.layers, layerObject)},
              {"history", listOf(report.history, epochObject)},
              {"issues", listOf(report.issues, issueObject)}};
    for (const auto& [key, value] : report.further)
        json[key] = Json::parse(value);
    return text(json, 2) + "\n";
}

std::string writeHistoryCsv(const std::vector<EpochEvent>& history)
{
    std::string csv = "epoch,train_loss,train_accuracy,test_loss,test_accuracy,test_top5_accuracy,learning_rate,"
                      "sparsity,seconds,best,step\n";
    for (const EpochEvent& epoch : history) {
        csv += std::to_string(epoch.epoch + 1);
        for (const double value : {epoch.trainLoss, epoch.trainAccuracy, epoch.test.loss, epoch.test.accuracy,
                                   epoch.test.top5Accuracy, epoch.learningRate, epoch.sparsity, epoch.seconds})
            csv += "," + number(value);
        csv += (epoch.best ? ",1," : ",0,") + std::to_string(epoch.step + 1) + "\n";
    }
    return csv;
}

std::string issueJson(const Issue& issue)
{
    return text(issueObject(issue), -1);
}

} // namespace espalier
