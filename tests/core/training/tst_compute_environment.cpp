// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/compute_environment.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/count_nonzero.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/rand.h>
#include <c10/util/Exception.h>

#include <QTemporaryFile>
#include <QTest>

#include <unistd.h>

#include <algorithm>
#include <functional>
#include <limits>

using namespace espalier;

namespace {

// Half of the smallest normal number: zero where denormals are flushed.
float halfOfTheSmallest()
{
    volatile float smallest = std::numeric_limits<float>::min();
    volatile float half = smallest * 0.5f;
    return half;
}

} // namespace

class ComputeEnvironmentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void denormalsAreFlushedOnEveryThread();
    void threadsAreSetAndReset();
    void seedRepeats();
    void libraryIsNamed();
    void warningsAreDropped();
};

// First: nobody has flushed anything yet.
void ComputeEnvironmentTest::denormalsAreFlushedOnEveryThread()
{
    // Long enough that LibTorch spreads it over its threads, which exist already when the setting comes.
    constexpr std::int64_t kCount = 1 << 20;
    const auto notZero = [] {
        const at::Tensor halves = at::full({kCount}, std::numeric_limits<float>::min()).mul(0.5);
        return halves.count_nonzero().item<std::int64_t>();
    };
    setComputeThreads(4);
    QVERIFY(halfOfTheSmallest() > 0);
    QCOMPARE(notZero(), kCount);
    flushDenormals();
    QCOMPARE(halfOfTheSmallest(), 0.0f);
    QCOMPARE(notZero(), std::int64_t(0));
    setComputeThreads(0);
}

void ComputeEnvironmentTest::threadsAreSetAndReset()
{
    setComputeThreads(0);
    const int automatic = computeThreads();
    QVERIFY(automatic >= 1);
    setComputeThreads(automatic + 1);
    QCOMPARE(computeThreads(), automatic + 1);
    setComputeThreads(-1);
    QCOMPARE(computeThreads(), automatic);
}

void ComputeEnvironmentTest::seedRepeats()
{
    seedCompute(42);
    const at::Tensor first = at::rand({8});
    const at::Tensor second = at::rand({8});
    seedCompute(42);
    QVERIFY(at::equal(at::rand({8}), first));
    QVERIFY(!at::equal(first, second));
}

void ComputeEnvironmentTest::libraryIsNamed()
{
    const std::string version = libTorchVersion();
    QCOMPARE(std::count(version.begin(), version.end(), '.'), std::ptrdiff_t{1});
    qInfo("LibTorch %s computes with %s", version.c_str(), blasName().c_str());
    QVERIFY(!blasName().empty());
    QCOMPARE(usesReferenceBlas(), blasName() == "reference BLAS");
}

void ComputeEnvironmentTest::warningsAreDropped()
{
    const auto stderrOf = [](const std::function<void()>& work) {
        QTemporaryFile file;
        file.open();
        const int saved = ::dup(STDERR_FILENO);
        ::dup2(file.handle(), STDERR_FILENO);
        work();
        ::dup2(saved, STDERR_FILENO);
        ::close(saved);
        return QFile(file.fileName()).size();
    };
    const auto warn = [] { TORCH_WARN("for programmers"); };
    QVERIFY(stderrOf(warn) > 0);
    silenceLibrary();
    QCOMPARE(stderrOf(warn), qint64(0));
}

QTEST_GUILESS_MAIN(ComputeEnvironmentTest)
#include "tst_compute_environment.moc"
