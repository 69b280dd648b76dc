// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

#include "tests/cli/cli_program.h"
#include "tests/interop/python_runner.h"

namespace {

constexpr int kLongestRun = 100'000;

/// The lines of the example in the header of a program that speedup wrote.
QByteArray exampleIn(const QByteArray& program)
{
    const QByteArray mark = "#     ";
    QByteArray example;
    const QList<QByteArray> lines = program.split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith(mark))
            example += line.mid(mark.size()) + '\n';
    }
    return example;
}

} // namespace

/// What the command line writes for Python, run by a Python that has PyTorch.
class CliPythonTest : public QObject
{
    Q_OBJECT

private:
    QString path(const QString& name) const { return m_directory.filePath(name); }
    QByteArray python(const QByteArray& program) const;

    QTemporaryDir m_directory;
    PythonRunner m_python;

private Q_SLOTS:
    void initTestCase();
    void theExampleOfTheRecipeRuns_data();
    void theExampleOfTheRecipeRuns();
    void aSessionOfTwoCutsIsRebuilt();
    void aNetworkPrunedThroughReductionsIsRebuilt();
    void fusedLayersWorkOnWhatIsLeft();
    void attentionIsRebuilt();
    void attentionOfNarrowInputsIsRebuilt();
    void exportedFilesLoadAsPrinted_data();
    void exportedFilesLoadAsPrinted();
};

QByteArray CliPythonTest::python(const QByteArray& program) const
{
    writeFile(path(QStringLiteral("program.py")), program);
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PYTHONDONTWRITEBYTECODE"), QStringLiteral("1"));
    environment.insert(QStringLiteral("PYTHONWARNINGS"), QStringLiteral("ignore"));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(m_directory.path());
    process.start(m_python.program(), {QStringLiteral("program.py")});
    if (!process.waitForFinished(kLongestRun))
        process.kill();
    return process.readAll().trimmed();
}

void CliPythonTest::initTestCase()
{
    if (m_python.program().isEmpty())
        QSKIP("no Python with PyTorch was found");
    QVERIFY(m_directory.isValid());
    const QString data = QStringLiteral(ESPALIER_SOURCE_DIR "/tests/cli/data/");
    QVERIFY(QFile::copy(data + QStringLiteral("small_net.pt"), path(QStringLiteral("net.pt"))));
    // The module that the example imports: the class that small_net.pt was made from.
    QVERIFY(QFile::copy(data + QStringLiteral("make_files.py"), path(QStringLiteral("make_files.py"))));
    writeFile(path(QStringLiteral("my_networks.py")), "from make_files import SmallNet as Network\n");
    writeFile(path(QStringLiteral("config.json")), R"([{"op_types": ["Conv2d"], "sparsity": 0.5}])");
    const CliResult result =
        runCli({QStringLiteral("prune"), QStringLiteral("net.pt"), QStringLiteral("--config"),
                QStringLiteral("config.json"), QStringLiteral("--algorithm"), QStringLiteral("l1"),
                QStringLiteral("--mode"), QStringLiteral("dependency-aware"), QStringLiteral("--input-shape"),
                QStringLiteral("1,1,8,8"), QStringLiteral("--out"), QStringLiteral("pruned")},
               m_directory.path());
    QVERIFY2(result.code == 0, result.text().constData());
}

void CliPythonTest::theExampleOfTheRecipeRuns_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("a name to import") << QStringLiteral("small");
    QTest::newRow("a name that is no identifier") << QStringLiteral("net-8.small");
}

void CliPythonTest::theExampleOfTheRecipeRuns()
{
    QFETCH(QString, name);
    const CliResult result = runCli({QStringLiteral("speedup"), QStringLiteral("net.pt"), QStringLiteral("--masks"),
                                     QStringLiteral("pruned/mask.pth"), QStringLiteral("--input-shape"),
                                     QStringLiteral("2,1,8,8"), QStringLiteral("--out"), name + QStringLiteral(".pt")},
                                    m_directory.path());
    QVERIFY2(result.code == 0, result.text().constData());
    const QByteArray example = exampleIn(readFile(path(name + QStringLiteral(".py"))));
    QVERIFY2(example.contains("rebuild(Network())") && example.contains("torch.zeros(2, 1, 8, 8)"),
             example.constData());
    const QByteArray printed = python(example
                                      + "print(tuple(outputs.shape), sum(p.numel() for p in model.parameters()))\n"
                                        "small = torch.jit.load('"
                                      + name.toUtf8()
                                      + ".pt').eval()\n"
                                        "x = torch.randn(2, 1, 8, 8)\n"
                                        "print(torch.allclose(model(x), small(x), atol=1e-5))\n");
    // 8 -> 4 and 16 -> 8 filters: 40 + 8 + 296 + 16 + 27 parameters.
    QCOMPARE(printed, QByteArray("(2, 3) 387\nTrue"));
}

void CliPythonTest::aSessionOfTwoCutsIsRebuilt()
{
    writeFile(path(QStringLiteral("two.espalier")),
              R"({"format_version": 1, "model": "net.pt", "input_shape": "2,1,8,8",
        "config_list": [{"op_types": ["Conv2d"], "sparsity": 0.5}], "mode": "dependency-aware",
        "steps": [{"step": "prune"}, {"step": "speedup"},
                  {"step": "prune", "pruning": {"config_list": [{"op_types": ["Conv2d"], "sparsity": 0.25}],
                                                "algorithm": "l2", "mode": "dependency-aware"}},
                  {"step": "speedup"}]})");
    const CliResult result =
        runCli({QStringLiteral("run"), QStringLiteral("two.espalier"), QStringLiteral("--out"), QStringLiteral("two")},
               m_directory.path());
    QVERIFY2(result.code == 0, result.text().constData());
    const QByteArray printed = python("import sys, torch\nsys.path.insert(0, 'two')\n"
                                      "from model import rebuild\nfrom my_networks import Network\n"
                                      "model = rebuild(Network()).eval()\n"
                                      "small = torch.jit.load('two/model.pt').eval()\n"
                                      "x = torch.randn(2, 1, 8, 8)\n"
                                      "print(sum(p.numel() for p in model.parameters()))\n"
                                      "print(torch.allclose(model(x), small(x), atol=1e-5))\n");
    // 8 -> 4 -> 3 and 16 -> 8 -> 6 filters: 30 + 6 + 168 + 12 + 21 parameters.
    QCOMPARE(printed, QByteArray("237\nTrue"));
}

void CliPythonTest::aNetworkPrunedThroughReductionsIsRebuilt()
{
    QVERIFY(QFile::copy(QStringLiteral(ESPALIER_SOURCE_DIR "/tests/data/models/norms_scripted.pt"),
                        path(QStringLiteral("norms.pt"))));
    const QString shape = QStringLiteral("2,1,8,8");
    const CliResult pruned =
        runCli({QStringLiteral("prune"), QStringLiteral("norms.pt"), QStringLiteral("--config"),
                QStringLiteral("config.json"), QStringLiteral("--algorithm"), QStringLiteral("l1"),
                QStringLiteral("--mode"), QStringLiteral("dependency-aware"), QStringLiteral("--through-reductions"),
                QStringLiteral("--input-shape"), shape, QStringLiteral("--out"), QStringLiteral("through")},
               m_directory.path());
    QVERIFY2(pruned.code == 0, pruned.text().constData());
    const CliResult cut =
        runCli({QStringLiteral("speedup"), QStringLiteral("through/model.pt"), QStringLiteral("--masks"),
                QStringLiteral("through/mask.pth"), QStringLiteral("--input-shape"), shape, QStringLiteral("--out"),
                QStringLiteral("less.pt")},
               m_directory.path());
    QVERIFY2(cut.code == 0, cut.text().constData());
    const QByteArray printed = python("import torch\nfrom less import rebuild\nfrom make_files import NormNet\n"
                                      "model = rebuild(NormNet()).eval()\n"
                                      "masked = torch.jit.load('through/model.pt')\n"
                                      "small = torch.jit.load('less.pt').eval()\n"
                                      "x = torch.randn(2, 1, 8, 8)\n"
                                      "print(sum(p.numel() for p in model.parameters()))\n"
                                      "print(torch.allclose(model(x), small(x), atol=1e-5))\n"
                                      "print(torch.allclose(masked.eval()(x), small(x), atol=1e-5))\n"
                                      "masked.train()(x).sum().backward()\n"
                                      "print(all(p.grad is not None for p in masked.parameters()))\n");
    QCOMPARE(printed, QByteArray("387\nTrue\nTrue\nTrue"));
}

// Without gradients PyTorch's encoder layer takes one operator for all of it, norms included.
void CliPythonTest::fusedLayersWorkOnWhatIsLeft()
{
    QCOMPARE(python("import torch\nfrom torch import nn\ntorch.manual_seed(0)\n"
                    "layer = nn.TransformerEncoderLayer(16, 4, 32, dropout=0.0, batch_first=True)\n"
                    "net = nn.Sequential(nn.Linear(6, 16), layer, nn.Linear(16, 3)).eval()\n"
                    "torch.jit.script(net).save('encoder.pt')\n"),
             QByteArray());
    writeFile(path(QStringLiteral("linear.json")), R"([{"op_types": ["Linear"], "sparsity": 0.5}])");
    const CliResult pruned = runCli({QStringLiteral("prune"), QStringLiteral("encoder.pt"), QStringLiteral("--config"),
                                     QStringLiteral("linear.json"), QStringLiteral("--algorithm"), QStringLiteral("l1"),
                                     QStringLiteral("--mode"), QStringLiteral("dependency-aware"),
                                     QStringLiteral("--through-reductions"), QStringLiteral("--input-shape"),
                                     QStringLiteral("2,5,6"), QStringLiteral("--out"), QStringLiteral("encoded")},
                                    m_directory.path());
    QVERIFY2(pruned.code == 0, pruned.text().constData());
    const CliResult cut =
        runCli({QStringLiteral("speedup"), QStringLiteral("encoded/model.pt"), QStringLiteral("--masks"),
                QStringLiteral("encoded/mask.pth"), QStringLiteral("--input-shape"), QStringLiteral("2,5,6"),
                QStringLiteral("--out"), QStringLiteral("shorter.pt")},
               m_directory.path());
    QVERIFY2(cut.code == 0, cut.text().constData());
    QCOMPARE(python("import torch\nmasked = torch.jit.load('encoded/model.pt').eval()\n"
                    "small = torch.jit.load('shorter.pt').eval()\nx = torch.randn(3, 5, 6)\n"
                    "print(torch.allclose(masked(x), small(x), atol=1e-5))\n"
                    "with torch.no_grad():\n    print(torch.allclose(masked(x), small(x), atol=1e-5))\n"),
             QByteArray("True\nTrue"));
}

void CliPythonTest::attentionIsRebuilt()
{
    writeFile(path(QStringLiteral("my_attention.py")), R"(import torch
from torch import nn


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.inp = nn.Linear(6, 16)
        self.layer = nn.TransformerEncoderLayer(16, 4, 32, dropout=0.0, batch_first=True)
        self.attention = nn.MultiheadAttention(16, 4)
        self.out = nn.Linear(16, 3)

    def forward(self, x):
        x = self.layer(self.inp(x)).transpose(0, 1)
        y, weights = self.attention(x, x, x)
        return self.out((x + y).transpose(0, 1))


class Narrow(nn.Module):
    """What attention reads may lose channels that what it gives keeps."""

    def __init__(self):
        super().__init__()
        self.inp = nn.Linear(6, 8)
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)
        self.out = nn.Linear(8, 4)

    def forward(self, x):
        x = self.inp(x)
        return self.out(self.attention(x, x, x)[0].mean(1))
)");
    QCOMPARE(python("import torch\nfrom my_attention import Network\ntorch.manual_seed(0)\n"
                    "torch.jit.script(Network().eval()).save('attention.pt')\n"),
             QByteArray());
    writeFile(path(QStringLiteral("linear.json")), R"([{"op_types": ["Linear"], "sparsity": 0.5}])");
    CliResult result =
        runCli({QStringLiteral("prune"), QStringLiteral("attention.pt"), QStringLiteral("--config"),
                QStringLiteral("linear.json"), QStringLiteral("--algorithm"), QStringLiteral("l1"),
                QStringLiteral("--mode"), QStringLiteral("dependency-aware"), QStringLiteral("--input-shape"),
                QStringLiteral("2,5,6"), QStringLiteral("--out"), QStringLiteral("heads")},
               m_directory.path());
    QVERIFY2(result.code == 0, result.text().constData());
    result = runCli({QStringLiteral("speedup"), QStringLiteral("attention.pt"), QStringLiteral("--masks"),
                     QStringLiteral("heads/mask.pth"), QStringLiteral("--input-shape"), QStringLiteral("2,5,6"),
                     QStringLiteral("--out"), QStringLiteral("fewer.pt")},
                    m_directory.path());
    QVERIFY2(result.code == 0, result.text().constData());
    const QByteArray printed = python(R"(import torch
from fewer import rebuild
from my_attention import Network
model = rebuild(Network()).eval()
small = torch.jit.load('fewer.pt').eval()
x = torch.randn(3, 5, 6)
print(model.attention.num_heads, model.layer.self_attn.num_heads)
print(torch.allclose(model(x), small(x), atol=1e-5))
with torch.no_grad():
    print(torch.allclose(model(x), small(x), atol=1e-5))
    y = torch.randn(5, 3, 8)
    plain, weights = model.attention(y, y, y)
    last = torch.zeros(3, 5, dtype=torch.bool)
    last[:, 4] = True
    masked, scores = model.attention(y, y, y, key_padding_mask=last)
    shorter, few = model.attention(y, y[:4], y[:4])
    same, none = model.attention(y, y, y, attn_mask=torch.zeros(5, 5), need_weights=False)
    single, one = model.attention(y[:, 0], y[:, 0], y[:, 0])
    print(torch.allclose(masked, shorter, atol=1e-5), torch.allclose(scores[..., :4], few, atol=1e-5))
    print(torch.allclose(plain, same, atol=1e-5), none, torch.allclose(plain[:, 0], single, atol=1e-5))
    print(torch.allclose(weights[0], one, atol=1e-5))
model.train()(x).sum().backward()
print(all(p.grad is not None for p in model.parameters()))
)");
    QCOMPARE(printed, QByteArray("4 4\nTrue\nTrue\nTrue True\nTrue None True\nTrue\nTrue"));
}

void CliPythonTest::attentionOfNarrowInputsIsRebuilt()
{
    QVERIFY(QFile::exists(path(QStringLiteral("my_attention.py"))));
    QCOMPARE(python("import torch\nfrom my_attention import Narrow\ntorch.manual_seed(0)\n"
                    "torch.jit.script(Narrow().eval()).save('narrow_inputs.pt')\n"),
             QByteArray());
    writeFile(path(QStringLiteral("linear.json")), R"([{"op_types": ["Linear"], "sparsity": 0.5}])");
    CliResult result =
        runCli({QStringLiteral("prune"), QStringLiteral("narrow_inputs.pt"), QStringLiteral("--config"),
                QStringLiteral("linear.json"), QStringLiteral("--algorithm"), QStringLiteral("l1"),
                QStringLiteral("--mode"), QStringLiteral("dependency-aware"), QStringLiteral("--input-shape"),
                QStringLiteral("2,5,6"), QStringLiteral("--out"), QStringLiteral("narrow_masks")},
               m_directory.path());
    QVERIFY2(result.code == 0, result.text().constData());
    result = runCli({QStringLiteral("speedup"), QStringLiteral("narrow_inputs.pt"), QStringLiteral("--masks"),
                     QStringLiteral("narrow_masks/mask.pth"), QStringLiteral("--input-shape"), QStringLiteral("2,5,6"),
                     QStringLiteral("--out"), QStringLiteral("narrowed.pt")},
                    m_directory.path());
    QVERIFY2(result.code == 0, result.text().constData());
    QCOMPARE(python("import torch\nfrom narrowed import rebuild\nfrom my_attention import Narrow\n"
                    "model = rebuild(Narrow()).eval()\nsmall = torch.jit.load('narrowed.pt').eval()\n"
                    "x = torch.randn(3, 5, 6)\n"
                    "print(model.attention.in_proj_weight.shape[1], torch.allclose(model(x), small(x), atol=1e-5))\n"),
             QByteArray("4 True"));
}

void CliPythonTest::exportedFilesLoadAsPrinted_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("file");
    QTest::newRow("TorchScript") << QStringLiteral("torchscript") << QStringLiteral("final.pt");
    QTest::newRow("state dict") << QStringLiteral("state_dict") << QStringLiteral("final.pth");
}

void CliPythonTest::exportedFilesLoadAsPrinted()
{
    QFETCH(QString, format);
    QFETCH(QString, file);
    const CliResult result = runCli({QStringLiteral("export"), QStringLiteral("net.pt"), QStringLiteral("--format"),
                                     format, QStringLiteral("--out"), file},
                                    m_directory.path());
    QVERIFY2(result.code == 0, result.text().constData());
    const qsizetype start = result.out.indexOf("import torch");
    QVERIFY2(start > 0, result.text().constData());
    const QByteArray printed = python("from my_networks import Network\n" + result.out.mid(start)
                                      + "\nprint(tuple(model(torch.zeros(1, 1, 8, 8)).shape))\n");
    QCOMPARE(printed, QByteArray("(1, 3)"));
}

QTEST_GUILESS_MAIN(CliPythonTest)
#include "tst_cli_python.moc"
