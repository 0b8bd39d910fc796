// SPDX-License-Identifier: MIT
// The parser as a class whose functions are the specification's states; each takes the text that is
// left. Fragments are cut off first: no state before the fragment's lets a '#' pass.

#include "host/api/url/parser.h"

#include "host/api/url/char_set.h"
#include "host/api/url/percent.h"
#include "host/api/url/segments.h"

namespace plinth::api {
namespace {

constexpr CharSet kNewlines("\t\n\r");

std::string_view trim(std::string_view text) {
    const auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    return text;
}

class Parser {
  public:
    Parser(UrlRecord& url, const UrlRecord* base) : base_(base), url_(url) {}

    bool parse(std::string_view input);

  private:
    bool slash(std::string_view rest) const {
        return !rest.empty() && (rest[0] == '/' || (rest[0] == '\\' && url_.special()));
    }
    bool with_scheme(std::string_view rest);
    bool without_scheme(std::string_view rest, bool has_fragment);
    bool relative(std::string_view rest);
    bool file(std::string_view rest);
    bool file_slash(std::string_view rest);
    bool file_host(std::string_view rest);
    bool special_authority(std::string_view rest);
    bool authority(std::string_view rest);
    bool host_and_port(std::string_view text);
    void credentials(std::string_view text);
    bool path_start(std::string_view rest);
    bool path(std::string_view rest);
    bool opaque_path(std::string_view rest);
    // Cuts off what follows the first '?' and makes it the query.
    void cut_query(std::string_view& rest);
    void copy_authority();

    const UrlRecord* const base_;
    UrlRecord& url_;
};

bool Parser::parse(std::string_view input) {
    std::string cleaned;
    input = trim(input);
    if (kNewlines.find_in(input) != std::string_view::npos) {
        cleaned = without_newlines(input);
        input = cleaned;
    }
    const std::size_t hash = input.find('#');
    const bool has_fragment = hash != std::string_view::npos;
    const std::string_view rest = input.substr(0, hash);
    const std::size_t length = scheme_length(rest);
    bool parsed = false;
    if (length > 0) {
        url_.scheme = lower_scheme(rest.substr(0, length));
        parsed = with_scheme(rest.substr(length + 1));
    } else {
        parsed = without_scheme(rest, has_fragment);
    }
    if (parsed && has_fragment) set_fragment(url_, input.substr(hash + 1));
    return parsed;
}

bool Parser::with_scheme(std::string_view rest) {
    if (url_.scheme == "file") return file(rest);
    if (url_.special()) {
        const bool same = base_ != nullptr && base_->scheme == url_.scheme;
        return same && !rest.starts_with("//") ? relative(rest) : special_authority(rest);
    }
    if (rest.starts_with("//")) return authority(rest.substr(2));
    if (rest.starts_with('/')) return path(rest.substr(1));
    return opaque_path(rest);
}

bool Parser::without_scheme(std::string_view rest, bool has_fragment) {
    if (base_ == nullptr) return false;
    if (base_->opaque_path) {
        if (!rest.empty() || !has_fragment) return false;
        url_ = *base_;
        return true;
    }
    url_.scheme = base_->scheme;
    return url_.scheme == "file" ? file(rest) : relative(rest);
}

void Parser::copy_authority() {
    url_.username = base_->username;
    url_.password = base_->password;
    url_.host = base_->host;
    url_.port = base_->port;
}

bool Parser::relative(std::string_view rest) {
    if (slash(rest)) {
        rest.remove_prefix(1);
        if (slash(rest)) {
            return url_.special() ? special_authority(rest) : authority(rest.substr(1));
        }
        copy_authority();
        return path(rest);
    }
    copy_authority();
    url_.path = base_->path;
    if (rest.empty()) {
        url_.query = base_->query;
        return true;
    }
    if (rest[0] == '?') {
        cut_query(rest);
        return true;
    }
    shorten_path(url_);
    return path(rest);
}

bool Parser::file(std::string_view rest) {
    url_.host.emplace();
    if (slash(rest)) return file_slash(rest.substr(1));
    if (base_ == nullptr || base_->scheme != "file") return path(rest);
    url_.host = base_->host;
    url_.path = base_->path;
    if (rest.empty()) {
        url_.query = base_->query;
        return true;
    }
    if (rest[0] == '?') {
        cut_query(rest);
        return true;
    }
    if (starts_with_drive_letter(rest)) {
        url_.path.clear();
    } else {
        shorten_path(url_);
    }
    return path(rest);
}

bool Parser::file_slash(std::string_view rest) {
    if (slash(rest)) return file_host(rest.substr(1));
    if (base_ != nullptr && base_->scheme == "file") {
        url_.host = base_->host;
        const std::string& path = base_->path;
        const bool has_drive = path.size() >= 3 && path[2] == ':' &&
                               starts_with_drive_letter(std::string_view(path).substr(1));
        if (!starts_with_drive_letter(rest) && has_drive) url_.path = path.substr(0, 3);
    }
    return path(rest);
}

bool Parser::file_host(std::string_view rest) {
    const std::size_t end = authority_end(rest, true);
    const std::string_view host = rest.substr(0, end);
    if (is_drive_letter(host)) return path(rest);
    if (!host.empty() && !set_host(url_, host)) return false;
    if (url_.host == "localhost") url_.host->clear();
    return path_start(rest.substr(end));
}

bool Parser::special_authority(std::string_view rest) {
    while (slash(rest))
        rest.remove_prefix(1);
    return authority(rest);
}

bool Parser::authority(std::string_view rest) {
    const std::size_t end = authority_end(rest, url_.special());
    std::string_view text = rest.substr(0, end);
    const std::size_t at = text.rfind('@');
    if (at != std::string_view::npos) {
        credentials(text.substr(0, at));
        text.remove_prefix(at + 1);
        if (text.empty()) return false;
    }
    return host_and_port(text) && path_start(rest.substr(end));
}

void Parser::credentials(std::string_view text) {
    const std::size_t colon = text.find(':');
    percent_encode(text.substr(0, colon), EncodeSet::Userinfo, url_.username);
    if (colon == std::string_view::npos) return;
    percent_encode(text.substr(colon + 1), EncodeSet::Userinfo, url_.password);
}

bool Parser::host_and_port(std::string_view text) {
    const std::size_t colon = port_colon(text);
    const std::string_view host = text.substr(0, colon);
    const bool has_port = colon != std::string_view::npos;
    if (host.empty() && (has_port || url_.special())) return false;
    if (!set_host(url_, host)) return false;
    if (!has_port) return true;
    const std::string_view port = text.substr(colon + 1);
    return port.find_first_not_of("0123456789") == std::string_view::npos && set_port(url_, port);
}

bool Parser::path_start(std::string_view rest) {
    if (url_.special()) return path(slash(rest) ? rest.substr(1) : rest);
    if (rest.starts_with('/')) return path(rest.substr(1));
    if (rest.empty()) return true;
    if (rest[0] != '?') return path(rest);
    cut_query(rest);
    return true;
}

bool Parser::path(std::string_view rest) {
    std::string_view text = rest.substr(0, rest.find('?'));
    append_path(url_, text);
    cut_query(rest);
    return true;
}

bool Parser::opaque_path(std::string_view rest) {
    url_.opaque_path = true;
    cut_query(rest);
    percent_encode(rest, EncodeSet::C0Control, url_.path);
    return true;
}

void Parser::cut_query(std::string_view& rest) {
    const std::size_t mark = rest.find('?');
    if (mark == std::string_view::npos) return;
    set_query(url_, rest.substr(mark + 1));
    rest = rest.substr(0, mark);
}

}  // namespace

std::optional<UrlRecord> parse_url(std::string_view input, const UrlRecord* base) {
    std::optional<UrlRecord> url(std::in_place);
    if (!Parser(*url, base).parse(input)) url.reset();
    return url;
}

}  // namespace plinth::api
