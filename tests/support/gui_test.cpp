// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gui_test.h"

#include <QLocale>
#include <QTemporaryDir>

#include <clocale>

#include "core/base/error.h"
#include "core/base/input_spec.h"
#include "core/base/progress_sink.h"
#include "core/config/config_list_parser.h"
#include "ui/document/session_document.h"
#include "ui/theme/theme_manager.h"

namespace espalier::test {

namespace {

/// Outlives SettingsStore::instance(), which writes at its end.
const QTemporaryDir& settingsFolder()
{
    static const QTemporaryDir folder;
    return folder;
}

} // namespace

GuiTestApplication::GuiTestApplication(int& argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("ESPALIER_SETTINGS_DIR", settingsFolder().path().toUtf8());
    m_application = std::make_unique<QApplication>(argc, argv);
    std::setlocale(LC_NUMERIC, "C");
    QLocale::setDefault(QLocale::c());
    ui::ThemeManager::instance().setChoice(ui::ThemeChoice::Light);
}

QString testModelPath(const QString& name)
{
    return QStringLiteral(ESPALIER_TEST_DATA "/models/%1.pt").arg(name);
}

std::shared_ptr<const Model> openTestModel(const QString& name, const QString& inputShape)
{
    try {
        NullProgressSink sink;
        auto model = std::make_shared<Model>(Model::load(testModelPath(name).toStdString(), sink));
        if (!inputShape.isEmpty())
            model->setInputs(parseInputSpecs(inputShape.toStdString()));
        return model;
    } catch (const Error& error) {
        qFatal("%s", error.what());
    }
}

void openInDocument(ui::SessionDocument& document, const QString& name, const QString& inputShape)
{
    document.openModel(openTestModel(name, inputShape), testModelPath(name));
}

ConfigList configList(const char* json)
{
    ParsedConfigList parsed = parseConfigList(json);
    if (parsed.error)
        qFatal("%s: %s", json, parsed.error->message.english().c_str());
    return std::move(parsed.entries);
}

} // namespace espalier::test
