'use strict';
// SPDX-License-Identifier: MIT

// What the halves of url share: the order of a URL's places in the array that the native half fills
// (host/api/url/record.h), the numbers of its parts (setters.h), and that array.

const PLACES = {
  SCHEME_END: 0,
  USERNAME_START: 1,
  USERNAME_END: 2,
  PASSWORD_END: 3,
  HOST_START: 4,
  HOST_END: 5,
  PORT_END: 6,
  PATH_START: 7,
  QUERY_START: 8,
  FRAGMENT_START: 9,
};

const PARTS = {
  PROTOCOL: 0, USERNAME: 1, PASSWORD: 2, HOST: 3, HOSTNAME: 4, PORT: 5, PATHNAME: 6, SEARCH: 7,
  HASH: 8,
};

let places;  // Made on first use: a snapshot can't hold memory.

function sharedPlaces() {
  places ??= new Uint32Array(10);
  return places;
}

module.exports = { PARTS, PLACES, sharedPlaces };
