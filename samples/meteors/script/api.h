// SPDX-License-Identifier: MIT
// What the files that make up the `game` module share.

#pragma once

#include <bindings/bindings.h>

#include <utility>

#include "samples/meteors/rules/game.h"
#include "samples/meteors/rules/random.h"
#include "samples/meteors/script/behaviours.h"
#include "samples/meteors/script/listeners.h"
#include "samples/meteors/view/canvas.h"

namespace meteors {

struct Api {
    Game& game;
    Canvas& canvas;
    Random random;
    Listeners listeners;
    Behaviours behaviours;
    bool drawing = false;  ///< True during the 'draw' event.
};

/// Classes Entity and Player.
void declare_classes(Api& api, plinth::js::Module& module);
/// What the game is and does: score, events, banner.
void declare_game(Api& api, plinth::js::Module& module);
/// The spawn functions, and those that find entities.
void declare_spawning(Api& api, plinth::js::Module& module);
/// game.draw
void declare_drawing(Api& api, plinth::js::Module& module);

/// An object inside the module, such as game.draw.
template <class Fill>
void declare_object(plinth::js::Module& module, const char* name, Fill&& fill) {
    const v8::Local<v8::Object> object = v8::Object::New(module.isolate());
    plinth::js::Module inner(module.context(), object, module.name() + "." + name);
    fill(inner);
    module.constant(name, object);
}

/// A property whose value is asked for each time.
template <class Get>
void declare_getter(plinth::js::Module& module, const char* name, Get&& get) {
    const v8::Local<v8::Object> holder = v8::Object::New(module.isolate());
    plinth::js::Module(module.context(), holder, module.name())
        .function(name, std::forward<Get>(get));
    const v8::Local<v8::String> key = plinth::js::to_name(module.isolate(), name);
    const v8::Local<v8::Value> getter = holder->Get(module.context(), key).ToLocalChecked();
    module.target()->SetAccessorProperty(key, getter.As<v8::Function>());
}

}  // namespace meteors
