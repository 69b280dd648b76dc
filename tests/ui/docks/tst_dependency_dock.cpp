// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include <memory>

#include "core/graph/dependency_graph.h"
#include "tests/support/gui_test.h"
#include "ui/docks/dependency_dock.h"
#include "ui/docks/dependency_model.h"
#include "ui/document/current_selection.h"
#include "ui/document/session_document.h"

using namespace espalier;
using namespace espalier::ui;
using espalier::test::child;
using espalier::test::openInDocument;

class DependencyDockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<SessionDocument>();
        m_selection = std::make_unique<CurrentSelection>();
        m_dock = std::make_unique<DependencyDock>(*m_document, *m_selection);
    }

    void everyStateSaysWhatBelongsHere()
    {
        QVERIFY(m_dock->headline().contains(QLatin1String("Open a model")));
        openInDocument(*m_document, QStringLiteral("resnet_scripted"));
        m_selection->setLayers({QStringLiteral("conv1")});
        QVERIFY(m_dock->headline().contains(QLatin1String("input shape")));
        follow();
        m_selection->setLayers({});
        QVERIFY(m_dock->headline().contains(QLatin1String("Select a layer")));
        m_selection->setLayers({QStringLiteral("maxpool_that_is_not_there")});
        QVERIFY(m_dock->headline().contains(QLatin1String("no channels")));
    }

    void theGroupOfTheSelectedLayerIsListed()
    {
        follow();
        QAbstractItemModelTester tester(m_dock->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_selection->setLayers({QStringLiteral("conv1")});
        const DependencyGroup* group = m_document->dependencyGraph()->groupOf("conv1");
        QVERIFY(group != nullptr && group->members.size() > 2);
        QCOMPARE(m_dock->model()->rowCount(), static_cast<int>(group->members.size()));
        for (int row = 0; row < m_dock->model()->rowCount(); ++row) {
            QCOMPARE(text(row, DependencyModel::Column::Layer),
                     QString::fromStdString(group->members[static_cast<std::size_t>(row)].layer));
            QVERIFY(!text(row, DependencyModel::Column::Role).isEmpty());
            QVERIFY(!text(row, DependencyModel::Column::Channels).isEmpty());
        }
        QVERIFY(m_dock->headline().contains(QLatin1String("8")));
    }

    void aNormIsShownWithTheGroupThatItFollows()
    {
        follow();
        m_selection->setLayers({QStringLiteral("bn1")});
        QVERIFY(m_dock->model()->group() == m_document->dependencyGraph()->groupOf("conv1"));
    }

    void theOutputLayerSaysWhyItIsLocked()
    {
        follow();
        m_selection->setLayers({QStringLiteral("fc")});
        QVERIFY2(m_dock->headline().startsWith(QLatin1String("None of these channels can go.")),
                 qPrintable(m_dock->headline()));
        QVERIFY(m_dock->headline().size() > 40);
    }

    void choosingAMemberSelectsItAndKeepsTheList()
    {
        follow();
        m_selection->setLayers({QStringLiteral("conv1")});
        const QSignalSpy resets(m_dock->model(), &QAbstractItemModel::modelReset);
        auto* view = child<QTreeView>(m_dock.get(), "dependencyTreeView");
        Q_EMIT view->clicked(m_dock->model()->index(1, 0));
        QCOMPARE(m_selection->currentLayer(), text(1, DependencyModel::Column::Layer));
        QCOMPARE(resets.count(), 0);
    }

private:
    void follow()
    {
        openInDocument(*m_document, QStringLiteral("resnet_scripted"), QStringLiteral("1,3,32,32"));
        m_document->setDependencyGraph(std::make_shared<const DependencyGraph>(*m_document->model()));
    }

    QString text(int row, DependencyModel::Column column) const
    {
        return m_dock->model()->index(row, static_cast<int>(column)).data().toString();
    }

    std::unique_ptr<SessionDocument> m_document;
    std::unique_ptr<CurrentSelection> m_selection;
    std::unique_ptr<DependencyDock> m_dock;
};

ESPALIER_GUI_TEST_MAIN(DependencyDockTest)

#include "tst_dependency_dock.moc"
