// SPDX-License-Identifier: MIT
// A page of reference for each module, in Markdown, from a manifest.

#include <string>

#include "bindings/typings/manifest.h"

namespace plinth::typings {
namespace {

std::string call_text(const std::string& head, const Json& signature, bool with_result) {
    std::string text;
    for (const Json& parameter : list_of(signature, "parameters")) {
        text += (text.empty() ? "" : ", ") + text_of(parameter, "name") +
                (parameter.value("optional", false) ? "?: " : ": ") + text_of(parameter, "type");
    }
    if (signature.value("rest", false)) text += std::string(text.empty() ? "" : ", ") + "...rest";
    return head + "(" + text + ")" + (with_result ? ": " + text_of(signature, "result") : "");
}

class Page {
  public:
    std::string text;

    void module(const Json& json) {
        heading(1, "Module `" + text_of(json, "name") + "`");
        if (const auto version = text_of(json, "version"); !version.empty())
            text += "Version " + version + ".\n\n";
        notes(json);
        body(json, "", 2);
    }

  private:
    void heading(int level, const std::string& title) {
        text +=
            std::string(static_cast<std::size_t>(std::min(level, 6)), '#') + " " + title + "\n\n";
    }

    void notes(const Json& json) {
        if (const auto doc = text_of(json, "doc"); !doc.empty()) text += doc + "\n\n";
        if (const auto why = text_of(json, "deprecated"); !why.empty())
            text += "**Deprecated:** " + why + "\n\n";
        std::string facts;
        const auto fact = [&](const std::string& one) {
            facts += (facts.empty() ? "" : " ") + one;
        };
        if (const auto since = text_of(json, "since"); !since.empty()) fact("Since " + since + ".");
        if (const auto needs = text_of(json, "permission"); !needs.empty())
            fact("Needs the permission `" + needs + "`.");
        const auto threads = text_of(json, "threads");
        if (threads == "any") fact("Called directly from worker plugins, too.");
        if (threads == "game only") fact("Not for worker plugins.");
        if (!facts.empty()) text += facts + "\n\n";
    }

    void code(const std::string& line) { text += "```ts\n" + line + "\n```\n\n"; }

    void member(const Json& json, const std::string& owner, int level) {
        const std::string kind = text_of(json, "kind");
        const std::string name = text_of(json, "name");
        const bool is_call = kind == "function" || kind == "method" || kind == "static" ||
                             kind == "constructor" || kind == "event";
        const std::string full = kind == "constructor" ? "new " + owner
                                 : owner.empty()       ? name
                                                       : owner + "." + name;
        heading(level, (kind == "event" ? "Event `" : "`") + full +
                           (is_call && kind != "event" ? "()`" : "`"));
        std::string lines;
        const auto line = [&](const std::string& one) {
            lines += (lines.empty() ? "" : "\n") + one;
        };
        if (kind == "event") {
            for (const Json& signature : list_of(json, "signatures"))
                line(call_text("on('" + name + "', listener: ", signature, false) + " => void)");
        } else if (is_call) {
            for (const Json& signature : list_of(json, "signatures"))
                line(call_text(full, signature, kind != "constructor"));
        } else {
            const bool writable = !text_of(json, "accepts").empty();
            line(full + ": " + text_of(json, "type") + (writable ? "" : "  // read-only"));
        }
        code(lines);
        notes(json);
    }

    void body(const Json& json, const std::string& prefix, int level) {
        for (const Json& one : list_of(json, "members"))
            member(one, prefix, level);
        for (const Json& one : list_of(json, "classes")) {
            const std::string name = text_of(one, "name");
            heading(level, "Class `" + name + "`");
            std::string bases;
            for (const Json& base : list_of(one, "bases"))
                bases +=
                    (bases.empty() ? "" : ", ") + std::string("`") + base.get<std::string>() + "`";
            if (!bases.empty()) text += "Extends " + bases + ".\n\n";
            notes(one);
            for (const Json& inner : list_of(one, "members"))
                member(inner, name, level + 1);
        }
        for (const Json& one : list_of(json, "enums")) {
            heading(level, "Enum `" + text_of(one, "name") + "`");
            notes(one);
            text += "| name | value |\n| --- | --- |\n";
            for (const Json& value : list_of(one, "values"))
                text += "| `" + text_of(value, "name") + "` | `" + value["value"].dump() + "` |\n";
            text += "\n";
        }
        for (const Json& one : list_of(json, "records")) {
            heading(level, "Object `" + text_of(one, "name") + "`");
            text += "| field | type |\n| --- | --- |\n";
            for (const Json& field : list_of(one, "fields")) {
                std::string type = text_of(field, "type");
                for (std::size_t at = 0; (at = type.find('|', at)) != std::string::npos; at += 2)
                    type.insert(at, "\\");
                text += "| `" + text_of(field, "name") +
                        (field.value("optional", false) ? "?" : "") + "` | `" + type + "` |\n";
            }
            text += "\n";
        }
        for (const Json& one : list_of(json, "objects")) {
            const std::string name = (prefix.empty() ? "" : prefix + ".") + text_of(one, "name");
            heading(level, "`" + name + "`");
            notes(one);
            body(one, name, level + 1);
        }
    }
};

}  // namespace

std::string reference_of(const Json& module) {
    Page page;
    page.module(module);
    while (page.text.ends_with("\n\n"))
        page.text.pop_back();
    return std::move(page.text);
}

}  // namespace plinth::typings
