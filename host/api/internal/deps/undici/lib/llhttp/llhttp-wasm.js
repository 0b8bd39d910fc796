'use strict';
// SPDX-License-Identifier: MIT

// The parser is http/span-parser.
