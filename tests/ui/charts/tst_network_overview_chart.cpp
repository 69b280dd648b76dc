// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/network_overview_chart.h"

#include <QScrollBar>
#include <QTest>

#include "tests/support/gui_test.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;

class NetworkOverviewChartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void highlightedLayersAreMarkedWhereTheyAreSeen();
};

void NetworkOverviewChartTest::highlightedLayersAreMarkedWhereTheyAreSeen()
{
    constexpr int kLayers = 500;
    std::vector<ProfiledLayer> layers(kLayers);
    QStringList names;
    for (ProfiledLayer& layer : layers) {
        layer.name = QStringLiteral("layer%1").arg(names.size());
        layer.parameters = 100;
        names.append(layer.name);
    }
    NetworkOverviewChart chart;
    chart.resize(500, 400);
    chart.show();
    chart.setLayers(layers, false, QStringLiteral("network"));
    QTRY_VERIFY(chart.position(names.first()).has_value());
    QCOMPARE(chart.markCount(), 0);
    chart.setHighlighted(names);
    QTRY_VERIFY(chart.markCount() > 0);
    QVERIFY2(chart.markCount() < 40, "no more than there are rows to see");
    chart.setHighlighted({names[1], names[3], names[kLayers - 1]});
    QTRY_COMPARE(chart.markCount(), 2);
    auto* scrollBar = child<QScrollBar>(&chart, "overviewScrollBar");
    scrollBar->setValue(scrollBar->maximum());
    QTRY_COMPARE(chart.markCount(), 1);
    scrollBar->setValue(0);
    QTRY_COMPARE(chart.markCount(), 2);
    chart.setHighlighted({});
    QTRY_COMPARE(chart.markCount(), 0);
}

ESPALIER_GUI_TEST_MAIN(NetworkOverviewChartTest)
#include "tst_network_overview_chart.moc"
