'use strict';

// Setters on Object.prototype that throw, under everything that the host's own errors and answers are filled with.
// Ends as: active

const crypto = require('crypto');
const fs = require('fs');
const os = require('os');

const NAMES = [
  'address', 'code', 'errno', 'family', 'library', 'name', 'opensslErrorStack', 'path', 'permission', 'port', 'reason',
  'resource', 'syscall', 'subject', 'issuer', 'modulusLength', 'namedCurve', '0', 'length',
];

exports.activate = (plugin) => {
  for (const name of NAMES) {
    Object.defineProperty(Object.prototype, name, {
      configurable: true, set() { throw new Error(`no ${name}`); },
    });
  }
  const tries = [
    () => fs.readFileSync('/nowhere'),
    () => fs.readdirSync(plugin.directory ?? '.'),
    () => crypto.createPrivateKey('-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----'),
    () => crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.asymmetricKeyDetails,
    () => new crypto.X509Certificate('no certificate'),
    () => os.networkInterfaces(),
    () => structuredClone(() => {}),
    () => process.hrtime('no array'),
  ];
  let at = 0;
  plugin.on('frame', () => {
    try {
      tries[at++ % tries.length]();
    } catch (error) {
      void error;
    }
  });
};
