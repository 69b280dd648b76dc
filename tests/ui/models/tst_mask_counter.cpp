// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/mask_counter.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>

#include "tests/support/gui_test.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;

namespace {

/// One layer of ten weights of which @p removed are removed, and a bias, which does not count.
std::shared_ptr<const MaskSet> masksOf(const char* layer, int removed)
{
    Mask weight = Mask::ones({2, 5});
    std::fill(weight.keep.begin(), weight.keep.begin() + removed, std::uint8_t{0});
    Mask bias = Mask::ones({2});
    bias.keep[0] = 0;
    auto masks = std::make_shared<MaskSet>();
    masks->set(layer, {std::move(weight), std::move(bias)});
    return masks;
}

} // namespace

class MaskCounterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsWeightsByLayer()
    {
        MaskCounter counter;
        QSignalSpy counted(&counter, &MaskCounter::counted);
        counter.setMasks(masksOf("conv", 3));
        QTRY_COMPARE(counted.count(), 1);
        QVERIFY(counter.removed() == (RemovedByLayer{{"conv", 3}}));
    }

    void noCountOnThisThread()
    {
        MaskCounter counter;
        std::atomic<QThread*> on = nullptr;
        counter.setBeforeCount([&on] { on = QThread::currentThread(); });
        QSignalSpy counted(&counter, &MaskCounter::counted);
        counter.setMasks(masksOf("conv", 3));
        QTRY_COMPARE(counted.count(), 1);
        QVERIFY(on != nullptr && on != QThread::currentThread());
    }

    void theSameMasksAreCountedOnce()
    {
        MaskCounter counter;
        std::atomic<int> counts = 0;
        counter.setBeforeCount([&counts] { ++counts; });
        QSignalSpy counted(&counter, &MaskCounter::counted);
        const auto masks = masksOf("conv", 3);
        counter.setMasks(masks);
        counter.setMasks(masks);
        QTRY_COMPARE(counted.count(), 1);
        counter.setMasks(masks);
        counter.setMasks(masksOf("fc", 4));
        QTRY_COMPARE(counted.count(), 2);
        QCOMPARE(counts.load(), 2);
        QVERIFY(counter.removed() == (RemovedByLayer{{"fc", 4}}));
    }

    void nothingIsCountedAtOnce()
    {
        MaskCounter counter;
        QSignalSpy counted(&counter, &MaskCounter::counted);
        counter.setMasks(masksOf("conv", 3));
        QTRY_COMPARE(counted.count(), 1);
        QSemaphore mayCount;
        counter.setBeforeCount([&mayCount] { mayCount.acquire(); });
        counter.setMasks(masksOf("conv", 5));
        QVERIFY(counter.removed() == (RemovedByLayer{{"conv", 3}})); // of those before, meanwhile
        counter.setMasks(std::make_shared<MaskSet>());
        QVERIFY(counter.removed().empty());
        mayCount.release();
        counter.setMasks(nullptr);
        QVERIFY(counter.removed().empty());
        QCoreApplication::processEvents();
        QCOMPARE(counted.count(), 1); // the count that was on its way is dropped
    }
};

ESPALIER_GUI_TEST_MAIN(MaskCounterTest)

#include "tst_mask_counter.moc"
