// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <ATen/core/Tensor.h>
#include <ATen/ops/ones.h>

#include "core/base/error.h"
#include "core/pruning/mask_file.h"
#include "core/serialization/internal/pickle_value.h"

using namespace espalier;
using internal::PickleValue;

namespace {

using Dict = PickleValue::Dict;

Mask everySecond(const Shape& shape)
{
    Mask mask = Mask::ones(shape);
    for (std::size_t i = 0; i < mask.keep.size(); i += 2)
        mask.keep[i] = 0;
    return mask;
}

PickleValue text(const char* value)
{
    return PickleValue{std::string(value)};
}

PickleValue layerWith(const char* target, const PickleValue& value)
{
    return PickleValue{Dict{{{text(target), value}}, false}};
}

} // namespace

class tst_MaskFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesOfNni_data();
    void filesOfNni();
    void roundTrip();
    void writtenForm();
    void everyNumberTypeIsRead_data();
    void everyNumberTypeIsRead();
    void refused_data();
    void refused();

private:
    QTemporaryDir m_folder;
    std::filesystem::path target() const { return m_folder.filePath(QStringLiteral("mask.pth")).toStdString(); }
};

void tst_MaskFile::filesOfNni_data()
{
    QTest::addColumn<QString>("version");
    QTest::newRow("1.13") << QStringLiteral("1.13");
    QTest::newRow("2.13") << QStringLiteral("2.13");
}

void tst_MaskFile::filesOfNni()
{
    QFETCH(const QString, version);
    const QString name = QStringLiteral("/state_dicts/mask-%1.pth").arg(version);
    const MaskSet masks = readMaskFile(ESPALIER_TEST_DATA + name.toStdString());
    QCOMPARE(masks.items().size(), std::size_t{2});
    QCOMPARE(masks.items().front().first, std::string("0"));
    const LayerMask* convolution = masks.find("0");
    QVERIFY(convolution->weight == everySecond({2, 1, 3, 3}));
    QVERIFY(!convolution->bias);
    const LayerMask* linear = masks.find("4");
    QVERIFY(linear->weight == Mask::ones({3, 8}));
    QCOMPARE(linear->bias->keep, (std::vector<std::uint8_t>{1, 0, 1}));
}

void tst_MaskFile::roundTrip()
{
    MaskSet masks;
    masks.set("layer1.0.conv1", {everySecond({4, 3, 3, 3}), std::nullopt});
    masks.set("fc", {everySecond({10, 5}), everySecond({10})});
    masks.set("a", {Mask::ones({1}), Mask::ones({1})});
    writeMaskFile(target(), masks);
    QVERIFY(readMaskFile(target()) == masks);
    writeMaskFile(target(), MaskSet());
    QVERIFY(readMaskFile(target()).empty());
}

void tst_MaskFile::writtenForm()
{
    MaskSet masks;
    masks.set("fc", {everySecond({2, 2}), std::nullopt});
    writeMaskFile(target(), masks);
    const PickleValue value = internal::readPickleFile(target());
    const auto& layers = std::get<Dict>(value.value);
    QVERIFY(!layers.ordered);
    const auto& targets = std::get<Dict>(layers.items.at(0).second.value);
    QVERIFY(!targets.ordered);
    QCOMPARE(targets.items.size(), std::size_t{2});
    QCOMPARE(std::get<std::string>(targets.items[0].first.value), std::string("weight"));
    const auto& weight = std::get<at::Tensor>(targets.items[0].second.value);
    QCOMPARE(weight.scalar_type(), at::kFloat);
    QCOMPARE(weight.sizes().vec(), (std::vector<std::int64_t>{2, 2}));
    QCOMPARE(weight.sum().item<double>(), 2.0);
    QCOMPARE(std::get<std::string>(targets.items[1].first.value), std::string("bias"));
    QVERIFY(std::holds_alternative<PickleValue::None>(targets.items[1].second.value));
}

void tst_MaskFile::everyNumberTypeIsRead_data()
{
    QTest::addColumn<int>("dtype");
    for (const at::ScalarType dtype :
         {at::kFloat, at::kDouble, at::kHalf, at::kBFloat16, at::kLong, at::kByte, at::kBool})
        QTest::newRow(c10::toString(dtype)) << static_cast<int>(dtype);
}

void tst_MaskFile::everyNumberTypeIsRead()
{
    QFETCH(const int, dtype);
    at::Tensor mask = at::ones({2, 3}, static_cast<at::ScalarType>(dtype));
    mask.select(0, 1).fill_(0);
    const PickleValue layer = layerWith("weight", {mask.t()});
    internal::writePickleFile(target(), {Dict{{{text("conv"), layer}}, true}});
    const MaskSet read = readMaskFile(target());
    QCOMPARE(read.find("conv")->weight.shape, (Shape{3, 2}));
    QCOMPARE(read.find("conv")->weight.keep, (std::vector<std::uint8_t>{1, 0, 1, 0, 1, 0}));
}

void tst_MaskFile::refused_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<QString>("part");
    QTest::newRow("a tensor") << 0 << QStringLiteral("is not a mask file");
    QTest::newRow("a state dict") << 1 << QStringLiteral("is not a mask file");
    QTest::newRow("no weight") << 2 << QStringLiteral("mask \"weight\" of layer conv");
    QTest::newRow("weight is no tensor") << 3 << QStringLiteral("mask \"weight\" of layer conv");
    QTest::newRow("bias is no tensor") << 4 << QStringLiteral("mask \"bias\" of layer conv");
}

void tst_MaskFile::refused()
{
    QFETCH(const int, which);
    QFETCH(const QString, part);
    const PickleValue tensor{at::ones({2})};
    Dict wrongBias{{{text("weight"), tensor}, {text("bias"), text("none")}}, false};
    const PickleValue contents[] = {tensor,
                                    {Dict{{{text("conv"), tensor}}, true}},
                                    {Dict{{{text("conv"), layerWith("bias", tensor)}}, false}},
                                    {Dict{{{text("conv"), layerWith("weight", text("x"))}}, false}},
                                    {Dict{{{text("conv"), {wrongBias}}}, false}}};
    internal::writePickleFile(target(), contents[which]);
    try {
        readMaskFile(target());
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains(part), error.what());
        QVERIFY2(QString::fromUtf8(error.what()).contains(QString::fromStdString(target().string())), error.what());
    }
}

QTEST_GUILESS_MAIN(tst_MaskFile)
#include "tst_mask_file.moc"
