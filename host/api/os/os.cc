// SPDX-License-Identifier: MIT
// os, native half: what libuv knows of the machine. Names that come from the environment (the home
// folder, the folder for temporary files) are os.js's, as the environment is the plugin's own.
//
// Thread: the plugin's loop. Calls JS: never.

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "host/api/os/constants.h"
#include "host/env/native_module.h"

namespace plinth::api {

struct Cpu {
    std::string model;
    int speed = 0;
    double user = 0, nice = 0, sys = 0, idle = 0, irq = 0;
};

constexpr auto describe(js::Type<Cpu>) {
    return js::fields(std::pair("model", &Cpu::model), std::pair("speed", &Cpu::speed),
                      std::pair("user", &Cpu::user), std::pair("nice", &Cpu::nice),
                      std::pair("sys", &Cpu::sys), std::pair("idle", &Cpu::idle),
                      std::pair("irq", &Cpu::irq));
}

struct Interface {
    std::string name, address, netmask, mac;
    bool is_ipv6 = false;
    bool internal = false;
    std::uint32_t scope = 0;
};

constexpr auto describe(js::Type<Interface>) {
    return js::fields(
        std::pair("name", &Interface::name), std::pair("address", &Interface::address),
        std::pair("netmask", &Interface::netmask), std::pair("mac", &Interface::mac),
        std::pair("isIPv6", &Interface::is_ipv6), std::pair("internal", &Interface::internal),
        std::pair("scope", &Interface::scope));
}

struct User {
    double uid = -1, gid = -1;
    std::string username, homedir;
    std::optional<std::string> shell;
};

constexpr auto describe(js::Type<User>) {
    return js::fields(std::pair("uid", &User::uid), std::pair("gid", &User::gid),
                      std::pair("username", &User::username), std::pair("homedir", &User::homedir),
                      std::pair("shell", &User::shell));
}

struct SystemName {
    std::string type, release, version, machine;
};

constexpr auto describe(js::Type<SystemName>) {
    return js::fields(
        std::pair("type", &SystemName::type), std::pair("release", &SystemName::release),
        std::pair("version", &SystemName::version), std::pair("machine", &SystemName::machine));
}

namespace {

Result<SystemName> system_name() {
    uv_utsname_t name{};
    if (const int status = uv_os_uname(&name); status < 0) return uv_error(status, "uv_os_uname");
    return SystemName{name.sysname, name.release, name.version, name.machine};
}

Result<std::string> hostname() {
    char name[UV_MAXHOSTNAMESIZE];
    std::size_t size = sizeof(name);
    if (const int status = uv_os_gethostname(name, &size); status < 0) {
        return uv_error(status, "uv_os_gethostname");
    }
    return std::string(name, size);
}

Result<double> uptime() {
    double seconds = 0;
    if (const int status = uv_uptime(&seconds); status < 0) return uv_error(status, "uv_uptime");
    return seconds;
}

std::array<double, 3> load_averages() {
    std::array<double, 3> averages{};
    uv_loadavg(averages.data());
    return averages;
}

double free_memory() {
    return static_cast<double>(uv_get_free_memory());
}

double total_memory() {
    return static_cast<double>(uv_get_total_memory());
}

unsigned available_parallelism() {
    return uv_available_parallelism();
}

Result<std::vector<Cpu>> cpus() {
    uv_cpu_info_t* items = nullptr;
    int count = 0;
    if (const int status = uv_cpu_info(&items, &count); status < 0) {
        return uv_error(status, "uv_cpu_info");
    }
    std::vector<Cpu> all;
    for (int i = 0; i < count; ++i) {
        const uv_cpu_info_t& item = items[i];
        const auto& times = item.cpu_times;
        all.push_back({item.model, item.speed, static_cast<double>(times.user),
                       static_cast<double>(times.nice), static_cast<double>(times.sys),
                       static_cast<double>(times.idle), static_cast<double>(times.irq)});
    }
    uv_free_cpu_info(items, count);
    return all;
}

std::string hardware_address(const char (&bytes)[6]) {
    constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (const char byte : bytes) {
        if (!text.empty()) text += ':';
        text += kDigits[static_cast<unsigned char>(byte) >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

Interface to_interface(const uv_interface_address_t& item) {
    char address[64] = {};
    char netmask[64] = {};
    Interface made;
    made.is_ipv6 = item.address.address4.sin_family == AF_INET6;
    if (made.is_ipv6) {
        uv_ip6_name(&item.address.address6, address, sizeof(address));
        uv_ip6_name(&item.netmask.netmask6, netmask, sizeof(netmask));
        made.scope = item.address.address6.sin6_scope_id;
    } else {
        uv_ip4_name(&item.address.address4, address, sizeof(address));
        uv_ip4_name(&item.netmask.netmask4, netmask, sizeof(netmask));
    }
    made.name = item.name;
    made.address = address;
    made.netmask = netmask;
    made.mac = hardware_address(item.phys_addr);
    made.internal = item.is_internal != 0;
    return made;
}

Result<std::vector<Interface>> interfaces() {
    uv_interface_address_t* items = nullptr;
    int count = 0;
    if (const int status = uv_interface_addresses(&items, &count); status < 0) {
        return uv_error(status, "uv_interface_addresses");
    }
    std::vector<Interface> all;
    for (int i = 0; i < count; ++i)
        all.push_back(to_interface(items[i]));
    uv_free_interface_addresses(items, count);
    return all;
}

Result<User> user_info() {
    uv_passwd_t entry{};
    if (const int status = uv_os_get_passwd(&entry); status < 0) {
        return uv_error(status, "uv_os_get_passwd");
    }
    User user;
    user.uid = static_cast<double>(entry.uid);
    user.gid = static_cast<double>(entry.gid);
    user.username = entry.username;
    user.homedir = entry.homedir;
    if (entry.shell != nullptr) user.shell = entry.shell;
    uv_os_free_passwd(&entry);
    return user;
}

Result<int> priority(int pid) {
    int found = 0;
    if (const int status = uv_os_getpriority(pid, &found); status < 0) {
        return uv_error(status, "uv_os_getpriority");
    }
    return found;
}

// A process's priority is control over it, also when it is the host's own.
Result<void> set_priority(Env& env, int pid, int wanted) {
    if (const auto denied = env.denied(Permission::ChildProcess, std::to_string(pid))) {
        return *denied;
    }
    if (const int status = uv_os_setpriority(pid, wanted); status < 0) {
        return uv_error(status, "uv_os_setpriority");
    }
    return {};
}

using Numbers = std::vector<std::pair<std::string, int>>;

Numbers to_numbers(std::span<const SystemConstant> constants) {
    Numbers numbers;
    for (const SystemConstant& constant : constants)
        numbers.emplace_back(constant.name, constant.value);
    return numbers;
}

Numbers error_numbers() {
    return to_numbers(error_constants());
}

Numbers library_flags() {
    return to_numbers(library_constants());
}

Numbers priorities() {
    return {{"PRIORITY_LOW", UV_PRIORITY_LOW},
            {"PRIORITY_BELOW_NORMAL", UV_PRIORITY_BELOW_NORMAL},
            {"PRIORITY_NORMAL", UV_PRIORITY_NORMAL},
            {"PRIORITY_ABOVE_NORMAL", UV_PRIORITY_ABOVE_NORMAL},
            {"PRIORITY_HIGH", UV_PRIORITY_HIGH},
            {"PRIORITY_HIGHEST", UV_PRIORITY_HIGHEST}};
}

}  // namespace

void init_os(NativeModule& module) {
    module.function<&system_name>("systemName")
        .function<&hostname>("hostname")
        .function<&uptime>("uptime")
        .function<&load_averages>("loadAverages")
        .function<&free_memory>("freeMemory")
        .function<&total_memory>("totalMemory")
        .function<&available_parallelism>("availableParallelism")
        .function<&cpus>("cpus")
        .function<&interfaces>("interfaces")
        .function<&user_info>("userInfo")
        .function<&priority>("priority")
        .function<&set_priority>("setPriority")
        .function<&error_numbers>("errorNumbers")
        .function<&library_flags>("libraryFlags")
        .function<&priorities>("priorities")
        .constant("REUSE_ADDRESS", static_cast<int>(UV_UDP_REUSEADDR));
}

}  // namespace plinth::api
