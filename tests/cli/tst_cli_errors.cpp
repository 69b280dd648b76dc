// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

#include <sys/stat.h>
#include <unistd.h>

#include "tests/cli/cli_program.h"

namespace {

QString testFile(const QString& name)
{
    return QStringLiteral(ESPALIER_SOURCE_DIR "/tests/cli/data/") + name;
}

QStringList words(const char* text)
{
    return QString::fromUtf8(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

class CliErrorsTest : public QObject
{
    Q_OBJECT

private:
    QString path(const QString& name) const { return m_directory->filePath(name); }
    CliResult cli(const QStringList& arguments) const { return runCli(arguments, m_directory->path()); }

    std::unique_ptr<QTemporaryDir> m_directory;

private Q_SLOTS:
    void initTestCase();

    void failuresAreOneSentenceAndLeaveNothing_data();
    void failuresAreOneSentenceAndLeaveNothing();
    void wrongUsagePointsToTheHelp_data();
    void wrongUsagePointsToTheHelp();
    void unwritableFoldersAreNamed();
    void aFullStdoutIsAFailure();
    void sentencesDoNotDependOnTheLocale();
};

void CliErrorsTest::initTestCase()
{
    m_directory = std::make_unique<QTemporaryDir>();
    QVERIFY(m_directory->isValid());
    const QByteArray model = readFile(testFile(QStringLiteral("small_net.pt")));
    QVERIFY(!model.isEmpty());
    writeFile(path(QStringLiteral("net.pt")), model);
    writeFile(path(QStringLiteral("truncated.pt")), model.left(model.size() / 2));
    writeFile(path(QStringLiteral("empty.pt")), {});
    writeFile(path(QStringLiteral("text.pt")), "hello");
    writeFile(path(QStringLiteral("net.onnx")), QByteArray::fromHex("08071207707974")
                                                    + "orch\x1a\x03"
                                                      "1.0:\x02\x0a\x00");
    writeFile(path(QStringLiteral("pickled.pth")), readFile(testFile(QStringLiteral("pickled_module.pth"))));
    writeFile(path(QStringLiteral("weights.pth")), readFile(testFile(QStringLiteral("halved_weights.pth"))));
    QVERIFY(QDir().mkpath(path(QStringLiteral("folder"))));
    writeFile(path(QStringLiteral("good.json")), R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])");
    writeFile(path(QStringLiteral("typo.json")), R"([{"op_types": ["Conv2d"], "sparsty": 0.5}])");
    writeFile(path(QStringLiteral("nothing.json")), R"([{"op_names": ["conv9"], "sparsity": 0.5}])");
    writeFile(path(QStringLiteral("excluded.json")), R"([{"op_types": ["Conv2d"], "exclude": true}])");
    writeFile(path(QStringLiteral("none.json")), "[]");
    writeFile(path(QStringLiteral("unclosed.json")), "[\n  {\"op_types\": [\"Conv2d\", \"sparsity\": 0.5}\n]\n");
    writeFile(path(QStringLiteral("high.json")), R"([{"op_types": ["Conv2d"], "sparsity": 1.5}])");
    writeFile(path(QStringLiteral("text.json")), R"([{"op_types": ["Conv2d"], "sparsity": "half"}])");
    writeFile(path(QStringLiteral("broken.json")), "[{\"op_types\": [\"Conv2d\"],\n \"sparsity\": }]");
    writeFile(path(QStringLiteral("session.espalier")),
              R"({"format_version": 1, "model": "gone.pt", "steps": [{"step": "prune"}]})");
    writeFile(path(QStringLiteral("nothing.espalier")), R"({"format_version": 1, "model": "net.pt",
        "config_list": [{"op_names": ["conv9"], "sparsity": 0.5}], "steps": [{"step": "prune"}]})");
    writeFile(path(QStringLiteral("shape.espalier")),
              R"({"format_version": 1, "model": "net.pt", "input_shape": "1,3,8,8",
        "config_list": [{"op_types": ["Conv2d"], "sparsity": 0.5}], "steps": [{"step": "prune"}]})");
    writeFile(path(QStringLiteral("shapeless.espalier")), R"({"format_version": 1, "model": "net.pt",
        "mode": "dependency-aware", "config_list": [{"op_types": ["Conv2d"], "sparsity": 0.5}],
        "steps": [{"step": "prune"}]})");
    writeFile(path(QStringLiteral("suffix.espalier")), R"({"format_version": 1, "model": "net.pt",
        "steps": [{"step": "export", "format": "torchscript", "file": "final.pth"}]})");
    writeFile(path(QStringLiteral("mode.espalier")), R"({"format_version": 1, "model": "net.pt", "mode": "parallel"})");
    writeFile(path(QStringLiteral("dataless.espalier")),
              R"({"format_version": 1, "model": "net.pt", "steps": [{"step": "finetune"}]})");
    writeFile(path(QStringLiteral("admm.espalier")),
              R"({"format_version": 1, "model": "net.pt", "algorithm": "admm", "steps": [{"step": "prune"}]})");
    writeFile(path(QStringLiteral("outside.espalier")), R"({"format_version": 1, "model": "net.pt",
        "steps": [{"step": "export", "format": "torchscript", "file": "../x.pt"}]})");
    writeIdxData(path(QStringLiteral("digits")), 8, 3, 48, 12);
    writeIdxData(path(QStringLiteral("manyclasses")), 8, 7, 49, 14);
    writeFile(path(QStringLiteral("cut/train-images-idx3-ubyte")),
              readFile(path(QStringLiteral("digits/train-images-idx3-ubyte"))));
    writeFile(path(QStringLiteral("cut/train-labels-idx1-ubyte")),
              readFile(path(QStringLiteral("digits/train-labels-idx1-ubyte"))));
    writeFile(path(QStringLiteral("cut/t10k-images-idx3-ubyte")),
              readFile(path(QStringLiteral("digits/t10k-images-idx3-ubyte"))).left(300));
    writeFile(path(QStringLiteral("cut/t10k-labels-idx1-ubyte")),
              readFile(path(QStringLiteral("digits/t10k-labels-idx1-ubyte"))));
}

void CliErrorsTest::failuresAreOneSentenceAndLeaveNothing_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("named");
    const auto row = [](const char* name, const char* arguments, QStringList named) {
        QTest::newRow(name) << words(arguments) << named;
    };
    const auto q = [](const char* text) { return QString::fromUtf8(text); };

    row("missing model", "inspect gone.pt", {q("gone.pt")});
    row("folder as model", "inspect folder", {q("MODEL must be a file, and folder is a folder.")});
    row("folder as session", "run folder", {q("SESSION must be a file, and folder is a folder.")});
    row("folder as weights", "inspect net.pt --weights folder", {q("--weights must be a file")});
    row("folder as masks", "apply net.pt --masks folder --out o/a.pt", {q("--masks must be a file")});
    row("empty model", "inspect empty.pt", {q("empty.pt"), q("empty")});
    row("text as model", "inspect text.pt", {q("text.pt")});
    row("truncated model", "inspect truncated.pt", {q("truncated.pt")});
    row("pickled module", "inspect pickled.pth", {q("pickled.pth"), q("torch.jit.")});
    row("state dict as model", "inspect weights.pth", {q("weights.pth"), q("torch.jit.")});
    row("ONNX as model", "inspect net.onnx", {q("net.onnx"), q("ONNX")});
    row("session as model", "inspect session.espalier", {q("session.espalier")});
    row("model as weights", "inspect net.pt --weights net.pt", {q("net.pt")});
    row("missing weights", "inspect net.pt --weights gone.pth", {q("gone.pth")});
    row("shape the model does not accept", "inspect net.pt --input-shape 1,3,8,8",
        {q("1,3,8,8"), q("--input-shape"), q("net.pt"), q("conv1")});
    row("shape without samples and channels", "inspect net.pt --input-shape 8,8",
        {q("The input shape 8,8 (--input-shape) does not fit the network net.pt"), q("given is 2"),
         q("conv1 (Conv2d) takes 4"), q("as in 1,3,224,224")});
    row("too many inputs", "inspect net.pt --input-shape 1,1,8,8;1,2", {q("--input-shape"), q("net.pt")});
    row("shape larger than any memory", "inspect net.pt --input-shape 1,1,1000000,1000000",
        {q("not enough memory"), q("1,1,1000000,1000000"), q("--input-shape")});
    row("shape larger than any number", "inspect net.pt --input-shape 1000000000,1000000000,1000000000",
        {q("not enough memory"), q("--input-shape")});
    row("other network of another shape",
        "benchmark net.pt --against " ESPALIER_SOURCE_DIR "/tests/data/models/train_rgb.pt --input-shape 1,1,8,8",
        {q("train_rgb.pt"), q("--input-shape")});
    row("folder as other network", "benchmark net.pt --against folder --input-shape 1,1,8,8",
        {q("--against must be a file, and folder is a folder.")});
    row("missing config", "resolve net.pt --config gone.json", {q("gone.json")});
    row("config that is no list", "resolve net.pt --config broken.json", {q("broken.json"), q("2")});
    row("text as sparsity", "resolve net.pt --config text.json", {q("text.json"), q("sparsity")});
    row("folder as config", "resolve net.pt --config folder", {q("--config must be a file, and folder is a folder.")});
    row("unclosed bracket", "resolve net.pt --config unclosed.json",
        {q("unclosed.json"), q("line 2, column 16"), q("The bracket [ is not closed")});
    row("misspelled key", "prune net.pt --config typo.json --algorithm l1 --out o",
        {q("The config list in typo.json cannot be used: Entry 1 has the unknown key \"sparsty\"; did you mean "
           "\"sparsity\"?")});
    row("names that match nothing", "prune net.pt --config nothing.json --algorithm l1 --out o",
        {q("The config list in nothing.json selects no layer to prune: The model has no layer conv9, which entry 1 "
           "names; the nearest are conv1")});
    row("nothing but exclude", "prune net.pt --config excluded.json --algorithm l1 --out o",
        {q("The config list in excluded.json selects no layer to prune.")});
    row("empty config list", "prune net.pt --config none.json --algorithm l1 --out o",
        {q("The config list in none.json selects no layer to prune.")});
    row("training with names that match nothing",
        "finetune net.pt --data mnist:digits --epochs 1 --config nothing.json --algorithm l1 --out o",
        {q("nothing.json selects no layer")});
    row("session whose names match nothing", "run nothing.espalier --out o",
        {q("The config list in nothing.espalier selects no layer to prune: ")});
    row("session with a wrong shape", "run shape.espalier --out o",
        {q("1,3,8,8"), q("input_shape of shape.espalier"), q("conv1")});
    row("session without a shape", "run shapeless.espalier --out o",
        {q("input_shape of shapeless.espalier"), q("such as 1,1,224,224.")});
    row("session with a suffix of another format", "run suffix.espalier --out o", {q("final.pth"), q("final.pt")});
    row("sparsity 1.5", "prune net.pt --config high.json --algorithm l1 --out o", {q("high.json"), q("1.5")});
    row("out is a file", "prune net.pt --config good.json --algorithm l1 --out net.pt",
        {q("--out must be a folder, and net.pt is a file.")});
    row("run into a file", "run session.espalier --out net.pt", {q("--out must be a folder")});
    row("data in a file", "evaluate net.pt --data mnist:net.pt",
        {q("--data mnist: needs a folder, and net.pt is a file.")});
    row("out below a file", "prune net.pt --config good.json --algorithm l1 --out net.pt/x/y", {q("net.pt")});
    row("prune with missing data", "prune net.pt --config good.json --algorithm l1 --data mnist:gone --out o",
        {q("gone")});
    row("masks are a model", "apply net.pt --masks net.pt --out o/a.pt", {q("net.pt")});
    row("masks are a state dict", "apply net.pt --masks weights.pth --out o/a.pt", {q("weights.pth")});
    row("speedup with masks of no layer", "speedup net.pt --masks weights.pth --input-shape 1,1,8,8 --out o/a.pt",
        {q("weights.pth")});
    row("speedup with missing masks", "speedup net.pt --masks gone.pth --input-shape 1,1,8,8 --out o/a.pt",
        {q("gone.pth")});
    row("benchmark without a shape", "benchmark net.pt", {q("net.pt"), q("(--input-shape), such as 1,1,224,224.")});
    row("benchmark of a linear network without a shape",
        "benchmark " ESPALIER_SOURCE_DIR "/tests/data/models/train_flat.pt", {q("(--input-shape), such as 1,64.")});
    row("benchmark with a wrong shape", "benchmark net.pt --input-shape 1,3,8,8", {q("--input-shape"), q("conv1")});
    row("dependency-aware without a shape",
        "prune net.pt --config good.json --algorithm l1 --mode dependency-aware --out o",
        {q("input shape"), q("(--input-shape), such as 1,1,224,224.")});
    row("dependency-aware single weights",
        "prune net.pt --config good.json --algorithm level --mode dependency-aware --input-shape 1,1,8,8 --out o",
        {q("level"), q("mode normal")});
    row("mode of other criteria", "prune net.pt --config good.json --algorithm l1 --mode global --out o",
        {q("l1"), q("mode normal, dependency-aware")});
    row("missing masks", "apply net.pt --masks gone.pth --out o/a.pt", {q("gone.pth")});
    row("apply onto a folder", "apply net.pt --masks gone.pth --out folder/x.pt", {q("gone.pth")});
    row("data folder without images", "evaluate net.pt --data mnist:folder", {q("folder")});
    row("truncated data", "evaluate net.pt --data mnist:cut", {q("t10k-images")});
    row("more classes than outputs", "evaluate net.pt --data mnist:manyclasses", {q("7"), q("3")});
    row("training on too many classes", "finetune net.pt --data mnist:manyclasses --epochs 1 --out o",
        {q("7"), q("3")});
    row("no image folder", "finetune net.pt --data folder:gone --epochs 1 --out o/p", {q("gone")});
    row("nothing to resume", "finetune --resume folder", {q("run.json")});
    row("a file to resume", "finetune --resume net.pt", {q("--resume must be a folder, and net.pt is a file.")});
    row("export onto a folder", "export net.pt --format torchscript --out folder",
        {q("--out must be a file, and folder is a folder.")});
    row("export onto a folder to come", "export net.pt --format torchscript --out o/", {q("--out must be a file")});
    row("export below a file", "export net.pt --format state_dict --out net.pt/x.pth", {q("net.pt")});
    row("missing session", "run gone.espalier", {q("gone.espalier")});
    row("model as session", "run net.pt", {q("net.pt")});
    row("session without its model", "run session.espalier --out o", {q("gone.pt")});
    row("session with a later mode", "run mode.espalier --out o", {q("parallel"), q("normal")});
    row("session that trains without data", "run dataless.espalier --out o", {q("data")});
    row("session with a later algorithm", "run admm.espalier --out o", {q("admm"), q("l1")});
    row("session that writes elsewhere", "run outside.espalier --out o", {q("../x.pt")});
}

void CliErrorsTest::failuresAreOneSentenceAndLeaveNothing()
{
    QFETCH(QStringList, arguments);
    QFETCH(QStringList, named);
    const QStringList before = snapshot(m_directory->path());
    const CliResult result = cli(arguments);
    QVERIFY2(result.code == 1, result.text().constData());
    QVERIFY2(result.out.isEmpty(), result.text().constData());
    QVERIFY2(result.err.endsWith('\n') && result.err.trimmed().size() > 10, result.text().constData());
    for (const QString& part : std::as_const(named))
        QVERIFY2(QString::fromUtf8(result.err).contains(part), result.text().constData());
    for (const char* leaked : {"frame #", "Exception raised", "c10::", "terminate", "Warning", "defect", "%1", "%2"})
        QVERIFY2(!result.err.contains(leaked), result.text().constData());
    QCOMPARE(snapshot(m_directory->path()), before);
}

void CliErrorsTest::wrongUsagePointsToTheHelp_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* arguments, const char* sentence) {
        QTest::newRow(*arguments ? arguments : "nothing") << words(arguments) << QString::fromUtf8(sentence);
    };
    row("", "A command is needed");
    row("quantize net.pt", "There is no command quantize; the commands are inspect, resolve, prune, apply, speedup, "
                           "finetune, evaluate, export, benchmark, run.");
    row("sensitivity net.pt", "There is no command sensitivity");
    row("--frobnicate", "There is no option --frobnicate");
    row("Prune net.pt", "There is no command Prune (did you mean prune?); the commands are inspect");
    row("inspect", "inspect needs MODEL");
    row("inspect net.pt other.pt", "no further argument \"other.pt\"");
    row("inspect net.pt --jsn", "has no option --jsn; there is --json");
    row("inspect net.pt --json --json", "--json is given twice");
    row("inspect net.pt --json=yes", "--json takes no value");
    row("inspect net.pt --input-shape", "--input-shape needs a value");
    row("inspect net.pt --input-shape --json", "--input-shape needs a value");
    row("inspect net.pt --input-shape 1,x", "--input-shape: ");
    row("inspect net.pt --threads 0", "--threads must be a whole number");
    row("inspect net.pt --threads many", "--threads must be a whole number");
    row("inspect net.pt --seed -1", "--seed must be a whole number");
    row("inspect net.pt --weights=", "--weights is empty");
    row("resolve net.pt", "resolve needs --config");
    row("resolve net.pt --config good.json --algorithm naive", "no --algorithm naive; it offers level");
    row("prune net.pt --algorithm l1 --out o", "prune needs --config");
    row("prune net.pt --config good.json --out o", "prune needs --algorithm");
    row("prune net.pt --config good.json --algorithm l1", "prune needs --out");
    row("prune net.pt --config good.json --algorithm admm --out o", "no --algorithm admm; it offers level");
    row("prune net.pt --config good.json --algorithm qat --out o", "no --algorithm qat");
    row("prune net.pt --config good.json --algorithm L1 --out o",
        "no --algorithm L1 (did you mean l1?); it offers level, l1, l2");
    row("prune net.pt --config good.json --algorithm FPGM --out o", "no --algorithm FPGM (did you mean fpgm?)");
    row("prune net.pt --config good.json --algorithm l1 --out o --mode Normal",
        "no --mode Normal (did you mean normal?)");
    row("resolve net.pt --config good.json --profile NNI-2.3", "no --profile NNI-2.3 (did you mean nni-2.3?)");
    row("prune net.pt --config good.json --algorithm l1 --out o --mode parallel",
        "no --mode parallel; it offers normal");
    row("prune net.pt --config good.json --algorithm l1 --out o --align 0", "--align");
    row("speedup net.pt --out small.pt", "speedup needs --masks");
    row("speedup net.pt --masks mask.pth", "speedup needs --out");
    row("speedup net.pt --masks mask.pth --out small.onnx", "must end in .pt");
    row("benchmark net.pt --runs 3", "--runs");
    row("prune net.pt --config good.json --algorithm l1 --out o --batches 4",
        "--batches has no use with --algorithm l1, which needs no data; it is for apoz, mean_activation, taylor");
    row("prune net.pt --config good.json --algorithm taylor --out o --batches 0", "--batches must be");
    row("prune net.pt --config good.json --algorithm apoz --out o --parameters activation", "NAME=VALUE");
    row("prune net.pt --config good.json --algorithm apoz --out o --parameters activation=gelu",
        "it is one of relu, relu6");
    row("prune net.pt --config good.json --algorithm l1 --out o --parameters p=3", "l1 has none");
    row("finetune net.pt --data mnist:digits --epochs 1 --out o --through-reductions",
        "--through-reductions needs --config and --algorithm");
    row("prune net.pt --config good.json --algorithm l1 --out o --profile nni", "no --profile nni");
    row("prune net.pt --config good.json --algorithm l1 --out o --data imagenet", "--data: ");
    row("apply net.pt --out a.pt", "apply needs --masks");
    row("apply net.pt --masks m.pth", "apply needs --out");
    row("apply net.pt --masks m.pth --out a.onnx", "--out must end in .pt");
    row("finetune", "finetune needs MODEL, or --resume DIR");
    row("finetune net.pt --epochs 1 --out o", "finetune needs --data");
    row("finetune net.pt --data mnist:digits --out o", "finetune needs --epochs");
    row("finetune net.pt --data mnist:digits --epochs 1", "finetune needs --out");
    row("finetune net.pt --data mnist:digits --epochs 0 --out o", "--epochs must be");
    row("finetune net.pt --data mnist:digits --epochs 1.5 --out o", "--epochs must be");
    row("finetune net.pt --data mnist:digits --epochs 1 --out o --optimizer lion",
        "no --optimizer lion; it offers sgd, adam, adamw");
    row("finetune net.pt --data mnist:digits --epochs 1 --out o --optimizer Adam",
        "no --optimizer Adam (did you mean adam?)");
    row("finetune net.pt --data mnist:digits --epochs 1 --out o --lr-schedule wave",
        "no --lr-schedule wave; it offers");
    row("finetune net.pt --data mnist:digits --epochs 1 --out o --learning-rate fast",
        "--learning-rate must be a number");
    row("finetune net.pt --data mnist:digits --epochs 1 --out o --learning-rate -1", "--learning-rate: ");
    row("finetune net.pt --data mnist:digits --epochs 1 --out o --momentum 1", "--momentum: ");
    row("finetune net.pt --data mnist:digits --epochs 1 --out o --weight-decay -1", "--weight-decay: ");
    row("finetune net.pt --data mnist:digits --epochs 2000000 --out o", "--epochs: ");
    row("finetune net.pt --data mnist:digits --epochs 1 --batch-size 20000000 --out o", "--batch-size: ");
    row("finetune net.pt --data mnist:digits --epochs 1 --out o --momentum 0 --nesterov", "--nesterov: ");
    row("finetune net.pt --data mnist:digits --epochs 1 --out o --augment blur", "--augment knows pad-crop and flip");
    row("finetune net.pt --data mnist:digits --epochs 1 --out o --teacher net.pt", "no --teacher");
    row("finetune net.pt --data mnist:digits --epochs 1 --out o --config good.json", "belong together");
    row("finetune net.pt --data mnist:digits --epochs 1 --out o --config good.json --algorithm l1 --masks m.pth",
        "not from both");
    row("finetune net.pt --data mnist:digits --epochs 1 --out o --config good.json --algorithm l1 --sparsity-schedule "
        "cubic",
        "no --sparsity-schedule cubic; there are one_shot, linear, agp, lottery_ticket");
    row("finetune net.pt --data mnist:digits --epochs 1 --out o --config good.json --algorithm l1 --sparsity-schedule "
        "agp --schedule-parameters iterations=few",
        "it is a whole number from 0");
    row("finetune net.pt --data mnist:digits --epochs 1 --out o --mode global",
        "--mode needs --config and --algorithm");
    row("finetune net.pt --data mnist:digits --epochs 1 --out o --sparsity-schedule one_shot",
        "--sparsity-schedule needs");
    row("finetune net.pt --resume o", "leave out \"net.pt\"");
    row("finetune --resume o --epochs 3", "leave out --epochs");
    row("evaluate net.pt", "evaluate needs --data");
    row("evaluate net.pt --data mnist", "--data: ");
    row("evaluate net.pt --data mnist:digits,limit=x", "--data: ");
    row("export net.pt --out a.pt", "export needs --format");
    row("export net.pt --format torchscript", "export needs --out");
    row("export net.pt --format onnx --out a.onnx", "no --format onnx; it offers");
    row("export net.pt --format torchscript --out x.pth",
        "--out: The name x.pth stands for the format state_dict, and the format is torchscript; name the file x.pt");
    row("export net.pt --format state_dict --out o/x.pt", "name the file x.pth, or take the format torchscript");
    row("export net.pt --format TorchScript --out x.pt", "no --format TorchScript (did you mean torchscript?)");
    row("run", "run needs SESSION");
}

void CliErrorsTest::wrongUsagePointsToTheHelp()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, sentence);
    const QStringList before = snapshot(m_directory->path());
    const CliResult result = cli(arguments);
    QVERIFY2(result.code == 2, result.text().constData());
    QVERIFY2(result.out.isEmpty(), result.text().constData());
    const QString err = QString::fromUtf8(result.err);
    QVERIFY2(err.contains(sentence), result.text().constData());
    const QString command = arguments.value(0);
    const bool known = err.contains(QStringLiteral("see espalier-cli %1 --help").arg(command));
    QVERIFY2(known || err.contains(QStringLiteral("see espalier-cli --help")), result.text().constData());
    QCOMPARE(err.count(QLatin1Char('\n')), 2);
    QCOMPARE(snapshot(m_directory->path()), before);
}

void CliErrorsTest::unwritableFoldersAreNamed()
{
    const QString folder = path(QStringLiteral("readonly"));
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(::chmod(qPrintable(folder), 0555) == 0);
    if (::geteuid() == 0) {
        // Permissions do not bind root; /proc accepts files from nobody.
        const CliResult result = cli(words("prune net.pt --config good.json --algorithm l1 --out /proc/espalier"));
        QVERIFY2(result.code == 1 && result.err.contains("/proc/espalier"), result.text().constData());
        return;
    }
    for (const char* arguments : {"prune net.pt --config good.json --algorithm l1 --out readonly",
                                  "prune net.pt --config good.json --algorithm l1 --out readonly/below",
                                  "export net.pt --format torchscript --out readonly/a.pt",
                                  "finetune net.pt --data mnist:digits --epochs 1 --out readonly"}) {
        const CliResult result = cli(words(arguments));
        QVERIFY2(result.code == 1 && result.err.contains("readonly"), result.text().constData());
        QVERIFY(QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }
}

void CliErrorsTest::aFullStdoutIsAFailure()
{
    if (!QFile::exists(QStringLiteral("/dev/full")))
        QSKIP("there is no /dev/full");
    QProcess process;
    process.setWorkingDirectory(m_directory->path());
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.start(cliProgram(), words("inspect net.pt --json"));
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(!process.readAllStandardError().isEmpty());
}

void CliErrorsTest::sentencesDoNotDependOnTheLocale()
{
    for (const char* locale : {"C", "de_DE.UTF-8", "nowhere"}) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LC_ALL"), QString::fromUtf8(locale));
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(m_directory->path());
        process.start(cliProgram(), words("inspect net.pt --json"));
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(process.readAllStandardError(), QByteArray());
    }
}

QTEST_GUILESS_MAIN(CliErrorsTest)
#include "tst_cli_errors.moc"
