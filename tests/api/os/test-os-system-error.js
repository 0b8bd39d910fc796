'use strict';

// What the system refuses is a SystemError that says what was asked.

const assert = require('assert');
const os = require('os');

assert.throws(() => os.getPriority(-1), {
  code: 'ERR_SYSTEM_ERROR',
  name: 'SystemError',
  syscall: 'uv_os_getpriority',
  errno: -os.constants.errno.ESRCH,
  info: {
    code: 'ESRCH', errno: -os.constants.errno.ESRCH, message: 'no such process',
    syscall: 'uv_os_getpriority',
  },
});
assert.throws(() => os.getPriority('0'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => os.setPriority(0, 20), { code: 'ERR_OUT_OF_RANGE' });
