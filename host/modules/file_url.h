// SPDX-License-Identifier: MIT
// file: URLs of ES modules, as the URL standard writes them. Pure text; a whole URL parser is
// require('url').

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plinth {

/// The URL of an absolute path: "/a b" becomes "file:///a%20b".
std::string path_to_url(std::string_view path);

struct FileUrl {
    std::string path;    ///< Percent-encoded, without "." and ".." segments.
    std::string suffix;  ///< Query and fragment, with their "?" and "#".

    std::string href() const { return "file://" + path + suffix; }
};

/// Nothing when the text is no file: URL, or names another host.
std::optional<FileUrl> parse_file_url(std::string_view url);

/// A relative reference ("./b.js?x", "/c") against the URL of a file.
FileUrl join_url(const FileUrl& base, std::string_view reference);

}  // namespace plinth
