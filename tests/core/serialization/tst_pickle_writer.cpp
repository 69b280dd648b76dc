// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/complex.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include "core/serialization/input_file.h"
#include "core/serialization/internal/pickle_value.h"
#include "core/serialization/zip_archive.h"
#include "test_files.h"

using namespace espalier;
using namespace espalier::internal;

namespace {

using Dict = PickleValue::Dict;

at::Tensor counting(std::int64_t count, at::ScalarType dtype = at::kFloat)
{
    return at::arange(count, at::TensorOptions().dtype(at::kDouble)).to(dtype);
}

bool isEqual(const PickleValue& a, const PickleValue& b);

bool isEqual(const PickleValue::Items& a, const PickleValue::Items& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const PickleValue& x, const PickleValue& y) { return isEqual(x, y); });
}

bool isEqualItem(PickleValue::None, PickleValue::None)
{
    return true;
}
bool isEqualItem(const PickleValue::List& a, const PickleValue::List& b)
{
    return isEqual(a.items, b.items);
}
bool isEqualItem(const PickleValue::Tuple& a, const PickleValue::Tuple& b)
{
    return isEqual(a.items, b.items);
}
bool isEqualItem(const Dict& a, const Dict& b)
{
    return a.ordered == b.ordered
           && std::equal(
               a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
               [](const auto& x, const auto& y) { return isEqual(x.first, y.first) && isEqual(x.second, y.second); });
}
bool isEqualItem(const at::Tensor& a, const at::Tensor& b)
{
    return a.scalar_type() == b.scalar_type() && a.sizes() == b.sizes() && a.strides() == b.strides() && a.equal(b);
}
template <typename Value>
bool isEqualItem(const Value& a, const Value& b)
{
    return a == b;
}

bool isEqual(const PickleValue& a, const PickleValue& b)
{
    return a.value.index() == b.value.index()
           && std::visit(
               [&](const auto& item) { return isEqualItem(item, std::get<std::decay_t<decltype(item)>>(b.value)); },
               a.value);
}

PickleValue text(const char* value)
{
    return PickleValue{std::string(value)};
}

PickleValue everything()
{
    const at::Tensor base = counting(24);
    Dict nested;
    nested.ordered = true;
    nested.items = {{text("t"), {base.slice(0, 2, 20, 3)}}, {text("none"), {PickleValue::None{}}}};
    PickleValue::List numbers;
    for (const std::int64_t value :
         {std::int64_t{0}, std::int64_t{255}, std::int64_t{256}, std::int64_t{-1}, std::int64_t{2147483648},
          std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()})
        numbers.items.push_back({value});
    Dict dict;
    dict.items = {{text("base"), {base}},
                  {text("transposed"), {base.view({4, 6}).t()}},
                  {text("empty"), {at::zeros({0, 3})}},
                  {text("scalar"), {counting(1).select(0, 0)}},
                  {text("nested"), {nested}},
                  {text("numbers"), {numbers}},
                  {text("tuple"), {PickleValue::Tuple{{{true}, {false}, {0.25}, {-1e300}, {PickleValue::Tuple{}}}}}},
                  {text(""), text("Gr\xc3\xbcn")},
                  {{std::int64_t{3}}, {PickleValue::List{}}},
                  {text("no items"), {Dict{}}}};
    return PickleValue{dict};
}

} // namespace

class tst_PickleWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip();
    void roundTripOfDTypes_data();
    void roundTripOfDTypes();
    void sharedStoragesAreWrittenOnce();
    void reinterpretedStorageIsWrittenTwice();
    void gradientsAndLazyConjugatesAreResolved();
    void sameValueYieldsSameBytes();
    void unsupportedTensor();
    void unwritableTarget_data();
    void unwritableTarget();

private:
    QTemporaryDir m_folder;
    std::filesystem::path target() const { return m_folder.filePath(QStringLiteral("out.pth")).toStdString(); }
    PickleValue writeAndRead(const PickleValue& value) const
    {
        writePickleFile(target(), value);
        return readPickleFile(target());
    }
};

void tst_PickleWriter::roundTrip()
{
    const PickleValue value = everything();
    QVERIFY(isEqual(writeAndRead(value), value));
}

void tst_PickleWriter::roundTripOfDTypes_data()
{
    QTest::addColumn<int>("dtype");
    for (const at::ScalarType dtype :
         {at::kFloat, at::kDouble, at::kHalf, at::kBFloat16, at::kLong, at::kInt, at::kShort, at::kChar, at::kByte,
          at::kBool, at::kComplexFloat, at::kComplexDouble})
        QTest::newRow(c10::toString(dtype)) << static_cast<int>(dtype);
}

void tst_PickleWriter::roundTripOfDTypes()
{
    QFETCH(const int, dtype);
    const PickleValue value{counting(6, static_cast<at::ScalarType>(dtype)).view({2, 3})};
    QVERIFY(isEqual(writeAndRead(value), value));
}

void tst_PickleWriter::sharedStoragesAreWrittenOnce()
{
    const at::Tensor base = counting(1000);
    const PickleValue value{PickleValue::List{{{base}, {base.slice(0, 10, 20)}, {base}}}};
    const PickleValue read = writeAndRead(value);
    const auto& items = std::get<PickleValue::List>(read.value).items;
    QVERIFY(std::get<at::Tensor>(items[0].value).is_alias_of(std::get<at::Tensor>(items[1].value)));
    const InputFile file(target());
    const ZipArchive archive(file);
    QCOMPARE(archive.findInFolder("data/0")->size, std::uint64_t{4000});
    QVERIFY(!archive.findInFolder("data/1"));
}

void tst_PickleWriter::reinterpretedStorageIsWrittenTwice()
{
    const at::Tensor base = counting(8);
    const PickleValue value{PickleValue::List{{{base}, {base.view(at::kInt)}}}};
    QVERIFY(isEqual(writeAndRead(value), value));
}

void tst_PickleWriter::gradientsAndLazyConjugatesAreResolved()
{
    const at::Tensor gradient = counting(3).requires_grad_();
    QVERIFY(!std::get<at::Tensor>(writeAndRead({gradient}).value).requires_grad());
    const at::Tensor conjugate = at::complex(counting(3), counting(3)).conj();
    const at::Tensor read = std::get<at::Tensor>(writeAndRead({conjugate}).value);
    QVERIFY(!read.is_conj());
    QVERIFY(read.equal(conjugate));
}

void tst_PickleWriter::sameValueYieldsSameBytes()
{
    writePickleFile(target(), everything());
    const std::string first = bytesOfFile(target());
    writePickleFile(target(), everything());
    QCOMPARE(bytesOfFile(target()), first);
}

void tst_PickleWriter::unsupportedTensor()
{
    QVERIFY_THROWS_EXCEPTION(Error, writePickleFile(target(), {at::Tensor()}));
    QVERIFY_THROWS_EXCEPTION(Error, writePickleFile(target(), {counting(3).to_sparse()}));
}

void tst_PickleWriter::unwritableTarget_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("part");
    QTest::newRow("no folder") << QStringLiteral("/nonexistent/x.pth") << QStringLiteral("No such file");
    QTest::newRow("folder") << m_folder.path() << QStringLiteral("directory");
    QTest::newRow("full disk") << QStringLiteral("/dev/full") << QStringLiteral("No space left");
}

void tst_PickleWriter::unwritableTarget()
{
    QFETCH(const QString, path);
    QFETCH(const QString, part);
    const std::string error = errorOf([&] { writePickleFile(path.toStdString(), {counting(100000)}); });
    QVERIFY2(contains(error, "Cannot write " + path.toStdString()), error.c_str());
    QVERIFY2(contains(error, part.toStdString()), error.c_str());
}

QTEST_GUILESS_MAIN(tst_PickleWriter)
#include "tst_pickle_writer.moc"
