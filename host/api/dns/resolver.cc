// SPDX-License-Identifier: MIT
// The methods of the class Channel, and one query.

#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/api/dns/calls.h"
#include "host/api/dns/channel.h"
#include "host/env/errors.h"
#include "host/io/address.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

constexpr std::uint16_t kDnsPort = 53;

/// The callback gets (code) with a text of Node's, or (null, what was found).
///
/// Owner: c-ares until its callback, then the ready queue. Thread: the loop's. Calls JS: on its
/// turn.
class Query final : public Tracked, public ReadyTask {
  public:
    Query(Channel& channel, v8::Local<v8::Value> callback, const RecordKind* kind)
        : channel_(channel), env_(channel.env()), completion_(env_, callback), kind_(kind) {
        env_.ledger().push_back(*this);
        channel_.query_started();
    }

    static void on_reply(void* self, int status, int, unsigned char* bytes, int size) {
        auto& query = *static_cast<Query*>(self);
        if (status == ARES_SUCCESS) {
            query.reply_.assign(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
        }
        query.ready(status);
    }
    static void on_host(void* self, int status, int, hostent* host) {
        auto& query = *static_cast<Query*>(self);
        for (char** at = status == ARES_SUCCESS ? host->h_aliases : nullptr;
             at != nullptr && *at != nullptr; ++at) {
            query.names_.emplace_back(*at);
        }
        if (status == ARES_SUCCESS && query.names_.empty()) query.names_.emplace_back(host->h_name);
        query.ready(status);
    }

    // Tracked
    const char* kind() const override { return "QueryReqWrap"; }
    void close() override {}  // The channel's end ends it.
    // ReadyTask
    void run(Env& env) override {
        const std::unique_ptr<Query> self(this);
        const v8::Local<v8::Value> found =
            status_ == ARES_SUCCESS ? result(env) : v8::Undefined(env.isolate()).As<v8::Value>();
        v8::Local<v8::Value> argv[] = {v8::Null(env.isolate()), found};
        if (status_ != ARES_SUCCESS) argv[0] = to_string(env.isolate(), status_name(status_));
        completion_.call(env, 2, argv);
    }
    void drop() override { delete this; }

  private:
    void ready(int status) {
        status_ = status;
        channel_.query_over();
        if (env_.closed()) {
            delete this;
        } else {
            env_.push_ready(*this);
        }
    }

    v8::Local<v8::Value> result(Env& env) {
        if (kind_ != nullptr) return parse_reply(env.context(), *kind_, reply_, status_);
        std::vector<v8::Local<v8::Value>> names;
        for (const std::string& name : names_)
            names.push_back(to_string(env.isolate(), name));
        return v8::Array::New(env.isolate(), names.data(), names.size());
    }

    Channel& channel_;
    Env& env_;
    Completion completion_;
    const RecordKind* const kind_;  // Null: names of an address.
    int status_ = ARES_SUCCESS;
    std::string reply_;
    std::vector<std::string> names_;
};

Channel* channel_of(const Info& info) {
    Channel* self = unwrap<Channel>(info);
    if (self == nullptr || self->ares() != nullptr) return self;
    throw_type_error(info.GetIsolate(), "ERR_INVALID_STATE", "The resolver has ended");
    return nullptr;
}

void throw_bad_argument(const Info& info, const char* text) {
    throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_VALUE", text);
}

// query(type, name, callback)
void query(const Info& info) {
    Channel* self = channel_of(info);
    if (self == nullptr) return;
    const RecordKind* kind = find_kind(to_utf8(info.GetIsolate(), info[0]));
    if (kind == nullptr || !info[1]->IsString() || !info[2]->IsFunction()) {
        return throw_bad_argument(info, "query() takes a type, a name and a callback");
    }
    const std::string name = to_utf8(info.GetIsolate(), info[1]);
    if (const auto denied = self->env().denied(Permission::Dns, name)) {
        return throw_error(info.GetIsolate(), *denied);
    }
    // c-ares calls back, now or later, whatever happens.
    auto* made = new Query(*self, info[2], kind);
    ares_query(self->ares(), name.c_str(), 1, kind->number, &Query::on_reply, made);
}

// reverse(address, callback): a status of c-ares when it is no address.
void reverse(const Info& info) {
    Channel* self = channel_of(info);
    if (self == nullptr) return;
    const std::string text = to_utf8(info.GetIsolate(), info[0]);
    const auto address = Address::parse(text, 0);
    if (!address || !info[1]->IsFunction()) {
        return throw_bad_argument(info, "reverse() takes an address and a callback");
    }
    if (const auto denied = self->env().denied(Permission::Dns, text)) {
        return throw_error(info.GetIsolate(), *denied);
    }
    const bool is_v6 = address->family() == 6;
    const void* bytes =
        is_v6 ? static_cast<const void*>(
                    &reinterpret_cast<const sockaddr_in6*>(address->system())->sin6_addr)
              : &reinterpret_cast<const sockaddr_in*>(address->system())->sin_addr;
    auto* made = new Query(*self, info[1], nullptr);
    ares_gethostbyaddr(self->ares(), bytes, is_v6 ? sizeof(in6_addr) : sizeof(in_addr),
                       is_v6 ? AF_INET6 : AF_INET, &Query::on_host, made);
}

void cancel(const Info& info) {
    if (Channel* self = channel_of(info)) ares_cancel(self->ares());
}

// getServers(): [[address, port], ...]
void get_servers(const Info& info) {
    Channel* self = channel_of(info);
    if (self == nullptr) return;
    v8::Isolate* isolate = info.GetIsolate();
    ares_addr_port_node* first = nullptr;
    ares_get_servers_ports(self->ares(), &first);
    std::vector<v8::Local<v8::Value>> servers;
    for (const ares_addr_port_node* at = first; at != nullptr; at = at->next) {
        char text[INET6_ADDRSTRLEN] = {};
        uv_inet_ntop(at->family, &at->addr, text, sizeof(text));
        v8::Local<v8::Value> pair[] = {
            to_string(isolate, text),
            v8::Integer::New(isolate, at->udp_port == 0 ? kDnsPort : at->udp_port)};
        servers.push_back(v8::Array::New(isolate, pair, 2));
    }
    ares_free_data(first);
    info.GetReturnValue().Set(v8::Array::New(isolate, servers.data(), servers.size()));
}

// One [address, port] of setServers().
std::optional<Address> server_of(v8::Local<v8::Context> context, v8::Local<v8::Value> value) {
    v8::Local<v8::Value> address;
    v8::Local<v8::Value> port;
    if (!value->IsArray()) return std::nullopt;
    const v8::Local<v8::Array> pair = value.As<v8::Array>();
    if (!pair->Get(context, 0).ToLocal(&address)) return std::nullopt;
    if (!pair->Get(context, 1).ToLocal(&port) || !port->IsUint32()) return std::nullopt;
    return Address::parse(to_utf8(context->GetIsolate(), address),
                          static_cast<std::uint16_t>(port.As<v8::Uint32>()->Value()));
}

ares_addr_port_node to_node(const Address& server) {
    ares_addr_port_node node{};
    node.family = server.family() == 6 ? AF_INET6 : AF_INET;
    node.udp_port = node.tcp_port = server.port();
    if (server.family() == 6) {
        const auto* from = reinterpret_cast<const sockaddr_in6*>(server.system());
        std::memcpy(&node.addr.addr6, &from->sin6_addr, sizeof(node.addr.addr6));
    } else {
        node.addr.addr4 = reinterpret_cast<const sockaddr_in*>(server.system())->sin_addr;
    }
    return node;
}

// setServers([[address, port], ...]): a status name, or undefined. Whoever names a server must be
// allowed to talk to it.
void set_servers(const Info& info) {
    Channel* self = channel_of(info);
    if (self == nullptr) return;
    if (!info[0]->IsArray()) return throw_bad_argument(info, "setServers() takes a list");
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    const v8::Local<v8::Array> list = info[0].As<v8::Array>();
    std::vector<ares_addr_port_node> nodes;
    for (std::uint32_t i = 0; i < list->Length(); ++i) {
        v8::Local<v8::Value> item;
        if (!list->Get(context, i).ToLocal(&item)) return;
        const auto server = server_of(context, item);
        if (!server) return throw_bad_argument(info, "setServers() takes [address, port] pairs");
        if (const auto denied = self->env().denied(Permission::NetConnect, server->resource())) {
            return throw_error(isolate, *denied);
        }
        nodes.push_back(to_node(*server));
    }
    for (std::size_t i = 0; i + 1 < nodes.size(); ++i)
        nodes[i].next = &nodes[i + 1];
    const int status = ares_set_servers_ports(self->ares(), nodes.empty() ? nullptr : nodes.data());
    if (status != ARES_SUCCESS) info.GetReturnValue().Set(to_string(isolate, status_name(status)));
}

// setLocalAddress(ipv4, ipv6), each undefined to leave it as it is. False: no such address.
void set_local_address(const Info& info) {
    Channel* self = channel_of(info);
    if (self == nullptr) return;
    for (const int i : {0, 1}) {
        if (!info[i]->IsString()) continue;
        const auto address = Address::parse(to_utf8(info.GetIsolate(), info[i]), 0, i == 0 ? 4 : 6);
        if (!address) return info.GetReturnValue().Set(false);
        if (i == 0) {
            const auto* from = reinterpret_cast<const sockaddr_in*>(address->system());
            ares_set_local_ip4(self->ares(), ntohl(from->sin_addr.s_addr));
        } else {
            const auto* from = reinterpret_cast<const sockaddr_in6*>(address->system());
            ares_set_local_ip6(self->ares(), from->sin6_addr.s6_addr);
        }
    }
    info.GetReturnValue().Set(true);
}

void busy(const Info& info) {
    if (const Channel* self = channel_of(info)) info.GetReturnValue().Set(self->busy());
}

}  // namespace

void add_resolver(NativeModule& module) {
    module.handle<Channel>("Channel")
        .method("query", &query)
        .method("reverse", &reverse)
        .method("cancel", &cancel)
        .method("getServers", &get_servers)
        .method("setServers", &set_servers)
        .method("setLocalAddress", &set_local_address)
        .getter("busy", &busy);
}

}  // namespace plinth::api
