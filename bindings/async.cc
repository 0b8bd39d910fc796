// SPDX-License-Identifier: MIT
// The pool's threads, and promises on their way into a realm.

#include "bindings/async.h"

#include <condition_variable>
#include <deque>
#include <unordered_map>

namespace plinth::js::detail {
namespace {

/// Owner: the process. Its threads are started with the first tasks and end with the program.
class Pool {
  public:
    ~Pool() {
        {
            const std::lock_guard lock(mutex_);
            ending_ = true;
        }
        changed_.notify_all();
        for (std::thread& thread : threads_)
            thread.join();
    }

    void add(std::function<void()> task) {
        const std::lock_guard lock(mutex_);
        tasks_.push_back(std::move(task));
        if (idle_ == 0 && threads_.size() < kMostThreads) threads_.emplace_back([this] { work(); });
        changed_.notify_one();
    }

  private:
    static constexpr std::size_t kMostThreads = 4;

    void work() {
        std::unique_lock lock(mutex_);
        while (true) {
            ++idle_;
            changed_.wait(lock, [&] { return ending_ || !tasks_.empty(); });
            --idle_;
            if (ending_) return;
            {
                const std::function<void()> task = std::move(tasks_.front());
                tasks_.pop_front();
                lock.unlock();
                task();
            }
            lock.lock();
        }
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> tasks_;
    std::vector<std::thread> threads_;
    std::size_t idle_ = 0;
    bool ending_ = false;
};

class Promises;

/// The way to a realm's promises, null once it has ended. Shared with other threads, which only
/// pass it on: it is read and written on the realm's.
struct PromisesLink {
    Promises* promises;
};

/// The promises of one realm that wait for C++.
class Promises final : public RealmPart {
  public:
    explicit Promises(Realm& realm) : realm_(realm) {}
    ~Promises() override { link_->promises = nullptr; }

    Realm& realm() { return realm_; }
    const std::shared_ptr<PromisesLink>& link() const { return link_; }
    std::uint64_t add(v8::Local<v8::Promise::Resolver> resolver) {
        waiting_.emplace(++last_, v8::Global<v8::Promise::Resolver>(realm_.isolate(), resolver));
        return last_;
    }
    v8::Global<v8::Promise::Resolver> take(std::uint64_t id) {
        const auto found = waiting_.find(id);
        if (found == waiting_.end()) return {};
        auto resolver = std::move(found->second);
        waiting_.erase(found);
        return resolver;
    }

  private:
    Realm& realm_;
    std::shared_ptr<PromisesLink> link_ = std::make_shared<PromisesLink>(PromisesLink{this});
    std::unordered_map<std::uint64_t, v8::Global<v8::Promise::Resolver>> waiting_;
    std::uint64_t last_ = 0;
};

/// (resolver, value, whether it is well): runs inside a realm's call, so that what waits for the
/// promise runs at its end.
void settle_now(const Info& info) {
    const auto resolver = info[0].As<v8::Promise::Resolver>();
    const auto context = info.GetIsolate()->GetCurrentContext();
    static_cast<void>((info[2]->IsTrue() ? resolver->Resolve(context, info[1])
                                         : resolver->Reject(context, info[1]))
                          .IsNothing());
}

/// The error that script sees for a C++ exception.
v8::Local<v8::Value> error_of(v8::Local<v8::Context> context, const std::exception_ptr& failure) {
    v8::Isolate* const isolate = context->GetIsolate();
    v8::TryCatch caught(isolate);
    v8::Local<v8::Function> thrower;
    struct Rethrow {
        const std::exception_ptr& failure;
    };
    const Rethrow rethrow{failure};
    const auto body = [](const Info& info) {
        const auto* const given =
            static_cast<const Rethrow*>(info.Data().As<v8::External>()->Value());
        guarded(info, [&] { std::rethrow_exception(given->failure); });
    };
    const auto data = v8::External::New(isolate, const_cast<Rethrow*>(&rethrow));
    if (v8::Function::New(context, body, data).ToLocal(&thrower))
        static_cast<void>(thrower->Call(context, v8::Undefined(isolate), 0, nullptr).IsEmpty());
    return caught.HasCaught() ? caught.Exception() : v8::Undefined(isolate).As<v8::Value>();
}

using FailureOf = const std::exception_ptr& (*)(PromiseCore&);
using ConversionOf = v8::MaybeLocal<v8::Value> (*)(PromiseCore&, v8::Local<v8::Context>);

// On the realm's thread.
void settle(const PromisesLink& link, std::uint64_t id, PromiseCore* core, FailureOf failure,
            ConversionOf convert) {
    if (link.promises == nullptr) return;
    Realm& realm = link.promises->realm();
    const v8::Global<v8::Promise::Resolver> resolver = link.promises->take(id);
    if (resolver.IsEmpty() || !realm.can_call_js()) return;
    v8::Isolate* const isolate = realm.isolate();
    const v8::Isolate::Scope isolate_scope(isolate);
    const v8::HandleScope handles(isolate);
    const v8::Local<v8::Context> context = realm.context();
    const v8::Context::Scope context_scope(context);
    v8::Local<v8::Value> value;
    bool well = false;
    if (core == nullptr) {
        value = v8::Exception::Error(
            to_name(isolate, "The game dropped this promise without settling it"));
    } else if (failure(*core) != nullptr) {
        value = error_of(context, failure(*core));
    } else {
        const v8::TryCatch caught(isolate);
        well = convert(*core, context).ToLocal(&value);
        if (!well && (caught.HasTerminated() || !caught.HasCaught())) return;
        if (!well) value = caught.Exception();
    }
    v8::Local<v8::Function> function;
    if (!v8::Function::New(context, &settle_now).ToLocal(&function)) return;
    v8::Local<v8::Value> arguments[] = {resolver.Get(isolate), value,
                                        v8::Boolean::New(isolate, well)};
    static_cast<void>(realm.call(function, v8::Undefined(isolate), 3, arguments).IsEmpty());
}

/// Waits in a PromiseCore for its end, or notices that there will be none.
///
/// Thread: any.
class Ticket {
  public:
    Ticket(Realm::Post post, std::shared_ptr<PromisesLink> link, std::uint64_t id)
        : post_(std::move(post)), link_(std::move(link)), id_(id) {}
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;
    ~Ticket() {
        if (!used_) use(nullptr, nullptr, nullptr);
    }
    void use(std::shared_ptr<PromiseCore> core, FailureOf failure, ConversionOf convert) {
        used_ = true;
        static_cast<void>(post_([link = link_, id = id_, core = std::move(core), failure, convert] {
            settle(*link, id, core.get(), failure, convert);
        }));
    }

  private:
    Realm::Post post_;
    std::shared_ptr<PromisesLink> link_;
    std::uint64_t id_;
    bool used_ = false;
};

}  // namespace

void run_on_pool(std::function<void()> task) {
    static Pool pool;
    pool.add(std::move(task));
}

void PromiseCore::when_settled(std::function<void()> next) {
    {
        const std::lock_guard lock(mutex_);
        if (!settled_) return waiting_.push_back(std::move(next));
    }
    next();
}

bool PromiseCore::settled() const {
    const std::lock_guard lock(mutex_);
    return settled_;
}

void PromiseCore::settle(const std::function<void()>& store) {
    std::vector<std::function<void()>> waiting;
    {
        const std::lock_guard lock(mutex_);
        if (settled_) return;
        store();
        settled_ = true;
        std::swap(waiting, waiting_);
    }
    for (const auto& next : waiting)
        next();
}

v8::MaybeLocal<v8::Value> promise_of(v8::Local<v8::Context> context,
                                     const std::shared_ptr<PromiseCore>& core, FailureOf failure,
                                     ConversionOf convert) {
    Realm* const realm = Realm::from(context);
    v8::Local<v8::Promise::Resolver> resolver;
    if (realm == nullptr || !v8::Promise::Resolver::New(context).ToLocal(&resolver)) return {};
    Realm::Post post = realm->poster();
    if (post == nullptr) {
        throw_error(context->GetIsolate(), "This plugin has no thread to settle promises on");
        return {};
    }
    Promises& promises = realm->part<Promises>();
    const auto ticket =
        std::make_shared<Ticket>(std::move(post), promises.link(), promises.add(resolver));
    // Not the state itself: it would hold itself, and never be dropped.
    core->when_settled([ticket, raw = core.get(), failure, convert] {
        ticket->use(raw->shared_from_this(), failure, convert);
    });
    return resolver->GetPromise().As<v8::Value>();
}

}  // namespace plinth::js::detail
