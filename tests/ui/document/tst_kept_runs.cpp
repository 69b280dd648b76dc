// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gui_test.h"
#include "ui/document/kept_runs.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;

namespace {

constexpr std::uint64_t kBytesPerParameter = 5; // a float and a byte of mask

RunRecord run()
{
    RunRecord record;
    record.result.model = std::make_shared<const Model>(openTestModel(QStringLiteral("train_conv"))->clone());
    record.result.history.resize(3);
    return record;
}

void add(KeptRuns& runs, const RunRecord& record)
{
    DocumentState state;
    state.model = record.result.model;
    runs.add(record, std::move(state));
}

} // namespace

class KeptRunsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRunIsKeptOnce();
    void theOldestGiveUpTheirWeights();
    void theNewestIsAlwaysKept();
};

void KeptRunsTest::aRunIsKeptOnce()
{
    KeptRuns runs;
    const RunRecord record = run();
    add(runs, record);
    add(runs, record);
    QCOMPARE(runs.records().size(), std::size_t(1));
    QVERIFY(runs.state(0)->model == record.result.model);
    QVERIFY(runs.state(1) == nullptr);
    runs.clear();
    QVERIFY(runs.records().empty() && runs.state(0) == nullptr);
}

void KeptRunsTest::theOldestGiveUpTheirWeights()
{
    RunRecord first = run();
    const auto bytes = kBytesPerParameter * static_cast<std::uint64_t>(first.result.model->parameterCount());
    KeptRuns runs(2 * bytes);
    add(runs, first);
    add(runs, run());
    QVERIFY(runs.state(0) != nullptr);
    add(runs, run());
    QCOMPARE(runs.records().size(), std::size_t(3));
    QVERIFY(runs.state(0) == nullptr && runs.state(1) != nullptr && runs.state(2) != nullptr);
    QCOMPARE(runs.records()[0].result.history.size(), std::size_t(3));
    const std::weak_ptr<const Model> weights = first.result.model;
    first.result.model.reset();
    QVERIFY(weights.expired());
}

void KeptRunsTest::theNewestIsAlwaysKept()
{
    KeptRuns runs(1);
    add(runs, run());
    QVERIFY(runs.state(0) != nullptr);
}

ESPALIER_GUI_TEST_MAIN(KeptRunsTest)

#include "tst_kept_runs.moc"
