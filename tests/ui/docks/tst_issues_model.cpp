// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include <memory>

#include "tests/support/gui_test.h"
#include "ui/docks/issues_dock.h"
#include "ui/docks/issues_model.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"

using namespace espalier;
using namespace espalier::ui;
using espalier::test::child;

namespace {

std::vector<Issue> threeIssues()
{
    return {{Severity::Error, {"The data %1 is gone.", {"/a/%2"}}, std::nullopt, {}},
            {Severity::Warning, {"The layer is odd.", {}}, std::nullopt, "conv2"},
            {Severity::Info, {"The entry is fine.", {}}, std::size_t{2}, {}}};
}

QModelIndex cell(const IssuesModel& model, int row, IssuesModel::Column column)
{
    return model.index(row, static_cast<int>(column));
}

} // namespace

/// The list of findings: the model and the dock that shows it.
class IssuesModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<SessionDocument>();
        test::openInDocument(*m_document, QStringLiteral("lenet_scripted"));
        QVERIFY(m_document->issues().empty());
    }

    void itIsAProperModelAtEveryMoment()
    {
        IssuesModel model(*m_document);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        m_document->setDataIssues(threeIssues());
        QCOMPARE(model.rowCount(), 3);
        m_document->setDataIssues({threeIssues()[1]});
        QCOMPARE(model.rowCount(), 1);
        m_document->close();
        QCOMPARE(model.rowCount(), 0);
    }

    void aRowSaysWhatAndWhere()
    {
        m_document->setDataIssues(threeIssues());
        const IssuesModel model(*m_document);
        QCOMPARE(model.rowCount(), 3);
        const auto text = [&model](int row, IssuesModel::Column column) {
            return cell(model, row, column).data().toString();
        };
        QCOMPARE(text(0, IssuesModel::Column::Message), QStringLiteral("The data /a/%2 is gone."));
        QCOMPARE(text(0, IssuesModel::Column::Layer), QString());
        QCOMPARE(text(1, IssuesModel::Column::Layer), QStringLiteral("conv2"));
        QCOMPARE(text(1, IssuesModel::Column::Entry), QString());
        QCOMPARE(text(2, IssuesModel::Column::Entry), QStringLiteral("3")); // counted from 1, as the cards are
    }

    void severityIsSaidByIconAndWord()
    {
        m_document->setDataIssues(threeIssues());
        const IssuesModel model(*m_document);
        QStringList words;
        QStringList icons;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = cell(model, row, IssuesModel::Column::Message);
            words.append(index.data(Qt::AccessibleDescriptionRole).toString());
            icons.append(index.data(Qt::DecorationRole).value<QIcon>().name());
        }
        QCOMPARE(words.removeDuplicates() + icons.removeDuplicates(), 0);
        QVERIFY(!words.contains(QString()) && !icons.contains(QString()));
    }

    void newTextsAreTold()
    {
        m_document->setDataIssues(threeIssues());
        IssuesModel model(*m_document);
        QSignalSpy rows(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy header(&model, &QAbstractItemModel::headerDataChanged);
        model.refreshTexts();
        QCOMPARE(rows.count(), 1);
        QCOMPARE(rows.first().at(1).toModelIndex().row(), 2);
        QCOMPARE(header.count(), 1);
    }

    void mistakesInTheConfigListAreListed()
    {
        const IssuesModel model(*m_document);
        m_document->setConfigList(test::configList(R"([{"op_types": ["Conv2d"], "sparsity": 0.5},
                                                       {"op_names": ["conv1"], "sparsity": 1.5}])"),
                                  QStringLiteral("Edit"));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(cell(model, 0, IssuesModel::Column::Entry).data().toInt(), 2);
        m_document->setConfigList({}, QStringLiteral("Clear"));
        QCOMPARE(model.rowCount(), 0);
    }

    void aClickLeadsToLayerAndEntry()
    {
        CurrentSelection selection;
        IssuesDock dock(*m_document, selection);
        dock.resize(600, 300);
        dock.show();
        m_document->setDataIssues(threeIssues());
        QVERIFY(dock.windowTitle().contains(QLatin1Char('3')));
        auto* view = child<QTreeView>(&dock, "issuesTreeView");
        const auto click = [&](int row) {
            const QRect place = view->visualRect(cell(*dock.model(), row, IssuesModel::Column::Message));
            QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, place.center());
        };
        click(1);
        QCOMPARE(selection.layers(), QStringList{QStringLiteral("conv2")});
        QCOMPARE(selection.currentEntry(), -1);
        click(2);
        QCOMPARE(selection.currentEntry(), 2);
        QCOMPARE(selection.currentLayer(), QStringLiteral("conv2"));
    }

    void withoutIssuesTheDockSaysSo()
    {
        CurrentSelection selection;
        IssuesDock dock(*m_document, selection);
        dock.show();
        auto* view = child<QTreeView>(&dock, "issuesTreeView");
        QVERIFY(!view->isVisible());
        m_document->setDataIssues(threeIssues());
        QVERIFY(view->isVisible());
        m_document->setDataIssues({});
        QVERIFY(!view->isVisible());
    }

private:
    std::unique_ptr<SessionDocument> m_document;
};

ESPALIER_GUI_TEST_MAIN(IssuesModelTest)

#include "tst_issues_model.moc"
