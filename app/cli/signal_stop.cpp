// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/signal_stop.h"

#include <csignal>

#include <pthread.h>
#include <unistd.h>

#include <thread>

#include "app/cli/exit_codes.h"

namespace espalier::cli {
namespace {

bool isIgnored(int signal)
{
    struct sigaction action = {};
    return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

// Shells without job control start background jobs with SIGINT ignored; a signal sent to this program on purpose counts all
// the same. An ignored SIGHUP is what nohup asks for, and stays.
sigset_t stopSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM}) {
        std::signal(signal, SIG_DFL);
        sigaddset(&signals, signal);
    }
    if (!isIgnored(SIGHUP))
        sigaddset(&signals, SIGHUP);
    return signals;
}

} // namespace

SignalStop::SignalStop()
{
    const sigset_t signals = stopSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::thread([signals, source = m_source]() mutable {
        int signal = 0;
        sigwait(&signals, &signal);
        source.request_stop();
        sigwait(&signals, &signal);
        ::_exit(kCancelled);
    }).detach();
}

} // namespace espalier::cli
