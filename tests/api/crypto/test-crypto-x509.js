'use strict';

// A certificate says what is in it, whose it is, and who signed it.

const assert = require('assert');
const { X509Certificate, createPrivateKey, generateKeyPairSync } = require('crypto');
const { ca, other, server } = require('../tls/certificates');

const authority = new X509Certificate(ca);
const certificate = new X509Certificate(server.cert);
assert.strictEqual(certificate.subject, 'CN=server');
assert.strictEqual(certificate.issuer, 'CN=Test authority');
assert.strictEqual(certificate.subjectAltName, 'DNS:localhost, IP Address:127.0.0.1');
assert.strictEqual(certificate.infoAccess, undefined);
assert.strictEqual(certificate.ca, false);
assert.strictEqual(authority.ca, true);
assert.match(certificate.fingerprint256, /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
assert.match(certificate.serialNumber, /^[0-9A-F]+$/);
assert(new Date(certificate.validFrom) < new Date(certificate.validTo));
assert.strictEqual(new X509Certificate(certificate.raw).toString(), certificate.toString());
assert.strictEqual(certificate.toLegacyObject().subject.CN, 'server');
assert.strictEqual(certificate.publicKey.asymmetricKeyType, 'ec');

assert.strictEqual(certificate.checkHost('localhost'), 'localhost');
assert.strictEqual(certificate.checkHost('example.org'), undefined);
assert.strictEqual(certificate.checkIP('127.0.0.1'), '127.0.0.1');
assert.strictEqual(certificate.checkIP('127.0.0.2'), undefined);
assert.strictEqual(new X509Certificate(other.cert).checkHost('a.wild.test'), '*.wild.test');
assert.strictEqual(new X509Certificate(other.cert).checkHost('a.wild.test', { wildcards: false }), undefined);

assert.strictEqual(certificate.checkIssued(authority), true);
assert.strictEqual(authority.checkIssued(certificate), false);
assert.strictEqual(certificate.verify(authority.publicKey), true);
assert.strictEqual(certificate.verify(certificate.publicKey), false);
assert.strictEqual(certificate.checkPrivateKey(createPrivateKey(server.key)), true);
assert.strictEqual(certificate.checkPrivateKey(generateKeyPairSync('ed25519').privateKey), false);

assert.throws(() => new X509Certificate('nonsense'), { code: /^ERR_OSSL_/ });
assert.throws(() => new X509Certificate(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => certificate.checkIssued({}), { code: 'ERR_INVALID_ARG_TYPE' });
