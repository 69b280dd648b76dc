// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/batch_loader.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

#include "core/base/error.h"
#include "core/data/parallel_for.h"
#include "core/data/sample_order.h"
#include "core/data/sample_transform.h"

namespace espalier {
namespace {

// Decoding a photograph takes milliseconds; a few at a time keep all threads busy within one batch.
constexpr std::size_t kSamplesPerPiece = 8;

/// A batch under construction; pieces of it are filled by whichever thread is free.
struct PendingBatch
{
    Batch batch;
    std::size_t first = 0;     ///< position of its first sample within the epoch
    std::size_t handedOut = 0; ///< samples
    std::size_t finished = 0;
    std::size_t failedAt = 0; ///< sample within the batch that failure belongs to
    std::exception_ptr failure;
};

} // namespace

struct BatchLoader::State
{
    std::shared_ptr<const Dataset> dataset;
    BatchLoaderOptions options;
    SampleTransform transform;

    std::mutex mutex;
    std::condition_variable workToDo;
    std::condition_variable batchReady;
    std::vector<std::size_t> order;
    std::uint64_t epochSeed = 0;
    std::size_t nextToStart = 0;                       ///< first sample of the batch to be started next
    std::deque<std::shared_ptr<PendingBatch>> pending; ///< in order
    bool stopping = false;
    std::vector<std::jthread> threads; // last: joined before what they use goes away

    State(std::shared_ptr<const Dataset> data, BatchLoaderOptions wanted)
        : dataset(std::move(data))
        , options(std::move(wanted))
        , transform(dataset->imageSize(), options)
    {
        options.batchSize = std::max<std::size_t>(1, options.batchSize);
        options.prefetch = std::max<std::size_t>(1, options.prefetch);
    }

    std::size_t sampleFloats() const
    {
        const ImageSize& size = transform.outputSize();
        return static_cast<std::size_t>(size.channels) * static_cast<std::size_t>(size.height)
               * static_cast<std::size_t>(size.width);
    }

    void startThreads()
    {
        const std::size_t count = options.threads > 0 ? options.threads : dataThreads();
        for (std::size_t i = 0; i < count; ++i)
            threads.emplace_back([this] { work(); });
    }

    // Called with the mutex held. Memory for a batch is taken only when a thread begins with it.
    std::shared_ptr<PendingBatch> batchWithWork()
    {
        for (const auto& pendingBatch : pending) {
            if (pendingBatch->handedOut < pendingBatch->batch.count)
                return pendingBatch;
        }
        if (nextToStart >= order.size() || pending.size() >= options.prefetch)
            return nullptr;
        auto started = std::make_shared<PendingBatch>();
        started->first = nextToStart;
        started->batch.count = std::min(options.batchSize, order.size() - nextToStart);
        started->batch.imageSize = transform.outputSize();
        nextToStart += started->batch.count;
        pending.push_back(started);
        started->batch.images.resize(started->batch.count * sampleFloats());
        started->batch.labels.resize(started->batch.count);
        return started;
    }

    void work()
    {
        std::vector<float> stored;
        std::unique_lock lock(mutex);
        while (true) {
            std::shared_ptr<PendingBatch> pendingBatch;
            try {
                workToDo.wait(lock, [&] { return stopping || (pendingBatch = batchWithWork()); });
            } catch (const std::bad_alloc&) {
                failOutOfMemory();
                continue;
            }
            if (stopping)
                return;
            const std::size_t begin = pendingBatch->handedOut;
            const std::size_t end = std::min(begin + kSamplesPerPiece, pendingBatch->batch.count);
            pendingBatch->handedOut = end;
            std::vector<std::size_t> indices(order.begin() + static_cast<std::ptrdiff_t>(pendingBatch->first + begin),
                                             order.begin() + static_cast<std::ptrdiff_t>(pendingBatch->first + end));
            const std::uint64_t seed = epochSeed;
            lock.unlock();
            std::size_t failedAt = begin;
            const std::exception_ptr failure = fill(*pendingBatch, begin, indices, seed, stored, failedAt);
            lock.lock();
            if (failure && (!pendingBatch->failure || failedAt < pendingBatch->failedAt)) {
                pendingBatch->failure = failure;
                pendingBatch->failedAt = failedAt;
            }
            pendingBatch->finished += end - begin;
            if (pendingBatch->finished == pendingBatch->batch.count)
                batchReady.notify_one();
        }
    }

    // Called with the mutex held, after the memory for the newest batch was not to be had.
    void failOutOfMemory()
    {
        PendingBatch& failed = *pending.back();
        failed.handedOut = failed.finished = failed.batch.count;
        failed.failure = std::make_exception_ptr(
            Error(ErrorCode::Io, Message{ESPALIER_TR("core", "A batch of %1 images does not fit into the memory; "
                                                             "choose a smaller batch size."),
                                         {std::to_string(failed.batch.count)}}));
        batchReady.notify_one();
    }

    std::exception_ptr fill(PendingBatch& target, std::size_t begin, const std::vector<std::size_t>& indices,
                            std::uint64_t seed, std::vector<float>& stored, std::size_t& failedAt) const
    {
        const ImageSize& size = dataset->imageSize();
        stored.resize(static_cast<std::size_t>(size.channels) * static_cast<std::size_t>(size.height)
                      * static_cast<std::size_t>(size.width));
        const std::size_t step = sampleFloats();
        try {
            for (std::size_t i = 0; i < indices.size(); ++i) {
                failedAt = begin + i;
                dataset->read(indices[i], stored);
                transform.apply(stored, RandomStream(mixedSeed(seed, indices[i], 1)),
                                std::span(target.batch.images).subspan((begin + i) * step, step));
                target.batch.labels[begin + i] = dataset->label(indices[i]);
            }
        } catch (...) {
            return std::current_exception();
        }
        return nullptr;
    }
};

BatchLoader::BatchLoader(std::shared_ptr<const Dataset> dataset, BatchLoaderOptions options)
    : m_state(std::make_unique<State>(std::move(dataset), std::move(options)))
{
    m_state->startThreads();
}

BatchLoader::~BatchLoader()
{
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->stopping = true;
    }
    m_state->workToDo.notify_all();
}

void BatchLoader::startEpoch(std::size_t epoch)
{
    State& state = *m_state;
    {
        const std::lock_guard lock(state.mutex);
        state.epochSeed = mixedSeed(state.options.seed, epoch);
        const std::size_t count = state.dataset->size();
        if (state.options.shuffle) {
            state.order = shuffledOrder(count, state.epochSeed);
        } else {
            state.order.resize(count);
            for (std::size_t i = 0; i < count; ++i)
                state.order[i] = i;
        }
        state.nextToStart = 0;
        // Threads that still fill a dropped batch hold it themselves and finish it unseen.
        state.pending.clear();
    }
    state.workToDo.notify_all();
}

std::optional<Batch> BatchLoader::next()
{
    State& state = *m_state;
    std::shared_ptr<PendingBatch> first;
    {
        std::unique_lock lock(state.mutex);
        if (state.pending.empty() && state.nextToStart >= state.order.size())
            return std::nullopt;
        state.batchReady.wait(lock, [&] {
            return !state.pending.empty() && state.pending.front()->finished == state.pending.front()->batch.count;
        });
        first = state.pending.front();
        state.pending.pop_front();
        if (first->failure) {
            state.pending.clear();
            state.nextToStart = state.order.size();
        }
    }
    state.workToDo.notify_all();
    if (first->failure)
        std::rethrow_exception(first->failure);
    return std::move(first->batch);
}

std::size_t BatchLoader::batchCount() const
{
    return (m_state->dataset->size() + m_state->options.batchSize - 1) / m_state->options.batchSize;
}

} // namespace espalier
