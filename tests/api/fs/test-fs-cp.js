'use strict';

// cp copies files and trees, in all three forms; what it can't do it refuses with a code of its own.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
let count = 0;
const next = () => `${folder}/${++count}`;

function plant() {
  const root = next();
  fs.mkdirSync(`${root}/a/b`, { recursive: true });
  fs.writeFileSync(`${root}/a/file`, 'text', { mode: 0o640 });
  fs.writeFileSync(`${root}/a/b/deep`, 'deep');
  fs.symlinkSync('file', `${root}/a/link`);
  fs.utimesSync(`${root}/a/file`, 1, 2);
  return root;
}

const forms = {
  sync: async (...args) => fs.cpSync(...args),
  promise: (...args) => fs.promises.cp(...args),
  callback: (...args) => new Promise((resolve, reject) =>
    fs.cp(...args, (error) => (error ? reject(error) : resolve()))),
};

async function check(cp) {
  const from = plant();
  let to = next();
  await cp(from, to, { recursive: true });
  assert.strictEqual(fs.readFileSync(`${to}/a/b/deep`, 'utf8'), 'deep');
  assert.strictEqual(fs.statSync(`${to}/a/file`).mode & 0o777, 0o640);
  assert.strictEqual(fs.readlinkSync(`${to}/a/link`), `${from}/a/file`);

  to = next();
  await cp(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  assert.strictEqual(fs.readlinkSync(`${to}/a/link`), 'file');
  assert.strictEqual(fs.statSync(`${to}/a/file`).mtimeMs, 2000);

  to = next();
  const seen = [];
  await cp(from, to, {
    dereference: true, recursive: true,
    filter: (src, dest) => {
      seen.push([src, dest]);
      return !src.endsWith('/b');
    },
  });
  assert.deepStrictEqual(fs.readdirSync(`${to}/a`).sort(), ['file', 'link']);
  assert.ok(fs.lstatSync(`${to}/a/link`).isFile());
  assert.deepStrictEqual(seen[0], [from, to]);

  // What is there is replaced, kept, or in the way.
  fs.writeFileSync(`${to}/a/file`, 'other');
  await cp(`${from}/a/file`, `${to}/a/file`, { force: false });
  assert.strictEqual(fs.readFileSync(`${to}/a/file`, 'utf8'), 'other');
  await assert.rejects(cp(`${from}/a/file`, `${to}/a/file`, { force: false, errorOnExist: true }), {
    code: 'ERR_FS_CP_EEXIST', name: 'SystemError', syscall: 'cp', path: `${to}/a/file`,
    message: `Target already exists: cp returned EEXIST (${to}/a/file already exists) ${to}/a/file`,
  });
  await cp(`${from}/a/file`, `${to}/a/file`);
  assert.strictEqual(fs.readFileSync(`${to}/a/file`, 'utf8'), 'text');

  // Folders above the destination are made.
  await cp(`${from}/a/file`, `${to}/new/deeper/file`);
  assert.ok(fs.existsSync(`${to}/new/deeper/file`));

  for (const [code, ...args] of [
    ['ERR_FS_EISDIR', from, next()],
    ['ERR_FS_CP_EINVAL', from, from, { recursive: true }],
    ['ERR_FS_CP_EINVAL', from, `${from}/a/inside`, { recursive: true }],
    ['ERR_FS_CP_DIR_TO_NON_DIR', `${from}/a`, `${to}/a/file`, { recursive: true }],
    ['ERR_FS_CP_NON_DIR_TO_DIR', `${from}/a/file`, `${to}/a`],
    ['ENOENT', `${from}/none`, next()],
    ['ERR_INVALID_ARG_TYPE', from, to, { recursive: 1 }],
    ['ERR_INVALID_ARG_TYPE', 1, to],
    ['ERR_OUT_OF_RANGE', from, to, { mode: -1 }],
    ['ERR_INCOMPATIBLE_OPTION_PAIR', from, to, { dereference: true, verbatimSymlinks: true }],
  ]) {
    await assert.rejects(async () => cp(...args), { code }, code);
  }
}

async function main() {
  for (const cp of Object.values(forms)) await check(cp);

  // A filter may be asynchronous, but for cpSync.
  const from = plant();
  const to = next();
  await fs.promises.cp(from, to, { recursive: true, filter: async (src) => !src.endsWith('/a') });
  assert.deepStrictEqual(fs.readdirSync(to), []);
  assert.throws(() => fs.cpSync(from, next(), { recursive: true, filter: async () => true }),
                { code: 'ERR_INVALID_RETURN_VALUE' });
}

main().finally(() => fs.rmSync(folder, { recursive: true }));
