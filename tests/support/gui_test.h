// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QLatin1String>
#include <QObject>
#include <QString>
#include <QTest>

#include <memory>

#include "core/config/config_entry.h"
#include "core/model/model.h"

namespace espalier::ui {
class SessionDocument;
}

namespace espalier::test {

/// Where a gui test runs: offscreen, settings in a temporary folder, light theme, C locale, English.
class GuiTestApplication
{
public:
    /// @param argc must outlive this object, as QApplication wants it.
    GuiTestApplication(int& argc, char** argv);

private:
    std::unique_ptr<QApplication> m_application;
};

/// tests/data/models/NAME.pt
QString testModelPath(const QString& name);

/// The model NAME.pt; @p inputShape as on the command line: "1,3,32,32". Ends the program when there is no such model.
std::shared_ptr<const Model> openTestModel(const QString& name, const QString& inputShape = {});

/// Opens the model in the document as File > Open does.
void openInDocument(ui::SessionDocument& document, const QString& name, const QString& inputShape = {});

/// Ends the program when @p json is no config list.
ConfigList configList(const char* json);

/// The child of that class and name; ends the program when there is none, since no test can go on without it.
template <class Child>
Child* child(const QObject* parent, const char* objectName)
{
    auto* found = parent->findChild<Child*>(QLatin1String(objectName));
    if (found == nullptr)
        qFatal("There is no %s called %s.", Child::staticMetaObject.className(), objectName);
    return found;
}

} // namespace espalier::test

/// main() of a gui test; stands at the end of the file, before #include "tst_name.moc".
#define ESPALIER_GUI_TEST_MAIN(Class)                                                                                  \
    int main(int argc, char** argv)                                                                                    \
    {                                                                                                                  \
        const espalier::test::GuiTestApplication application(argc, argv);                                              \
        Class test;                                                                                                    \
        return QTest::qExec(&test, argc, argv);                                                                        \
    }
