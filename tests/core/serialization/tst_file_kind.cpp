// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

#include "core/serialization/file_kind.h"
#include "core/serialization/input_file.h"
#include "test_files.h"

using namespace espalier;

namespace {

constexpr const char* kThreeLines[] = {"import torch\n",
                                       "model = ", "torch.jit.save(torch.jit.script(model.eval()), \"model.pt\")"};

std::string refusal(FileKind kind)
{
    return errorOf([kind] { requireTorchScript(kind, "folder/some.file"); });
}

} // namespace

class tst_FileKind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void kinds_data();
    void kinds();
    void kindsOfBytes_data();
    void kindsOfBytes();
    void badPaths_data();
    void badPaths();
    void withoutPermission();
    void truncatedZipIsNamed();
    void refusals_data();
    void refusals();
    void torchScriptIsAccepted();
    void pythonFilesGetThreeLines();

private:
    QTemporaryDir m_folder;
    std::filesystem::path write(const char* name, const QByteArray& content);
};

void tst_FileKind::init()
{
    QVERIFY(m_folder.isValid());
}

std::filesystem::path tst_FileKind::write(const char* name, const QByteArray& content)
{
    QFile file(m_folder.filePath(QLatin1String(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write");
    return file.fileName().toStdString();
}

void tst_FileKind::kinds_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* name, FileKind kind) {
        QTest::newRow(name) << QString::fromLatin1(name) << static_cast<int>(kind);
    };
    for (const char* name : {"network-zip-1.13.pth", "network-zip-2.13.pth", "network-legacy-1.13.pth",
                             "network-legacy-2.13.pth", "network-protocol4-2.13.pth", "objects-zip-1.13.pth",
                             "mask-2.13.pth", "deflated.pth", "dtypes-zip-1.13.pth", "layouts-zip-2.13.pth"})
        row(name, FileKind::StateDict);
    for (const char* name : {"module-1.13.pth", "module-2.13.pth", "command-1.13.pth"})
        row(name, FileKind::PickledModule);
    row("torchscript-1.13.pt", FileKind::TorchScript);
    row("torchscript-2.13.pt", FileKind::TorchScript);
    row("network.pt2", FileKind::ExportedProgram);
    row("network.onnx", FileKind::Onnx);
}

void tst_FileKind::kinds()
{
    QFETCH(const QString, name);
    QFETCH(const int, kind);
    QCOMPARE(static_cast<int>(detectFileKind(testFile(name))), kind);
}

void tst_FileKind::kindsOfBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* name, const QByteArray& bytes, FileKind kind) {
        QTest::newRow(name) << bytes << static_cast<int>(kind);
    };
    row("session", "\n{ \"format_version\": 1, \"model\": \"a.pt\" }", FileKind::Session);
    row("other json", "{\"op_types\": [\"Conv2d\"]}", FileKind::Unknown);
    row("format_version in no object", "\"format_version\"", FileKind::Unknown);
    row("text", "hello", FileKind::Unknown);
    row("one byte", "\x80", FileKind::Unknown);
    row("plain pickle", QByteArray("\x80\x04\x4b\x01.", 5), FileKind::PickledModule);
    row("protobuf without a graph", QByteArray("\x08\x07\x12\x02hi", 6), FileKind::Unknown);
    row("protobuf with a graph", QByteArray("\x08\x07\x12\x02hi\x3a\x00", 8), FileKind::Onnx);
    row("zip without entries", QByteArray("PK\x03\x04", 4) + QByteArray("PK\x05\x06", 4) + QByteArray(18, '\0'),
        FileKind::Unknown);
}

void tst_FileKind::kindsOfBytes()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, kind);
    QCOMPARE(static_cast<int>(detectFileKind(write("file", bytes))), kind);
}

void tst_FileKind::badPaths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("part");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const QString& path, const char* part, ErrorCode code) {
        QTest::newRow(name) << path << QString::fromLatin1(part) << static_cast<int>(code);
    };
    const std::filesystem::path empty = write("empty.pt", {});
    row("missing", m_folder.filePath(QStringLiteral("missing.pt")), "does not exist", ErrorCode::NotFound);
    row("below a file", QString::fromStdString((empty / "x.pt").string()), "does not exist", ErrorCode::NotFound);
    row("folder", m_folder.path(), "is a folder", ErrorCode::Io);
    row("empty", QString::fromStdString(empty.string()), "is empty", ErrorCode::Corrupt);
    row("device", QStringLiteral("/dev/null"), "is not a regular file", ErrorCode::Io);
}

void tst_FileKind::badPaths()
{
    QFETCH(const QString, path);
    QFETCH(const QString, part);
    QFETCH(const int, code);
    try {
        detectFileKind(path.toStdString());
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY2(contains(error.what(), part.toStdString()), error.what());
        QVERIFY2(contains(error.what(), path.toStdString()), error.what());
        QCOMPARE(static_cast<int>(error.code()), code);
    }
}

void tst_FileKind::withoutPermission()
{
    if (::geteuid() == 0)
        QSKIP("root may read every file");
    const std::filesystem::path path = write("secret.pt", "PK");
    std::filesystem::permissions(path, std::filesystem::perms::none);
    const std::string error = errorOf([&] { detectFileKind(path); });
    QVERIFY2(contains(error, "permission"), error.c_str());
}

void tst_FileKind::truncatedZipIsNamed()
{
    const std::string whole = bytesOfFile(testFile(QStringLiteral("torchscript-1.13.pt")));
    const auto half = QByteArray::fromStdString(whole.substr(0, whole.size() / 2));
    const std::string error = errorOf([&] { detectFileKind(write("half.pt", half)); });
    QVERIFY2(contains(error, "half.pt") && contains(error, "truncated"), error.c_str());
}

void tst_FileKind::refusals_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, FileKind kind, const char* part) {
        QTest::newRow(name) << static_cast<int>(kind) << QString::fromLatin1(part);
    };
    row("state dict", FileKind::StateDict, "weights without a network (a state dict)");
    row("module", FileKind::PickledModule, "Python pickle");
    row("pt2", FileKind::ExportedProgram, "torch.export");
    row("onnx", FileKind::Onnx, "ONNX network");
    row("session", FileKind::Session, "Espalier session");
    row("unknown", FileKind::Unknown, "not a TorchScript network");
}

void tst_FileKind::refusals()
{
    QFETCH(const int, kind);
    QFETCH(const QString, part);
    const std::string error = refusal(static_cast<FileKind>(kind));
    QVERIFY2(contains(error, part.toStdString()), error.c_str());
    QVERIFY2(contains(error, "folder/some.file"), error.c_str());
}

void tst_FileKind::torchScriptIsAccepted()
{
    QCOMPARE(refusal(FileKind::TorchScript), std::string());
}

void tst_FileKind::pythonFilesGetThreeLines()
{
    for (const FileKind kind : {FileKind::StateDict, FileKind::PickledModule}) {
        const std::string error = refusal(kind);
        for (const char* line : kThreeLines)
            QVERIFY2(contains(error, line), error.c_str());
        QVERIFY2(contains(error, "torch.load(\"some.file\""), error.c_str());
    }
    for (const FileKind kind : {FileKind::ExportedProgram, FileKind::Onnx, FileKind::Unknown})
        QVERIFY(contains(refusal(kind), kThreeLines[2]));
}

QTEST_GUILESS_MAIN(tst_FileKind)
#include "tst_file_kind.moc"
