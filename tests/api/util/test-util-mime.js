'use strict';

// MIMEType reads, changes and writes a MIME type; what is no token is refused.

const assert = require('assert');
const { MIMEParams, MIMEType } = require('util');

const type = new MIMEType('Text/HTML ;charset="a\\"b"; charset=no; Empty=; =x; q=1 ');
assert.strictEqual(type.essence, 'text/html');
assert.strictEqual(String(type), 'text/html;charset="a\\"b";q=1');
assert.deepStrictEqual([...type.params], [['charset', 'a"b'], ['q', '1']]);
type.subtype = 'Plain';
type.params.delete('charset');
type.params.set('x', '');
assert.strictEqual(JSON.stringify(type), '"text/plain;q=1;x=\\"\\""');
assert.strictEqual(type.params.get('charset'), null);
assert.ok(type.params instanceof MIMEParams);

for (const wrong of ['', 'text', 'text/', '/html', 'te xt/html', 'text/ht ml', ';']) {
  assert.throws(() => new MIMEType(wrong), { code: 'ERR_INVALID_MIME_SYNTAX' }, wrong);
}
assert.throws(() => type.params.set('a b', 'c'), { code: 'ERR_INVALID_MIME_SYNTAX' });
assert.throws(() => {
  type.type = 'a/b';
}, { code: 'ERR_INVALID_MIME_SYNTAX' });
