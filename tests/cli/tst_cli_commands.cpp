// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <memory>

#include "tests/cli/cli_program.h"

using Json = nlohmann::ordered_json;

namespace {

constexpr int kParameters = 1347;
// 8x9 weights at 64 places, 16x8x9 at 16, 3x16 once.
constexpr int kMacs = 72 * 64 + 1152 * 16 + 48;
constexpr double kSameLoss = 1e-5;

QString testFile(const QString& name)
{
    return QStringLiteral(ESPALIER_SOURCE_DIR "/tests/cli/data/") + name;
}

Json parsed(const QByteArray& text)
{
    return Json::parse(text.toStdString(), nullptr, false);
}

const Json* layerNamed(const Json& json, const char* name)
{
    for (const Json& layer : json.at("layers")) {
        if (layer.at("name") == name)
            return &layer;
    }
    return nullptr;
}

QStringList namesIn(const QString& folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
}

/// The same finding in the same words, from two places.
void requireEachLineOnce(const QByteArray& text)
{
    const QByteArrayList lines = text.split('\n');
    for (const QByteArray& line : lines)
        QVERIFY2(line.isEmpty() || lines.count(line) == 1, line.constData());
}

// Everything of a history but the seconds, which differ from run to run.
QStringList historyWithoutTimes(const QString& file)
{
    QStringList rows;
    const QStringList lines = QString::fromUtf8(readFile(file)).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        QStringList cells = line.split(QLatin1Char(','));
        cells.removeAt(8);
        rows.append(cells.join(QLatin1Char(',')));
    }
    return rows;
}

} // namespace

class CliCommandsTest : public QObject
{
    Q_OBJECT

private:
    QString path(const QString& name) const { return m_directory->filePath(name); }
    CliResult cli(const QStringList& arguments) const { return runCli(arguments, m_directory->path()); }
    QStringList finetuneArguments(const QString& out, int epochs) const;
    QByteArray reportOf(const QString& folder) const { return readFile(path(folder + QStringLiteral("/report.json"))); }

    std::unique_ptr<QTemporaryDir> m_directory;

private Q_SLOTS:
    void init();

    void inspectListsLayersAndTotals();
    void inspectKnowsShapesAndMacsWithAnInputShape();
    void inspectPrintsATable();
    void resolveTellsTheRulingEntry();
    void resolveListsErrorsAndSucceeds();
    void resolveShowsNoSparsityThatIsNone();
    void listsOfNniV3AreTranslated();
    void sessionsWithListsOfNniV3AreTranslated();
    void aListThatIsSwitchedOffIsSaid();
    void pruneWritesWhatNniWrites();
    void pruneMeasuresAccuracyWithData();
    void pruneReplacesEarlierResults();
    void failedRunsLeaveEarlierResultsAlone();
    void pruneUnderAnNniProfileLeavesNormsAlone();
    void applyGivesTheSameWeightsAsPrune();
    void applyTellsWhatItWrote();
    void oneMatchingEntryIsEnough();
    void oneLayerIsNoLayers();
    void pruneDependencyAwareKeepsMultiples();
    void pruneGoesThroughReductions();
    void pruneSharesOutATotal();
    void pruneScoresOnData();
    void pruneStopsBeforeItRuns_data();
    void pruneStopsBeforeItRuns();
    void speedupWritesASmallerModel();
    void speedupOfSingleWeightsSaysSo();
    void everyObjectHasItsIssues();
    void filesOfOneNameAreToldApart();
    void benchmarkComparesTwoModels();
    void weightsAreLoadedFirst();
    void finetuneWritesItsFilesAndLearns();
    void finetuneThatHelpsNothingSaysSo();
    void finetuneKeepsMasks();
    void finetunePrunesFirstWithAConfig();
    void finetuneFollowsASchedule_data();
    void finetuneFollowsASchedule();
    void aKilledScheduleGoesOnWhereItStopped();
    void finetuneIsRepeatable();
    void aKilledFinetuneGoesOnWhereItStopped();
    void evaluateMeasuresTheTestSplit();
    void greyImagesForColourNetworksAreMentioned();
    void exportVerifies();
    void runExecutesASession();
    void runCutsChannelsOut();
    void runTellsItsTrainingsApart();
    void runReportsTheAccuracyOfWhatItWrites();
    void runDefaultsToAFolderNamedAfterTheSession();
};

void CliCommandsTest::init()
{
    // A blank in the path finds missing quotes.
    m_directory = std::make_unique<QTemporaryDir>(QDir::tempPath() + QStringLiteral("/espalier cli XXXXXX"));
    QVERIFY(m_directory->isValid());
    QVERIFY(QFile::copy(testFile(QStringLiteral("small_net.pt")), path(QStringLiteral("net.pt"))));
    writeIdxData(path(QStringLiteral("digits")), 8, 3, 96, 30);
    writeFile(path(QStringLiteral("config.json")),
              R"([{"op_types": ["Conv2d"], "sparsity": 0.5}, {"op_names": ["conv2"], "sparsity": 0.25}])");
}

QStringList CliCommandsTest::finetuneArguments(const QString& out, int epochs) const
{
    return {QStringLiteral("finetune"),        QStringLiteral("net.pt"),
            QStringLiteral("--data"),          QStringLiteral("mnist:digits"),
            QStringLiteral("--epochs"),        QString::number(epochs),
            QStringLiteral("--batch-size"),    QStringLiteral("16"),
            QStringLiteral("--learning-rate"), QStringLiteral("0.05"),
            QStringLiteral("--threads"),       QStringLiteral("1"),
            QStringLiteral("--out"),           out};
}

void CliCommandsTest::inspectListsLayersAndTotals()
{
    const CliResult result = cli({QStringLiteral("inspect"), QStringLiteral("net.pt"), QStringLiteral("--json")});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    const Json json = result.json();
    QVERIFY2(json.is_object(), result.text().constData());
    QCOMPARE(json.at("parameters").get<int>(), kParameters);
    QVERIFY(json.at("macs").is_null());
    const Json* conv1 = layerNamed(json, "conv1");
    QVERIFY(conv1);
    QCOMPARE(conv1->at("op_type").get<std::string>(), std::string("Conv2d"));
    QCOMPARE(conv1->at("weight_shape").dump(), std::string("[8,1,3,3]"));
    QVERIFY(conv1->at("output_shape").is_null() && conv1->at("macs").is_null());
    QCOMPARE(conv1->at("groups").get<int>(), 1);
    QCOMPARE(conv1->at("parameters").get<int>(), 80);
}

void CliCommandsTest::inspectKnowsShapesAndMacsWithAnInputShape()
{
    const CliResult result = cli({QStringLiteral("inspect"), QStringLiteral("net.pt"), QStringLiteral("--input-shape"),
                                  QStringLiteral("1,1,8,8"), QStringLiteral("--json")});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    const Json json = result.json();
    QCOMPARE(json.at("macs").get<int>(), kMacs);
    QCOMPARE(layerNamed(json, "conv2")->at("output_shape").dump(), std::string("[1,16,4,4]"));
    QCOMPARE(layerNamed(json, "fc")->at("macs").get<int>(), 48);
}

void CliCommandsTest::inspectPrintsATable()
{
    const CliResult result = cli({QStringLiteral("inspect"), QStringLiteral("net.pt")});
    QVERIFY2(result.code == 0, result.text().constData());
    for (const char* part : {"conv1", "BatchNorm2d", "8x1x3x3", "1,347", "5 layers"})
        QVERIFY2(result.out.contains(part), result.text().constData());
    QVERIFY2(result.err.startsWith("note: ") && result.err.contains("--input-shape \"1,1,224,224\""),
             result.text().constData());
}

void CliCommandsTest::resolveTellsTheRulingEntry()
{
    const CliResult result = cli({QStringLiteral("resolve"), QStringLiteral("net.pt"), QStringLiteral("--config"),
                                  QStringLiteral("config.json"), QStringLiteral("--algorithm"), QStringLiteral("l1"),
                                  QStringLiteral("--json")});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    const Json json = result.json();
    const Json& conv1 = *layerNamed(json, "conv1");
    QCOMPARE(conv1.at("entry").get<int>(), 0);
    QCOMPARE(conv1.at("sparsity").get<double>(), 0.5);
    const Json& conv2 = *layerNamed(json, "conv2");
    QCOMPARE(conv2.at("entry").get<int>(), 1);
    QCOMPARE(conv2.at("pruning_entry").get<int>(), 1);
    QVERIFY(conv2.at("quantization_entry").is_null());
    QCOMPARE(conv2.at("sparsity").get<double>(), 0.25);
    const Json& fc = *layerNamed(json, "fc");
    QVERIFY(fc.at("entry").is_null() && fc.at("sparsity").is_null() && fc.contains("quant_types")
            && fc.contains("quant_bits"));
    QCOMPARE(fc.at("excluded").get<bool>(), false);
    QVERIFY(json.at("issues").is_array());
}

void CliCommandsTest::resolveListsErrorsAndSucceeds()
{
    writeFile(path(QStringLiteral("bad.json")),
              R"([{"sparsty": 0.5}, {"op_names": ["cnv1"], "sparsity": 0.5}, {"op_names": ["fc"], "sparsity": 0.1},
                  {"op_types": ["Linear"], "sparsity": 0.2}])");
    const QStringList arguments{QStringLiteral("resolve"), QStringLiteral("net.pt"), QStringLiteral("--config"),
                                QStringLiteral("bad.json")};
    const CliResult json = cli(arguments + QStringList{QStringLiteral("--json")});
    QCOMPARE(json.code, 0);
    const Json object = json.json();
    bool found = false;
    for (const Json& issue : object.at("issues")) {
        QVERIFY(issue.contains("message") && issue.contains("entry") && issue.contains("layer"));
        found = found || (issue.at("severity") == "error" && issue.at("entry") == 0);
    }
    QVERIFY2(found, json.text().constData());
    const CliResult table = cli(arguments);
    QVERIFY2(table.code == 0, table.text().constData());
    // Findings on stderr, each with its kind; the table alone on stdout.
    QVERIFY2(
        table.err.startsWith("error: Entry 1 has the unknown key \"sparsty\"; did you mean \"sparsity\"?\nerror: "),
        table.text().constData());
    QVERIFY2(table.err.contains("\nwarning: The model has no layer cnv1, which entry 2 names"),
             table.text().constData());
    QVERIFY2(table.err.contains("\nnote: Entry 3 rules no layer"), table.text().constData());
    for (const char* finding : {"error", "warning", "note:", "cnv1"})
        QVERIFY2(!table.out.contains(finding), table.text().constData());
    QVERIFY2(table.out.startsWith("Layer") && table.out.endsWith("quantized\n"), table.text().constData());
}

void CliCommandsTest::resolveShowsNoSparsityThatIsNone()
{
    writeFile(path(QStringLiteral("percent.json")),
              R"([{"op_types": ["Conv2d"], "sparsity": 50}, {"op_types": ["Linear"], "sparsity": 0.5}])");
    const CliResult table = cli({QStringLiteral("resolve"), QStringLiteral("net.pt"), QStringLiteral("--config"),
                                 QStringLiteral("percent.json")});
    QVERIFY2(table.code == 0 && table.err.contains("error: "), table.text().constData());
    QCOMPARE(table.out.count("invalid"), 2);
    QVERIFY2(!table.out.contains("000"), table.text().constData());
    QVERIFY2(table.out.contains("1 pruned"), table.text().constData());
}

void CliCommandsTest::listsOfNniV3AreTranslated()
{
    writeFile(path(QStringLiteral("v3.py")),
              "config_list = [{'op_names_re': ['conv1$'], 'sparse_ratio': 0.5, 'dependency_group_id': 'a'},\n"
              "               {'op_types': ['Conv2d'], 'sparse_ratio': 0.25, 'sparse_threshold': 0.1}]\n");
    const QStringList arguments{QStringLiteral("resolve"), QStringLiteral("net.pt"), QStringLiteral("--config"),
                                QStringLiteral("v3.py")};
    const Json json = cli(arguments + QStringList{QStringLiteral("--json")}).json();
    QCOMPARE(layerNamed(json, "conv1")->at("sparsity").get<double>(), 0.5);
    QCOMPARE(layerNamed(json, "conv2")->at("sparsity").get<double>(), 0.25);
    QCOMPARE(json.at("issues").at(0).at("message").get<std::string>(),
             std::string("The config list is one of NNI v3 and was translated."));
    const CliResult table = cli(arguments);
    QVERIFY2(table.err.startsWith("note: The config list is one of NNI v3"), table.text().constData());
    QVERIFY2(table.err.contains("\nwarning: The sparse_threshold of entry 1 is kept"), table.text().constData());
    const CliResult pruned =
        cli({QStringLiteral("prune"), QStringLiteral("net.pt"), QStringLiteral("--config"), QStringLiteral("v3.py"),
             QStringLiteral("--algorithm"), QStringLiteral("l1"), QStringLiteral("--out"), QStringLiteral("v3")});
    QVERIFY2(pruned.code == 0, pruned.text().constData());
    QVERIFY2(pruned.err.contains("note: sparse_ratio of entry 2 became sparsity.\n"), pruned.text().constData());
    requireEachLineOnce(pruned.err);
    QVERIFY2(pruned.err.count("sparse_threshold") == 1, pruned.text().constData());
    requireEachLineOnce(table.err);
    QVERIFY2(table.err.count("sparse_threshold") == 1, table.text().constData());
}

void CliCommandsTest::sessionsWithListsOfNniV3AreTranslated()
{
    writeFile(path(QStringLiteral("job/v3.espalier")), R"({"format_version": 1, "model": "../net.pt",
        "config_list": [{"op_names_re": ["conv1$"], "sparse_ratio": 0.5, "dependency_group_id": "a"},
                        {"op_types": ["Conv2d"], "sparse_ratio": 0.25, "sparse_threshold": 0.1}],
        "steps": [{"step": "prune"}]})");
    const QStringList arguments{QStringLiteral("run"), QStringLiteral("job/v3.espalier"), QStringLiteral("--out"),
                                QStringLiteral("run3")};
    const CliResult result = cli(arguments);
    QVERIFY2(result.code == 0, result.text().constData());
    QVERIFY2(result.err.startsWith("note: The config list is one of NNI v3 and was translated.\n"),
             result.text().constData());
    requireEachLineOnce(result.err);
    QVERIFY2(result.err.count("sparse_threshold") == 1, result.text().constData());
    const Json report = cli(arguments + QStringList{QStringLiteral("--json")}).json();
    QCOMPARE(layerNamed(report, "conv1")->at("sparsity_requested").get<double>(), 0.5);
    QCOMPARE(layerNamed(report, "conv2")->at("sparsity_requested").get<double>(), 0.25);
    QCOMPARE(report.at("issues").at(0).at("message").get<std::string>(),
             std::string("The config list is one of NNI v3 and was translated."));
    // Where nothing can be done, what became of the list explains it.
    writeFile(path(QStringLiteral("job/v3.espalier")), R"({"format_version": 1, "model": "../net.pt",
        "config_list": [{"op_types": ["Conv2d"], "sparse_threshold": 0.1}], "steps": [{"step": "prune"}]})");
    const CliResult nothing = cli(arguments);
    QCOMPARE(nothing.code, 1);
    QVERIFY2(nothing.err.contains("warning: Entry 1 sets nothing that can be done here, and was switched off.\n"),
             nothing.text().constData());
    QVERIFY2(nothing.err.contains("selects no layer to prune: The only entry of the config list is switched off"),
             nothing.text().constData());
}

void CliCommandsTest::aListThatIsSwitchedOffIsSaid()
{
    writeFile(path(QStringLiteral("off.json")),
              R"([{"enabled": false, "op_types": ["Conv2d"], "sparsity": 0.5},
                  {"enabled": false, "op_types": ["Linear"], "sparsity": 0.5}])");
    const CliResult result = cli(
        {QStringLiteral("resolve"), QStringLiteral("net.pt"), QStringLiteral("--config"), QStringLiteral("off.json")});
    QVERIFY2(result.code == 0, result.text().constData());
    QCOMPARE(result.err, QByteArray("warning: All 2 entries of the config list are switched off, so that nothing is "
                                    "selected: switch one on (enabled: true).\n"));
}

void CliCommandsTest::pruneWritesWhatNniWrites()
{
    const CliResult result =
        cli({QStringLiteral("prune"), QStringLiteral("net.pt"), QStringLiteral("--config"),
             QStringLiteral("config.json"), QStringLiteral("--algorithm"), QStringLiteral("l1"),
             QStringLiteral("--seed"), QStringLiteral("7"), QStringLiteral("--out"), QStringLiteral("a/b")});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    QCOMPARE(namesIn(path(QStringLiteral("a/b"))),
             (QStringList{QStringLiteral("mask.pth"), QStringLiteral("model.pt"), QStringLiteral("model.pth"),
                          QStringLiteral("report.json")}));
    QVERIFY2(result.out.contains("Simulated") && result.out.contains("50.00 %"), result.text().constData());
    const Json report = parsed(reportOf(QStringLiteral("a/b")));
    QCOMPARE(report.at("algorithm").get<std::string>(), std::string("l1"));
    QCOMPARE(report.at("config_list").size(), std::size_t(2));
    QVERIFY(report.at("accuracy_before").is_null() && report.at("accuracy_after").is_null());
    QCOMPARE(report.at("seed").get<int>(), 7);
    QCOMPARE(report.at("layers").size(), std::size_t(2));
    const Json& conv2 = *layerNamed(report, "conv2");
    QCOMPARE(conv2.at("sparsity_requested").get<double>(), 0.25);
    QCOMPARE(conv2.at("sparsity").get<double>(), 0.25);
    QVERIFY(conv2.at("quant_bits").is_null());
    QVERIFY(report.at("issues").is_array());
}

void CliCommandsTest::pruneMeasuresAccuracyWithData()
{
    const CliResult result = cli({QStringLiteral("prune"), QStringLiteral("net.pt"), QStringLiteral("--config"),
                                  QStringLiteral("config.json"), QStringLiteral("--algorithm"), QStringLiteral("fpgm"),
                                  QStringLiteral("--data"), QStringLiteral("mnist:digits"), QStringLiteral("--out"),
                                  QStringLiteral("out"), QStringLiteral("--json")});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    const Json report = result.json();
    QVERIFY2(report.is_object(), result.text().constData());
    QCOMPARE(result.out, reportOf(QStringLiteral("out")));
    const CliResult before = cli({QStringLiteral("evaluate"), QStringLiteral("net.pt"), QStringLiteral("--data"),
                                  QStringLiteral("mnist:digits"), QStringLiteral("--json")});
    QCOMPARE(report.at("accuracy_before").get<double>(), before.json().at("accuracy").get<double>());
    const CliResult after = cli({QStringLiteral("evaluate"), QStringLiteral("out/model.pt"), QStringLiteral("--data"),
                                 QStringLiteral("mnist:digits"), QStringLiteral("--json")});
    QCOMPARE(report.at("accuracy_after").get<double>(), after.json().at("accuracy").get<double>());
}

void CliCommandsTest::pruneReplacesEarlierResults()
{
    writeFile(path(QStringLiteral("out/report.json")), "old");
    writeFile(path(QStringLiteral("out/notes.txt")), "mine");
    for (const char* stale : {"history.csv", "model.recipe.json", "model.py", "run.json"})
        writeFile(path(QStringLiteral("out/") + QLatin1String(stale)), "old");
    const CliResult result = cli({QStringLiteral("prune"), QStringLiteral("net.pt"), QStringLiteral("--config"),
                                  QStringLiteral("config.json"), QStringLiteral("--algorithm"), QStringLiteral("level"),
                                  QStringLiteral("--out"), QStringLiteral("out")});
    QVERIFY2(result.code == 0, result.text().constData());
    QVERIFY(parsed(reportOf(QStringLiteral("out"))).is_object());
    QCOMPARE(readFile(path(QStringLiteral("out/notes.txt"))), QByteArray("mine"));
    QCOMPARE(namesIn(path(QStringLiteral("out"))).size(), 5);
}

void CliCommandsTest::failedRunsLeaveEarlierResultsAlone()
{
    const QStringList names{QStringLiteral("checkpoint.pth"), QStringLiteral("history.csv"), QStringLiteral("mask.pth"),
                            QStringLiteral("model.py"), QStringLiteral("run.json")};
    for (const QString& name : names)
        writeFile(path(QStringLiteral("out/") + name), "old");
    const QStringList arguments{QStringLiteral("prune"),   QStringLiteral("net.pt"), QStringLiteral("--algorithm"),
                                QStringLiteral("level"),   QStringLiteral("--out"),  QStringLiteral("out"),
                                QStringLiteral("--config")};
    writeFile(path(QStringLiteral("wrong.json")), R"([{"op_names": ["nowhere"], "sparsity": 0.5}])");
    QCOMPARE(cli(arguments + QStringList{QStringLiteral("wrong.json")}).code, 1);
    QCOMPARE(namesIn(path(QStringLiteral("out"))), names);
    QCOMPARE(cli(arguments + QStringList{QStringLiteral("config.json")}).code, 0);
    // What a killed run needs to go on stays.
    QCOMPARE(namesIn(path(QStringLiteral("out"))),
             (QStringList{QStringLiteral("checkpoint.pth"), QStringLiteral("mask.pth"), QStringLiteral("model.pt"),
                          QStringLiteral("model.pth"), QStringLiteral("report.json"), QStringLiteral("run.json")}));
}

void CliCommandsTest::pruneUnderAnNniProfileLeavesNormsAlone()
{
    const QStringList arguments{QStringLiteral("prune"),       QStringLiteral("net.pt"),
                                QStringLiteral("--config"),    QStringLiteral("config.json"),
                                QStringLiteral("--algorithm"), QStringLiteral("l1")};
    QVERIFY(cli(arguments + QStringList{QStringLiteral("--out"), QStringLiteral("ours")}).code == 0);
    QVERIFY(cli(arguments
                + QStringList{QStringLiteral("--profile"), QStringLiteral("nni-2.3"), QStringLiteral("--out"),
                              QStringLiteral("nni")})
                .code
            == 0);
    const int ours = parsed(reportOf(QStringLiteral("ours"))).at("parameters_removed").get<int>();
    const int nni = parsed(reportOf(QStringLiteral("nni"))).at("parameters_removed").get<int>();
    // conv1 loses 4 of 8 filters of 9 weights, conv2 4 of 16 of 72, each with its bias; ours also 2 values per norm channel.
    QCOMPARE(nni, 4 * 10 + 4 * 73);
    QCOMPARE(ours, nni + 2 * 8);
}

void CliCommandsTest::applyGivesTheSameWeightsAsPrune()
{
    QVERIFY(cli({QStringLiteral("prune"), QStringLiteral("net.pt"), QStringLiteral("--config"),
                 QStringLiteral("config.json"), QStringLiteral("--algorithm"), QStringLiteral("l2"),
                 QStringLiteral("--out"), QStringLiteral("out")})
                .code
            == 0);
    const CliResult result =
        cli({QStringLiteral("apply"), QStringLiteral("net.pt"), QStringLiteral("--masks"),
             QStringLiteral("out/mask.pth"), QStringLiteral("--out"), QStringLiteral("applied/model.pth")});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    const QByteArray pruned = readFile(path(QStringLiteral("out/model.pth")));
    QVERIFY(!pruned.isEmpty());
    QVERIFY(readFile(path(QStringLiteral("applied/model.pth"))) == pruned);

    QVERIFY(cli({QStringLiteral("apply"), QStringLiteral("net.pt"), QStringLiteral("--masks"),
                 QStringLiteral("out/mask.pth"), QStringLiteral("--out"), QStringLiteral("applied.pt")})
                .code
            == 0);
    QVERIFY(cli({QStringLiteral("export"), QStringLiteral("applied.pt"), QStringLiteral("--format"),
                 QStringLiteral("state_dict"), QStringLiteral("--out"), QStringLiteral("again/model.pth")})
                .code
            == 0);
    QVERIFY(readFile(path(QStringLiteral("again/model.pth"))) == pruned);
}

void CliCommandsTest::applyTellsWhatItWrote()
{
    QVERIFY(cli({QStringLiteral("prune"), QStringLiteral("net.pt"), QStringLiteral("--config"),
                 QStringLiteral("config.json"), QStringLiteral("--algorithm"), QStringLiteral("l1"),
                 QStringLiteral("--out"), QStringLiteral("out")})
                .code
            == 0);
    const QStringList arguments{QStringLiteral("apply"), QStringLiteral("net.pt"), QStringLiteral("--masks"),
                                QStringLiteral("out/mask.pth"), QStringLiteral("--out")};
    for (const QString& name : {QStringLiteral("new/a.pt"), QStringLiteral("new/a.pth")}) {
        const CliResult result = cli(arguments + QStringList{name, QStringLiteral("--json")});
        QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
        const Json json = result.json();
        QVERIFY2(json.is_object(), result.text().constData());
        QCOMPARE(QString::fromStdString(json.at("file").get<std::string>()), name);
        QCOMPARE(json.at("format").get<std::string>(),
                 std::string(name.endsWith(QStringLiteral(".pt")) ? "torchscript" : "state_dict"));
        QCOMPARE(json.at("bytes").get<qint64>(), QFileInfo(path(name)).size());
        QCOMPARE(json.at("parameters").get<int>(), kParameters);
        // conv1 loses 4 filters of 10 values, conv2 4 of 73, each with 2 values of its norm.
        constexpr int kRemoved = 4 * 10 + 4 * 73 + 2 * 8;
        QCOMPARE(json.at("parameters_removed").get<int>(), kRemoved);
        QCOMPARE(json.at("sparsity").get<double>(), double(kRemoved) / kParameters);
        QVERIFY(json.at("issues").is_array());
        const Json* conv2 = layerNamed(json, "conv2");
        QVERIFY(conv2);
        QCOMPARE(conv2->at("op_type").get<std::string>(), std::string("Conv2d"));
        QCOMPARE(conv2->at("weights").get<int>(), 16 * 72);
        QCOMPARE(conv2->at("weights_removed").get<int>(), 4 * 72);
        QCOMPARE(conv2->at("sparsity").get<double>(), 0.25);
        QVERIFY(layerNamed(json, "bn1"));
    }
    const CliResult text = cli(arguments + QStringList{QStringLiteral("new/b.pt")});
    QVERIFY2(text.code == 0 && text.out.contains("348 of 1,347 parameters (25.84 %) are zero, in 4 layers"),
             text.text().constData());
}

void CliCommandsTest::oneMatchingEntryIsEnough()
{
    writeFile(path(QStringLiteral("mixed.json")),
              R"([{"op_names": ["conv9"], "sparsity": 0.5}, {"op_names": ["conv1"], "sparsity": 0.5}])");
    const CliResult result = cli({QStringLiteral("prune"), QStringLiteral("net.pt"), QStringLiteral("--config"),
                                  QStringLiteral("mixed.json"), QStringLiteral("--algorithm"), QStringLiteral("l1"),
                                  QStringLiteral("--out"), QStringLiteral("out")});
    QVERIFY2(result.code == 0, result.text().constData());
    QVERIFY2(result.err.startsWith("warning: The model has no layer conv9"), result.text().constData());
    QVERIFY(QFile::exists(path(QStringLiteral("out/mask.pth"))));
}

void CliCommandsTest::oneLayerIsNoLayers()
{
    writeFile(path(QStringLiteral("one.json")), R"([{"op_names": ["conv1"], "sparsity": 0.5}])");
    const CliResult result =
        cli({QStringLiteral("prune"), QStringLiteral("net.pt"), QStringLiteral("--config"), QStringLiteral("one.json"),
             QStringLiteral("--algorithm"), QStringLiteral("level"), QStringLiteral("--out"), QStringLiteral("out")});
    QVERIFY2(result.code == 0 && result.out.contains("\n1 layer "), result.text().constData());
    const CliResult benchmark =
        cli({QStringLiteral("benchmark"), QStringLiteral("net.pt"), QStringLiteral("--input-shape"),
             QStringLiteral("1,1,8,8"), QStringLiteral("--threads"), QStringLiteral("1")});
    QVERIFY2(benchmark.out.contains(" on 1 thread, "), benchmark.text().constData());
}

void CliCommandsTest::pruneDependencyAwareKeepsMultiples()
{
    const CliResult result =
        cli({QStringLiteral("prune"), QStringLiteral("net.pt"), QStringLiteral("--config"),
             QStringLiteral("config.json"), QStringLiteral("--algorithm"), QStringLiteral("l1"),
             QStringLiteral("--mode"), QStringLiteral("dependency-aware"), QStringLiteral("--align"),
             QStringLiteral("8"), QStringLiteral("--input-shape"), QStringLiteral("1,1,8,8"), QStringLiteral("--out"),
             QStringLiteral("out"), QStringLiteral("--json")});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    QCOMPARE(result.json().at("mode").get<std::string>(), std::string("dependency-aware"));
    QCOMPARE(result.json().at("align").get<int>(), 8);
    QCOMPARE(result.json().at("through_reductions").get<bool>(), false);
    // 4 of 8 and 12 of 16 would be left: neither is a multiple of 8 but all of them.
    QCOMPARE(layerNamed(result.json(), "conv1")->at("sparsity").get<double>(), 0.0);
    QCOMPARE(layerNamed(result.json(), "conv2")->at("sparsity").get<double>(), 0.0);
}

void CliCommandsTest::pruneGoesThroughReductions()
{
    QVERIFY(QFile::copy(QStringLiteral(ESPALIER_SOURCE_DIR "/tests/data/models/norms_scripted.pt"),
                        path(QStringLiteral("norms.pt"))));
    writeFile(path(QStringLiteral("half.json")), R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])");
    const QStringList arguments{
        QStringLiteral("prune"),        QStringLiteral("norms.pt"),         QStringLiteral("--config"),
        QStringLiteral("half.json"),    QStringLiteral("--algorithm"),      QStringLiteral("l1"),
        QStringLiteral("--mode"),       QStringLiteral("dependency-aware"), QStringLiteral("--data"),
        QStringLiteral("mnist:digits"), QStringLiteral("--input-shape"),    QStringLiteral("1,1,8,8"),
        QStringLiteral("--json")};
    const CliResult around = cli(arguments + QStringList{QStringLiteral("--out"), QStringLiteral("around")});
    QVERIFY2(around.code == 0, around.text().constData());
    QCOMPARE(layerNamed(around.json(), "conv1")->at("sparsity").get<double>(), 0.0);
    const CliResult through =
        cli(arguments
            + QStringList{QStringLiteral("--out"), QStringLiteral("through"), QStringLiteral("--through-reductions")});
    QVERIFY2(through.code == 0 && through.err.isEmpty(), through.text().constData());
    QCOMPARE(layerNamed(through.json(), "conv1")->at("sparsity").get<double>(), 0.5);
    QCOMPARE(through.json().at("through_reductions").get<bool>(), true);
    QVERIFY2(through.out.contains("together: norm1, norm2."), through.text().constData());
    const CliResult small =
        cli({QStringLiteral("speedup"), QStringLiteral("through/model.pt"), QStringLiteral("--masks"),
             QStringLiteral("through/mask.pth"), QStringLiteral("--input-shape"), QStringLiteral("1,1,8,8"),
             QStringLiteral("--out"), QStringLiteral("small.pt"), QStringLiteral("--json")});
    QVERIFY2(small.code == 0, small.text().constData());
    // 8 -> 4 and 16 -> 8 filters: 40 + 8 + 296 + 16 + 27 parameters.
    QCOMPARE(small.json().at("parameters_after").get<int>(), 387);
    QVERIFY(small.json().at("max_rel_difference").get<double>() < 1e-4);
    const CliResult evaluated = cli({QStringLiteral("evaluate"), QStringLiteral("small.pt"), QStringLiteral("--data"),
                                     QStringLiteral("mnist:digits"), QStringLiteral("--json")});
    QCOMPARE(evaluated.json().at("accuracy").get<double>(), through.json().at("accuracy_after").get<double>());
}

void CliCommandsTest::pruneSharesOutATotal()
{
    writeFile(path(QStringLiteral("total.json")), R"([{"op_types": ["BatchNorm2d"], "total_sparsity": 0.5}])");
    const CliResult result =
        cli({QStringLiteral("prune"), QStringLiteral("net.pt"), QStringLiteral("--config"),
             QStringLiteral("total.json"), QStringLiteral("--algorithm"), QStringLiteral("slim"),
             QStringLiteral("--mode"), QStringLiteral("global"), QStringLiteral("--out"), QStringLiteral("out")});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    const Json report = parsed(reportOf(QStringLiteral("out")));
    double removed = 0;
    for (const Json& layer : report.at("layers")) {
        if (layer.at("op_type") != "BatchNorm2d")
            continue;
        QVERIFY(layer.at("sparsity_requested").is_null());
        removed += layer.at("sparsity").get<double>() * (layer.at("name") == "bn1" ? 8 : 16);
    }
    // Two norms of 8 and 16 channels, and the convolutions before them.
    QCOMPARE(report.at("layers").size(), std::size_t(4));
    QCOMPARE(removed, 12.0);
    const CliResult smaller =
        cli({QStringLiteral("speedup"), QStringLiteral("net.pt"), QStringLiteral("--masks"),
             QStringLiteral("out/mask.pth"), QStringLiteral("--input-shape"), QStringLiteral("1,1,8,8"),
             QStringLiteral("--out"), QStringLiteral("small.pt"), QStringLiteral("--json")});
    QVERIFY2(smaller.code == 0, smaller.text().constData());
    // At most so many with twelve channels left: six before six.
    QVERIFY(smaller.json().at("parameters_after").get<int>() <= 60 + 24 + 6 * 55 + 21);
}

void CliCommandsTest::pruneScoresOnData()
{
    for (const char* algorithm : {"apoz", "mean_activation", "taylor"}) {
        const QStringList arguments{QStringLiteral("prune"),        QStringLiteral("net.pt"),
                                    QStringLiteral("--config"),     QStringLiteral("config.json"),
                                    QStringLiteral("--algorithm"),  QString::fromLatin1(algorithm),
                                    QStringLiteral("--data"),       QStringLiteral("mnist:digits"),
                                    QStringLiteral("--batches"),    QStringLiteral("2"),
                                    QStringLiteral("--parameters"), QStringLiteral("batch_size=16"),
                                    QStringLiteral("--threads"),    QStringLiteral("1"),
                                    QStringLiteral("--out")};
        const CliResult result = cli(arguments + QStringList{QStringLiteral("first")});
        QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
        const Json report = parsed(reportOf(QStringLiteral("first")));
        QCOMPARE(layerNamed(report, "conv1")->at("sparsity").get<double>(), 0.5);
        QCOMPARE(layerNamed(report, "conv2")->at("sparsity").get<double>(), 0.25);
        // The same seed sees the same batches.
        QVERIFY(cli(arguments + QStringList{QStringLiteral("second")}).code == 0);
        QVERIFY(readFile(path(QStringLiteral("first/mask.pth"))) == readFile(path(QStringLiteral("second/mask.pth"))));
    }
}

void CliCommandsTest::pruneStopsBeforeItRuns_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("cause");
    const auto row = [](const char* name, const char* list, const char* options, const char* cause) {
        QTest::newRow(name) << QByteArray(list) << QString::fromLatin1(options).split(QLatin1Char(' '))
                            << QByteArray(cause);
    };
    constexpr const char* kHalf = R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])";
    row("no data", kHalf, "--algorithm apoz", "no data set is named");
    row("learns in training", kHalf, "--algorithm movement", "--sparsity-schedule agp");
    row("total in mode normal", R"([{"op_types": ["Conv2d"], "total_sparsity": 0.5}])", "--algorithm level",
        "Entry 1 gives conv1 a total_sparsity");
    row("unreachable total", R"([{"op_types": ["Conv2d"], "total_sparsity": 0.9, "max_sparsity_per_layer": 0.5}])",
        "--algorithm level --mode global", "conv2 keeps 576 of its weights");
    row("two totals",
        R"([{"op_types": ["Conv2d"], "total_sparsity": 0.5}, {"op_names": ["conv2"], "total_sparsity": 0.4}])",
        "--algorithm level --mode global", "entry 2 for 0.4 with conv2");
    row("prune_iterations",
        R"([{"op_types": ["Conv2d"], "sparsity": 0.5, "prune_iterations": 3},
            {"op_names": ["conv2"], "sparsity": 0.4, "prune_iterations": 4}])",
        "--algorithm level", "conv1 3 prune_iterations, entry 2 gives conv2 4");
    row("blocks that do not fit", kHalf, "--algorithm level --mode balance --parameters balance_granularity=5",
        "conv1 (8x1x3x3), which entry 1 selects");
}

void CliCommandsTest::pruneStopsBeforeItRuns()
{
    QFETCH(const QByteArray, list);
    QFETCH(const QStringList, options);
    QFETCH(const QByteArray, cause);
    writeFile(path(QStringLiteral("list.json")), list);
    const CliResult result =
        cli(QStringList{QStringLiteral("prune"), QStringLiteral("net.pt"), QStringLiteral("--config"),
                        QStringLiteral("list.json"), QStringLiteral("--out"), QStringLiteral("out")}
            + options);
    QCOMPARE(result.code, 1);
    QVERIFY2(result.err.contains(cause), result.text().constData());
    QVERIFY(!QFile::exists(path(QStringLiteral("out"))));
}

void CliCommandsTest::speedupWritesASmallerModel()
{
    const QString shape = QStringLiteral("1,1,8,8");
    QVERIFY(cli({QStringLiteral("prune"), QStringLiteral("net.pt"), QStringLiteral("--config"),
                 QStringLiteral("config.json"), QStringLiteral("--algorithm"), QStringLiteral("l1"),
                 QStringLiteral("--mode"), QStringLiteral("dependency-aware"), QStringLiteral("--input-shape"), shape,
                 QStringLiteral("--out"), QStringLiteral("out")})
                .code
            == 0);
    const CliResult result = cli({QStringLiteral("speedup"), QStringLiteral("net.pt"), QStringLiteral("--masks"),
                                  QStringLiteral("out/mask.pth"), QStringLiteral("--input-shape"), shape,
                                  QStringLiteral("--out"), QStringLiteral("small/net.pt"), QStringLiteral("--json")});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    const Json json = result.json();
    // 8 -> 4 and 16 -> 12 filters: 40 + 8 + 444 + 24 + 39 parameters.
    QCOMPARE(json.at("parameters_before").get<int>(), 1347);
    QCOMPARE(json.at("parameters_after").get<int>(), 555);
    QVERIFY(json.at("macs_after").get<int>() < json.at("macs_before").get<int>());
    QVERIFY(json.at("max_rel_difference").get<double>() < 1e-4);
    QVERIFY(json.at("seconds").is_number() && json.at("issues").is_array());
    QVERIFY(layerNamed(json, "conv2")->at("weight_shape") == Json({12, 4, 3, 3}));
    QCOMPARE(namesIn(path(QStringLiteral("small"))),
             (QStringList{QStringLiteral("net.pt"), QStringLiteral("net.pth"), QStringLiteral("net.py"),
                          QStringLiteral("net.recipe.json")}));
    const CliResult masked = cli({QStringLiteral("evaluate"), QStringLiteral("out/model.pt"), QStringLiteral("--data"),
                                  QStringLiteral("mnist:digits"), QStringLiteral("--json")});
    const CliResult smaller = cli({QStringLiteral("evaluate"), QStringLiteral("small/net.pt"), QStringLiteral("--data"),
                                   QStringLiteral("mnist:digits"), QStringLiteral("--json")});
    QVERIFY2(smaller.code == 0, smaller.text().constData());
    QCOMPARE(smaller.json().at("accuracy").get<double>(), masked.json().at("accuracy").get<double>());
}

void CliCommandsTest::speedupOfSingleWeightsSaysSo()
{
    QVERIFY(cli({QStringLiteral("prune"), QStringLiteral("net.pt"), QStringLiteral("--config"),
                 QStringLiteral("config.json"), QStringLiteral("--algorithm"), QStringLiteral("level"),
                 QStringLiteral("--out"), QStringLiteral("out")})
                .code
            == 0);
    const CliResult result =
        cli({QStringLiteral("speedup"), QStringLiteral("net.pt"), QStringLiteral("--masks"),
             QStringLiteral("out/mask.pth"), QStringLiteral("--input-shape"), QStringLiteral("1,1,8,8"),
             QStringLiteral("--out"), QStringLiteral("small.pt"), QStringLiteral("--json")});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    QCOMPARE(result.json().at("parameters_after").get<int>(), 1347);
    QCOMPARE(result.json().at("issues").size(), std::size_t(1));
    QVERIFY(QFile::exists(path(QStringLiteral("small.pt"))));
}

void CliCommandsTest::everyObjectHasItsIssues()
{
    const QStringList shape{QStringLiteral("--input-shape"), QStringLiteral("1,1,8,8"), QStringLiteral("--json")};
    for (const QStringList& command :
         {QStringList{QStringLiteral("inspect"), QStringLiteral("net.pt")},
          QStringList{QStringLiteral("benchmark"), QStringLiteral("net.pt")},
          QStringList{QStringLiteral("export"), QStringLiteral("net.pt"), QStringLiteral("--format"),
                      QStringLiteral("torchscript"), QStringLiteral("--out"), QStringLiteral("object.pt")}}) {
        const CliResult result = cli(command + shape);
        QVERIFY2(result.code == 0, result.text().constData());
        QVERIFY2(result.json().at("issues").is_array(), result.out.constData());
    }
}

void CliCommandsTest::filesOfOneNameAreToldApart()
{
    QVERIFY(QDir(m_directory->path()).mkpath(QStringLiteral("other")));
    QVERIFY(QFile::copy(path(QStringLiteral("net.pt")), path(QStringLiteral("other/net.pt"))));
    const CliResult result =
        cli({QStringLiteral("benchmark"), QStringLiteral("net.pt"), QStringLiteral("--against"),
             QStringLiteral("other/net.pt"), QStringLiteral("--input-shape"), QStringLiteral("1,1,8,8")});
    QVERIFY2(result.code == 0, result.text().constData());
    QVERIFY2(result.out.contains("other/net.pt: "), result.text().constData());
}

void CliCommandsTest::benchmarkComparesTwoModels()
{
    const CliResult result = cli({QStringLiteral("benchmark"), QStringLiteral("net.pt"), QStringLiteral("--against"),
                                  QStringLiteral("net.pt"), QStringLiteral("--input-shape"), QStringLiteral("2,1,8,8"),
                                  QStringLiteral("--threads"), QStringLiteral("1"), QStringLiteral("--json")});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    const Json json = result.json();
    QVERIFY(json.at("median_ms").get<double>() > 0);
    QCOMPARE(json.at("batch").get<int>(), 2);
    QCOMPARE(json.at("threads").get<int>(), 1);
    QVERIFY(json.at("runs").get<int>() >= 30);
    QVERIFY(json.at("against").at("ratio").get<double>() > 0);
}

void CliCommandsTest::weightsAreLoadedFirst()
{
    const QString weights = testFile(QStringLiteral("halved_weights.pth"));
    const QStringList evaluate{QStringLiteral("evaluate"), QStringLiteral("net.pt"), QStringLiteral("--data"),
                               QStringLiteral("mnist:digits"), QStringLiteral("--json")};
    const CliResult plain = cli(evaluate);
    const CliResult loaded = cli(evaluate + QStringList{QStringLiteral("--weights"), weights});
    QVERIFY2(loaded.code == 0 && loaded.err.isEmpty(), loaded.text().constData());
    QVERIFY(std::abs(plain.json().at("loss").get<double>() - loaded.json().at("loss").get<double>()) > kSameLoss);
}

void CliCommandsTest::finetuneWritesItsFilesAndLearns()
{
    const CliResult result = cli(finetuneArguments(QStringLiteral("out"), 4));
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    QCOMPARE(namesIn(path(QStringLiteral("out"))),
             (QStringList{QStringLiteral("history.csv"), QStringLiteral("model.pt"), QStringLiteral("model.pth"),
                          QStringLiteral("report.json"), QStringLiteral("run.json")}));
    const Json report = parsed(reportOf(QStringLiteral("out")));
    QVERIFY(report.at("algorithm").is_null());
    QVERIFY(report.at("accuracy_after").get<double>() > report.at("accuracy_before").get<double>());
    QCOMPARE(report.at("history").size(), std::size_t(4));
    QCOMPARE(historyWithoutTimes(path(QStringLiteral("out/history.csv"))).size(), 5);
    const Json run = parsed(readFile(path(QStringLiteral("out/run.json"))));
    QCOMPARE(run.at("state").get<std::string>(), std::string("finished"));
    QCOMPARE(run.at("threads").get<int>(), 1);
    const CliResult evaluated =
        cli({QStringLiteral("evaluate"), QStringLiteral("out/model.pt"), QStringLiteral("--data"),
             QStringLiteral("mnist:digits"), QStringLiteral("--json")});
    QCOMPARE(evaluated.json().at("accuracy").get<double>(), report.at("accuracy_after").get<double>());
}

void CliCommandsTest::finetuneThatHelpsNothingSaysSo()
{
    QVERIFY(cli(finetuneArguments(QStringLiteral("learned"), 12)).code == 0);
    QStringList arguments = finetuneArguments(QStringLiteral("out"), 1);
    arguments[1] = QStringLiteral("learned/model.pt");
    arguments[arguments.indexOf(QStringLiteral("0.05"))] = QStringLiteral("3"); // forgets what it has learned
    const QByteArray sentence = "No epoch was better than the start: the weights stay as they were.";
    const CliResult table = cli(arguments);
    QVERIFY2(table.code == 0 && table.out.contains(sentence), table.text().constData());
    QVERIFY2(table.err.contains("warning: " + sentence), table.text().constData());
    const Json report = cli(arguments + QStringList{QStringLiteral("--json")}).json();
    QVERIFY(report.at("accuracy_after") == report.at("accuracy_before"));
    QCOMPARE(report.at("issues").size(), std::size_t(1));
    QCOMPARE(report.at("issues")[0].at("message").get<std::string>(), sentence.toStdString());
}

void CliCommandsTest::finetuneKeepsMasks()
{
    QVERIFY(cli({QStringLiteral("prune"), QStringLiteral("net.pt"), QStringLiteral("--config"),
                 QStringLiteral("config.json"), QStringLiteral("--algorithm"), QStringLiteral("l1"),
                 QStringLiteral("--out"), QStringLiteral("pruned")})
                .code
            == 0);
    const CliResult result = cli(finetuneArguments(QStringLiteral("out"), 2)
                                 + QStringList{QStringLiteral("--masks"), QStringLiteral("pruned/mask.pth")});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    QVERIFY(readFile(path(QStringLiteral("out/mask.pth"))) == readFile(path(QStringLiteral("pruned/mask.pth"))));
    QVERIFY(cli({QStringLiteral("apply"), QStringLiteral("out/model.pt"), QStringLiteral("--masks"),
                 QStringLiteral("out/mask.pth"), QStringLiteral("--out"), QStringLiteral("masked/model.pth")})
                .code
            == 0);
    QVERIFY(readFile(path(QStringLiteral("masked/model.pth"))) == readFile(path(QStringLiteral("out/model.pth"))));
}

void CliCommandsTest::finetunePrunesFirstWithAConfig()
{
    const CliResult result =
        cli(finetuneArguments(QStringLiteral("out"), 1)
            + QStringList{QStringLiteral("--config"), QStringLiteral("config.json"), QStringLiteral("--algorithm"),
                          QStringLiteral("l1"), QStringLiteral("--sparsity-schedule"), QStringLiteral("one_shot")});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    QVERIFY(QFile::exists(path(QStringLiteral("out/mask.pth"))));
    const Json report = parsed(reportOf(QStringLiteral("out")));
    QCOMPARE(report.at("algorithm").get<std::string>(), std::string("l1"));
    QVERIFY(report.at("accuracy_before").is_number() && report.at("accuracy_pruned").is_number()
            && report.at("accuracy_after").is_number());
    QCOMPARE(report.at("layers").size(), std::size_t(2));
}

void CliCommandsTest::finetuneFollowsASchedule_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<QString>("schedule");
    QTest::addColumn<int>("removed");
    const auto row = [](const char* algorithm, const char* schedule, int removed) {
        QTest::addRow("%s %s", algorithm, schedule)
            << QString::fromLatin1(algorithm) << QString::fromLatin1(schedule) << removed;
    };
    // Half of 72 weights and a quarter of 1152; or as many filters of 9 and 72 weights, with their biases.
    row("level", "agp", 36 + 288);
    row("level", "lottery_ticket", 36 + 288);
    row("movement", "agp", 36 + 288);
    row("l1", "linear", 4 * 10 + 4 * 73 + 2 * 8);
    row("taylor", "agp", 4 * 10 + 4 * 73 + 2 * 8);
}

void CliCommandsTest::finetuneFollowsASchedule()
{
    QFETCH(const QString, algorithm);
    QFETCH(const QString, schedule);
    QFETCH(const int, removed);
    const CliResult result =
        cli(finetuneArguments(QStringLiteral("out"), 4)
            + QStringList{QStringLiteral("--config"), QStringLiteral("config.json"), QStringLiteral("--algorithm"),
                          algorithm, QStringLiteral("--sparsity-schedule"), schedule});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    const Json report = parsed(reportOf(QStringLiteral("out")));
    QCOMPARE(report.at("algorithm").get<std::string>(), algorithm.toStdString());
    QCOMPARE(report.at("parameters_removed").get<int>(), removed);
    QCOMPARE(report.at("layers").size(), std::size_t(2));
    QCOMPARE(layerNamed(report, "conv2")->at("sparsity_requested").get<double>(), 0.25);
    QCOMPARE(layerNamed(report, "conv2")->at("sparsity").get<double>(), 0.25);
    const Json& history = report.at("history");
    QCOMPARE(history.size(), std::size_t(4));
    double before = -1;
    for (const Json& epoch : history) {
        QVERIFY(epoch.at("sparsity").get<double>() > before);
        before = epoch.at("sparsity").get<double>();
    }
    QCOMPARE(history[0].at("sparsity").get<double>(), 0.0);
    QVERIFY(QFile::exists(path(QStringLiteral("out/mask.pth"))));
}

void CliCommandsTest::aKilledScheduleGoesOnWhereItStopped()
{
    constexpr int kEpochs = 60;
    const QStringList schedule{
        QStringLiteral("--config"), QStringLiteral("config.json"),         QStringLiteral("--algorithm"),
        QStringLiteral("movement"), QStringLiteral("--sparsity-schedule"), QStringLiteral("agp")};
    QVERIFY(cli(finetuneArguments(QStringLiteral("whole"), kEpochs) + schedule).code == 0);
    QProcess process;
    process.setWorkingDirectory(m_directory->path());
    process.start(cliProgram(), finetuneArguments(QStringLiteral("killed"), kEpochs) + schedule);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path(QStringLiteral("killed/checkpoint.pth"))), 60'000);
    process.kill();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    QVERIFY(!QFile::exists(path(QStringLiteral("killed/model.pt"))));
    const CliResult result = cli({QStringLiteral("finetune"), QStringLiteral("--resume"), QStringLiteral("killed")});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    QCOMPARE(historyWithoutTimes(path(QStringLiteral("killed/history.csv"))),
             historyWithoutTimes(path(QStringLiteral("whole/history.csv"))));
    QVERIFY(readFile(path(QStringLiteral("killed/mask.pth"))) == readFile(path(QStringLiteral("whole/mask.pth"))));
    QVERIFY(readFile(path(QStringLiteral("killed/model.pth"))) == readFile(path(QStringLiteral("whole/model.pth"))));
}

void CliCommandsTest::finetuneIsRepeatable()
{
    const QStringList seed{QStringLiteral("--seed"), QStringLiteral("3"), QStringLiteral("--augment"),
                           QStringLiteral("pad-crop,flip")};
    QVERIFY(cli(finetuneArguments(QStringLiteral("first"), 2) + seed).code == 0);
    QVERIFY(cli(finetuneArguments(QStringLiteral("second"), 2) + seed).code == 0);
    const QStringList history = historyWithoutTimes(path(QStringLiteral("first/history.csv")));
    QCOMPARE(history.size(), 3);
    QCOMPARE(historyWithoutTimes(path(QStringLiteral("second/history.csv"))), history);
    QVERIFY(readFile(path(QStringLiteral("first/model.pth"))) == readFile(path(QStringLiteral("second/model.pth"))));
}

void CliCommandsTest::aKilledFinetuneGoesOnWhereItStopped()
{
    constexpr int kEpochs = 60;
    QVERIFY(cli(finetuneArguments(QStringLiteral("whole"), kEpochs)).code == 0);
    QProcess process;
    process.setWorkingDirectory(m_directory->path());
    process.start(cliProgram(), finetuneArguments(QStringLiteral("killed"), kEpochs));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path(QStringLiteral("killed/checkpoint.pth"))), 60'000);
    process.kill();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    QVERIFY(QFile::exists(path(QStringLiteral("killed/run.json"))));
    QVERIFY(!QFile::exists(path(QStringLiteral("killed/model.pt"))));

    const CliResult result = cli({QStringLiteral("finetune"), QStringLiteral("--resume"), QStringLiteral("killed")});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    QCOMPARE(namesIn(path(QStringLiteral("killed"))), namesIn(path(QStringLiteral("whole"))));
    QCOMPARE(historyWithoutTimes(path(QStringLiteral("killed/history.csv"))),
             historyWithoutTimes(path(QStringLiteral("whole/history.csv"))));
    QVERIFY(readFile(path(QStringLiteral("killed/model.pth"))) == readFile(path(QStringLiteral("whole/model.pth"))));

    const CliResult again = cli({QStringLiteral("finetune"), QStringLiteral("--resume"), QStringLiteral("killed")});
    QVERIFY2(again.code == 1 && again.err.contains("finished"), again.text().constData());
}

void CliCommandsTest::evaluateMeasuresTheTestSplit()
{
    const CliResult test = cli({QStringLiteral("evaluate"), QStringLiteral("net.pt"), QStringLiteral("--data"),
                                QStringLiteral("mnist:digits"), QStringLiteral("--json")});
    QVERIFY2(test.code == 0 && test.err.isEmpty(), test.text().constData());
    QCOMPARE(test.json().at("samples").get<int>(), 30);
    const double accuracy = test.json().at("accuracy").get<double>();
    QVERIFY(accuracy >= 0 && accuracy <= 1);
    QVERIFY(test.json().at("loss").get<double>() > 0);
    const CliResult train = cli({QStringLiteral("evaluate"), QStringLiteral("net.pt"), QStringLiteral("--data"),
                                 QStringLiteral("mnist:digits,split=train,limit=50"), QStringLiteral("--json")});
    QCOMPARE(train.json().at("samples").get<int>(), 50);
    const CliResult table = cli({QStringLiteral("evaluate"), QStringLiteral("net.pt"), QStringLiteral("--data"),
                                 QStringLiteral("mnist:digits")});
    QVERIFY2(table.code == 0 && table.out.contains("Top-1 accuracy"), table.text().constData());
}

void CliCommandsTest::greyImagesForColourNetworksAreMentioned()
{
    const QStringList arguments{QStringLiteral("evaluate"),
                                QStringLiteral(ESPALIER_SOURCE_DIR "/tests/data/models/train_rgb.pt"),
                                QStringLiteral("--data"), QStringLiteral("mnist:digits")};
    const CliResult table = cli(arguments);
    QVERIFY2(table.code == 0 && table.out.contains("Top-1 accuracy"), table.text().constData());
    const std::string sentence =
        "The images are grey and the network takes 3 channels: each image is repeated for all of them.";
    QVERIFY2(table.err.contains("note: " + QByteArray::fromStdString(sentence) + '\n'), table.text().constData());
    const CliResult json = cli(arguments + QStringList{QStringLiteral("--json")});
    QVERIFY2(json.code == 0 && json.err.isEmpty(), json.text().constData());
    const Json object = json.json();
    int found = 0;
    for (const Json& issue : object.at("issues"))
        found += issue.at("message") == sentence && issue.at("severity") == "info" ? 1 : 0;
    QCOMPARE(found, 1);
}

void CliCommandsTest::exportVerifies()
{
    for (const QString& format : {QStringLiteral("state_dict"), QStringLiteral("torchscript")}) {
        const CliResult result =
            cli({QStringLiteral("export"), QStringLiteral("net.pt"), QStringLiteral("--format"), format,
                 QStringLiteral("--input-shape"), QStringLiteral("1,1,8,8"), QStringLiteral("--out"),
                 QStringLiteral("exported/") + format, QStringLiteral("--verify"), QStringLiteral("--json")});
        QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
        QCOMPARE(result.json().at("verification").at("agrees").get<bool>(), true);
        QCOMPARE(result.json().at("bytes").get<qint64>(), QFileInfo(path(QStringLiteral("exported/") + format)).size());
    }
    QCOMPARE(namesIn(path(QStringLiteral("exported"))).size(), 2);
    const CliResult shape =
        cli({QStringLiteral("inspect"), QStringLiteral("exported/torchscript"), QStringLiteral("--json")});
    QVERIFY2(shape.code == 0, shape.text().constData());
    // The input shape travels with files that we write.
    QCOMPARE(shape.json().at("macs").get<int>(), kMacs);
}

void CliCommandsTest::runExecutesASession()
{
    writeFile(path(QStringLiteral("job/s.espalier")),
              R"({"format_version": 1, "model": "../net.pt", "data": "mnist:../digits",
        "config_list": [{"op_types": ["Conv2d"], "sparsity": 0.5}], "algorithm": "l1", "seed": 4,
        "steps": [{"step": "prune"}, {"step": "finetune", "training": {"epochs": 1, "batch_size": 16}},
                  {"step": "export", "format": "torchscript", "file": "final.pt"}]})");
    const CliResult result = cli({QStringLiteral("run"), QStringLiteral("job/s.espalier"), QStringLiteral("--out"),
                                  QStringLiteral("out"), QStringLiteral("--json")});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    QCOMPARE(namesIn(path(QStringLiteral("out"))),
             (QStringList{QStringLiteral("final.pt"), QStringLiteral("history.csv"), QStringLiteral("mask.pth"),
                          QStringLiteral("model.pt"), QStringLiteral("model.pth"), QStringLiteral("report.json")}));
    const Json report = result.json();
    QCOMPARE(report.at("seed").get<int>(), 4);
    QVERIFY(report.at("accuracy_after").is_number());
    QCOMPARE(report.at("steps").size(), std::size_t(3));
    QVERIFY(report.at("steps")[1].at("result").contains("accuracy_after"));
}

void CliCommandsTest::runCutsChannelsOut()
{
    writeFile(path(QStringLiteral("job/cut.espalier")),
              R"({"format_version": 1, "model": "../net.pt", "data": "mnist:../digits",
        "config_list": [{"op_types": ["Conv2d"], "sparsity": 0.5}], "algorithm": "l1",
        "steps": [{"step": "prune"}, {"step": "speedup"},
                  {"step": "finetune", "training": {"epochs": 1, "batch_size": 16}},
                  {"step": "export", "format": "torchscript", "file": "final.pt"}]})");
    const CliResult result = cli(
        {QStringLiteral("run"), QStringLiteral("job/cut.espalier"), QStringLiteral("--out"), QStringLiteral("cut")});
    QVERIFY2(result.code == 0, result.text().constData());
    QCOMPARE(namesIn(path(QStringLiteral("cut"))),
             (QStringList{QStringLiteral("final.pt"), QStringLiteral("history.csv"), QStringLiteral("model.pt"),
                          QStringLiteral("model.pth"), QStringLiteral("model.py"), QStringLiteral("model.recipe.json"),
                          QStringLiteral("report.json")}));
    QVERIFY2(result.out.contains("Physical: ") && !result.out.contains("Simulated: "), result.text().constData());
    const CliResult small = cli({QStringLiteral("inspect"), QStringLiteral("cut/final.pt"), QStringLiteral("--json")});
    QVERIFY2(small.code == 0, small.text().constData());
    QVERIFY(small.json().at("macs").get<int>() < kMacs);
}

void CliCommandsTest::runTellsItsTrainingsApart()
{
    writeFile(path(QStringLiteral("job/twice.espalier")),
              R"({"format_version": 1, "model": "../net.pt", "data": "mnist:../digits",
        "config_list": [{"op_types": ["Conv2d"], "sparsity": 0.25}], "algorithm": "l1",
        "steps": [{"step": "finetune", "training": {"epochs": 2, "batch_size": 16}}, {"step": "prune"},
                  {"step": "finetune", "training": {"epochs": 1, "batch_size": 16}}]})");
    const CliResult result = cli({QStringLiteral("run"), QStringLiteral("job/twice.espalier"), QStringLiteral("--out"),
                                  QStringLiteral("twice")});
    QVERIFY2(result.code == 0, result.text().constData());
    const auto first = result.out.indexOf("Fine-tuning 1 of 2\n");
    const auto second = result.out.indexOf("Fine-tuning 2 of 2\n");
    QVERIFY2(first >= 0 && second > first, result.text().constData());
    const Json history = parsed(reportOf(QStringLiteral("twice"))).at("history");
    QCOMPARE(history.size(), std::size_t(3));
    QCOMPARE(history[1].at("step").get<int>(), 1);
    QCOMPARE(history[1].at("epoch").get<int>(), 2);
    QCOMPARE(history[2].at("step").get<int>(), 3);
    QCOMPARE(history[2].at("epoch").get<int>(), 1);
}

// Pruned again after training: the accuracy of the round before says nothing about the file.
void CliCommandsTest::runReportsTheAccuracyOfWhatItWrites()
{
    writeFile(path(QStringLiteral("job/rounds.espalier")),
              R"({"format_version": 1, "model": "../net.pt", "data": "mnist:../digits",
        "config_list": [{"op_types": ["Conv2d"], "sparsity": 0.25}], "algorithm": "l1",
        "steps": [{"step": "prune"}, {"step": "finetune", "training": {"epochs": 1, "batch_size": 16}},
                  {"step": "prune", "pruning": {"config_list": [{"op_types": ["Conv2d"], "sparsity": 0.75}]}},
                  {"step": "speedup"}]})");
    const CliResult result = cli({QStringLiteral("run"), QStringLiteral("job/rounds.espalier"), QStringLiteral("--out"),
                                  QStringLiteral("rounds")});
    QVERIFY2(result.code == 0, result.text().constData());
    QVERIFY2(result.out.contains("Pruned, not trained"), result.text().constData());
    QVERIFY2(!result.out.contains("Fine-tuned"), result.text().constData());
}

void CliCommandsTest::runDefaultsToAFolderNamedAfterTheSession()
{
    writeFile(path(QStringLiteral("job/small.espalier")), R"({"format_version": 1, "model": "../net.pt",
        "config_list": [{"op_types": ["Conv2d"], "sparsity": 0.5}], "steps": [{"step": "prune"}]})");
    const CliResult result = cli({QStringLiteral("run"), QStringLiteral("job/small.espalier")});
    QVERIFY2(result.code == 0 && result.err.isEmpty(), result.text().constData());
    QVERIFY(QFile::exists(path(QStringLiteral("small-results/model.pt"))));
    QCOMPARE(namesIn(path(QStringLiteral("job"))).size(), 1);
}

QTEST_GUILESS_MAIN(CliCommandsTest)
#include "tst_cli_commands.moc"
