'use strict';

// The first use freezes the policy, which must be one of two.

const assert = require('assert');
const cluster = require('cluster');

assert.strictEqual(cluster.schedulingPolicy, cluster.SCHED_RR);
assert.deepStrictEqual([cluster.SCHED_NONE, cluster.SCHED_RR], [1, 2]);
cluster.schedulingPolicy = 3;
assert.throws(() => cluster.fork(), { code: 'ERR_INTERNAL_ASSERTION' });
cluster.disconnect(() => process.exit(0));
process.exitCode = 1;
