// SPDX-License-Identifier: MIT
// Replies of name servers as the values that Node hands out.

#include <algorithm>
#include <array>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

#include <ares.h>
#include <ares_nameser.h>

#include "host/api/dns/channel.h"
#include "host/env/errors.h"

namespace plinth::api {
namespace {

using Values = std::vector<v8::Local<v8::Value>>;
using Field = std::pair<const char*, v8::Local<v8::Value>>;

constexpr int kMostAddresses = 256;

constexpr RecordKind kKinds[] = {
    {"A", ns_t_a},         {"AAAA", ns_t_aaaa}, {"ANY", ns_t_any},     {"CAA", 257},
    {"CNAME", ns_t_cname}, {"MX", ns_t_mx},     {"NAPTR", ns_t_naptr}, {"NS", ns_t_ns},
    {"PTR", ns_t_ptr},     {"SOA", ns_t_soa},   {"SRV", ns_t_srv},     {"TXT", ns_t_txt},
};

/// One reply being read. ANY reads it once for each kind, and says of each record which it is.
class Reader {
  public:
    Reader(v8::Local<v8::Context> context, const std::string& reply, bool named)
        : context_(context),
          isolate_(context->GetIsolate()),
          bytes_(reinterpret_cast<const unsigned char*>(reply.data())),
          size_(static_cast<int>(reply.size())),
          named_(named) {}

    int read(int kind, Values& out);

  private:
    v8::Local<v8::Value> text(const char* value) {
        return to_string(isolate_, value == nullptr ? "" : value);
    }
    v8::Local<v8::Value> text(const unsigned char* value) {
        return text(reinterpret_cast<const char*>(value));
    }
    v8::Local<v8::Value> number(double value) { return v8::Number::New(isolate_, value); }

    v8::Local<v8::Object> record(const char* type, std::initializer_list<Field> fields) {
        const v8::Local<v8::Object> made = v8::Object::New(isolate_);
        for (const auto& [name, value] : fields)
            made->CreateDataProperty(context_, to_string(isolate_, name), value).Check();
        if (named_)
            made->CreateDataProperty(context_, to_string(isolate_, "type"), text(type)).Check();
        return made;
    }
    /// A plain name, or { value, type }.
    v8::Local<v8::Value> name(const char* type, const char* value) {
        if (!named_) return text(value);
        return record(type, {{"value", text(value)}});
    }

    int read_addresses(int family, Values& out);
    int read_names(const char* type, Values& out);
    int read_cname(Values& out);
    int read_mx(Values& out);
    int read_naptr(Values& out);
    int read_soa(Values& out);
    int read_srv(Values& out);
    int read_txt(Values& out);
    int read_caa(Values& out);

    v8::Local<v8::Context> context_;
    v8::Isolate* isolate_;
    const unsigned char* bytes_;
    int size_;
    bool named_;
};

struct FreeData {
    void operator()(void* data) const { ares_free_data(data); }
};
struct FreeHost {
    void operator()(hostent* host) const { ares_free_hostent(host); }
};
template <class T>
using OwnedData = std::unique_ptr<T, FreeData>;
using OwnedHost = std::unique_ptr<hostent, FreeHost>;

// [address, ttl, address, ttl, ...], or records.
int Reader::read_addresses(int family, Values& out) {
    const bool is_v6 = family == AF_INET6;
    std::array<ares_addrttl, kMostAddresses> v4;
    std::array<ares_addr6ttl, kMostAddresses> v6;
    int count = kMostAddresses;
    const int status = is_v6 ? ares_parse_aaaa_reply(bytes_, size_, nullptr, v6.data(), &count)
                             : ares_parse_a_reply(bytes_, size_, nullptr, v4.data(), &count);
    if (status != ARES_SUCCESS) return status;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        char address[INET6_ADDRSTRLEN] = {};
        const void* from = is_v6 ? static_cast<const void*>(&v6[i].ip6addr)
                                 : static_cast<const void*>(&v4[i].ipaddr);
        uv_inet_ntop(family, from, address, sizeof(address));
        // 32 bits without a sign, in an int.
        const auto seconds = static_cast<std::uint32_t>(is_v6 ? v6[i].ttl : v4[i].ttl);
        const v8::Local<v8::Value> ttl = number(seconds);
        if (named_) {
            out.push_back(record(is_v6 ? "AAAA" : "A", {{"address", text(address)}, {"ttl", ttl}}));
        } else {
            out.push_back(text(address));
            out.push_back(ttl);
        }
    }
    return status;
}

int Reader::read_cname(Values& out) {
    hostent* host = nullptr;
    const int status = ares_parse_a_reply(bytes_, size_, &host, nullptr, nullptr);
    const OwnedHost owned(host);
    if (status != ARES_SUCCESS) return status;
    // Without an alias the name is its own, and there was no such record.
    if (named_ && (host->h_aliases == nullptr || host->h_aliases[0] == nullptr)) {
        return ARES_ENODATA;
    }
    out.push_back(name("CNAME", host->h_name));
    return status;
}

int Reader::read_names(const char* type, Values& out) {
    const bool is_ns = type[0] == 'N';
    hostent* host = nullptr;
    const int status = is_ns ? ares_parse_ns_reply(bytes_, size_, &host)
                             : ares_parse_ptr_reply(bytes_, size_, nullptr, 0, AF_INET, &host);
    const OwnedHost owned(host);
    if (status != ARES_SUCCESS) return status;
    for (char** at = host->h_aliases; at != nullptr && *at != nullptr; ++at)
        out.push_back(name(type, *at));
    return status;
}

int Reader::read_mx(Values& out) {
    ares_mx_reply* first = nullptr;
    const int status = ares_parse_mx_reply(bytes_, size_, &first);
    const OwnedData<ares_mx_reply> owned(first);
    for (const ares_mx_reply* at = first; at != nullptr; at = at->next) {
        out.push_back(
            record("MX", {{"exchange", text(at->host)}, {"priority", number(at->priority)}}));
    }
    return status;
}

int Reader::read_naptr(Values& out) {
    ares_naptr_reply* first = nullptr;
    const int status = ares_parse_naptr_reply(bytes_, size_, &first);
    const OwnedData<ares_naptr_reply> owned(first);
    for (const ares_naptr_reply* at = first; at != nullptr; at = at->next) {
        out.push_back(record("NAPTR", {{"flags", text(at->flags)},
                                       {"service", text(at->service)},
                                       {"regexp", text(at->regexp)},
                                       {"replacement", text(at->replacement)},
                                       {"order", number(at->order)},
                                       {"preference", number(at->preference)}}));
    }
    return status;
}

int Reader::read_soa(Values& out) {
    ares_soa_reply* soa = nullptr;
    const int status = ares_parse_soa_reply(bytes_, size_, &soa);
    const OwnedData<ares_soa_reply> owned(soa);
    if (status != ARES_SUCCESS) return status;
    out.push_back(record("SOA", {{"nsname", text(soa->nsname)},
                                 {"hostmaster", text(soa->hostmaster)},
                                 {"serial", number(soa->serial)},
                                 {"refresh", number(soa->refresh)},
                                 {"retry", number(soa->retry)},
                                 {"expire", number(soa->expire)},
                                 {"minttl", number(soa->minttl)}}));
    return status;
}

int Reader::read_srv(Values& out) {
    ares_srv_reply* first = nullptr;
    const int status = ares_parse_srv_reply(bytes_, size_, &first);
    const OwnedData<ares_srv_reply> owned(first);
    for (const ares_srv_reply* at = first; at != nullptr; at = at->next) {
        out.push_back(record("SRV", {{"name", text(at->host)},
                                     {"port", number(at->port)},
                                     {"priority", number(at->priority)},
                                     {"weight", number(at->weight)}}));
    }
    return status;
}

// A record is a list of texts.
int Reader::read_txt(Values& out) {
    ares_txt_ext* first = nullptr;
    const int status = ares_parse_txt_reply_ext(bytes_, size_, &first);
    const OwnedData<ares_txt_ext> owned(first);
    Values entries;
    const auto finish = [&] {
        if (entries.empty()) return;
        const v8::Local<v8::Value> list = v8::Array::New(isolate_, entries.data(), entries.size());
        out.push_back(named_ ? record("TXT", {{"entries", list}}).As<v8::Value>() : list);
        entries.clear();
    };
    for (const ares_txt_ext* at = first; at != nullptr; at = at->next) {
        if (at->record_start != 0) finish();
        entries.push_back(
            to_string(isolate_, {reinterpret_cast<const char*>(at->txt), at->length}));
    }
    finish();
    return status;
}

int Reader::read_caa(Values& out) {
    ares_caa_reply* first = nullptr;
    const int status = ares_parse_caa_reply(bytes_, size_, &first);
    const OwnedData<ares_caa_reply> owned(first);
    for (const ares_caa_reply* at = first; at != nullptr; at = at->next) {
        const std::string property(reinterpret_cast<const char*>(at->property), at->plength);
        const std::string value(reinterpret_cast<const char*>(at->value), at->length);
        out.push_back(record("CAA", {{"critical", number(at->critical)},
                                     {property.c_str(), to_string(isolate_, value)}}));
    }
    return status;
}

int Reader::read(int kind, Values& out) {
    switch (kind) {
        case ns_t_a:
            return read_addresses(AF_INET, out);
        case ns_t_aaaa:
            return read_addresses(AF_INET6, out);
        case ns_t_cname:
            return read_cname(out);
        case ns_t_mx:
            return read_mx(out);
        case ns_t_naptr:
            return read_naptr(out);
        case ns_t_ns:
            return read_names("NS", out);
        case ns_t_ptr:
            return read_names("PTR", out);
        case ns_t_soa:
            return read_soa(out);
        case ns_t_srv:
            return read_srv(out);
        case ns_t_txt:
            return read_txt(out);
        default:
            return read_caa(out);
    }
}

int read_any(Reader& reader, Values& out) {
    static constexpr int kOrder[] = {ns_t_a,   ns_t_cname, ns_t_aaaa,  ns_t_mx,  ns_t_ns, ns_t_txt,
                                     ns_t_srv, ns_t_ptr,   ns_t_naptr, ns_t_soa, 257};
    for (const int kind : kOrder) {
        const int status = reader.read(kind, out);
        // c-ares calls a reply without this record broken.
        if (kind == ns_t_soa && status == ARES_EBADRESP) continue;
        if (status != ARES_SUCCESS && status != ARES_ENODATA) return status;
    }
    return out.empty() ? ARES_ENODATA : ARES_SUCCESS;
}

}  // namespace

const RecordKind* find_kind(std::string_view name) {
    const auto* found = std::find_if(std::begin(kKinds), std::end(kKinds),
                                     [&](const RecordKind& kind) { return kind.name == name; });
    return found == std::end(kKinds) ? nullptr : found;
}

v8::Local<v8::Value> parse_reply(v8::Local<v8::Context> context, const RecordKind& kind,
                                 const std::string& reply, int& status) {
    v8::Isolate* isolate = context->GetIsolate();
    const bool any = kind.number == ns_t_any;
    Reader reader(context, reply, any);
    Values found;
    status = any ? read_any(reader, found) : reader.read(kind.number, found);
    if (status != ARES_SUCCESS) return v8::Undefined(isolate);
    if (kind.number == ns_t_soa) return found.front();
    return v8::Array::New(isolate, found.data(), found.size());
}

const char* status_name(int status) {
    static constexpr const char* kNames[] = {
        "",
        "ENODATA",
        "EFORMERR",
        "ESERVFAIL",
        "ENOTFOUND",
        "ENOTIMP",
        "EREFUSED",
        "EBADQUERY",
        "EBADNAME",
        "EBADFAMILY",
        "EBADRESP",
        "ECONNREFUSED",
        "ETIMEOUT",
        "EOF",
        "EFILE",
        "ENOMEM",
        "EDESTRUCTION",
        "EBADSTR",
        "EBADFLAGS",
        "ENONAME",
        "EBADHINTS",
        "ENOTINITIALIZED",
        "ELOADIPHLPAPI",
        "EADDRGETNETWORKPARAMS",
        "ECANCELLED",
    };
    const auto index = static_cast<std::size_t>(status);
    return index < std::size(kNames) ? kNames[index] : "UNKNOWN_ARES_ERROR";
}

}  // namespace plinth::api
