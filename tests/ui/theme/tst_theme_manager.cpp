// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QImage>
#include <QPalette>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

#include "tests/support/gui_test.h"
#include "ui/theme/theme_manager.h"

using namespace espalier::ui;

namespace {

// WCAG 2: least contrast of text and of graphics.
constexpr double kTextContrast = 4.5;
constexpr double kGraphicsContrast = 3.0;

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

/// Some pixel of the icon is not transparent.
bool showsSomething(const QIcon& icon)
{
    const QImage image = icon.pixmap(QSize(16, 16)).toImage().convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) > 0)
                return true;
        }
    }
    return false;
}

} // namespace

class ThemeManagerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrastIsMeasuredAsWcagDoes()
    {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QVERIFY(std::abs(contrast(QColor(0x777777), Qt::white) - 4.48) < 0.01);
    }

    void contrastSuffices_data()
    {
        QTest::addColumn<QColor>("color");
        QTest::addColumn<QColor>("behind");
        QTest::addColumn<double>("least");
        for (const bool dark : {false, true}) {
            const ThemeColors c = ThemeManager::colorsOf(dark);
            const char* theme = dark ? "dark" : "light";
            const auto row = [theme](const char* name, const QColor& color, const QColor& behind, double least) {
                QTest::addRow("%s: %s on %s", theme, name, qPrintable(behind.name())) << color << behind << least;
            };
            for (const QColor& behind : {c.background, c.surface}) {
                row("text", c.text, behind, kTextContrast);
                row("secondary text", c.secondaryText, behind, kTextContrast);
                row("link", c.accent, behind, kTextContrast);
                row("kept", c.kept, behind, kGraphicsContrast);
                row("removed", c.removed, behind, kGraphicsContrast);
                row("warning", c.warning, behind, kGraphicsContrast);
                row("error", c.error, behind, kGraphicsContrast);
                row("estimated", c.estimated, behind, kGraphicsContrast);
                row("measured", c.measured, behind, kGraphicsContrast);
            }
            row("text of what is selected", c.accentText, c.accent, kTextContrast);
        }
    }

    void contrastSuffices()
    {
        QFETCH(QColor, color);
        QFETCH(QColor, behind);
        QFETCH(double, least);
        const double found = contrast(color, behind);
        QVERIFY2(found >= least, qPrintable(QStringLiteral("%1 < %2").arg(found).arg(least)));
    }

    void theChoiceReachesEveryWidget()
    {
        ThemeManager& theme = ThemeManager::instance();
        theme.setChoice(ThemeChoice::Light);
        QSignalSpy changed(&theme, &ThemeManager::changed);
        theme.setChoice(ThemeChoice::Dark);
        QCOMPARE(changed.count(), 1);
        QVERIFY(theme.isDark());
        QCOMPARE(theme.choice(), ThemeChoice::Dark);
        QCOMPARE(theme.colors().background, ThemeManager::colorsOf(true).background);
        QCOMPARE(QApplication::palette().color(QPalette::Window), theme.colors().background);
        QCOMPARE(QApplication::palette().color(QPalette::Text), theme.colors().text);
        theme.setChoice(ThemeChoice::Light);
        QVERIFY(!theme.isDark());
        QCOMPARE(QApplication::palette().color(QPalette::Window), ThemeManager::colorsOf(false).background);
    }

    void theThemesDiffer()
    {
        const ThemeColors light = ThemeManager::colorsOf(false);
        const ThemeColors dark = ThemeManager::colorsOf(true);
        QVERIFY(luminance(light.surface) > luminance(light.text));
        QVERIFY(luminance(dark.surface) < luminance(dark.text));
        for (const ThemeColors& c : {light, dark}) {
            QVERIFY(c.kept != c.removed);
            QVERIFY(c.estimated != c.measured);
            QVERIFY(c.warning != c.error);
        }
    }

    void anIconThatTheThemeLacksIsDrawn()
    {
        QVERIFY(!QIcon::hasThemeIcon(QStringLiteral("no-such-icon")));
        QVERIFY(showsSomething(ThemeManager::icon(QStringLiteral("no-such-icon"))));
        QVERIFY(showsSomething(ThemeManager::icon(QStringLiteral("document-open"))));
    }
};

ESPALIER_GUI_TEST_MAIN(ThemeManagerTest)

#include "tst_theme_manager.moc"
