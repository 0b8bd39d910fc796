// SPDX-License-Identifier: MIT
// TypeScript declarations from a manifest.

#include <algorithm>
#include <array>
#include <string>

#include "bindings/typings/manifest.h"

namespace plinth::typings {
namespace {

constexpr std::array kReserved{
    "break",   "case",     "catch",  "class",     "const",     "continue",   "debugger",  "default",
    "delete",  "do",       "else",   "enum",      "export",    "extends",    "false",     "finally",
    "for",     "function", "if",     "import",    "in",        "instanceof", "new",       "null",
    "return",  "super",    "switch", "this",      "throw",     "true",       "try",       "typeof",
    "var",     "void",     "while",  "with",      "yield",     "let",        "static",    "await",
    "package", "private",  "public", "protected", "interface", "implements", "arguments", "eval"};

bool reserved(const std::string& name) {
    return std::any_of(kReserved.begin(), kReserved.end(),
                       [&](const char* word) { return name == word; });
}

bool is_name(const std::string& text) {
    if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
    return std::all_of(text.begin(), text.end(), [](char letter) {
        return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' ||
               letter == '$';
    });
}

/// A key of an object or a member of a class.
std::string key_of(const std::string& name) {
    if (is_name(name) || name.starts_with("[")) return name;
    return Json(name).dump();
}

class Writer {
  public:
    std::string text;

    void module(const Json& json) {
        line("declare module '" + text_of(json, "name") + "' {");
        ++depth_;
        if (const std::string version = text_of(json, "version"); !version.empty())
            line("/** The version of this module that the declarations are for: " + version +
                 " */");
        body(json);
        --depth_;
        line("}");
    }

  private:
    void line(const std::string& content) {
        text += std::string(static_cast<std::size_t>(depth_) * 2, ' ') + content + "\n";
    }

    void comment(const Json& json) {
        std::vector<std::string> lines;
        const auto add = [&](const std::string& content) {
            std::size_t start = 0;
            while (start <= content.size()) {
                const std::size_t end = std::min(content.find('\n', start), content.size());
                std::string one = content.substr(start, end - start);
                for (std::size_t at = one.find("*/"); at != std::string::npos; at = one.find("*/"))
                    one.replace(at, 2, "*\\/");
                lines.push_back(std::move(one));
                start = end + 1;
            }
        };
        if (const auto doc = text_of(json, "doc"); !doc.empty()) add(doc);
        if (const auto needs = text_of(json, "permission"); !needs.empty())
            add("Needs the permission `" + needs + "`.");
        if (const auto threads = text_of(json, "threads"); threads == "game only")
            add("Not for plugins that run on a thread of their own.");
        if (const auto since = text_of(json, "since"); !since.empty()) add("@since " + since);
        if (const auto why = text_of(json, "deprecated"); !why.empty()) add("@deprecated " + why);
        if (lines.empty()) return;
        if (lines.size() == 1) return line("/** " + lines[0] + " */");
        line("/**");
        for (const std::string& one : lines)
            line(one.empty() ? " *" : " * " + one);
        line(" */");
    }

    static std::string parameters(const Json& signature) {
        std::string result;
        for (const Json& parameter : list_of(signature, "parameters")) {
            std::string name = text_of(parameter, "name");
            if (!is_name(name) || reserved(name)) name = "_" + name;
            if (!result.empty()) result += ", ";
            result += name + (parameter.value("optional", false) ? "?: " : ": ") +
                      text_of(parameter, "type");
        }
        if (signature.value("rest", false))
            result += std::string(result.empty() ? "" : ", ") + "...rest: any[]";
        return result;
    }

    void functions(const Json& member) {
        std::string name = text_of(member, "name");
        const bool renamed = reserved(name);
        for (const Json& signature : list_of(member, "signatures")) {
            comment(member);
            line(std::string(renamed ? "" : "export ") + "function " + (renamed ? "_" : "") + name +
                 "(" + parameters(signature) + "): " + text_of(signature, "result") + ";");
        }
        if (renamed) line("export { _" + name + " as " + name + " };");
    }

    void methods(const Json& member, const std::string& head) {
        for (const Json& signature : list_of(member, "signatures")) {
            comment(member);
            line(head + "(" + parameters(signature) + ")" +
                 (head == "constructor" ? "" : ": " + text_of(signature, "result")) + ";");
        }
    }

    void property(const Json& member) {
        const std::string type = text_of(member, "type");
        const std::string accepts = text_of(member, "accepts");
        const std::string key = key_of(text_of(member, "name"));
        const std::string head = member.value("static", false) ? "static " : "";
        comment(member);
        line(head + "get " + key + "(): " + type + ";");
        if (!accepts.empty()) line(head + "set " + key + "(value: " + accepts + ");");
    }

    void type(const Json& json) {
        const std::string name = text_of(json, "name");
        const Json& bases = list_of(json, "bases");
        comment(json);
        line("export class " + name +
             (bases.empty() ? "" : " extends " + bases[0].get<std::string>()) + " {");
        ++depth_;
        bool constructible = false;
        for (const Json& member : list_of(json, "members")) {
            const std::string kind = text_of(member, "kind");
            const std::string key = key_of(text_of(member, "name"));
            if (kind == "constructor") {
                constructible = true;
                methods(member, "constructor");
            } else if (kind == "method") {
                methods(member, key);
            } else if (kind == "static") {
                methods(member, "static " + key);
            } else if (kind == "property") {
                property(member);
            } else if (kind == "constant") {
                comment(member);
                line("static readonly " + key + ": " + text_of(member, "type") + ";");
            }
        }
        // Protected: plugins cannot make one, and classes that derive from it can be declared.
        if (!constructible) line("protected constructor();");
        --depth_;
        line("}");
        for (std::size_t i = 1; i < bases.size(); ++i)
            line("export interface " + name + " extends " + bases[i].get<std::string>() + " {}");
    }

    void enumeration(const Json& json) {
        const std::string name = text_of(json, "name");
        comment(json);
        line("export const " + name + ": {");
        std::string values;
        for (const Json& value : list_of(json, "values")) {
            const std::string literal = value["value"].dump();
            line("  readonly " + key_of(text_of(value, "name")) + ": " + literal + ";");
            values += (values.empty() ? "" : " | ") + literal;
        }
        line("};");
        line("export type " + name + " = " + (values.empty() ? "never" : values) + ";");
    }

    void record(const Json& json) {
        comment(json);
        line("export interface " + text_of(json, "name") + " {");
        for (const Json& field : list_of(json, "fields"))
            line("  " + key_of(text_of(field, "name")) +
                 (field.value("optional", false) ? "?: " : ": ") + text_of(field, "type") + ";");
        line("}");
    }

    void events(const Json& json) {
        for (const char* const verb : {"on", "once", "off"}) {
            for (const Json& member : list_of(json, "members")) {
                if (text_of(member, "kind") != "event") continue;
                const Json& signatures = list_of(member, "signatures");
                if (signatures.empty()) continue;
                if (std::string_view(verb) == "on") comment(member);
                line(std::string("export function ") + verb + "(event: '" +
                     text_of(member, "name") + "', listener: (" + parameters(signatures[0]) +
                     ") => void): void;");
            }
        }
    }

    void body(const Json& json) {
        for (const Json& one : list_of(json, "records"))
            record(one);
        for (const Json& one : list_of(json, "enums"))
            enumeration(one);
        for (const Json& one : list_of(json, "classes"))
            type(one);
        events(json);
        for (const Json& member : list_of(json, "members")) {
            const std::string kind = text_of(member, "kind");
            const std::string name = text_of(member, "name");
            if (kind == "function") {
                functions(member);
            } else if (kind == "property" || kind == "constant") {
                comment(member);
                const bool writable = !text_of(member, "accepts").empty();
                const bool renamed = reserved(name);
                line(std::string(renamed ? "" : "export ") + (writable ? "let " : "const ") +
                     (renamed ? "_" : "") + name + ": " + text_of(member, "type") + ";");
                if (renamed) line("export { _" + name + " as " + name + " };");
            }
        }
        for (const Json& object : list_of(json, "objects")) {
            comment(object);
            line("export namespace " + text_of(object, "name") + " {");
            ++depth_;
            body(object);
            --depth_;
            line("}");
        }
    }

    int depth_ = 0;
};

}  // namespace

std::string declarations_of(const Json& module) {
    Writer writer;
    writer.text = "// Written by Plinth from the bindings of a host. Changes here are lost.\n\n";
    writer.module(module);
    return std::move(writer.text);
}

}  // namespace plinth::typings
