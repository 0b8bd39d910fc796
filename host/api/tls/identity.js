'use strict';
// SPDX-License-Identifier: MIT

// Whether a certificate is one of the host that was asked for (RFC 6125).

const { codes: { ERR_TLS_CERT_ALTNAME_FORMAT, ERR_TLS_CERT_ALTNAME_INVALID } } = require('tls/errors');
const { canonicalAddress } = internalBinding('tcp');
const { isIP } = require('internal/ip');

const NOT_IN_NAMES = /[^!-\x7f]/;
const QUOTED = /^"(?:[^"\\]|\\.)*"/;

function canonical(address) {
  const family = isIP(address);
  return family === 0 ? undefined : canonicalAddress(address, family);
}

function withoutDot(host) {
  return host.endsWith('.') ? host.slice(0, -1) : host;
}

// Only ASCII: what else there is must match as it stands.
function labelsOf(host) {
  return withoutDot(host).replace(/[A-Z]/g, (letter) => letter.toLowerCase()).split('.');
}

function firstLabelMatches(label, pattern, count) {
  const [prefix, suffix, more] = pattern.split('*', 3);
  // A star says nothing about what is written in another script.
  if (suffix === undefined || pattern.includes('xn--')) return label === pattern;
  // One star, and not of all that lies below a top-level domain.
  if (more !== undefined || count <= 2) return false;
  return prefix.length + suffix.length <= label.length && label.startsWith(prefix) &&
    label.endsWith(suffix);
}

function nameMatches(labels, pattern) {
  if (!pattern) return false;
  const wanted = labelsOf(pattern);
  if (wanted.length !== labels.length || wanted.includes('')) return false;
  if (wanted.some((label) => NOT_IN_NAMES.test(label))) return false;
  for (let i = 1; i < labels.length; i++) if (labels[i] !== wanted[i]) return false;
  return firstLabelMatches(labels[0], wanted[0], wanted.length);
}

// 'DNS:a, "DNS:b, c"': in quotes are names that hold a comma.
function splitNames(text) {
  if (!text.includes('"')) return text.split(', ');
  const names = [];
  let name = '';
  for (let at = 0; at < text.length;) {
    const quote = text.indexOf('"', at);
    const comma = text.indexOf(', ', at);
    if (quote >= 0 && (comma < 0 || quote < comma)) {
      const quoted = QUOTED.exec(text.slice(quote));
      if (quoted === null) throw new ERR_TLS_CERT_ALTNAME_FORMAT();
      name += text.slice(at, quote) + parseQuoted(quoted[0]);
      at = quote + quoted[0].length;
    } else {
      const end = comma < 0 ? text.length : comma;
      names.push(name + text.slice(at, end));
      name = '';
      at = end + 2;
      continue;
    }
    if (at >= text.length) names.push(name);
  }
  return names;
}

function parseQuoted(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new ERR_TLS_CERT_ALTNAME_FORMAT();
  }
}

function startingWith(names, prefix) {
  return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

// Why it is not one of that host; undefined: it is.
function problemOf(host, { subject, subjectaltname: names }) {
  const all = names ? splitNames(names) : [];
  const dnsNames = startingWith(all, 'DNS:');
  const bare = withoutDot(host);
  if (isIP(bare)) {
    const addresses = startingWith(all, 'IP Address:').map(canonical);
    return addresses.includes(canonical(bare)) ? undefined :
      `IP: ${bare} is not in the cert's list: ${addresses.join(', ')}`;
  }
  const labels = labelsOf(bare);
  if (dnsNames.length > 0) {
    return dnsNames.some((name) => nameMatches(labels, name)) ? undefined :
      `Host: ${bare}. is not in the cert's altnames: ${names}`;
  }
  const common = subject?.CN;
  if (!common) return 'Cert does not contain a DNS name';
  // The common name counts where no other name is.
  const matches = [common].flat().some((name) => nameMatches(labels, name));
  return matches ? undefined : `Host: ${bare}. is not cert's CN: ${common}`;
}

/**
 * Returns an error when the certificate is not one of that host.
 *
 * @param {string} hostname
 * @param {object} cert as getPeerCertificate() returns it
 * @returns {Error | undefined}
 */
function checkServerIdentity(hostname, cert) {
  const host = `${hostname}`;
  const reason = problemOf(host, cert);
  if (reason === undefined) return undefined;
  const error = new ERR_TLS_CERT_ALTNAME_INVALID(reason);
  error.reason = reason;
  error.host = withoutDot(host);
  error.cert = cert;
  return error;
}

module.exports = { checkServerIdentity };
