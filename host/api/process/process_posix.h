// SPDX-License-Identifier: MIT
// What process needs of POSIX and libuv does not wrap.

#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace plinth::api {

/// Real and effective user id, real and effective group id.
std::array<unsigned, 4> process_ids();

/// The number of a user or group that has this name.
std::optional<unsigned> user_id(const std::string& name);
std::optional<unsigned> group_id(const std::string& name);
std::optional<std::string> user_name(unsigned id);

/// In the order of process_ids().
enum class Credential { User, EffectiveUser, Group, EffectiveGroup };
/// These answer 0, or libuv's negative status.
int set_credential(Credential which, unsigned id);
std::vector<unsigned> group_ids();
int set_group_ids(const std::vector<unsigned>& ids);
int initialise_groups(const std::string& user, unsigned group);

/// The version of the GNU C library; empty with another one.
std::string glibc_version();

/// Makes the C library look at the variable TZ again.
void read_time_zone();

/// The process's file mode mask. Reading it without changing it is not possible in one call; the
/// window is closed at once.
unsigned file_mode_mask();

struct SignalName {
    const char* name;
    int number;
};
/// All signals of this system.
const std::vector<SignalName>& signal_names();

}  // namespace plinth::api
