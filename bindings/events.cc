// SPDX-License-Identifier: MIT
// From the game's queue into each plugin: one call, one typed array, and JavaScript that hands out.

#include "bindings/events.h"

#include <algorithm>
#include <cstring>

#include "bindings/compile.h"

namespace plinth::js {
namespace detail {
namespace {

class RealmEvents;

/// What the hub keeps of one realm. It outlives the realm's end while a flush is under way.
struct Listening {
    RealmEvents* realm_events;  // Null once the realm has ended.
};

// Runs once in each realm that has events. Lists of listeners are never changed, only replaced, so
// that one which is being called stays as it was.
constexpr const char* kDispatcher = R"js(
'use strict';
// Lists without a prototype: what a plugin does to Array.prototype is no concern of theirs.
const newList = () => ({ __proto__: null, length: 0 });
const append = (list, item) => { list[list.length++] = item; };
const channels = newList();
function target() {
  const byName = { __proto__: null };
  let known = '';
  function find(verb, name, listener) {
    const channel = typeof name === 'string' ? byName[name] : undefined;
    if (channel === undefined) wrong(verb, name, known);
    if (channel.denied !== undefined) denied(verb, channel.denied);
    if (typeof listener !== 'function') noFunction(verb, listener);
    return channel;
  }
  function add(channel, listener, once) {
    const { listeners, once: flags } = channel;
    const next = newList();
    const nextFlags = newList();
    for (let i = 0; i < listeners.length; i++) {
      append(next, listeners[i]);
      append(nextFlags, flags[i]);
    }
    append(next, listener);
    append(nextFlags, once);
    replace(channel, next, nextFlags);
  }
  return {
    __proto__: null,
    on: (name, listener) => { add(find('on', name, listener), listener, false); },
    once: (name, listener) => { add(find('once', name, listener), listener, true); },
    off: (name, listener) => {
      const channel = find('off', name, listener);
      const next = newList();
      const flags = newList();
      let found = false;
      for (let i = 0; i < channel.listeners.length; i++) {
        if (!found && channel.listeners[i] === listener) {
          found = true;
          continue;
        }
        append(next, channel.listeners[i]);
        append(flags, channel.once[i]);
      }
      replace(channel, next, flags);
    },
    add: (name, make, numbers, values, refused) => {
      known += (known === '' ? '' : ', ') + "'" + name + "'";
      byName[name] = {
        __proto__: null, index: channels.length, listeners: newList(), once: newList(), onces: 0,
        make, numbers, values, denied: refused,
      };
      append(channels, byName[name]);
      return channels.length - 1;
    },
  };
}
function replace(channel, listeners, once) {
  let onces = 0;
  for (let i = 0; i < once.length; i++) if (once[i]) onces++;
  channel.listeners = listeners;
  channel.once = once;
  channel.onces = onces;
  counts[channel.index] = listeners.length;
}
function withoutOnces(channel) {
  const next = newList();
  const flags = newList();
  for (let i = 0; i < channel.listeners.length; i++) {
    if (channel.once[i]) continue;
    append(next, channel.listeners[i]);
    append(flags, false);
  }
  replace(channel, next, flags);
}
function dispatch(order, count, numbers, values) {
  let n = 0;
  let v = 0;
  for (let i = 0; i < count; i++) {
    const channel = channels[order[i]];
    const { listeners } = channel;
    if (listeners.length > 0) {
      if (channel.onces > 0) withoutOnces(channel);
      const { make } = channel;
      const payload = make(numbers, n, values, v);
      for (let j = 0; j < listeners.length; j++) {
        const listener = listeners[j];
        try {
          listener(payload);
        } catch (error) {
          if (!report(error)) return;
        }
      }
    }
    n += channel.numbers;
    v += channel.values;
  }
}
return { __proto__: null, target, dispatch };
)js";

constexpr std::uint32_t kMostChannels = 4096;

/// The events of one realm.
class RealmEvents final : public RealmPart {
  public:
    explicit RealmEvents(Realm& realm) : realm_(realm) {}
    ~RealmEvents() override {
        for (const auto& listening : listening_)
            listening->realm_events = nullptr;
    }

    void declare(Module& module, const std::shared_ptr<HubState>& hub, std::uint32_t event,
                 const char* name, const std::vector<EventField>& fields, const char* denied);
    bool heard(const HubState* hub, std::uint32_t event) const;
    void tell(const HubState* hub, const EventBatch& batch);

  private:
    struct Target {
        v8::Global<v8::Object> object;
        v8::Global<v8::Function> add;
    };
    struct Room {
        v8::Global<v8::Int32Array> order;
        v8::Global<v8::Float64Array> numbers;
        std::int32_t* order_data = nullptr;
        double* numbers_data = nullptr;
        std::size_t order_size = 0;
        std::size_t numbers_size = 0;
    };

    bool start(v8::Local<v8::Context> context);
    v8::MaybeLocal<v8::Function> target_of(Module& module);
    void make_room(Room& room, std::size_t events, std::size_t numbers);
    std::int32_t channel_of(const HubState* hub, std::uint32_t event) const;

    Realm& realm_;
    v8::Global<v8::Function> make_target_;
    v8::Global<v8::Function> dispatch_;
    std::shared_ptr<v8::BackingStore> counts_;
    std::vector<std::unique_ptr<Target>> targets_;
    std::unordered_map<const HubState*, std::vector<std::int32_t>> channels_;
    std::vector<std::shared_ptr<Listening>> listening_;
    Room room_;
    bool telling_ = false;
};

std::string text_of(const Info& info, int index) {
    return info[index]->IsString() ? to_utf8(info.GetIsolate(), info[index].As<v8::String>())
                                   : std::string();
}

void throw_no_event(const Info& info) {
    const std::string message = text_of(info, 0) + "(): argument 1 must be one of " +
                                text_of(info, 2) + ", got " + shown(info.GetIsolate(), info[1]);
    if (info[1]->IsString()) return throw_range_error(info.GetIsolate(), message);
    throw_type_error(info.GetIsolate(), message);
}
void throw_denied_event(const Info& info) {
    throw_access_denied(info.GetIsolate(), text_of(info, 0), text_of(info, 1));
}
void throw_no_listener(const Info& info) {
    throw_type_error(info.GetIsolate(), text_of(info, 0) +
                                            "(): argument 2 must be a function, got " +
                                            kind_of(info.GetIsolate(), info[1]));
}
/// False: no more script may run.
void report_error(const Info& info) {
    Realm* const realm = Realm::from(info);
    if (realm != nullptr) realm->report(info[0]);
    info.GetReturnValue().Set(realm != nullptr && realm->can_call_js());
}

std::string quoted(const char* text) {
    std::string result = "'";
    for (; *text != '\0'; ++text) {
        if (*text == '\'' || *text == '\\' || *text == '\n' || *text == '\r') result += '\\';
        result += *text == '\n' ? 'n' : *text == '\r' ? 'r' : *text;
    }
    return result + "'";
}

/// The function that makes a payload of its parts.
std::string maker_code(const std::vector<EventField>& fields) {
    std::string code;
    std::size_t numbers = 0;
    std::size_t values = 0;
    for (const EventField& field : fields) {
        std::string part;
        if (field.kind == EventField::Kind::Value) {
            part = "v[j + " + std::to_string(values++) + "]";
        } else {
            part = "d[i + " + std::to_string(numbers++) + "]";
            if (field.kind == EventField::Kind::Bool) part += " !== 0";
        }
        if (field.name == nullptr) return "return (d, i, v, j) => " + part + ";";
        const bool odd = std::string_view(field.name) == "__proto__";
        code += std::string(code.empty() ? "" : ", ") + (odd ? "[" : "") + quoted(field.name) +
                (odd ? "]: " : ": ") + part;
    }
    if (fields.empty()) return "return () => undefined;";
    return "return (d, i, v, j) => ({ " + code + " });";
}

}  // namespace

/// Owner: shared by the hub, its events, and the realms that know it.
class HubState {
  public:
    std::uint32_t next_event = 0;
    EventBatch posted;
    std::vector<std::shared_ptr<Listening>> realms;
};

namespace {

bool RealmEvents::start(v8::Local<v8::Context> context) {
    if (!dispatch_.IsEmpty()) return true;
    v8::Isolate* const isolate = context->GetIsolate();
    counts_ = v8::ArrayBuffer::NewBackingStore(isolate, kMostChannels * sizeof(std::int32_t));
    const auto native = [&](v8::FunctionCallback callback) {
        return v8::Function::New(context, callback).ToLocalChecked().As<v8::Value>();
    };
    v8::Local<v8::Value> arguments[] = {
        v8::Int32Array::New(v8::ArrayBuffer::New(isolate, counts_), 0, kMostChannels),
        native(&throw_no_event), native(&throw_denied_event), native(&throw_no_listener),
        native(&report_error)};
    v8::Local<v8::Value> made;
    if (!run_code(context, "events", kDispatcher,
                  {"counts", "wrong", "denied", "noFunction", "report"}, arguments)
             .ToLocal(&made)) {
        return false;
    }
    const auto function = [&](const char* name) {
        return made.As<v8::Object>()
            ->Get(context, to_name(isolate, name))
            .ToLocalChecked()
            .As<v8::Function>();
    };
    make_target_.Reset(isolate, function("target"));
    dispatch_.Reset(isolate, function("dispatch"));
    return true;
}

v8::MaybeLocal<v8::Function> RealmEvents::target_of(Module& module) {
    const v8::Local<v8::Context> context = module.context();
    v8::Isolate* const isolate = module.isolate();
    for (const auto& target : targets_) {
        if (target->object == module.target()) return target->add.Get(isolate);
    }
    v8::Local<v8::Value> made;
    if (!start(context) || !make_target_.Get(isolate)
                                ->Call(context, v8::Undefined(isolate), 0, nullptr)
                                .ToLocal(&made)) {
        return {};
    }
    const auto functions = made.As<v8::Object>();
    for (const char* const name : {"on", "once", "off"}) {
        const auto key = to_name(isolate, name);
        static_cast<void>(
            module.target()
                ->CreateDataProperty(context, key, functions->Get(context, key).ToLocalChecked())
                .IsNothing());
    }
    auto& target = *targets_.emplace_back(std::make_unique<Target>());
    target.object.Reset(isolate, module.target());
    const auto add = functions->Get(context, to_name(isolate, "add")).ToLocalChecked();
    target.add.Reset(isolate, add.As<v8::Function>());
    return add.As<v8::Function>();
}

void RealmEvents::declare(Module& module, const std::shared_ptr<HubState>& hub, std::uint32_t event,
                          const char* name, const std::vector<EventField>& fields,
                          const char* denied) {
    const v8::Local<v8::Context> context = module.context();
    v8::Isolate* const isolate = module.isolate();
    v8::Local<v8::Function> add;
    v8::Local<v8::Value> maker;
    v8::Local<v8::Value> index;
    if (!target_of(module).ToLocal(&add) || !run_code(context, std::string("event ") + name,
                                                      "'use strict'; " + maker_code(fields), {}, {})
                                                 .ToLocal(&maker)) {
        return;
    }
    const auto values = std::count_if(fields.begin(), fields.end(), [](const EventField& field) {
        return field.kind == EventField::Kind::Value;
    });
    const auto numbers = static_cast<int>(fields.size()) - static_cast<int>(values);
    v8::Local<v8::Value> arguments[] = {
        to_name(isolate, name), maker, v8::Integer::New(isolate, numbers),
        v8::Integer::New(isolate, static_cast<int>(values)),
        denied == nullptr ? v8::Undefined(isolate).As<v8::Value>()
                          : to_name(isolate, denied).As<v8::Value>()};
    if (!add->Call(context, v8::Undefined(isolate), 5, arguments).ToLocal(&index)) return;
    const std::int32_t channel = index.As<v8::Int32>()->Value();
    if (static_cast<std::uint32_t>(channel) >= kMostChannels) fail("there are too many events");
    auto& list = channels_[hub.get()];
    if (list.empty()) {
        listening_.push_back(std::make_shared<Listening>(Listening{this}));
        hub->realms.push_back(listening_.back());
    }
    if (list.size() <= event) list.resize(event + 1, -1);
    list[event] = channel;
}

std::int32_t RealmEvents::channel_of(const HubState* hub, std::uint32_t event) const {
    const auto found = channels_.find(hub);
    if (found == channels_.end() || event >= found->second.size()) return -1;
    const std::int32_t channel = found->second[event];
    if (channel < 0) return -1;
    return static_cast<const std::int32_t*>(counts_->Data())[channel] > 0 ? channel : -1;
}

bool RealmEvents::heard(const HubState* hub, std::uint32_t event) const {
    return channel_of(hub, event) >= 0;
}

void RealmEvents::make_room(Room& room, std::size_t events, std::size_t numbers) {
    v8::Isolate* const isolate = realm_.isolate();
    if (room.order_size < events) {
        room.order_size = std::max<std::size_t>(events * 2, 64);
        const auto buffer = v8::ArrayBuffer::New(isolate, room.order_size * sizeof(std::int32_t));
        room.order_data = static_cast<std::int32_t*>(buffer->GetBackingStore()->Data());
        room.order.Reset(isolate, v8::Int32Array::New(buffer, 0, room.order_size));
    }
    if (room.numbers_size < numbers || room.numbers_data == nullptr) {
        room.numbers_size = std::max<std::size_t>(numbers * 2, 64);
        const auto buffer = v8::ArrayBuffer::New(isolate, room.numbers_size * sizeof(double));
        room.numbers_data = static_cast<double*>(buffer->GetBackingStore()->Data());
        room.numbers.Reset(isolate, v8::Float64Array::New(buffer, 0, room.numbers_size));
    }
}

void RealmEvents::tell(const HubState* hub, const EventBatch& batch) {
    if (!realm_.can_call_js()) return;
    std::size_t events = 0;
    std::size_t numbers = 0;
    for (const EventBatch::Entry& entry : batch.entries) {
        if (channel_of(hub, entry.event) < 0) continue;
        ++events;
        numbers += entry.numbers;
    }
    if (events == 0) return;

    v8::Isolate* const isolate = realm_.isolate();
    const v8::Isolate::Scope isolate_scope(isolate);
    const v8::HandleScope handles(isolate);
    const v8::Local<v8::Context> context = realm_.context();
    const v8::Context::Scope context_scope(context);
    // A listener may make the game tell something at once: that needs a room of its own.
    Room own;
    Room& room = telling_ ? own : room_;
    make_room(room, events, numbers);
    std::vector<v8::Local<v8::Value>> values;
    std::size_t at = 0;
    std::size_t number = 0;
    std::size_t value = 0;
    std::int32_t* order = room.order_data;
    double* to = room.numbers_data;
    for (const EventBatch::Entry& entry : batch.entries) {
        const std::int32_t channel = channel_of(hub, entry.event);
        if (channel >= 0) {
            *order++ = channel;
            std::copy_n(batch.numbers.data() + number, entry.numbers, to);
            to += entry.numbers;
            for (at = value; at < value + entry.values; ++at) {
                v8::Local<v8::Value> made;
                v8::TryCatch caught(isolate);
                if (!batch.values[at](context).ToLocal(&made)) {
                    made = v8::Undefined(isolate);
                    if (caught.HasTerminated()) return;
                }
                values.push_back(made);
            }
        }
        number += entry.numbers;
        value += entry.values;
    }
    v8::Local<v8::Value> arguments[] = {
        room.order.Get(isolate), v8::Integer::New(isolate, static_cast<int>(events)),
        room.numbers.Get(isolate), v8::Array::New(isolate, values.data(), values.size())};
    const bool nested = std::exchange(telling_, true);
    // The realm, and this with it, may end during the call.
    const std::shared_ptr<Listening> alive = listening_.front();
    static_cast<void>(
        realm_.call(dispatch_.Get(isolate), v8::Undefined(isolate), 4, arguments).IsEmpty());
    if (alive->realm_events != nullptr) telling_ = nested;
}

}  // namespace

void EventBatch::clear() {
    entries.clear();
    numbers.clear();
    values.clear();
}

std::uint32_t new_event(HubState& hub) {
    return hub.next_event++;
}

EventBatch& posted(HubState& hub) {
    return hub.posted;
}

bool heard(const HubState& hub, std::uint32_t event) {
    return std::any_of(hub.realms.begin(), hub.realms.end(), [&](const auto& listening) {
        return listening->realm_events != nullptr && listening->realm_events->heard(&hub, event);
    });
}

void tell(const std::shared_ptr<HubState>& hub, EventBatch& batch) {
    std::erase_if(hub->realms,
                  [](const auto& listening) { return listening->realm_events == nullptr; });
    // A copy: plugins may come and go meanwhile.
    const auto realms = hub->realms;
    for (const auto& listening : realms) {
        if (listening->realm_events != nullptr) listening->realm_events->tell(hub.get(), batch);
    }
}

void declare_event(Module& module, const std::shared_ptr<HubState>& hub, std::uint32_t event,
                   const char* name, const std::vector<EventField>& fields, Shapes shapes,
                   const Note& note) {
    if (module.collecting()) return;
    Realm* const realm = Realm::from(module.context());
    if (realm == nullptr)
        fail(std::string("event ") + name + " needs a Realm and cannot be in a snapshot");
    if (ModuleDescription* const description = module.description())
        description->members.push_back({MemberKind::Event, name, shapes, {}, {}, note});
    const char* const permission = note.permission_name();
    const bool denied = permission != nullptr && !realm->permits(permission);
    realm->part<RealmEvents>().declare(module, hub, event, name, fields,
                                       denied ? permission : nullptr);
}

}  // namespace detail

EventHub::EventHub() : state_(std::make_shared<detail::HubState>()) {}

EventHub::~EventHub() = default;

void EventHub::flush() {
    if (state_->posted.entries.empty()) return;
    const std::shared_ptr<detail::HubState> state = state_;
    detail::EventBatch batch;
    std::swap(batch, state->posted);
    detail::tell(state, batch);
    // Its memory serves the next frame, unless something was posted meanwhile.
    if (!state->posted.entries.empty()) return;
    batch.clear();
    std::swap(batch, state->posted);
}

}  // namespace plinth::js
