'use strict';
// SPDX-License-Identifier: MIT

// The same by express, with a route that has a parameter and answers with JSON. The driver writes
// port.json, and copies express beside this file.

const express = require('express');
const { port } = require('./port.json');

exports.activate = () => {
  const app = express();
  app.get('/:name', (request, response) => response.json({ hello: request.params.name }));
  app.get('/', (request, response) => response.type('text/plain').send('hello world\n'));
  app.listen(port, '127.0.0.1');
};
