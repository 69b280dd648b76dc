// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/heat_map_chart.h"

#include <QComboBox>
#include <QTest>

#include <algorithm>

#include "tests/support/gui_test.h"
#include "tests/ui/views/weight_samples.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;

namespace {

constexpr std::int64_t kRows = 1100;
constexpr std::int64_t kColumns = 1000; ///< with kRows: more weights than are sliced on the UI thread
const Shape kLarge{kRows, kColumns};
const QString kName = QStringLiteral("large");

WeightMatrix largeMatrix(float value)
{
    return matrixOf(kLarge, std::vector<float>(static_cast<std::size_t>(kRows * kColumns), value));
}

} // namespace

class HeatMapChartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_chart = std::make_unique<HeatMapChart>();
        m_chart->resize(600, 400);
        m_chart->show();
    }

    void slicesOfALargeWeightFollowAMomentLater()
    {
        m_chart->setWeight(largeMatrix(2), {}, kName);
        QCOMPARE(m_chart->visibleArea(), (MatrixArea{0, kRows, 0, kColumns}));
        chooseChannels();
        QCOMPARE(m_chart->granularity(), MapGranularity::Channel);
        QVERIFY2(m_chart->message().isEmpty(), "nothing is said of what is not known yet");
        QTRY_COMPARE(m_chart->cells().area, (MatrixArea{0, kRows, 0, 1}));
        QVERIFY(largestCell() == 2.0F * static_cast<float>(kColumns));
        QVERIFY(!m_chart->message().isEmpty());
    }

    void theNewestWeightIsShown()
    {
        chooseChannels();
        m_chart->setWeight(largeMatrix(2), {}, kName);
        chooseChannels();
        m_chart->setWeight(largeMatrix(5), {}, kName);
        QTRY_COMPARE(m_chart->cells().area, (MatrixArea{0, kRows, 0, 1}));
        QVERIFY(largestCell() == 5.0F * static_cast<float>(kColumns));
        // Another layer without slices takes the place of one that is being looked at.
        m_chart->setWeight(largeMatrix(3), {}, kName);
        m_chart->setWeight(matrixOf({4, 1}, {1, 2, 3, 4}), {}, QStringLiteral("small"));
        QTRY_COMPARE(m_chart->cells().area, (MatrixArea{0, 4, 0, 1}));
        QCoreApplication::processEvents();
        QVERIFY(largestCell() == 4.0F);
    }

    void anotherMaskKeepsThePartThatIsShown()
    {
        const WeightMatrix matrix = largeMatrix(1);
        m_chart->setWeight(matrix, {}, kName);
        chooseChannels();
        QTRY_COMPARE(m_chart->cells().area, (MatrixArea{0, kRows, 0, 1}));
        QTest::keyClick(m_chart.get(), Qt::Key_Plus);
        const MatrixArea part = m_chart->visibleArea();
        QVERIFY(part.rows < kRows);
        std::vector<std::uint8_t> keep(static_cast<std::size_t>(kRows * kColumns), 1);
        std::fill(keep.begin() + kRows / 2 * kColumns, keep.end(), std::uint8_t{0});
        m_chart->setWeight(matrix, maskOf(kLarge, std::move(keep)), kName);
        const auto removed = [this] {
            const auto& shares = m_chart->cells().removedShares;
            return std::find(shares.begin(), shares.end(), 1.0F) != shares.end();
        };
        QTRY_VERIFY(removed());
        QCOMPARE(m_chart->visibleArea(), part);
        QVERIFY2(m_chart->message().contains(QStringLiteral("removes 50.0")), qPrintable(m_chart->message()));
    }

private:
    void chooseChannels()
    {
        auto* box = child<QComboBox>(m_chart.get(), "granularityComboBox");
        Q_EMIT box->activated(static_cast<int>(MapGranularity::Channel));
    }

    float largestCell() const
    {
        const auto& values = m_chart->cells().values;
        return values.empty() ? -1.0F : *std::max_element(values.begin(), values.end());
    }

    std::unique_ptr<HeatMapChart> m_chart;
};

ESPALIER_GUI_TEST_MAIN(HeatMapChartTest)
#include "tst_heat_map_chart.moc"
