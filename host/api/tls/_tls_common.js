'use strict';
// SPDX-License-Identifier: MIT

// What old programs require of tls's inner parts.

const { SecureContext, createSecureContext } = require('tls');

function parseInfoAccess(text) {
  const info = Object.create(null);
  for (const [, key, value] of text.matchAll(/([^\n:]*):([^\n]*)(?:\n|$)/g)) (info[key] ??= []).push(value);
  return info;
}

/** A certificate as old versions of Node described it, with its access information taken apart. */
function translatePeerCertificate(certificate) {
  if (!certificate) return null;
  const { infoAccess, issuerCertificate } = certificate;
  if (issuerCertificate != null && issuerCertificate !== certificate) {
    certificate.issuerCertificate = translatePeerCertificate(issuerCertificate);
  }
  if (infoAccess != null) certificate.infoAccess = parseInfoAccess(infoAccess);
  return certificate;
}

module.exports = { SecureContext, createSecureContext, translatePeerCertificate };
