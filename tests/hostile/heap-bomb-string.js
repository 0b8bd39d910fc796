'use strict';

// A string that doubles, each time made flat, and is kept.
// Ends as: failed

exports.activate = () => {
  setTimeout(() => {
    const kept = [];
    for (let text = 'x'; ; text = `${text.slice(0, 1 << 20)}${text.slice(0, 1 << 20)}`) {
      kept.push([...text.slice(0, 1000)].join(), text.split('').reverse().join(''));
    }
  }, 1);
};
