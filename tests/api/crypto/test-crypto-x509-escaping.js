'use strict';

// Names in certificates that hold what separates names are quoted, so that one name can't pass for
// two; directory names are written as RFC 2253 has it.

const assert = require('assert');
const { X509Certificate } = require('crypto');

const certificate = new X509Certificate(`
-----BEGIN CERTIFICATE-----
MIIB9jCCAZygAwIBAgIUCGpxsxKkUN3zRdaB5670ua2dBdgwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLZXhhbXBsZS5jb20wIBcNMjYxMTI5MDY1NjM0WhgPMjEyNjEx
MDUwNjU2MzRaMBYxFDASBgNVBAMMC2V4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAEQA3tbN6bco6VWrDN5QVhjKRJNsxddYJhcg8quE7srknBs+Gq
NxoNS/euDEszv+xJs7pz55l5hdBc+uS3VJioJaOBxTCBwjBqBgNVHREEYzBhghBn
b29kLmV4YW1wbGUuY29thhZodHRwOi8vZXhhbXBsZS5jb20vYSxioBEGCCsGAQUF
BwgFoAUMA2EsYqQiMCAxCzAJBgNVBAYTAkRFMREwDwYDVQQHDAhIYW5ub3ZlcjA1
BggrBgEFBQcBAQQpMCcwJQYIKwYBBQUHMAGGGWh0dHA6Ly9vbmUuZXhhbXBsZS5j
b20vLHgwHQYDVR0OBBYEFJooEaed++m4mFw1ONc0lSkmDEh/MAoGCCqGSM49BAMC
A0gAMEUCIQDuMvMYjh+S/fTp4vj4IU8D78wzf6DNF61QU7QoEB/iSwIgU2eW92J9
hjOlpJKXtW9UBlj8UjqP/KaZZm0rtoL886U=
-----END CERTIFICATE-----
`);
assert.strictEqual(certificate.subjectAltName, [
  'DNS:good.example.com',
  'URI:"http://example.com/a\\u002cb"',
  'othername:"XmppAddr:a\\u002cb"',
  'DirName:"L=Hannover\\u002cC=DE"',
].join(', '));
assert.strictEqual(certificate.infoAccess, 'OCSP - URI:"http://one.example.com/\\u002cx"');
assert.deepStrictEqual({ ...certificate.toLegacyObject().infoAccess },
                       { 'OCSP - URI': ['http://one.example.com/,x'] });
