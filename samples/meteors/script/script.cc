// SPDX-License-Identifier: MIT
// When mods run: around each step, and while a frame is drawn.

#include "samples/meteors/script/script.h"

#include "samples/meteors/script/api.h"

namespace meteors {

class Script::Impl {
  public:
    Impl(Game& game, Canvas& canvas, std::uint64_t seed) : api{game, canvas, Random(seed)} {}

    Api api;
};

Script::Script(Game& game, Canvas& canvas, std::uint64_t seed)
    : impl_(std::make_unique<Impl>(game, canvas, seed)) {
    // Its slot will hold another entity: who still has this one must not find that one.
    game.world().on_free = [this](const Entity& entity) {
        impl_->api.behaviours.forget(entity);
        plinth::js::forget(&entity);
    };
}

Script::~Script() {
    impl_->api.game.world().on_free = nullptr;
}

void Script::bind(plinth::Host& host) {
    host.bind("game", [this](plinth::js::Module& module) {
        declare_classes(impl_->api, module);
        declare_game(impl_->api, module);
        declare_spawning(impl_->api, module);
        declare_drawing(impl_->api, module);
    });
}

void Script::before_step() {
    impl_->api.events.update(kStep);
    impl_->api.behaviours.update(impl_->api.game.world());
}

// What listeners cause is told after the next step: nobody can keep us here forever.
void Script::after_step(const std::vector<Event>& events) {
    for (const Event& event : events) {
        if (event.kind == EventKind::PickupCollected) impl_->api.behaviours.collected(event);
    }
    impl_->api.events.tell(impl_->api.game, events);
}

void Script::draw() {
    impl_->api.drawing = true;
    impl_->api.events.draw();
    impl_->api.drawing = false;
}

}  // namespace meteors
