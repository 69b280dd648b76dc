// SPDX-License-Identifier: GPL-3.0-or-later
#include <QImage>
#include <QPainter>
#include <QStyleOptionViewItem>
#include <QTest>

#include "core/base/progress_sink.h"
#include "core/pruning/pruner.h"
#include "tests/support/gui_test.h"
#include "ui/delegates/sparsity_bar_delegate.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"
#include "ui/models/layer_tree_model.h"
#include "ui/theme/theme_manager.h"

using namespace espalier;
using namespace espalier::test;
using namespace espalier::ui;

namespace {

const QRect kArea(10, 4, 100, 12);

/// Pixels of exactly that colour.
int pixels(const QImage& image, const QColor& color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == color ? 1 : 0;
    }
    return count;
}

} // namespace

class SparsityBarDelegateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lengthIsTheSizeOfTheLayer()
    {
        QCOMPARE(SparsityBarDelegate::bar(kArea, 1.0, {}, {}).dense, kArea);
        QCOMPARE(SparsityBarDelegate::bar(kArea, 0.5, {}, {}).dense, QRect(10, 4, 50, 12));
        // Even the lightest layer can be seen.
        QVERIFY(SparsityBarDelegate::bar(kArea, 0.00001, {}, {}).dense.width() >= 3);
    }

    void keptAndRemovedFillIt_data()
    {
        QTest::addColumn<double>("share");
        QTest::addColumn<double>("achieved");
        QTest::addColumn<int>("kept");
        QTest::addColumn<int>("removed");
        QTest::newRow("all kept") << 1.0 << 0.0 << 100 << 0;
        QTest::newRow("a quarter") << 1.0 << 0.25 << 75 << 25;
        QTest::newRow("half of half") << 0.5 << 0.5 << 25 << 25;
        QTest::newRow("a little stays visible") << 1.0 << 0.0001 << 99 << 1;
        QTest::newRow("what is left stays visible") << 1.0 << 0.9999 << 1 << 99;
        QTest::newRow("all removed") << 1.0 << 1.0 << 0 << 100;
    }

    void keptAndRemovedFillIt()
    {
        QFETCH(double, share);
        QFETCH(double, achieved);
        QFETCH(int, kept);
        QFETCH(int, removed);
        const auto bar = SparsityBarDelegate::bar(kArea, share, achieved, {});
        QCOMPARE(bar.kept.width(), kept);
        QCOMPARE(bar.removed.width(), removed);
        QCOMPARE(bar.kept.left(), kArea.left());
        QCOMPARE(bar.removed.left(), bar.kept.left() + kept);
    }

    void tickShowsWhatWasAskedFor()
    {
        QCOMPARE(SparsityBarDelegate::bar(kArea, 1.0, 0.25, 0.4).asked, std::optional<int>(10 + 60));
        QVERIFY(!SparsityBarDelegate::bar(kArea, 1.0, 0.25, 0.25).asked);
        QVERIFY(!SparsityBarDelegate::bar(kArea, 1.0, 0.25, {}).asked);
        // Without masks the bar is what is asked for.
        const auto bar = SparsityBarDelegate::bar(kArea, 1.0, {}, 0.4);
        QVERIFY(!bar.asked);
        QCOMPARE(bar.removed.width(), 40);
    }

    void paintsBothParts()
    {
        SessionDocument document;
        CurrentSelection selection;
        const LayerTreeModel model(document, selection);
        openInDocument(document, QStringLiteral("resnet_scripted"));
        const SparsityBarDelegate delegate;
        const auto paint = [&] {
            QImage image(200, 24, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            QStyleOptionViewItem option;
            option.rect = image.rect();
            option.state = QStyle::State_Enabled | QStyle::State_Active;
            option.palette = QApplication::palette();
            option.fontMetrics = QFontMetrics(QApplication::font());
            delegate.paint(&painter, option,
                           model.indexOfName(QStringLiteral("layer2.0.conv2"), LayerColumn::Sparsity));
            painter.end();
            return image;
        };
        const ThemeColors& colors = ThemeManager::instance().colors();
        const QImage dense = paint();
        QVERIFY(pixels(dense, colors.kept) > 500);
        QCOMPARE(pixels(dense, colors.removed), 0);
        document.setConfigList(configList(R"([{"op_names": ["layer2.0.conv2"], "sparsity": 0.5}])"),
                               QStringLiteral("edit"));
        NullProgressSink sink;
        document.setPreviewMasks(prune(*document.model(), document.resolution(), {}, sink));
        const QImage pruned = paint();
        const int ratio = 100 * pixels(pruned, colors.kept) / pixels(dense, colors.kept);
        QVERIFY2(ratio > 40 && ratio < 60, qPrintable(QString::number(ratio)));
        // Hatched: some pixels of that part, not all.
        QVERIFY(pixels(pruned, colors.removed) > 20);
        QVERIFY(pixels(pruned, colors.removed) < pixels(pruned, colors.kept) / 2);
    }
};

ESPALIER_GUI_TEST_MAIN(SparsityBarDelegateTest)
#include "tst_sparsity_bar_delegate.moc"
