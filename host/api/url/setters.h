// SPDX-License-Identifier: MIT
// What assigning to a part of a URL does. https://url.spec.whatwg.org/#api

#pragma once

#include <string_view>

#include "host/api/url/record.h"

namespace plinth::api {

/// In the order of host/api/url/positions.js.
enum class UrlPart { Protocol, Username, Password, Host, Hostname, Port, Pathname, Search, Hash };

/// A value that does not fit leaves the URL as it is.
void set_part(UrlRecord& url, UrlPart part, std::string_view value);

}  // namespace plinth::api
