// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/error.h"
#include "core/base/issue.h"
#include "core/base/message.h"
#include "core/base/profile.h"

using namespace espalier;

class TestMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fillsPlaces();
    void leavesPercentSignsAlone();
    void argumentsAreNotExpandedAgain();
    void errorCarriesItsSentence();
    void onlyErrorsCountAsErrors();
    void profileNamesRoundTrip();
};

void TestMessage::fillsPlaces()
{
    const Message message{ESPALIER_TR("core", "%2 before %1, and %2 again."), {"one", "two"}};
    QCOMPARE(message.english(), std::string("two before one, and two again."));
}

void TestMessage::leavesPercentSignsAlone()
{
    const Message message{ESPALIER_TR("core", "50 % of %1 and %9, %"), {"x"}};
    QCOMPARE(message.english(), std::string("50 % of x and %9, %"));
}

void TestMessage::argumentsAreNotExpandedAgain()
{
    const Message message{ESPALIER_TR("core", "The file %1 is %2."), {"%2.pt", "empty"}};
    QCOMPARE(message.english(), std::string("The file %2.pt is empty."));
}

void TestMessage::errorCarriesItsSentence()
{
    const Error error(ErrorCode::NotFound, Message{ESPALIER_TR("core", "There is no file %1."), {"a.pt"}});
    QCOMPARE(error.what(), "There is no file a.pt.");
    QVERIFY(error.code() == ErrorCode::NotFound);
    QVERIFY(CancelledError().code() == ErrorCode::Cancelled);
}

void TestMessage::onlyErrorsCountAsErrors()
{
    std::vector<Issue> issues(2);
    issues[1].severity = Severity::Warning;
    QVERIFY(!hasErrors(issues));
    issues.emplace_back().severity = Severity::Error;
    QVERIFY(hasErrors(issues));
    QCOMPARE(severityName(Severity::Error), "error");
    QCOMPARE(severityName(Severity::Warning), "warning");
    QCOMPARE(severityName(Severity::Info), "info");
}

void TestMessage::profileNamesRoundTrip()
{
    for (Profile profile : {Profile::Default, Profile::Nni23, Profile::Nni25})
        QVERIFY(profileFromName(profileName(profile)) == profile);
    QVERIFY(!profileFromName("nni"));
}

QTEST_GUILESS_MAIN(TestMessage)
#include "tst_message.moc"
