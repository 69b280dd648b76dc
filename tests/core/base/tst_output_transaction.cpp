// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include <sys/resource.h>

#include <csignal>
#include <filesystem>

#include "core/base/error.h"
#include "core/base/output_transaction.h"

using namespace espalier;
namespace fs = std::filesystem;

namespace {

/// Limits the size of files this process may write, for as long as it lives.
class SizeLimit
{
public:
    explicit SizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

class TestOutputTransaction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void writesOnCommitOnly();
    void leavesNothingWithoutCommit();
    void keepsTheOldFileUntilCommit();
    void keepsFoldersThatExistedBefore();
    void refusesAFolderAsDestination();
    void refusesAPipeAsDestination();
    void refusesAFileAsFolder();
    void reportsAFullDisk();

private:
    fs::path path(const char* name) const { return fs::path(m_folder->path().toStdString()) / name; }
    static QByteArray content(const fs::path& file)
    {
        QFile stream(QString::fromStdString(file.string()));
        return stream.open(QIODevice::ReadOnly) ? stream.readAll() : QByteArray("(missing)");
    }
    int entryCount() const
    {
        return static_cast<int>(
            QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size());
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestOutputTransaction::writesOnCommitOnly()
{
    OutputTransaction output;
    output.write(path("out/sub/a.txt"), "first");
    output.write(path("out/b.txt"), "second");
    QVERIFY(!fs::exists(path("out/sub/a.txt")));
    output.commit();
    QCOMPARE(content(path("out/sub/a.txt")), QByteArray("first"));
    QCOMPARE(content(path("out/b.txt")), QByteArray("second"));
    QCOMPARE(QDir(QString::fromStdString(path("out").string()))
                 .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)
                 .size(),
             2);
}

void TestOutputTransaction::leavesNothingWithoutCommit()
{
    {
        OutputTransaction output;
        output.write(path("out/sub/a.txt"), "first");
    }
    QCOMPARE(entryCount(), 0);
}

void TestOutputTransaction::keepsTheOldFileUntilCommit()
{
    {
        OutputTransaction output;
        output.write(path("a.txt"), "old");
        output.commit();
    }
    {
        OutputTransaction output;
        output.write(path("a.txt"), "new");
        QCOMPARE(content(path("a.txt")), QByteArray("old"));
    }
    QCOMPARE(content(path("a.txt")), QByteArray("old"));
    QCOMPARE(entryCount(), 1);
}

void TestOutputTransaction::keepsFoldersThatExistedBefore()
{
    fs::create_directory(path("mine"));
    {
        OutputTransaction output;
        output.write(path("mine/new/a.txt"), "x");
    }
    QVERIFY(fs::is_directory(path("mine")));
    QVERIFY(!fs::exists(path("mine/new")));
}

void TestOutputTransaction::refusesAFolderAsDestination()
{
    fs::create_directory(path("mine"));
    OutputTransaction output;
    QVERIFY_THROWS_EXCEPTION(Error, output.stage(path("mine")));
}

void TestOutputTransaction::refusesAPipeAsDestination()
{
    const fs::path pipe = path("pipe");
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    OutputTransaction output;
    QVERIFY_THROWS_EXCEPTION(Error, output.stage(pipe));
    QVERIFY(fs::is_fifo(pipe));
}

void TestOutputTransaction::refusesAFileAsFolder()
{
    OutputTransaction first;
    first.write(path("file"), "x");
    first.commit();
    OutputTransaction output;
    try {
        output.stage(path("file/a.txt"));
        QFAIL("accepted");
    } catch (const Error& error) {
        QVERIFY(error.code() == ErrorCode::Io);
        QVERIFY2(QByteArray(error.what()).contains("file"), error.what());
    }
}

void TestOutputTransaction::reportsAFullDisk()
{
    // A file size limit fails in the middle of a write, as a full disk does.
    const SizeLimit limit(1000);
    {
        OutputTransaction output;
        try {
            output.write(path("out/a.bin"), std::string(100'000, 'x'));
            QFAIL("written beyond the limit");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::Io);
            QVERIFY2(QByteArray(error.what()).contains("a.bin"), error.what());
        }
    }
    QCOMPARE(entryCount(), 0);
}

QTEST_GUILESS_MAIN(TestOutputTransaction)
#include "tst_output_transaction.moc"
