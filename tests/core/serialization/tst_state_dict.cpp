// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <ATen/core/Tensor.h>
#include <ATen/ops/ones.h>

#include "core/serialization/internal/pickle_value.h"
#include "test_files.h"

using namespace espalier;
using namespace espalier::internal;

namespace {

using Dict = PickleValue::Dict;
using Entries = std::vector<std::pair<std::string, PickleValue>>;

PickleValue dict(const Entries& entries)
{
    Dict result;
    for (const auto& [key, value] : entries)
        result.items.emplace_back(PickleValue{key}, value);
    return PickleValue{result};
}

PickleValue tensor()
{
    return PickleValue{at::ones({2})};
}

PickleValue number(std::int64_t value)
{
    return PickleValue{value};
}

} // namespace

Q_DECLARE_METATYPE(espalier::internal::PickleValue)

class tst_StateDict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
    void refused_data();
    void refused();
    void roundTrip();
    void filesOfPython();

private:
    QTemporaryDir m_folder;
    std::filesystem::path target() const { return m_folder.filePath(QStringLiteral("w.pth")).toStdString(); }
    std::string namesOf(const PickleValue& value) const
    {
        writePickleFile(target(), value);
        std::string names;
        for (const auto& [name, item] : readStateDictFile(target()))
            names += (names.empty() ? "" : " ") + name;
        return names;
    }
};

void tst_StateDict::names_data()
{
    QTest::addColumn<PickleValue>("value");
    QTest::addColumn<QString>("names");
    const PickleValue two = dict({{"a.weight", tensor()}, {"a.bias", tensor()}});
    const auto row = [](const char* name, const PickleValue& value, const char* names) {
        QTest::newRow(name) << value << QString::fromLatin1(names);
    };
    row("plain", two, "a.weight a.bias");
    row("state_dict", dict({{"epoch", number(3)}, {"state_dict", two}, {"optimizer", dict({{"lr", number(1)}})}}),
        "a.weight a.bias");
    row("model", dict({{"model", two}, {"args", number(1)}}), "a.weight a.bias");
    row("model_state_dict", dict({{"model_state_dict", two}}), "a.weight a.bias");
    row("wrapped twice", dict({{"model", dict({{"state_dict", two}})}}), "a.weight a.bias");
    row("state_dict before model", dict({{"model", dict({{"x", tensor()}})}, {"state_dict", two}}), "a.weight a.bias");
    row("a layer called model", dict({{"model.weight", tensor()}, {"head", tensor()}}), "model.weight head");
    row("only dict among other things", dict({{"net", two}, {"acc", number(90)}, {"epoch", number(1)}}),
        "a.weight a.bias");
    row("nested", dict({{"backbone", two}, {"head", dict({{"weight", tensor()}})}}),
        "backbone.a.weight backbone.a.bias head.weight");
    row("data parallel", dict({{"module.a", tensor()}, {"module.b", tensor()}}), "a b");
    row("not data parallel", dict({{"module.a", tensor()}, {"b", tensor()}}), "module.a b");
    row("extra state", dict({{"a", tensor()}, {"q._extra_state", number(1)}}), "a");
}

void tst_StateDict::names()
{
    QFETCH(const PickleValue, value);
    QFETCH(const QString, names);
    QCOMPARE(namesOf(value), names.toStdString());
}

void tst_StateDict::refused_data()
{
    QTest::addColumn<PickleValue>("value");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, const PickleValue& value, const char* part) {
        QTest::newRow(name) << value << QString::fromLatin1(part);
    };
    row("no dict", tensor(), "holds no named tensors");
    row("empty", dict({}), "holds no named tensors");
    row("number among tensors", dict({{"a", tensor()}, {"epoch", number(3)}}), "its entry epoch is no tensor");
    row("masks", dict({{"conv", dict({{"weight", tensor()}, {"bias", PickleValue{PickleValue::None{}}}})}}),
        "its entry conv is no tensor");
}

void tst_StateDict::refused()
{
    QFETCH(const PickleValue, value);
    QFETCH(const QString, part);
    const std::string error = errorOf([&] { namesOf(value); });
    QVERIFY2(contains(error, part.toStdString()), error.c_str());
    QVERIFY2(contains(error, target().string()), error.c_str());
}

void tst_StateDict::roundTrip()
{
    writeStateDictFile(target(), {{"b", at::ones({2, 2})}, {"a", at::ones({}, at::kLong)}});
    const PickleValue value = readPickleFile(target());
    QVERIFY(std::get<Dict>(value.value).ordered);
    const NamedTensors read = readStateDictFile(target());
    QCOMPARE(read.size(), std::size_t{2});
    QCOMPARE(read[0].first, std::string("b"));
    QVERIFY(read[0].second.equal(at::ones({2, 2})));
    QCOMPARE(read[1].second.scalar_type(), at::kLong);
}

void tst_StateDict::filesOfPython()
{
    for (const char* name : {"network-zip-1.13.pth", "network-legacy-1.13.pth", "network-zip-2.13.pth"}) {
        const NamedTensors read = readStateDictFile(testFile(QLatin1String(name)));
        QCOMPARE(read.size(), std::size_t{9});
        QCOMPARE(read[0].first, std::string("0.weight"));
    }
}

QTEST_GUILESS_MAIN(tst_StateDict)
#include "tst_state_dict.moc"
