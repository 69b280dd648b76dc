// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <random>

#include "core/config/config_list_parser.h"
#include "core/config/config_list_writer.h"
#include "core/config/config_resolver.h"
#include "core/config/nni_v3_import.h"
#include "example_layers.h"

using namespace espalier;

namespace {

ConfigList listOf(const QByteArray& text)
{
    ParsedConfigList parsed = parseConfigList(text.toStdString());
    if (parsed.error)
        qFatal("%s", parsed.error->message.english().c_str());
    return std::move(parsed.entries);
}

QByteArray textOf(const ConfigList& list)
{
    return QByteArray::fromStdString(writeConfigList(list, ConfigSyntax::Json));
}

/// One line per issue: "info 0: sentence".
QByteArray issuesText(const std::vector<Issue>& issues)
{
    QByteArray text;
    for (const Issue& issue : issues) {
        const QByteArray entry = issue.entry ? QByteArray::number(qulonglong(*issue.entry)) : QByteArray("-");
        text += QByteArray(severityName(issue.severity)) + ' ' + entry + ": "
                + QByteArray::fromStdString(issue.message.english()) + '\n';
    }
    return text;
}

} // namespace

class TestNniV3Import : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void translates_data();
    void translates();
    void otherListsStayAsTheyAre_data();
    void otherListsStayAsTheyAre();
    void firstEntryStillRules();
    void exclusionsStillExclude();
    void nothingIsTranslatedTwice();
    void keptKeysAreToldOnce_data();
    void keptKeysAreToldOnce();
    void survivesAnything();
};

void TestNniV3Import::translates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QByteArray>("report");
    const auto row = [](const char* name, const char* text, const char* expected, const char* report) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(expected) << QByteArray(report);
    };
    row("ratio", "[{'op_types': ['Conv2d'], 'sparse_ratio': 0.5}]", "[{'op_types': ['Conv2d'], 'sparsity': 0.5}]",
        "info 0: sparse_ratio of entry 1 became sparsity.");
    row("selectors",
        "[{'op_names': ['a'], 'op_names_re': ['b.*'], 'exclude_op_types': ['ReLU'], 'exclude_op_names': ['c'], "
        "'exclude_op_names_re': ['d'], 'sparse_ratio': 0.5}]",
        "[{'op_names': ['a'], 'op_names_re': ['b.*'], 'exclude_op_types': ['ReLU'], 'exclude_op_names': ['c'], "
        "'exclude_op_names_re': ['d'], 'sparsity': 0.5}]",
        "info 0: sparse_ratio of entry 1 became sparsity.");
    row("order", "[{'op_names': ['a'], 'sparse_ratio': 0.1}, {'op_types': ['Conv2d'], 'sparse_ratio': 0.2}]",
        "[{'op_types': ['Conv2d'], 'sparsity': 0.2}, {'op_names': ['a'], 'sparsity': 0.1}]",
        "info -: The order of the entries was reversed");
    row("an exclusion does not matter to the others",
        "[{'op_types': ['Conv2d'], 'sparse_ratio': 0.5}, {'op_names': ['fc'], 'exclude': True}]",
        "[{'op_types': ['Conv2d'], 'sparsity': 0.5}, {'op_names': ['fc'], 'exclude': True}]",
        "info 1: Entry 2 excludes layers and stays as it is");
    row("exclusions come last",
        "[{'op_names': ['a'], 'exclude': True}, {'op_names': ['b'], 'sparse_ratio': 0.1}, {'op_types': ['Conv2d'], "
        "'sparse_ratio': 0.2}]",
        "[{'op_types': ['Conv2d'], 'sparsity': 0.2}, {'op_names': ['b'], 'sparsity': 0.1}, {'op_names': ['a'], "
        "'exclude': True}]",
        "info 2: Entry 3 excludes layers and stays as it is");
    row("limits", "[{'op_types': ['Conv2d'], 'sparse_ratio': 0.9, 'max_sparse_ratio': 0.8, 'min_sparse_ratio': 0.1}]",
        "[{'op_types': ['Conv2d'], 'sparsity': 0.8}]", "info 0: The sparsity of entry 1 is 0.8, not 0.9, because of");
    row("a lower limit raises", "[{'op_types': ['Linear'], 'sparse_ratio': 0.1, 'min_sparse_ratio': 0.6}]",
        "[{'op_types': ['Linear'], 'sparsity': 0.6}]", "info 0: The sparsity of entry 1 is 0.6, not 0.1");
    row("several groups",
        "[{'op_types': ['Linear'], 'sparse_ratio': 0.5, 'global_group_id': 'b'}, {'op_types': ['Conv2d'], "
        "'sparse_ratio': "
        "0.5, 'global_group_id': 'a'}]",
        "[{'op_types': ['Conv2d'], 'total_sparsity': 0.5}, {'op_types': ['Linear'], 'total_sparsity': 0.5}]",
        "The list has several global_group_ids.");
    row("limits that limit nothing", "[{'op_types': ['Conv2d'], 'sparse_ratio': 0.5, 'max_sparse_ratio': 0.8}]",
        "[{'op_types': ['Conv2d'], 'sparsity': 0.5}]",
        "info 0: max_sparse_ratio of entry 1 was left out: its sparse_ratio of 0.5 keeps to it anyway.");
    row("dtype of a target that is none",
        "[{'op_types': ['Conv2d'], 'target_names': ['weight', '_input_0'], 'quant_dtype': 'int8', 'target_settings': "
        "{'weight': {'quant_dtype': 'fp8'}}}]",
        "[{'op_types': ['Conv2d'], 'quant_types': ['input'], 'quant_bits': 8, 'quant_dtype': 'int8', "
        "'target_settings': {'weight': {'quant_dtype': 'fp8'}}}]",
        "warning 0: The quant_dtype \"fp8\" of entry 1 is kept, but has no effect");
    row("global group",
        "[{'op_types': ['Conv2d'], 'sparse_ratio': 0.5, 'max_sparse_ratio': 0.8, 'global_group_id': 'a'}]",
        "[{'op_types': ['Conv2d'], 'total_sparsity': 0.5, 'max_sparsity_per_layer': 0.8}]",
        "info 0: The global_group_id of entry 1 made its sparse_ratio a total_sparsity");
    row("least of a global group",
        "[{'op_types': ['Conv2d'], 'sparse_ratio': 0.5, 'min_sparse_ratio': 0.1, 'global_group_id': 1}]",
        "[{'op_types': ['Conv2d'], 'total_sparsity': 0.5, 'min_sparse_ratio': 0.1}]",
        "warning 0: The key min_sparse_ratio of entry 1 is kept, but has no effect here.");
    row("group of None", "[{'op_types': ['Conv2d'], 'sparse_ratio': 0.5, 'global_group_id': None}]",
        "[{'op_types': ['Conv2d'], 'sparsity': 0.5}]", "sparse_ratio of entry 1 became sparsity.");
    row("dependency group", "[{'op_types': ['Conv2d'], 'sparse_ratio': 0.5, 'dependency_group_id': 'x'}]",
        "[{'op_types': ['Conv2d'], 'sparsity': 0.5, 'dependency_group_id': 'x'}]",
        "info 0: The dependency_group_id of entry 1 is kept");
    row("threshold", "[{'op_types': ['Conv2d'], 'sparse_threshold': 0.01}]",
        "[{'enabled': False, 'op_types': ['Conv2d'], 'sparse_threshold': 0.01}]",
        "warning 0: Entry 1 sets nothing that can be done here, and was switched off.");
    row("threshold is explained", "[{'op_types': ['Conv2d'], 'sparse_threshold': 0.01}]",
        "[{'enabled': False, 'op_types': ['Conv2d'], 'sparse_threshold': 0.01}]",
        "warning 0: The sparse_threshold of entry 1 is kept, but has no effect: here a share");
    row("usual granularity",
        "[{'op_types': ['Conv2d'], 'sparse_ratio': 0.5, 'granularity': 'out_channel', 'apply_method': 'mul'}]",
        "[{'op_types': ['Conv2d'], 'sparsity': 0.5}]", "info 0: granularity of entry 1 was left out");
    row("blocks", "[{'op_types': ['Linear'], 'sparse_ratio': 0.5, 'granularity': [64, 64]}]",
        "[{'op_types': ['Linear'], 'sparsity': 0.5, 'granularity': [64, 64]}]",
        "warning 0: The granularity of entry 1 is kept, but has no effect: the algorithm decides");
    row("weights and biases",
        "[{'op_types': ['Conv2d'], 'target_names': ['weight', 'bias'], 'sparse_ratio': 0.5, "
        "'target_settings': {'bias': {'align': {'target_name': 'weight', 'dims': [0]}}}}]",
        "[{'op_types': ['Conv2d'], 'sparsity': 0.5}]", "sparse_ratio of entry 1 became sparsity.");
    row("setting of a target",
        "[{'op_types': ['Conv2d'], 'sparse_ratio': 0.1, 'target_settings': {'weight': {'sparse_ratio': 0.5}}}]",
        "[{'op_types': ['Conv2d'], 'sparsity': 0.5}]", "sparse_ratio of entry 1 became sparsity.");
    row("threshold of a target", "[{'op_types': ['Conv2d'], 'target_settings': {'weight': {'sparse_threshold': 0.1}}}]",
        "[{'enabled': False, 'op_types': ['Conv2d'], 'target_settings': {'weight': {'sparse_threshold': 0.1}}}]",
        "warning 0: What target_settings of entry 1 say about weight is kept");
    row("pruned inputs",
        "[{'op_types': ['Conv2d'], 'sparse_ratio': 0.5, 'target_settings': {'_input_0': {'sparse_ratio': 0.2}}}]",
        "[{'op_types': ['Conv2d'], 'sparsity': 0.5, 'target_settings': {'_input_0': {'sparse_ratio': 0.2}}}]",
        "warning 0: What target_settings of entry 1 say about _input_0 is kept");
    row("no weights", "[{'op_types': ['Conv2d'], 'target_names': ['_output_'], 'sparse_ratio': 0.5}]",
        "[{'enabled': False, 'op_types': ['Conv2d'], 'target_names': ['_output_'], 'sparse_ratio': 0.5}]",
        "warning 0: The target_names of entry 1 are kept, but have no effect");
    row("ratio that is none", "[{'op_types': ['Conv2d'], 'sparse_ratio': 'half'}]",
        "[{'enabled': False, 'op_types': ['Conv2d'], 'sparse_ratio': 'half'}]",
        "warning 0: The key sparse_ratio of entry 1 is kept");
    row("bits of targets",
        "[{'op_types': ['Conv2d'], 'target_names': ['_input_', 'weight', '_output_'], 'quant_dtype': 'int8'}]",
        "[{'op_types': ['Conv2d'], 'quant_types': ['input', 'weight', 'output'], 'quant_bits': 8}]",
        "info 0: quant_dtype of entry 1 became quant_types, quant_bits.");
    row("different bits",
        "[{'op_types': ['Conv2d'], 'target_names': ['weight', '_output_0'], 'quant_dtype': 'int4', 'target_settings': "
        "{'_output_0': {'quant_dtype': 'int8'}}}]",
        "[{'op_types': ['Conv2d'], 'quant_types': ['weight', 'output'], 'quant_bits': {'output': 8, 'weight': 4}}]",
        "became quant_types");
    row("all targets", "[{'op_types': ['Conv2d'], 'quant_dtype': None}]",
        "[{'op_types': ['Conv2d'], 'quant_types': ['weight', 'input', 'output'], 'quant_bits': 8}]",
        "info 0: Entry 1 quantizes weights, inputs and outputs; NNI v3 would quantize biases as well.");
    row("without a sign", "[{'op_types': ['Conv2d'], 'target_names': ['weight'], 'quant_dtype': 'uint4'}]",
        "[{'op_types': ['Conv2d'], 'quant_types': ['weight'], 'quant_bits': 4}]",
        "warning 0: The quant_dtype uint4 of entry 1 became 4 bits; that it has no sign is not taken over.");
    row("no dtype", "[{'op_types': ['Conv2d'], 'target_names': ['weight'], 'quant_dtype': 'fp8'}]",
        "[{'enabled': False, 'op_types': ['Conv2d'], 'target_names': ['weight'], 'quant_dtype': 'fp8'}]",
        "warning 0: The quant_dtype \"fp8\" of entry 1 is kept, but has no effect");
    row("scheme and fusion",
        "[{'op_types': ['Conv2d'], 'target_names': ['weight'], 'quant_dtype': 'int8', 'quant_scheme': 'affine', "
        "'fuse_names': [['conv1', 'bn1']]}]",
        "[{'op_types': ['Conv2d'], 'quant_types': ['weight'], 'quant_bits': 8, 'quant_scheme': 'affine', "
        "'fuse_names': [['conv1', 'bn1']]}]",
        "warning 0: The key fuse_names of entry 1 is kept, but has no effect here.");
    row("targets that add up",
        "[{'op_types': ['Conv2d'], 'target_names': ['weight'], 'quant_dtype': 'int8'}, "
        "{'op_types': ['Conv2d'], 'target_names': ['_output_'], 'quant_dtype': 'int8'}]",
        "[{'op_types': ['Conv2d'], 'quant_types': ['output'], 'quant_bits': 8}, "
        "{'op_types': ['Conv2d'], 'quant_types': ['weight'], 'quant_bits': 8}]",
        "warning -: Several entries quantize different targets.");
    row("foreign key", "[{'op_types': ['Conv2d'], 'sparse_ratio': 0.5, 'colour': 'red'}]",
        "[{'op_types': ['Conv2d'], 'sparsity': 0.5, 'colour': 'red'}]", "sparse_ratio of entry 1 became sparsity.");
}

void TestNniV3Import::translates()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QFETCH(QByteArray, report);
    const ImportedConfigList imported = importNniV3(listOf(text));
    QCOMPARE(textOf(imported.entries), textOf(listOf(expected)));
    const QByteArray told = issuesText(imported.issues);
    QVERIFY2(told.startsWith("info -: The config list is one of NNI v3 and was translated.\n"), told.constData());
    QVERIFY2(told.contains(report), told.constData());
}

void TestNniV3Import::otherListsStayAsTheyAre_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray("[]");
    QTest::newRow("NNI v2") << QByteArray(
        "[{'op_types': ['Conv2d'], 'sparsity': 0.5}, {'exclude': True, 'op_names': []}]");
    QTest::newRow("patterns alone") << QByteArray("[{'op_names_re': ['a'], 'sparsity': 0.5}]");
    QTest::newRow("NNI v2.5, quantization")
        << QByteArray("[{'op_types': ['Conv2d'], 'quant_types': ['weight'], 'quant_bits': 8, 'quant_dtype': 'int'}]");
    QTest::newRow("of both") << QByteArray(
        "[{'op_types': ['Conv2d'], 'sparsity': 0.5}, {'op_names': ['a'], 'sparse_ratio': 0.5}]");
    QTest::newRow("settings of what is excluded")
        << QByteArray("[{'op_types': ['Conv2d'], 'sparse_ratio': 0.5, 'exclude': True}]");
    QTest::newRow("no settings") << QByteArray("[{'op_types': ['Conv2d'], 'granularity': 'default'}]");
}

void TestNniV3Import::otherListsStayAsTheyAre()
{
    QFETCH(QByteArray, text);
    const ConfigList list = listOf(text);
    QVERIFY(!isNniV3List(list));
    const ImportedConfigList imported = importNniV3(list);
    QVERIFY(imported.entries == list);
    QVERIFY(imported.issues.empty());
}

void TestNniV3Import::firstEntryStillRules()
{
    const ImportedConfigList imported = importNniV3(
        listOf("[{'op_names': ['fc'], 'sparse_ratio': 0.1}, {'op_types': ['Linear'], 'sparse_ratio': 0.9}]"));
    const ExampleLayers network = smallResidualNetwork();
    const Resolution resolution = resolveConfigList(imported.entries, network.layers, network.modules, nullptr);
    QCOMPARE(resolution.find("fc")->sparsity, std::optional(0.1));
}

void TestNniV3Import::exclusionsStillExclude()
{
    const ImportedConfigList imported =
        importNniV3(listOf("[{'op_types': ['Linear'], 'sparse_ratio': 0.9}, {'op_names': ['fc'], 'exclude': True}]"));
    const ExampleLayers network = smallResidualNetwork();
    const Resolution resolution = resolveConfigList(imported.entries, network.layers, network.modules, nullptr);
    QVERIFY(resolution.find("fc")->excluded);
    QVERIFY(!resolution.find("fc")->sparsity);
    QVERIFY(importNniV3(imported.entries).entries == imported.entries);
}

void TestNniV3Import::nothingIsTranslatedTwice()
{
    const ConfigList once =
        importNniV3(
            listOf("[{'op_names': ['a'], 'sparse_ratio': 0.1, 'granularity': [4, 4], 'target_settings': {'_input_0': "
                   "{'sparse_ratio': 0.2}}}, {'op_names': ['b'], 'sparse_threshold': 0.1}]"))
            .entries;
    QVERIFY(!isNniV3List(once));
    QVERIFY(importNniV3(once).entries == once);
    const ParsedConfigList read = parseConfigList(writeConfigList(once, ConfigSyntax::Json));
    QVERIFY(importNniV3(read.entries).entries == once);
}

void TestNniV3Import::keptKeysAreToldOnce_data()
{
    QTest::addColumn<QByteArray>("key");
    for (const char* key : {"'sparse_threshold': 0.1", "'dependency_group_id': 'x'", "'granularity': [64, 64]",
                            "'target_names': ['_output_', 'weight']", "'align': 3", "'quant_scheme': 'affine'",
                            "'target_settings': {'_input_0': {'sparse_ratio': 0.2}}"})
        QTest::newRow(key) << QByteArray(key);
}

/// What the translation says of a key, the check of the translated list says in the same words: whoever shows both can
/// leave one out.
void TestNniV3Import::keptKeysAreToldOnce()
{
    QFETCH(QByteArray, key);
    const ImportedConfigList imported =
        importNniV3(listOf("[{'op_types': ['Conv2d'], 'sparse_ratio': 0.5, " + key + "}]"));
    const ExampleLayers network = smallResidualNetwork();
    const Resolution resolution = resolveConfigList(imported.entries, network.layers, network.modules, nullptr);
    QCOMPARE(resolution.issues.size(), std::size_t(1));
    QCOMPARE(std::count(imported.issues.begin(), imported.issues.end(), resolution.issues.front()), 1);
}

/// Any value under any key of NNI v3: a list comes out that can be written, and none of its entries is an error.
void TestNniV3Import::survivesAnything()
{
    const std::vector<std::string> keys = {
        "sparse_ratio", "sparse_threshold", "min_sparse_ratio", "max_sparse_ratio", "global_group_id", "quant_dtype",
        "quant_scheme", "target_names",     "target_settings",  "granularity",      "apply_method",    "align"};
    const std::vector<std::string> values = {"null",
                                             "0.5",
                                             "-3",
                                             "\"int8\"",
                                             "\"\"",
                                             "[]",
                                             "[\"weight\", 1]",
                                             "{}",
                                             "{\"weight\": {\"sparse_ratio\": 0.5}}",
                                             "{\"weight\": 3}",
                                             "true",
                                             "[\"_input_0\"]",
                                             "no json"};
    std::mt19937 random(5);
    for (int round = 0; round < 3000; ++round) {
        ConfigList list(1 + random() % 3);
        for (ConfigEntry& entry : list) {
            for (const std::string& key : keys) {
                if (random() % 4 == 0)
                    entry.otherKeys.emplace_back(key, values[random() % values.size()]);
            }
        }
        const bool v3 = isNniV3List(list);
        const ImportedConfigList imported = importNniV3(list);
        QCOMPARE(imported.entries.size(), list.size());
        QCOMPARE(!imported.issues.empty(), v3);
        QVERIFY(!parseConfigList(writeConfigList(imported.entries, ConfigSyntax::Python)).error);
        for (const ConfigEntry& entry : imported.entries)
            QVERIFY(!v3 || !entry.enabled || entry.prunes() || entry.quantizes());
    }
}

QTEST_GUILESS_MAIN(TestNniV3Import)
#include "tst_nni_v3_import.moc"
