'use strict';
// SPDX-License-Identifier: MIT

// What cp and rm find out for themselves, as errors of the system that say so in `info`.

require('internal/on-first-use');
const { SystemError } = require('internal/system-error');
const { UV_EEXIST, UV_EINVAL, UV_EISDIR, UV_ENOTDIR } = internalBinding('uv');

// A constructor of errors: (message, path[, syscall]).
function systemError(key, summary, code, number) {
  return class extends SystemError {
    constructor(message, path, syscall = 'cp') {
      super({ message, path, syscall, errno: -number, code }, key, summary);
    }
  };
}

module.exports = {
  ERR_FS_CP_DIR_TO_NON_DIR: systemError('ERR_FS_CP_DIR_TO_NON_DIR',
    'Cannot overwrite non-directory with directory', 'EISDIR', UV_EISDIR),
  ERR_FS_CP_EEXIST: systemError('ERR_FS_CP_EEXIST', 'Target already exists', 'EEXIST', UV_EEXIST),
  ERR_FS_CP_EINVAL: systemError('ERR_FS_CP_EINVAL', 'Invalid src or dest', 'EINVAL', UV_EINVAL),
  ERR_FS_CP_FIFO_PIPE: systemError('ERR_FS_CP_FIFO_PIPE',
    'Cannot copy a FIFO pipe', 'EINVAL', UV_EINVAL),
  ERR_FS_CP_NON_DIR_TO_DIR: systemError('ERR_FS_CP_NON_DIR_TO_DIR',
    'Cannot overwrite directory with non-directory', 'ENOTDIR', UV_ENOTDIR),
  ERR_FS_CP_SOCKET: systemError('ERR_FS_CP_SOCKET',
    'Cannot copy a socket file', 'EINVAL', UV_EINVAL),
  ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY: systemError('ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY',
    'Cannot overwrite symlink in subdirectory of self', 'EINVAL', UV_EINVAL),
  ERR_FS_CP_UNKNOWN: systemError('ERR_FS_CP_UNKNOWN',
    'Cannot copy an unknown file type', 'EINVAL', UV_EINVAL),
  ERR_FS_EISDIR: systemError('ERR_FS_EISDIR', 'Path is a directory', 'EISDIR', UV_EISDIR),
};
