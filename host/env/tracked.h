// SPDX-License-Identifier: MIT
// Tracked: everything native that a plugin holds. All of it is on its Env's ledger, and nothing
// else exists: unloading walks the ledger and waits until it is empty.

#pragma once

#include "host/base/list.h"

namespace plinth {

/// Owner: itself. It deletes itself when what it stands for is over (libuv's callback came).
/// Thread: the loop's. Calls JS: never from close().
class Tracked : public ListNode<Tracked> {
  public:
    virtual ~Tracked() = default;

    /// What it is, for reports: "FSReqCallback", "FSEvent", ...
    virtual const char* kind() const = 0;

    /// Ends it soon: cancels the request, closes the handle. Called once the gate is shut. The
    /// object may be gone when this returns.
    virtual void close() = 0;
};

using Ledger = List<Tracked>;

}  // namespace plinth
