'use strict';
// SPDX-License-Identifier: MIT

// User and group ids, by number or by name. Only programs may change them.

const native = internalBinding('process');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_CREDENTIAL } } = require('internal/errors');
const { validateArray, validateUint32 } = require('internal/validate');

const USER = 0;
const EFFECTIVE_USER = 1;
const GROUP = 2;
const EFFECTIVE_GROUP = 3;

function checkId(id, name) {
  if (typeof id === 'number') validateUint32(id, name);
  else if (typeof id !== 'string') throw new ERR_INVALID_ARG_TYPE(name, ['number', 'string'], id);
}

function toUser(id, name = 'id') {
  checkId(id, name);
  const number = typeof id === 'number' ? id | 0 : native.userId(id);
  if (number === undefined) throw new ERR_UNKNOWN_CREDENTIAL('User', id);
  return number >>> 0;
}

function toGroup(id, name = 'id') {
  checkId(id, name);
  const number = typeof id === 'number' ? id | 0 : native.groupId(id);
  if (number === undefined) throw new ERR_UNKNOWN_CREDENTIAL('Group', id);
  return number >>> 0;
}

function setgroups(groups) {
  validateArray(groups, 'groups');
  native.setGroups(groups.map((group, i) => toGroup(group, `groups[${i}]`)));
}

function initgroups(user, extraGroup) {
  checkId(user, 'user');
  checkId(extraGroup, 'extraGroup');
  const group = toGroup(extraGroup, 'extraGroup');
  const name = typeof user === 'number' ? native.userName(user) : user;
  if (name === undefined || native.userId(name) === undefined) {
    throw new ERR_UNKNOWN_CREDENTIAL('User', user);
  }
  native.initGroups(name, group);
}

module.exports = {
  getuid: () => native.ids()[USER],
  geteuid: () => native.ids()[EFFECTIVE_USER],
  getgid: () => native.ids()[GROUP],
  getegid: () => native.ids()[EFFECTIVE_GROUP],
  getgroups: () => native.groups(),
  setuid: (id) => native.setId(USER, toUser(id)),
  seteuid: (id) => native.setId(EFFECTIVE_USER, toUser(id)),
  setgid: (id) => native.setId(GROUP, toGroup(id)),
  setegid: (id) => native.setId(EFFECTIVE_GROUP, toGroup(id)),
  setgroups,
  initgroups,
};
