// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <ATen/core/Tensor.h>
#include <ATen/ops/real.h>

#include "core/serialization/input_file.h"
#include "core/serialization/internal/pickle_value.h"
#include "test_files.h"

using namespace espalier;
using namespace espalier::internal;

namespace {

using Dict = PickleValue::Dict;

const PickleValue& entry(const PickleValue& value, const std::string& name)
{
    for (const auto& [key, item] : std::get<Dict>(value.value).items) {
        const auto* text = std::get_if<std::string>(&key.value);
        if (text && *text == name)
            return item;
    }
    qFatal("no entry %s", name.c_str());
}

at::Tensor tensorOf(const PickleValue& value, const std::string& name)
{
    return std::get<at::Tensor>(entry(value, name).value);
}

// Row-major values, complex numbers by their real part.
std::vector<double> valuesOf(const at::Tensor& tensor)
{
    const at::Tensor real = tensor.is_complex() ? at::real(tensor) : tensor;
    const at::Tensor values = real.detach().to(at::kDouble).contiguous();
    return {values.data_ptr<double>(), values.data_ptr<double>() + values.numel()};
}

std::vector<double> counting(std::size_t count)
{
    std::vector<double> values(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] = static_cast<double>(i);
    return values;
}

PickleValue readBytes(const std::string& bytes)
{
    return readPickleFile(InputFile(bytes, "memory.pth"));
}

} // namespace

class tst_PickleReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dtypes_data();
    void dtypes();
    void layouts_data() { versions("layouts"); }
    void layouts();
    void sharedStoragesStayShared_data() { versions("layouts"); }
    void sharedStoragesStayShared();
    void objects_data() { versions("objects"); }
    void objects();
    void networks_data() { versions("network"); }
    void networks();
    void foreignGlobalIsRefusedByName_data();
    void foreignGlobalIsRefusedByName();
    void foreignFiles_data();
    void foreignFiles();
    void unknownDTypeIsNamed();
    void bytesInMemory();

private:
    static void versions(const char* name);
};

void tst_PickleReader::versions(const char* name)
{
    QTest::addColumn<QString>("file");
    for (const char* kind : {"zip", "legacy", "protocol4"}) {
        for (const char* version : {"1.13", "2.13"})
            QTest::addRow("%s %s", kind, version)
                << QStringLiteral("%1-%2-%3.pth").arg(QLatin1String(name), QLatin1String(kind), QLatin1String(version));
    }
}

void tst_PickleReader::dtypes_data()
{
    versions("dtypes");
    QTest::newRow("saved on a CUDA device") << QStringLiteral("cuda.pth");
    QTest::newRow("packed again") << QStringLiteral("deflated.pth");
}

void tst_PickleReader::dtypes()
{
    QFETCH(const QString, file);
    const PickleValue value = readPickleFile(testFile(file));
    const auto& dict = std::get<Dict>(value.value);
    QVERIFY(dict.ordered);
    const std::vector<std::pair<const char*, at::ScalarType>> expected = {{"float32", at::kFloat},
                                                                          {"float64", at::kDouble},
                                                                          {"float16", at::kHalf},
                                                                          {"bfloat16", at::kBFloat16},
                                                                          {"int64", at::kLong},
                                                                          {"int32", at::kInt},
                                                                          {"int16", at::kShort},
                                                                          {"int8", at::kChar},
                                                                          {"uint8", at::kByte},
                                                                          {"complex64", at::kComplexFloat},
                                                                          {"complex128", at::kComplexDouble},
                                                                          {"bool", at::kBool}};
    QCOMPARE(dict.items.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto& [name, dtype] = expected[i];
        QCOMPARE(std::get<std::string>(dict.items[i].first.value), std::string(name));
        const auto& tensor = std::get<at::Tensor>(dict.items[i].second.value);
        QCOMPARE(tensor.scalar_type(), dtype);
        QVERIFY(tensor.device().is_cpu());
        QCOMPARE(tensor.sizes().vec(), (std::vector<std::int64_t>{2, 3}));
        const bool isBool = dtype == at::kBool;
        QCOMPARE(valuesOf(tensor), isBool ? (std::vector<double>{0, 1, 0, 1, 0, 1}) : counting(6));
    }
}

void tst_PickleReader::layouts()
{
    QFETCH(const QString, file);
    const PickleValue value = readPickleFile(testFile(file));
    QVERIFY(!std::get<Dict>(value.value).ordered);
    QCOMPARE(valuesOf(tensorOf(value, "base")), counting(24));
    QCOMPARE(valuesOf(tensorOf(value, "view")), (std::vector<double>{4, 5, 6, 7, 8, 9, 10, 11}));
    const at::Tensor transposed = tensorOf(value, "transposed");
    QCOMPARE(transposed.sizes().vec(), (std::vector<std::int64_t>{6, 4}));
    QCOMPARE(transposed.strides().vec(), (std::vector<std::int64_t>{1, 6}));
    QCOMPARE(valuesOf(transposed).at(1), 6.0);
    QCOMPARE(valuesOf(tensorOf(value, "strided")), (std::vector<double>{2, 5, 8, 11, 14, 17}));
    QCOMPARE(tensorOf(value, "expanded").strides().vec(), (std::vector<std::int64_t>{1, 0}));
    QCOMPARE(valuesOf(tensorOf(value, "expanded")), (std::vector<double>{0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2}));
    QCOMPARE(tensorOf(value, "scalar").dim(), 0);
    QCOMPARE(valuesOf(tensorOf(value, "scalar")), std::vector<double>{7});
    QCOMPARE(tensorOf(value, "empty").sizes().vec(), (std::vector<std::int64_t>{0, 3}));
    QCOMPARE(tensorOf(value, "channels_last").strides().vec(), (std::vector<std::int64_t>{24, 1, 8, 2}));
    QCOMPARE(valuesOf(tensorOf(value, "channels_last")), counting(24));
    for (const char* name : {"parameter", "frozen_parameter"})
        QCOMPARE(valuesOf(tensorOf(value, name)), counting(4));
    QVERIFY(!tensorOf(value, "needs_grad").requires_grad());
}

void tst_PickleReader::sharedStoragesStayShared()
{
    QFETCH(const QString, file);
    const PickleValue value = readPickleFile(testFile(file));
    const at::Tensor base = tensorOf(value, "base");
    for (const char* name : {"shared", "view", "transposed", "strided"})
        QVERIFY2(base.is_alias_of(tensorOf(value, name)), name);
    base.fill_(-1);
    QCOMPARE(valuesOf(tensorOf(value, "strided")), std::vector<double>(6, -1));
    QCOMPARE(valuesOf(tensorOf(value, "scalar")), std::vector<double>{7});
}

void tst_PickleReader::objects()
{
    QFETCH(const QString, file);
    const PickleValue value = readPickleFile(testFile(file));
    QVERIFY(std::holds_alternative<PickleValue::None>(entry(value, "none").value));
    QCOMPARE(std::get<bool>(entry(value, "true").value), true);
    QCOMPARE(std::get<bool>(entry(value, "false").value), false);
    std::vector<std::int64_t> ints;
    for (const PickleValue& item : std::get<PickleValue::List>(entry(value, "ints").value).items)
        ints.push_back(std::get<std::int64_t>(item.value));
    QCOMPARE(ints, (std::vector<std::int64_t>{0, 255, 256, 65536, -1, 2147483647, -2147483648LL, 2147483648LL,
                                              4611686018427387904LL, std::numeric_limits<std::int64_t>::min()}));
    QCOMPARE(std::get<double>(entry(value, "huge").value), 18446744073709551616.0);
    QCOMPARE(std::get<double>(entry(value, "float").value), 0.5);
    QCOMPARE(std::get<std::string>(entry(value, "text").value), std::string("Gr\xc3\xbcn \xe7\xbb\xbf"));
    QCOMPARE(std::get<std::string>(entry(value, "long").value), std::string(300, 'x'));
    const auto& tuple = std::get<PickleValue::Tuple>(entry(value, "tuple").value);
    QCOMPARE(tuple.items.size(), std::size_t{3});
    QCOMPARE(std::get<PickleValue::Tuple>(tuple.items[1].value).items.size(), std::size_t{2});
    QVERIFY(std::get<PickleValue::Tuple>(tuple.items[2].value).items.empty());
    const PickleValue& nested = entry(value, "nested");
    QVERIFY(std::get<Dict>(nested.value).ordered);
    QVERIFY(!std::get<Dict>(entry(nested, "a").value).ordered);
    QCOMPARE(valuesOf(tensorOf(entry(nested, "a"), "b")), counting(2));
    QCOMPARE(std::get<PickleValue::Tuple>(entry(value, "size").value).items.size(), std::size_t{2});
    QCOMPARE(std::get<std::string>(entry(value, "dtype").value), std::string("torch.float16"));
}

void tst_PickleReader::networks()
{
    QFETCH(const QString, file);
    const PickleValue value = readPickleFile(testFile(file));
    std::vector<std::string> names;
    for (const auto& [key, item] : std::get<Dict>(value.value).items)
        names.push_back(std::get<std::string>(key.value));
    QCOMPARE(names, (std::vector<std::string>{"0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean",
                                              "1.running_var", "1.num_batches_tracked", "4.weight", "4.bias"}));
    QCOMPARE(tensorOf(value, "1.num_batches_tracked").scalar_type(), at::kLong);
    QCOMPARE(valuesOf(tensorOf(value, "1.running_var")), (std::vector<double>{1, 1}));
}

void tst_PickleReader::foreignGlobalIsRefusedByName_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("global");
    QTest::newRow("command 1.13") << QStringLiteral("command-1.13.pth") << QStringLiteral("posix.system");
    QTest::newRow("command 2.13") << QStringLiteral("command-2.13.pth") << QStringLiteral("posix.system");
    QTest::newRow("module 1.13") << QStringLiteral("module-1.13.pth")
                                 << QStringLiteral("torch.nn.modules.container.Sequential");
    QTest::newRow("module 2.13") << QStringLiteral("module-2.13.pth")
                                 << QStringLiteral("torch.nn.modules.container.Sequential");
}

void tst_PickleReader::foreignGlobalIsRefusedByName()
{
    QFETCH(const QString, file);
    QFETCH(const QString, global);
    const std::string error = errorOf([&] { readPickleFile(testFile(file)); });
    QVERIFY2(contains(error, file.toStdString()), error.c_str());
    QVERIFY2(contains(error, "the Python object " + global.toStdString() + "."), error.c_str());
}

void tst_PickleReader::foreignFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("part");
    QTest::newRow("TorchScript") << QStringLiteral("torchscript-1.13.pt") << QStringLiteral("is a TorchScript network");
    QTest::newRow("ONNX") << QStringLiteral("network.onnx") << QStringLiteral("is not a file of tensors");
    QTest::newRow("exported") << QStringLiteral("network.pt2") << QStringLiteral("is not a file of tensors");
}

void tst_PickleReader::foreignFiles()
{
    QFETCH(const QString, file);
    QFETCH(const QString, part);
    const std::string error = errorOf([&] { readPickleFile(testFile(file)); });
    QVERIFY2(contains(error, part.toStdString()), error.c_str());
}

void tst_PickleReader::unknownDTypeIsNamed()
{
    const std::string error = errorOf([&] { readPickleFile(testFile(QStringLiteral("uint16.pth"))); });
    QVERIFY2(contains(error, "uint16"), error.c_str());
}

void tst_PickleReader::bytesInMemory()
{
    const PickleValue value = readBytes(bytesOfFile(testFile(QStringLiteral("dtypes-zip-1.13.pth"))));
    QCOMPARE(valuesOf(tensorOf(value, "int8")), counting(6));
}

QTEST_GUILESS_MAIN(tst_PickleReader)
#include "tst_pickle_reader.moc"
