// SPDX-License-Identifier: MIT
// The parts of classes that do not depend on the C++ type: templates for V8, and error messages.

#include "bindings/class.h"

#include "bindings/threads.h"
#include "bindings/view.h"

namespace plinth::js::detail {

std::string class_name(v8::Isolate* isolate, TypeTag type, std::string_view cpp_name) {
    Realm* const realm = Realm::from(isolate->GetCurrentContext());
    const ClassRecord* const record = realm == nullptr ? nullptr : realm->objects().class_of(type);
    return record == nullptr ? std::string(cpp_name) : record->name;
}

void throw_wrong_class(const Where& where, v8::Local<v8::Value> value, const std::string& name) {
    if (value->IsObject() && Wrapper::marked(value.As<v8::Object>()) &&
        Wrapper::of(value) == nullptr) {
        throw_gone(where, name);
        return;
    }
    where.wrong_type("an instance of " + name, value);
}

void throw_gone(const Where& where, const std::string& name) {
    where.refused(": the " + name + " no longer exists");
}

void throw_not_bound(v8::Isolate* isolate, std::string_view cpp_name) {
    throw_error(isolate, "The C++ class " + std::string(cpp_name) + " is not bound in this plugin");
}

void throw_wrong_this(const Info& info, std::string_view member, const std::string& name) {
    if (Wrapper::marked(info.This()) && Wrapper::of(info.This()) == nullptr)
        return throw_this_gone(info, member, name);
    throw_type_error(info.GetIsolate(), function_name(info) + std::string(member) +
                                            ": this must be an instance of " + name + ", got " +
                                            kind_of(info.GetIsolate(), info.This()));
}

void throw_this_gone(const Info& info, std::string_view member, const std::string& name) {
    throw_error(info.GetIsolate(),
                function_name(info) + std::string(member) + ": the " + name + " no longer exists");
}

void complain_of_this(const Info& info, std::string_view member, bool is_gone, TypeTag type,
                      std::string_view cpp_name) {
    const std::string name = class_name(info.GetIsolate(), type, cpp_name);
    if (is_gone) return throw_this_gone(info, member, name);
    throw_wrong_this(info, member, name);
}

void throw_needs_new(const Info& info) {
    throw_type_error(info.GetIsolate(),
                     function_name(info) + "() is a constructor: the new is missing");
}

void throw_no_constructor(const Info& info) {
    throw_type_error(info.GetIsolate(), function_name(info) + "() is not possible: script cannot " +
                                            "make objects of this class");
}

namespace {

/// `x instanceof Base` for a class that is not the first base of x's class: by the object, and by
/// the prototypes, as for any other class.
void has_instance(const Info& info) {
    const auto type = static_cast<TypeTag>(info.Data().As<v8::External>()->Value());
    const Wrapper* const wrapper = Wrapper::of(info[0]);
    bool found = wrapper != nullptr && wrapper->is(type);
    v8::Local<v8::Value> prototype;
    if (!found && info[0]->IsObject() && !info[0]->IsProxy() && info.This()->IsFunction() &&
        info.This()
            ->Get(info.GetIsolate()->GetCurrentContext(), to_name(info.GetIsolate(), "prototype"))
            .ToLocal(&prototype)) {
        v8::Local<v8::Value> at = info[0].As<v8::Object>()->GetPrototype();
        while (!found && at->IsObject() && !at->IsProxy()) {
            found = at->StrictEquals(prototype);
            at = at.As<v8::Object>()->GetPrototype();
        }
    }
    info.GetReturnValue().Set(found);
}

v8::Local<v8::Object> prototype_of(v8::Local<v8::Context> context,
                                   v8::Local<v8::Function> constructor) {
    return constructor->Get(context, to_name(context->GetIsolate(), "prototype"))
        .ToLocalChecked()
        .As<v8::Object>();
}

/// Gives `to` what it does not have of the members of `from` and of what `from` inherits.
void copy_members(v8::Local<v8::Context> context, v8::Local<v8::Object> from,
                  v8::Local<v8::Object> to) {
    const auto filter = static_cast<v8::PropertyFilter>(v8::ALL_PROPERTIES);
    v8::Local<v8::Value> outer = from->GetPrototype();
    v8::Local<v8::Array> names;
    if (!from->GetOwnPropertyNames(context, filter).ToLocal(&names)) return;
    for (std::uint32_t i = 0; i < names->Length(); ++i) {
        v8::Local<v8::Value> name;
        v8::Local<v8::Value> value;
        if (!names->Get(context, i).ToLocal(&name) || !name->IsName() ||
            to->HasOwnProperty(context, name.As<v8::Name>()).FromMaybe(true) ||
            !from->GetOwnPropertyDescriptor(context, name.As<v8::Name>()).ToLocal(&value) ||
            !value->IsObject()) {
            continue;
        }
        const auto field = [&](const char* key) {
            return value.As<v8::Object>()
                ->Get(context, to_name(context->GetIsolate(), key))
                .FromMaybe(v8::Local<v8::Value>(v8::Undefined(context->GetIsolate())));
        };
        const bool is_accessor = field("get")->IsFunction();
        v8::PropertyDescriptor accessor(field("get"), field("set"));
        v8::PropertyDescriptor plain(field("value"), true);
        v8::PropertyDescriptor& descriptor = is_accessor ? accessor : plain;
        descriptor.set_enumerable(false);
        descriptor.set_configurable(true);
        static_cast<void>(to->DefineProperty(context, name.As<v8::Name>(), descriptor).IsNothing());
    }
    // Up to Object.prototype, which has no prototype and which everything inherits from anyway.
    if (outer->IsObject() && !outer.As<v8::Object>()->GetPrototype()->IsNull())
        copy_members(context, outer.As<v8::Object>(), to);
}

}  // namespace

ClassBuilder::ClassBuilder(Module& module, TypeTag type, const char* name)
    : module_(module), type_(type), name_(name) {
    if (module_.collecting()) return;
    Realm* const realm = Realm::from(module_.context());
    if (realm == nullptr) fail("class " + name_ + " needs a Realm and cannot be in a snapshot");
    v8::Isolate* const isolate = module_.isolate();
    constructor_ = v8::FunctionTemplate::New(isolate, &throw_no_constructor,
                                             to_name(isolate, constructor_name()));
    constructor_->SetClassName(to_name(isolate, name_));
    constructor_->InstanceTemplate()->SetInternalFieldCount(Wrapper::kFields);
    ClassRecord& record = realm->objects().declare(type_, name_);
    record.constructor.Reset(isolate, constructor_);
    record.instance.Reset(isolate, constructor_->InstanceTemplate());
    if (ModuleDescription* const description = module_.description()) {
        description_ = description->classes.size();
        description->classes.push_back({name_, type_, {}, {}, {}});
    }
}

ClassBuilder::~ClassBuilder() {
    if (module_.collecting()) return;
    const v8::Local<v8::Context> context = module_.context();
    v8::Local<v8::Function> constructor;
    if (!constructor_->GetFunction(context).ToLocal(&constructor)) return;
    if (!views_.empty()) {
        if (auto stamp = make_views(context, name_, prototype_of(context, constructor), views_)) {
            Realm::from(context)->objects().declared(type_)->stamps.push_back(
                {type_, view_bytes_, std::move(stamp)});
        }
    }
    for (const v8::Local<v8::Function> base : mixed_in_)
        copy_members(context, prototype_of(context, base), prototype_of(context, constructor));
    static_cast<void>(
        module_.target()
            ->CreateDataProperty(context, to_name(module_.isolate(), name_), constructor)
            .IsNothing());
}

void ClassBuilder::set_base(TypeTag base, const TypeNode::Base* link, std::string_view cpp_name) {
    if (module_.collecting()) return;
    v8::Isolate* const isolate = module_.isolate();
    const ClassRecord* const record = Realm::from(module_.context())->objects().class_of(base);
    if (record == nullptr)
        fail("class " + name_ + ": its base " + std::string(cpp_name) + " has to be bound before");
    add_base(type_, link);
    if (ModuleDescription* const description = module_.description())
        description->classes[description_].bases.push_back(base);
    auto& stamps = Realm::from(module_.context())->objects().declared(type_)->stamps;
    stamps.insert(stamps.end(), record->stamps.begin(), record->stamps.end());
    const v8::Local<v8::FunctionTemplate> constructor = record->constructor.Get(isolate);
    if (!inherits_) {
        inherits_ = true;
        return constructor_->Inherit(constructor);
    }
    v8::Local<v8::Function> function;
    v8::Local<v8::Function> test;
    const auto data = v8::External::New(isolate, const_cast<TypeNode*>(base));
    if (!constructor->GetFunction(module_.context()).ToLocal(&function) ||
        !v8::Function::New(module_.context(), &has_instance, data, 1,
                           v8::ConstructorBehavior::kThrow)
             .ToLocal(&test)) {
        return;
    }
    static_cast<void>(function
                          ->DefineOwnProperty(module_.context(),
                                              v8::Symbol::GetHasInstance(isolate), test,
                                              v8::DontEnum)
                          .IsNothing());
    mixed_in_.push_back(function);
}

const FixedFunction* ClassBuilder::fixed_member(v8::FunctionCallback callback, const void* pointer,
                                                std::size_t size, const char* name) const {
    return fixed_record(callback, {static_cast<const char*>(pointer), size}, member_name(name));
}

void ClassBuilder::add_narrower(Narrower narrower) {
    if (module_.collecting()) return;
    Realm::from(module_.context())->objects().declared(type_)->narrowers.push_back(narrower);
}

void ClassBuilder::set_note(const Note& note) {
    note_ = note;
    if (ModuleDescription* const description = module_.description())
        description->classes[description_].note = note;
}

MemberDescription* ClassBuilder::describe(MemberKind kind, const char* name, Shapes shapes,
                                          const Note& note) {
    ModuleDescription* const description = module_.description();
    if (description == nullptr) return nullptr;
    auto& members = description->classes[description_].members;
    members.push_back({kind, name, shapes, {}, {}, note});
    return &members.back();
}

Note ClassBuilder::whole(const Note& note) const {
    Note combined = note;
    if (note.permission_name() == nullptr && note_.permission_name() != nullptr)
        combined.permission(note_.permission_name());
    if (note.threads() == Threads::Game && note_.threads() == Threads::Any) combined.thread_safe();
    if (note.threads() == Threads::Game && note_.threads() == Threads::GameOnly)
        combined.game_thread_only();
    return combined;
}

void ClassBuilder::set_constructor(const Callable& callable, const Note& given) {
    if (module_.collecting()) return;
    const Note note = whole(given);
    describe(MemberKind::Constructor, "constructor", callable.shapes, note);
    const Callable permitted_one = permitted(module_.context(), callable, constructor_name(), note);
    const auto data = data_of(module_.context(), permitted_one, constructor_name());
    constructor_->SetCallHandler(permitted_one.callback, data);
    constructor_->SetLength(callable.length);
}

v8::Local<v8::FunctionTemplate> ClassBuilder::function_of(const Callable& callable,
                                                          const std::string& name,
                                                          const Note& note) {
    const Callable usable =
        for_thread(module_.context(), permitted(module_.context(), callable, name, note), note);
    const auto data = data_of(module_.context(), usable, name);
    return v8::FunctionTemplate::New(module_.isolate(), usable.callback, data, {}, usable.length,
                                     v8::ConstructorBehavior::kThrow,
                                     v8::SideEffectType::kHasSideEffect, usable.fast);
}

void ClassBuilder::add_static_property(const char* name, const Callable& getter,
                                       const Callable& setter, const Note& given) {
    if (module_.collecting()) return;
    const Note note = whole(given);
    if (MemberDescription* const member =
            describe(MemberKind::Property, name, getter.shapes, note)) {
        member->setter = setter.shapes;
        member->read_only = setter.callback == nullptr;
        member->is_static = true;
    }
    v8::Local<v8::FunctionTemplate> set;
    if (setter.callback != nullptr) set = function_of(setter, member_name(name), note);
    constructor_->SetAccessorProperty(to_name(module_.isolate(), name),
                                      function_of(getter, member_name(name), note), set);
}

void ClassBuilder::add_method(const char* name, const Callable& callable, const Note& given) {
    if (module_.collecting()) return;
    const Note note = whole(given);
    describe(MemberKind::Method, name, callable.shapes, note);
    constructor_->PrototypeTemplate()->Set(to_name(module_.isolate(), name),
                                           function_of(callable, member_name(name), note),
                                           v8::DontEnum);
}

void ClassBuilder::add_symbol_method(v8::Local<v8::Symbol> symbol, const char* name,
                                     const Callable& callable, const Note& given) {
    if (module_.collecting()) return;
    const Note note = whole(given);
    describe(MemberKind::Method, name, callable.shapes, note);
    constructor_->PrototypeTemplate()->Set(symbol, function_of(callable, name_ + name, note),
                                           v8::DontEnum);
}

void ClassBuilder::add_property(const char* name, const Callable& getter, const Callable& setter,
                                const Note& given) {
    if (module_.collecting()) return;
    const Note note = whole(given);
    if (MemberDescription* const member =
            describe(MemberKind::Property, name, getter.shapes, note)) {
        member->setter = setter.shapes;
        member->read_only = setter.callback == nullptr;
    }
    v8::Local<v8::FunctionTemplate> set;
    if (setter.callback != nullptr) set = function_of(setter, member_name(name), note);
    constructor_->PrototypeTemplate()->SetAccessorProperty(
        to_name(module_.isolate(), name), function_of(getter, member_name(name), note), set,
        v8::DontEnum);
}

void ClassBuilder::add_view(const ViewField& field, std::size_t object_bytes, const Note& given) {
    if (module_.collecting()) return;
    const Note note = whole(given);
    if (MemberDescription* const member =
            describe(MemberKind::Property, field.name, field.shapes, note)) {
        member->read_only = field.read_only;
        if (!field.read_only) member->setter = field.shapes;
    }
    view_bytes_ = object_bytes;
    views_.push_back(field);
}

v8::MaybeLocal<v8::Value> iterator_of(v8::Local<v8::Context> context, v8::Local<v8::Array> array) {
    v8::Local<v8::Value> make;
    if (!array->Get(context, v8::Symbol::GetIterator(context->GetIsolate())).ToLocal(&make))
        return {};
    if (!make->IsFunction()) {
        throw_type_error(context->GetIsolate(), "Array.prototype[Symbol.iterator] is no function");
        return {};
    }
    return make.As<v8::Function>()->Call(context, array, 0, nullptr);
}

void ClassBuilder::add_static(const char* name, const Callable& callable, const Note& given) {
    if (module_.collecting()) return;
    const Note note = whole(given);
    describe(MemberKind::Static, name, callable.shapes, note);
    constructor_->Set(to_name(module_.isolate(), name),
                      function_of(callable, member_name(name), note));
}

void ClassBuilder::add_constant(const char* name, v8::MaybeLocal<v8::Value> value,
                                const Note& note) {
    v8::Local<v8::Value> constant;
    if (!value.ToLocal(&constant)) return;
    if (MemberDescription* const member = describe(MemberKind::Constant, name, {}, note)) {
        member->literal = literal_type(module_.isolate(), constant);
        member->read_only = true;
    }
    constructor_->Set(to_name(module_.isolate(), name), constant,
                      static_cast<v8::PropertyAttribute>(v8::ReadOnly | v8::DontDelete));
}

}  // namespace plinth::js::detail
