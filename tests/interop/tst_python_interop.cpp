// SPDX-License-Identifier: GPL-3.0-or-later
// Files that Python's PyTorch writes are read here, and files written here are read by Python's PyTorch.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>

#include "core/base/error.h"
#include "core/base/output_transaction.h"
#include "core/base/progress_sink.h"
#include "core/exporters/exporter.h"
#include "core/pruning/mask_file.h"
#include "python_runner.h"

using namespace espalier;

namespace {

constexpr double kLargestDifference = 1e-5;

std::vector<float> readFloats(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot open %s", qPrintable(path));
    const QByteArray bytes = file.readAll();
    std::vector<float> values(static_cast<std::size_t>(bytes.size()) / sizeof(float));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
    return values;
}

void writeFloats(const QString& path, const std::vector<float>& values)
{
    QFile file(path);
    const auto size = static_cast<qint64>(values.size() * sizeof(float));
    if (!file.open(QIODevice::WriteOnly) || file.write(reinterpret_cast<const char*>(values.data()), size) != size)
        qFatal("cannot write %s", qPrintable(path));
}

double relativeDifference(const std::vector<float>& expected, const std::vector<float>& actual)
{
    if (expected.empty() || expected.size() != actual.size())
        return HUGE_VAL;
    double largest = 0;
    double scale = 1e-6;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const double distance = std::abs(double{expected[i]} - double{actual[i]});
        largest = std::isnan(distance) ? HUGE_VAL : std::max(largest, distance);
        scale = std::max(scale, std::abs(double{expected[i]}));
    }
    return largest / scale;
}

} // namespace

class tst_PythonInterop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void modelsOfPython_data() { networks(); }
    void modelsOfPython();
    void stateDictsOfPython_data() { networks(); }
    void stateDictsOfPython();
    void exportsForPython_data() { networks(); }
    void exportsForPython();
    void masksBothWays_data() { networks(); }
    void masksBothWays();

private:
    static void networks();
    void prepare();
    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    Model open(const char* name) const;
    std::vector<float> outputsOf(const Model& model) const;
    void exportAll(const Model& model, const QString& kind) const;

    PythonRunner m_python;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_network;
    ModelOutput m_input;
};

void tst_PythonInterop::initTestCase()
{
    if (m_python.program().isEmpty())
        QSKIP("no Python that can import torch: none of ESPALIER_PYTHON, python3 and /usr/bin/python3 does");
    qInfo("%s", qPrintable(m_python.description()));
}

void tst_PythonInterop::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void tst_PythonInterop::networks()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("form");
    for (const char* network : {"lenet", "resnet", "mobilenet", "dropped"}) {
        for (const char* form : {"scripted", "traced"})
            QTest::addRow("%s %s", network, form) << QString::fromLatin1(network) << QString::fromLatin1(form);
    }
}

void tst_PythonInterop::prepare()
{
    QFETCH(const QString, network);
    m_network = network;
    const QString complaint = m_python.run(QStringLiteral("write_files.py"), {network, m_folder->path()});
    QVERIFY2(complaint.isEmpty(), qPrintable(complaint));
    QFile shape(path("shape.txt"));
    QVERIFY(shape.open(QIODevice::ReadOnly));
    m_input = {parseInputSpecs(shape.readAll().toStdString()).front().shape, readFloats(path("input.f32"))};
}

Model tst_PythonInterop::open(const char* name) const
{
    NullProgressSink sink;
    return Model::load(path(name).toStdString(), sink);
}

std::vector<float> tst_PythonInterop::outputsOf(const Model& model) const
{
    return model.run({m_input}).front().values;
}

void tst_PythonInterop::exportAll(const Model& model, const QString& kind) const
{
    OutputTransaction output;
    for (const auto& exporter : exporters()) {
        const QString name = kind + QString::fromStdString(exporter->suffix());
        exporter->write(model, m_folder->filePath(name).toStdString(), output);
    }
    output.commit();
    writeFloats(m_folder->filePath(kind + QStringLiteral(".f32")), outputsOf(model));
}

void tst_PythonInterop::modelsOfPython()
{
    QFETCH(const QString, form);
    prepare();
    const Model model = open(qPrintable(form + QStringLiteral(".pt")));
    const double difference = relativeDifference(readFloats(path("output.f32")), outputsOf(model));
    QVERIFY2(difference <= kLargestDifference, qPrintable(QString::number(difference)));
}

void tst_PythonInterop::stateDictsOfPython()
{
    QFETCH(const QString, form);
    prepare();
    const std::vector<float> expected = readFloats(path("other_output.f32"));
    for (const char* name : {"other_zip.pth", "other_legacy.pth", "other_checkpoint.pth", "other_parameters.pth"}) {
        Model model = open(qPrintable(form + QStringLiteral(".pt")));
        QVERIFY(relativeDifference(expected, outputsOf(model)) > kLargestDifference);
        model.loadStateDict(path(name).toStdString());
        const double difference = relativeDifference(expected, outputsOf(model));
        QVERIFY2(difference <= kLargestDifference, name);
    }
}

void tst_PythonInterop::exportsForPython()
{
    QFETCH(const QString, form);
    prepare();
    exportAll(open(qPrintable(form + QStringLiteral(".pt"))), QStringLiteral("exported"));
    const QString complaint =
        m_python.run(QStringLiteral("check_files.py"), {m_network, m_folder->path(), QStringLiteral("exported")});
    QVERIFY2(complaint.isEmpty(), qPrintable(complaint));
}

void tst_PythonInterop::masksBothWays()
{
    QFETCH(const QString, form);
    prepare();
    Model model = open(qPrintable(form + QStringLiteral(".pt")));
    model.loadStateDict(path("other_zip.pth").toStdString());
    const MaskSet masks = readMaskFile(path("mask.pth").toStdString());
    QVERIFY(masks.removedCount() > 0);
    writeMaskFile(path("written_mask.pth").toStdString(), masks);
    model.applyMasks(masks);
    exportAll(model, QStringLiteral("masked"));
    const QString complaint =
        m_python.run(QStringLiteral("check_files.py"), {m_network, m_folder->path(), QStringLiteral("masked")});
    QVERIFY2(complaint.isEmpty(), qPrintable(complaint));
}

QTEST_GUILESS_MAIN(tst_PythonInterop)
#include "tst_python_interop.moc"
