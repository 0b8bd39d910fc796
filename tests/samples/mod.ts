// A mod as TypeScript sees it: tsc --strict with the typings that the build of Meteors wrote.
import * as game from 'game';

game.on('update', (seconds) => {
  for (const meteor of game.meteors()) {
    if (!meteor) continue;
    meteor.vx += seconds * 0.1;
    meteor.angle += meteor.spin * seconds;
  }
});
game.once('meteorDestroyed', ({ x, y, size, points }) => {
  const sum: number = x + y + size + points;
  game.addScore(sum);
});
game.on('hit', ({ target }) => {
  const kind: 'meteor' | 'enemy' | 'bullet' | 'pickup' = target;
  game.banner(kind, { seconds: 1 });
});
game.on('draw', () => game.draw.line([0, 0], [1, 1]));
game.player.x = game.width / 2;

// @ts-expect-error: no such event
game.on('nosuch', () => {});
// @ts-expect-error: a label is text
game.on('pickupCollected', ({ label }) => label.size);
// @ts-expect-error: what happened when is read only
game.meteors()[0]!.age = 1;
// @ts-expect-error: coordinates are numbers
game.player.x = 'left';
