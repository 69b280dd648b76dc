// SPDX-License-Identifier: GPL-3.0-or-later
// Files that no PyTorch wrote: cut off, with flipped bits, or built to harm. Every one must end in an Error.
#include <QTest>

#include <ATen/core/Tensor.h>

#include "core/serialization/input_file.h"
#include "core/serialization/internal/pickle_value.h"
#include "core/serialization/zip_archive.h"
#include "pickle_bytes.h"
#include "test_files.h"

using namespace espalier;
using namespace espalier::internal;
using namespace pickle_bytes;

namespace {

constexpr std::int64_t kHuge = std::int64_t{1} << 62;
const std::string kSixteenBytes(16, '\0');

PickleValue read(const std::string& bytes)
{
    return readPickleFile(InputFile(bytes, "memory.pth"));
}

std::string errorOfBytes(const std::string& bytes)
{
    return errorOf([&] { read(bytes); });
}

// A legacy file with one storage "0" of four floats.
std::string fileWithTensor(const std::string& tensorCall)
{
    return legacyFile(pickle(tensorCall), keysOfOne(), storageBytes(4, kSixteenBytes));
}

std::string repeated(const std::string& text, int count)
{
    std::string result;
    for (int i = 0; i < count; ++i)
        result += text;
    return result;
}

// Thirty lists, each holding the one before ten times.
std::string manyLaughs()
{
    std::string content = "]q" + std::string(1, '\0');
    for (int i = 0; i < 30; ++i) {
        const std::string last = "h" + std::string(1, static_cast<char>(i));
        content += "]q" + std::string(1, static_cast<char>(i + 1)) + "(" + repeated(last, 10) + "e";
    }
    return content;
}

} // namespace

class tst_DamagedFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void truncated_data() { files(); }
    void truncated();
    void flippedBits_data() { files(); }
    void flippedBits();
    void flippedWeightIsNoticed();
    void goodHandWrittenFile();
    void hostile_data();
    void hostile();
    void foreignGlobals_data();
    void foreignGlobals();
    void longNameIsShortened();

private:
    static void files();
};

void tst_DamagedFiles::files()
{
    QTest::addColumn<QString>("file");
    for (const char* name :
         {"dtypes-zip-1.13.pth", "dtypes-legacy-1.13.pth", "layouts-zip-2.13.pth", "layouts-legacy-2.13.pth",
          "objects-protocol4-1.13.pth", "objects-legacy-1.13.pth", "deflated.pth", "mask-1.13.pth"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_DamagedFiles::truncated()
{
    QFETCH(const QString, file);
    const std::string whole = bytesOfFile(testFile(file));
    QCOMPARE(errorOfBytes(whole), std::string());
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const std::string error = errorOfBytes(whole.substr(0, length));
        QVERIFY2(contains(error, "memory.pth"), qPrintable(QStringLiteral("%1 bytes of it are read").arg(length)));
    }
}

void tst_DamagedFiles::flippedBits()
{
    QFETCH(const QString, file);
    const std::string whole = bytesOfFile(testFile(file));
    int errors = 0;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        for (const int bit : {0, 3, 7}) {
            std::string damaged = whole;
            damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
            errors += errorOfBytes(damaged).empty() ? 0 : 1;
        }
    }
    QVERIFY(errors > 0);
}

void tst_DamagedFiles::flippedWeightIsNoticed()
{
    const std::string whole = bytesOfFile(testFile(QStringLiteral("dtypes-zip-1.13.pth")));
    const InputFile file(whole, "memory.pth");
    const ZipArchive archive(file);
    const ZipEntry* record = archive.findInFolder("data/0");
    QVERIFY(record);
    const std::string bytes = archive.read(*record);
    std::string damaged = whole;
    damaged[whole.find(bytes)] ^= 1;
    const std::string error = errorOfBytes(damaged);
    QVERIFY2(contains(error, "data/0") && contains(error, "damaged"), error.c_str());
}

void tst_DamagedFiles::goodHandWrittenFile()
{
    const std::string file = fileWithTensor(tensor(storage("0", 4), 1, integer(3), integer(1)));
    const PickleValue value = read(file);
    QCOMPARE(std::get<at::Tensor>(value.value).numel(), std::int64_t{3});
    QCOMPARE(errorOfBytes(legacyFile(pickle("]q" + std::string(1, '\0')
                                            + "K\x01"
                                              "a"))),
             std::string());
}

void tst_DamagedFiles::hostile_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, const std::string& bytes, const char* part) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString::fromLatin1(part);
    };
    const auto content = [&](const char* name, const std::string& bytes, const char* part) {
        row(name, legacyFile(pickle(bytes)), part);
    };
    const auto layout = [&](const char* name, std::int64_t offset, const std::string& sizes,
                            const std::string& strides) {
        row(name, fileWithTensor(tensor(storage("0", 4), offset, sizes, strides)), "beyond its data");
    };
    layout("one element too many", 0, integer(5), integer(1));
    layout("offset too large", 4, integer(1), integer(1));
    layout("negative offset", -1, integer(1), integer(1));
    layout("negative size", 0, integer(-1), integer(1));
    layout("negative stride", 3, integer(3), integer(-1));
    layout("stride too large", 0, integer(2), integer(4));
    layout("reach overflows", 0, integer(3), integer(kHuge));
    layout("count overflows", 0, integer(kHuge) + integer(kHuge), integer(0) + integer(0));
    layout("count overflows beside a zero", 0, integer(kHuge) + integer(kHuge) + integer(0),
           integer(1) + integer(1) + integer(1));
    layout("terabytes by expansion", 0, integer(std::int64_t{1} << 40), integer(0));
    layout("fewer strides than sizes", 0, integer(1) + integer(1), integer(1));
    layout("65 dimensions", 0, repeated(integer(1), 65), repeated(integer(1), 65));
    row("storage of terabytes", legacyFile(pickle(storage("0", std::int64_t{1} << 40))), "missing or too short");
    row("storage of negative size", legacyFile(pickle(storage("0", -1))), "missing or too short");
    row("storage size overflows", legacyFile(pickle(storage("0", kHuge))), "missing or too short");
    row("storage that no key fills", legacyFile(pickle(storage("0", 1)), pickle("]"), kSixteenBytes),
        "missing or too short");
    row("storage of another size", legacyFile(pickle(storage("0", 4)), keysOfOne(), storageBytes(3, kSixteenBytes)),
        "missing or too short");
    row("storage cut off", legacyFile(pickle(storage("0", 4)), keysOfOne(), storageBytes(4, "abc")), "ends before");
    content("tensor of a number", global("torch._utils", "_rebuild_tensor_v2") + tuple(repeated(integer(1), 4)) + "R",
            "incomplete");
    content("persistent id that is no tuple", text("0") + "Q", "incomplete");
    content("call of a number", "K\x01)R", "pickle breaks");
    content("call of a dtype", global("torch", "float32") + ")R", "calls the Python function torch.float32");
    content("state for a list", "]}b", "pickle breaks");
    content("append to a tuple",
            ")K\x01"
            "a",
            "pickle breaks");
    content("item of a list", "]K\x01K\x02s", "pickle breaks");
    content("odd number of items", "}(K\x01u", "pickle breaks");
    content("pop beyond a mark", "K\x01(0", "pickle breaks");
    content("tuple without mark", "K\x01t", "pickle breaks");
    content("unset memo", "h\x05", "pickle breaks");
    content("nothing on the stack", "", "pickle breaks");
    content("unknown opcode", "\x97", "pickle breaks");
    content("string longer than the file", "X" + littleEndian(std::uint32_t{0xfffffff0}), "pickle breaks");
    content("string of 2^63 bytes", "\x8d" + littleEndian(std::uint64_t{1} << 63), "pickle breaks");
    content("circle", "]q" + std::string(1, '\0') + "h" + std::string(1, '\0') + "a", "nested without end");
    content("100000 nested lists", repeated("]", 100000) + repeated("a", 99999), "nested without end");
    content("100000 nested tuples", ")" + repeated("\x85", 100000), "nested without end");
    content("multiplying lists", manyLaughs(), "nested without end");
}

void tst_DamagedFiles::hostile()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, part);
    const std::string error = errorOfBytes(bytes.toStdString());
    QVERIFY2(contains(error, part.toStdString()), error.c_str());
    QVERIFY2(contains(error, "memory.pth"), error.c_str());
}

void tst_DamagedFiles::foreignGlobals_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("name");
    const auto row = [](const char* name, const std::string& content) {
        QTest::newRow(name) << QByteArray::fromStdString(content) << QString::fromLatin1(name);
    };
    row("os.system", global("os", "system") + tuple(text("true")) + "R");
    row("builtins.eval", text("builtins") + text("eval") + "\x93" + tuple(text("1")) + "R");
    row("torch.load", global("torch", "load") + ")R");
    row("torch.storage._load_from_bytes", global("torch.storage", "_load_from_bytes") + ")R");
    row("collections.OrderedDict.fromkeys", global("collections", "OrderedDict.fromkeys"));
    row("numpy.core.multiarray.scalar", global("numpy.core.multiarray", "scalar"));
}

void tst_DamagedFiles::foreignGlobals()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, name);
    const std::string error = errorOfBytes(legacyFile(pickle(content.toStdString())));
    QVERIFY2(contains(error, "the Python object " + name.toStdString() + "."), error.c_str());
}

void tst_DamagedFiles::longNameIsShortened()
{
    const std::string error = errorOfBytes(legacyFile(pickle(global(std::string(100000, '\x1b'), "f"))));
    QVERIFY(contains(error, "the Python object ???"));
    QVERIFY(error.size() < 500);
}

QTEST_GUILESS_MAIN(tst_DamagedFiles)
#include "tst_damaged_files.moc"
